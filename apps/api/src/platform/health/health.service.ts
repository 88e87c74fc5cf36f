import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '@postern/config';
import type { Storage } from '@postern/db';
import { CONFIG } from '../config.token.ts';
import { STORAGE } from '../storage.module.ts';
import { serviceVersion } from './service-version.ts';
import type { Status, Version } from './health.types.ts';

@Injectable()
export class HealthService {
  constructor(@Inject(STORAGE) private readonly storage: Storage, @Inject(CONFIG) private readonly config: Config) {}

  live(): Status { return { status: 'ok' }; }

  /** @throws StorageError UNAVAILABLE while the database does not answer */
  async ready(): Promise<Status> { await this.storage.ping(); return { status: 'ok' }; }

  /** What runs here, and what it bounds. */
  version(): Version {
    const { config } = this;
    return {
      name: 'postern', version: serviceVersion(), schemaVersion: 1, node: process.version,
      limits: {
        maxPageSize: config.MAX_PAGE_SIZE, maxDepth: config.GRAPHQL_MAX_DEPTH, maxCost: config.GRAPHQL_MAX_COST, costBucket: config.COST_BUCKET,
        costRestorePerSecond: config.COST_RESTORE_PER_SECOND, documentBytes: config.GRAPHQL_MAX_BYTES, documentTokens: config.GRAPHQL_MAX_TOKENS,
        aliases: config.GRAPHQL_MAX_ALIASES, rootFields: config.GRAPHQL_MAX_ROOT_FIELDS, fields: config.GRAPHQL_MAX_FIELDS, bodyBytes: config.BODY_MAX_BYTES,
        uploadBytes: config.UPLOAD_MAX_BYTES, uploadTextBytes: config.UPLOAD_MAX_TEXT_BYTES, batchProbes: config.BATCH_MAX_PROBES, analysisMillis: config.ANALYSIS_TIMEOUT_MS,
      },
    };
  }
}
