import { randomUUID } from 'node:crypto';
import type { DataSource, QueryRunner } from 'typeorm';
import { errorCode, execute, query, storableJson, storableText, transact } from '../database.ts';
import { LOCK_CLASS } from '../session/lock-class.ts';
import { StorageError } from '../storage-error.ts';
import { parseOperationId, printOperationId } from './operation-id.ts';
import type { OperationKey } from './operation-id.ts';
import type { OperationAnswer, OperationKind, OperationRecord, OperationStore } from './operation.ts';

const COLUMNS = `cluster_id AS "clusterId", id AS uuid, kind, state, progress, problem, result_url AS "resultUrl",
  result_sequence AS "resultSequence", is_unchanged AS "isUnchanged", idempotency_key AS "idempotencyKey",
  request_fingerprint AS "requestFingerprint", token_id AS "tokenId", expires_at AS "expiresAt",
  created_at AS "createdAt", updated_at AS "updatedAt"`;
const FOREIGN_KEY_VIOLATION = '23503';
const ABANDONED = { code: 'UNAVAILABLE', detail: 'The process that did this work ended before it was done. Nothing was changed; send it again.', retryable: true };

type Row = Omit<OperationRecord, 'id'> & { readonly uuid: string };
const toRecord = ({ uuid, ...row }: Row): OperationRecord => ({ id: printOperationId({ clusterId: row.clusterId, uuid }), ...row });

const notFound = (): StorageError => new StorageError('NOT_FOUND', 'There is no such operation.');

/** Ends a running operation without a result; false once it has ended. */
async function end(runner: QueryRunner, { clusterId, uuid }: OperationKey, state: 'FAILED' | 'CANCELLED', problem: string | null): Promise<boolean> {
  const { affected } = await execute(runner, `
    UPDATE operation SET state = $3, problem = $4, updated_at = now()
    WHERE cluster_id = $1 AND id = $2 AND state IN ('QUEUED', 'RUNNING')`, [clusterId, uuid, state, problem]);
  if (affected === 0) return false;
  await execute(runner, 'DELETE FROM snapshot_staging WHERE cluster_id = $1 AND operation_id = $2', [clusterId, uuid]);
  return true;
}

export class OperationRepository implements OperationStore {
  readonly #source: DataSource;
  readonly #owner: number | null;
  /** `owner` is the number of this process's session; null where it has none and begins nothing. */
  constructor(source: DataSource, owner: number | null) {
    this.#source = source;
    this.#owner = owner;
  }

  async begin({ clusterId, kind, tokenId }: { readonly clusterId: number; readonly kind: OperationKind; readonly tokenId?: string }): Promise<OperationRecord> {
    if (this.#owner === null) throw new Error('storage was opened without a session, so nothing would tell when this process ends');
    try {
      const { rows: [row] } = await query<Row>(this.#source, `
        INSERT INTO operation (cluster_id, id, kind, state, owner, token_id) VALUES ($1, $2, $3, 'RUNNING', $4, $5) RETURNING ${COLUMNS}`, [clusterId, randomUUID(), kind, this.#owner, tokenId ?? null]);
      if (row === undefined) throw notFound();
      return toRecord(row);
    } catch (error) {
      if (errorCode(error) === FOREIGN_KEY_VIOLATION) throw new StorageError('NOT_FOUND', 'There is no such cluster.', { clusterId }, error);
      throw error;
    }
  }

  async get(id: string): Promise<OperationRecord> {
    const key = parseOperationId(id);
    if (key === null) throw notFound();
    const { rows: [row] } = await query<Row>(this.#source, `SELECT ${COLUMNS} FROM operation WHERE cluster_id = $1 AND id = $2`, [key.clusterId, key.uuid]);
    if (row === undefined) throw notFound();
    return toRecord(row);
  }

  async findByIdempotencyKey(clusterId: number, key: string): Promise<OperationRecord | null> {
    const { rows: [row] } = await query<Row>(this.#source, `SELECT ${COLUMNS} FROM operation WHERE cluster_id = $1 AND idempotency_key = $2`, [clusterId, storableText(key)]);
    return row === undefined ? null : toRecord(row);
  }

  async progress(id: string, fraction: number): Promise<void> {
    const key = parseOperationId(id);
    if (key === null) throw notFound();
    await query(this.#source, `
      UPDATE operation SET progress = $3, updated_at = now() WHERE cluster_id = $1 AND id = $2 AND state = 'RUNNING'`, [key.clusterId, key.uuid, Math.min(1, Math.max(0, fraction))]);
  }

  async succeed(id: string, { mediaType, content }: OperationAnswer, resultUrl: string, keepSeconds: number): Promise<boolean> {
    const key = parseOperationId(id);
    if (key === null) throw notFound();
    return transact(this.#source, async (runner) => {
      const { affected } = await execute(runner, `
        UPDATE operation SET state = 'SUCCEEDED', progress = 1, result_url = $3, expires_at = now() + $4 * interval '1 second', updated_at = now()
        WHERE cluster_id = $1 AND id = $2 AND state IN ('QUEUED', 'RUNNING')`, [key.clusterId, key.uuid, resultUrl, keepSeconds]);
      if (affected === 0) return false;
      await execute(runner, 'INSERT INTO operation_result (cluster_id, operation_id, media_type, content) VALUES ($1, $2, $3, $4)',
        [key.clusterId, key.uuid, mediaType, Buffer.from(content.buffer, content.byteOffset, content.length)]);
      return true;
    });
  }

  async answer(id: string): Promise<OperationAnswer> {
    const key = parseOperationId(id);
    if (key === null) throw notFound();
    const { rows: [row] } = await query<{ mediaType: string | null; content: Buffer | null; isExpired: boolean | null }>(this.#source, `
      SELECT r.media_type AS "mediaType", r.content, o.expires_at <= now() AS "isExpired"
      FROM operation o LEFT JOIN operation_result r ON r.cluster_id = o.cluster_id AND r.operation_id = o.id AND o.expires_at > now()
      WHERE o.cluster_id = $1 AND o.id = $2`, [key.clusterId, key.uuid]);
    if (row?.isExpired === true) throw new StorageError('RESULT_EXPIRED', 'The answer is no longer kept; ask again.');
    if (row === undefined || row.mediaType === null || row.content === null) throw new StorageError('NOT_FOUND', 'The operation has no answer.');
    return { mediaType: row.mediaType, content: row.content };
  }

  async dropExpired(): Promise<number> {
    const { affected } = await query(this.#source, `
      DELETE FROM operation_result r USING operation o WHERE o.cluster_id = r.cluster_id AND o.id = r.operation_id AND o.expires_at <= now()`);
    return affected;
  }

  async fail(id: string, problem: Readonly<Record<string, unknown>>): Promise<void> {
    const key = parseOperationId(id);
    if (key === null) throw notFound();
    await transact(this.#source, (runner) => end(runner, key, 'FAILED', storableJson(problem)));
  }

  async cancel(id: string): Promise<boolean> {
    const key = parseOperationId(id);
    if (key === null) throw notFound();
    return transact(this.#source, (runner) => end(runner, key, 'CANCELLED', null));
  }

  async failAbandoned(): Promise<number> {
    const { rows } = await query<{ owner: number }>(this.#source, `
      SELECT DISTINCT owner FROM operation WHERE state IN ('QUEUED', 'RUNNING') AND owner IS DISTINCT FROM $1 ORDER BY owner`, [this.#owner]);
    let count = 0;
    for (const { owner } of rows) count += await this.#failAllOf(owner);
    return count;
  }

  /** The lock of a process that lives cannot be had. */
  #failAllOf(owner: number): Promise<number> {
    return transact(this.#source, async (runner) => {
      const { rows: [lock] } = await execute<{ isGone: boolean }>(runner, 'SELECT pg_try_advisory_xact_lock($1, $2) AS "isGone"', [LOCK_CLASS.owner, owner]);
      if (lock?.isGone !== true) return 0;
      const { rows } = await execute<OperationKey>(runner, `
        SELECT cluster_id AS "clusterId", id AS uuid FROM operation WHERE state IN ('QUEUED', 'RUNNING') AND owner = $1 ORDER BY cluster_id, id`, [owner]);
      let count = 0;
      for (const key of rows) if (await end(runner, key, 'FAILED', storableJson(ABANDONED))) count += 1;
      return count;
    });
  }
}
