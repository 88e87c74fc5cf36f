import type { Diagnostic } from '@postern/engine';
import type { DataSource, QueryRunner } from 'typeorm';
import { execute, storableJson, storableText, transact } from '../database.ts';
import { parseOperationId } from '../operations/operation-id.ts';
import type { OperationKey } from '../operations/operation-id.ts';
import { LOCK_CLASS } from '../session/lock-class.ts';
import { notify } from '../session/notify.ts';
import { SNAPSHOT_COLUMNS, toSnapshot } from '../snapshots/snapshot-row.ts';
import type { SnapshotRow } from '../snapshots/snapshot-row.ts';
import { SEVERITY_RANK } from '../snapshots/severity-rank.ts';
import { StorageError } from '../storage-error.ts';
import {
  CLOSE_RESOURCES, CLOSE_TEXTS, DIGEST_STAGED, EMPTY_STAGING, END_OPERATION, OPEN_RESOURCES, OPEN_TEXTS, WRITE_DIAGNOSTICS, WRITE_LOCATIONS, WRITE_SNAPSHOT,
} from './publication-sql.ts';
import type { Publication, PublishResult } from './publication.ts';
import { contentHead, diagnosticDigest, semanticHead } from './snapshot-digest.ts';
import { notRunning } from './stage.ts';

type Latest = SnapshotRow & { readonly locationSequence: number; readonly diagnosticSequence: number; readonly diagnosticDigest: Buffer };
interface Digests { readonly objects: number; readonly contentDigest: Buffer; readonly semanticDigest: Buffer }
interface Outcome { readonly sequence: number; readonly isUnchanged: boolean; readonly isReplay: boolean; readonly opened: number; readonly closed: number }

const LATEST = `SELECT ${SNAPSHOT_COLUMNS}, location_sequence AS "locationSequence", diagnostic_sequence AS "diagnosticSequence", diagnostic_digest AS "diagnosticDigest"
  FROM snapshot WHERE cluster_id = $1 AND state = 'READY' ORDER BY sequence DESC LIMIT 1`;

/** Makes the staged objects of an operation the next version of its cluster. */
export async function publishSnapshot(source: DataSource, publication: Publication): Promise<PublishResult> {
  const key = parseOperationId(publication.operationId);
  if (key === null) throw notRunning(publication.operationId);
  return transact(source, async (runner) => {
    await execute(runner, 'SET LOCAL statement_timeout = 0');
    // Tables that were just filled have no statistics, and the planner then loops: 28 s instead of 0.1 s for 10,000 objects.
    await execute(runner, 'SET LOCAL enable_nestloop = off');
    await execute(runner, `SET LOCAL work_mem = '64MB'`);
    // One publication of a cluster at a time, so that each sees the version before it.
    await execute(runner, 'SELECT pg_advisory_xact_lock($1, $2)', [LOCK_CLASS.cluster, key.clusterId]);
    const staged = await lockOperation(runner, key, publication);
    const outcome = await replayOf(runner, key, publication) ?? await publishStaged(runner, key, publication, staged);
    await endOperation(runner, key, publication, outcome);
    return resultOf(runner, key, outcome);
  });
}

/** The number of objects that were staged; the operation cannot end while its row is locked. */
async function lockOperation(runner: QueryRunner, key: OperationKey, { operationId }: Publication): Promise<number> {
  const { rows: [row] } = await execute<{ stagedObjects: number }>(runner, `
    SELECT staged_objects AS "stagedObjects" FROM operation WHERE cluster_id = $1 AND id = $2 AND state = 'RUNNING' FOR UPDATE`, [key.clusterId, key.uuid]);
  if (row === undefined) throw notRunning(operationId);
  return row.stagedObjects;
}

/** What the same request gave before. */
async function replayOf(runner: QueryRunner, { clusterId }: OperationKey, { idempotency }: Publication): Promise<Outcome | null> {
  if (idempotency === undefined) return null;
  const { rows: [row] } = await execute<{ fingerprint: string; sequence: number; isUnchanged: boolean }>(runner, `
    SELECT request_fingerprint AS fingerprint, result_sequence AS sequence, is_unchanged AS "isUnchanged"
    FROM operation WHERE cluster_id = $1 AND idempotency_key = $2`, [clusterId, storableText(idempotency.key)]);
  if (row === undefined) return null;
  if (row.fingerprint !== storableText(idempotency.fingerprint)) throw new StorageError('IDEMPOTENCY_KEY_REUSED', 'This idempotency key came with another request before.', { idempotencyKey: idempotency.key });
  return { sequence: row.sequence, isUnchanged: row.isUnchanged, isReplay: true, opened: 0, closed: 0 };
}

async function publishStaged(runner: QueryRunner, key: OperationKey, publication: Publication, staged: number): Promise<Outcome> {
  const { rows: [latest] } = await execute<Latest>(runner, LATEST, [key.clusterId]);
  const { rows: [digests] } = await execute<Digests>(runner, DIGEST_STAGED, [key.clusterId, key.uuid, storableText(contentHead(publication.coverage, publication.diagnostics)), storableText(semanticHead(publication.coverage))]);
  if (digests?.objects !== staged) throw new StorageError('UNAVAILABLE', 'Staged objects were lost; send the snapshot again.', { staged, found: digests?.objects });
  if (latest !== undefined && digests.contentDigest.equals(latest.contentDigest)) return { sequence: latest.sequence, isUnchanged: true, isReplay: false, opened: 0, closed: 0 };
  if (latest !== undefined && publication.capturedAt < latest.capturedAt) {
    throw new StorageError('SNAPSHOT_OUT_OF_ORDER', 'The snapshot was captured before the latest version.', { capturedAt: publication.capturedAt.toISOString(), latest: { sequence: latest.sequence, capturedAt: latest.capturedAt.toISOString() } });
  }
  return writeVersion(runner, key, publication, digests, latest);
}

async function writeVersion(runner: QueryRunner, key: OperationKey, publication: Publication, digests: Digests, latest: Latest | undefined): Promise<Outcome> {
  const sequence = await nextSequence(runner, key);
  const { opened, closed } = await writeObjects(runner, key, sequence);
  const { affected: moved } = await execute(runner, WRITE_LOCATIONS, [key.clusterId, key.uuid, sequence, latest?.locationSequence ?? 0]);
  const diagnostics = await writeDiagnostics(runner, key, sequence, publication.diagnostics, latest);
  await execute(runner, WRITE_SNAPSHOT, [
    key.clusterId, sequence, digests.contentDigest, digests.semanticDigest, ...described(publication), latest?.sequence ?? null,
    latest?.semanticDigest.equals(digests.semanticDigest) !== true, moved > 0 ? sequence : latest?.locationSequence, diagnostics.sequence, diagnostics.digest,
  ]);
  await notify(runner, { kind: 'PUBLISHED', clusterId: key.clusterId, sequence });
  return { sequence, isUnchanged: false, isReplay: false, opened, closed };
}

/** Expired versions count: a sequence is never given twice. */
async function nextSequence(runner: QueryRunner, { clusterId }: OperationKey): Promise<number> {
  const { rows: [last] } = await execute<{ sequence: number | null }>(runner, 'SELECT max(sequence) AS sequence FROM snapshot WHERE cluster_id = $1', [clusterId]);
  return (last?.sequence ?? 0) + 1;
}

async function writeObjects(runner: QueryRunner, { clusterId, uuid }: OperationKey, sequence: number): Promise<{ readonly opened: number; readonly closed: number }> {
  const at = [clusterId, uuid, sequence];
  const { affected: closed } = await execute(runner, CLOSE_RESOURCES, at);
  const { affected: opened } = await execute(runner, OPEN_RESOURCES, at);
  await execute(runner, CLOSE_TEXTS, at);
  await execute(runner, OPEN_TEXTS, at);
  return { opened, closed };
}

/** Gives the version whose list holds: an earlier one where the two lists are equal. */
async function writeDiagnostics(runner: QueryRunner, { clusterId }: OperationKey, sequence: number, diagnostics: readonly Diagnostic[], latest: Latest | undefined): Promise<{ readonly sequence: number; readonly digest: Buffer }> {
  const stored = storableJson(diagnostics.map((body) => ({ severity: SEVERITY_RANK[body.severity], body })));
  const digest = diagnosticDigest(stored);
  if (latest?.diagnosticDigest.equals(digest) === true) return { sequence: latest.diagnosticSequence, digest };
  await execute(runner, WRITE_DIAGNOSTICS, [clusterId, sequence, stored]);
  return { sequence, digest };
}

/** The columns of a version that are the publisher's own words. */
function described({ capturedAt, receivedAt, source, labels, stats, coverage }: Publication): readonly unknown[] {
  const { kind, agent, gitRepository, gitCommit, gitRef } = source;
  const texts = [agent, gitRepository, gitCommit, gitRef].map((text) => (text === undefined ? null : storableText(text)));
  return [capturedAt, receivedAt, kind, ...texts, storableJson(labels ?? {}), storableJson(stats), storableJson(coverage)];
}

async function endOperation(runner: QueryRunner, key: OperationKey, { idempotency, resultUrl }: Publication, outcome: Outcome): Promise<void> {
  // The first operation under a key keeps it.
  const claim = outcome.isReplay || idempotency === undefined ? [null, null] : [storableText(idempotency.key), storableText(idempotency.fingerprint)];
  await execute(runner, END_OPERATION, [key.clusterId, key.uuid, outcome.sequence, outcome.isUnchanged, resultUrl?.(outcome.sequence) ?? null, ...claim]);
  await execute(runner, EMPTY_STAGING, [key.clusterId, key.uuid]);
}

async function resultOf(runner: QueryRunner, { clusterId }: OperationKey, { sequence, isUnchanged, isReplay, opened, closed }: Outcome): Promise<PublishResult> {
  const { rows: [row] } = await execute<SnapshotRow>(runner, `SELECT ${SNAPSHOT_COLUMNS} FROM snapshot WHERE cluster_id = $1 AND sequence = $2`, [clusterId, sequence]);
  if (row === undefined) throw new StorageError('NOT_FOUND', 'The cluster is gone.', { clusterId });
  return { snapshot: toSnapshot(row), isUnchanged, isReplay, work: { opened, closed } };
}
