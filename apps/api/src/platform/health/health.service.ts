import { Inject, Injectable } from '@nestjs/common';
import type { Storage } from '@postern/db';
import { STORAGE } from '../storage.module.ts';
import { serviceVersion } from './service-version.ts';
import type { Status, Version } from './health.types.ts';

@Injectable()
export class HealthService {
  constructor(@Inject(STORAGE) private readonly storage: Storage) {}

  live(): Status { return { status: 'ok' }; }

  /** @throws StorageError UNAVAILABLE while the database does not answer */
  async ready(): Promise<Status> { await this.storage.ping(); return { status: 'ok' }; }

  version(): Version { return { name: 'postern', version: serviceVersion(), schemaVersion: 1, node: process.version }; }
}
