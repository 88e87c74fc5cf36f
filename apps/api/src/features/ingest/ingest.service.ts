import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { Cluster, OperationRecord, SnapshotSource, Storage } from '@postern/db';
import { InjectPinoLogger, PinoLogger } from 'nestjs-pino';
import type { PublishAnswer } from '../../analysis/data/upload-data.ts';
import { AnalysisService } from '../../analysis/analysis.service.ts';
import { AS_RECOGNISED } from '../../analysis/view-key.ts';
import type { ViewKey } from '../../analysis/view-key.ts';
import type { UploadHandle } from '../../analysis/upload/upload-handle.ts';
import { UploadThreads } from '../../analysis/upload-threads.ts';
import { requireCluster } from '../../platform/access/permission.ts';
import type { Principal } from '../../platform/access/principal.ts';
import { MetricsService } from '../../platform/health/metrics.service.ts';
import type { IdentifiedRequest } from '../../platform/http/identified-request.ts';
import { Reply } from '../../platform/http/reply.ts';
import { internalProblem } from '../../platform/problems/internal-problem.ts';
import { problemDocument } from '../../platform/problems/problem-document.ts';
import { Problem } from '../../platform/problems/problem.ts';
import { toProblem } from '../../platform/problems/to-problem.ts';
import { STORAGE } from '../../platform/storage.module.ts';
import { operationUrl, toOperationBody } from '../operation/operation.mapping.ts';
import { toSnapshotBody } from '../snapshot/snapshot.mapping.ts';
import type { IngestQuery } from './ingest-rest.types.ts';
import { idempotencyKey, secondsToWait } from '../../platform/http/request-preferences.ts';
import { uploadFormat } from './upload-format.ts';
import type { UploadFormat } from './upload-format.ts';
import { UploadReceiver } from './upload-receiver.ts';
import type { Received } from './upload-receiver.ts';

/** One upload with all that its headers and query say. */
interface Job {
  readonly cluster: Cluster;
  readonly query: IngestQuery;
  readonly format: UploadFormat;
  readonly waitMs: number;
  readonly key: string | null;
  readonly request: IdentifiedRequest;
}

/** Takes uploads in: read by a thread, staged, published as one version. */
@Injectable()
export class IngestService {
  constructor(
    @Inject(STORAGE) private readonly storage: Storage, private readonly threads: UploadThreads, private readonly receiver: UploadReceiver,
    private readonly metrics: MetricsService, private readonly analysis: AnalysisService, @InjectPinoLogger(IngestService.name) private readonly logger: PinoLogger,
  ) {}

  /** Answers when the version is there, or when the caller does not want to wait longer. */
  async ingest(principal: Principal, slug: string, query: IngestQuery, request: IdentifiedRequest): Promise<Reply<object>> {
    requireCluster(principal, slug);
    const format = uploadFormat(request.headers['content-type'], request.headers['content-encoding']);
    const waitMs = secondsToWait(request.headers['prefer']) * 1000;
    const key = idempotencyKey(request.headers['idempotency-key']);
    const cluster = await this.storage.clusters.get(slug);
    const answer = Promise.withResolvers<Reply<object>>();
    // The thread stays with the upload until it is published, which may be after the answer.
    this.threads.withThread((upload) => this.run(upload, { cluster, query, format, waitMs, key, request }, answer.resolve)).catch(answer.reject);
    return answer.promise;
  }

  private async run(upload: UploadHandle, job: Job, answer: (reply: Reply<object>) => void): Promise<void> {
    const { cluster, query, request, format, waitMs, key } = job;
    const received = await this.receiver.receive(upload, request, format, request.originalUrl, query.file);
    const earlier = key === null ? null : await this.earlier(cluster, key, received.fingerprint);
    if (earlier !== null) { answer(earlier); return; }
    const operation = await this.storage.operations.begin({ clusterId: cluster.id, kind: 'INGEST' });
    const published = this.publish(upload, operation, job, received);
    // Begun before the answer goes out, so that a question that follows it waits.
    const compiled = published.then((result) => this.compile(upload, cluster, result));
    compiled.catch(() => undefined);
    const done = await Promise.race([published, pause(waitMs, null)]);
    answer(done === null ? accepted(operation) : ready(cluster, done, waitMs));
    await compiled;
  }

  private async publish(upload: UploadHandle, operation: OperationRecord, { cluster, query, key, request }: Job, { summary, fingerprint, receivedAt }: Received): Promise<PublishAnswer> {
    try {
      const result = await upload.publish({
        operationId: operation.id, cluster: cluster.slug, receivedAt, source: sourceOf(query, request.headers['user-agent']), ingestBytes: upload.bytes,
        capturedAt: query.capturedAt ?? (summary.capturedAt === null ? receivedAt : new Date(summary.capturedAt)),
        labels: Object.fromEntries(query.label.map((text) => [text.slice(0, text.indexOf('=')), text.slice(text.indexOf('=') + 1)])),
        idempotency: key === null ? null : { key, fingerprint },
      });
      this.metrics.ingests.inc({ outcome: result.isUnchanged ? 'unchanged' : 'published' });
      return result;
    } catch (error) {
      this.metrics.ingests.inc({ outcome: 'failed' });
      const problem = toProblem(error) ?? internalProblem();
      if (problem.code === 'INTERNAL') this.logger.error({ err: error, requestId: request.id }, 'an upload could not be published');
      await this.storage.operations.fail(operation.id, { ...problemDocument(problem, request.id, operationUrl(operation.id)) });
      throw error;
    }
  }

  /** The first question would have to do it. What fails here is done then, and says why. */
  private async compile(upload: UploadHandle, { id, slug, enforcementPin }: Cluster, { snapshot, isUnchanged, isReplay }: PublishAnswer): Promise<void> {
    if (isUnchanged || isReplay) return;
    const key: ViewKey = { clusterId: id, cluster: slug, sequence: snapshot.sequence, pin: enforcementPin, ...AS_RECOGNISED };
    await this.analysis.expect(key, upload.compile(key).catch((error: unknown) => { this.logger.warn({ err: error }, 'a version could not be made ready before it is asked about'); }));
  }

  /** What an earlier request with the same key gave. @throws {Problem} IDEMPOTENCY_KEY_REUSED when it was another request */
  private async earlier(cluster: Cluster, key: string, fingerprint: string): Promise<Reply<object> | null> {
    const operation = await this.storage.operations.findByIdempotencyKey(cluster.id, key);
    if (operation === null) return null;
    if (operation.requestFingerprint !== fingerprint) throw new Problem('IDEMPOTENCY_KEY_REUSED', 'this key was used for a request with another content');
    const [record] = await this.storage.snapshots.bySequences(cluster.id, [operation.resultSequence ?? 0]);
    return record === undefined ? accepted(operation) : ready(cluster, { snapshot: record, isUnchanged: operation.isUnchanged, isReplay: true }, 0);
  }
}

function sourceOf({ source, gitRepository, gitCommit, gitRef }: IngestQuery, agent: string | undefined): SnapshotSource {
  const isGit = (gitRepository ?? gitCommit ?? gitRef) !== undefined;
  return {
    kind: source ?? (isGit ? 'GIT' : 'API'), ...(agent === undefined ? {} : { agent: agent.slice(0, 200) }),
    ...(gitRepository === undefined ? {} : { gitRepository }), ...(gitCommit === undefined ? {} : { gitCommit }), ...(gitRef === undefined ? {} : { gitRef }),
  };
}

const accepted = (operation: OperationRecord): Reply<object> => new Reply(toOperationBody(operation), { status: 202, headers: { Location: operationUrl(operation.id) } });

/** 201 for a new version, 200 where the content was there already. */
function ready({ slug }: Cluster, { snapshot, isUnchanged, isReplay }: PublishAnswer, waitMs: number): Reply<object> {
  const headers = {
    Location: `/v1/clusters/${slug}/snapshots/${String(snapshot.sequence)}`,
    ...(waitMs === 0 ? {} : { 'Preference-Applied': 'wait' }), ...(isReplay ? { 'Idempotent-Replayed': 'true' } : {}),
  };
  return new Reply({ ...toSnapshotBody(slug, snapshot), unchanged: isUnchanged }, { status: isUnchanged || isReplay ? 200 : 201, headers });
}
