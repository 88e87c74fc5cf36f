import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import type { DataSource, QueryRunner } from 'typeorm';
import { clientFor, errorCode, execute, transact } from '../database.ts';
import { parseOperationId } from '../operations/operation-id.ts';
import type { OperationKey } from '../operations/operation-id.ts';
import { StorageError } from '../storage-error.ts';
import { COPY_COLUMNS, copyRow } from './copy-row.ts';
import type { ObjectToStage } from './publication.ts';

const COPY = `COPY snapshot_staging (${COPY_COLUMNS}) FROM STDIN`;
const CHUNK_CHARACTERS = 64 * 1024;
const UNIQUE_VIOLATION = '23505';

interface Counts { objects: number; contentBytes: number }

export const notRunning = (operationId: string): StorageError => new StorageError('NOT_FOUND', 'There is no such running operation.', { operationId });

/** Rows joined into chunks, since a write for each row would cost more than the row. */
async function* copyChunks(key: OperationKey, objects: Iterable<ObjectToStage> | AsyncIterable<ObjectToStage>, counts: Counts): AsyncGenerator<string> {
  let chunk = '';
  for await (const object of objects) {
    chunk += copyRow(key, object);
    counts.objects += 1;
    counts.contentBytes += object.content.length;
    if (chunk.length >= CHUNK_CHARACTERS) {
      yield chunk;
      chunk = '';
    }
  }
  if (chunk !== '') yield chunk;
}

async function copyIn(runner: QueryRunner, chunks: AsyncIterable<string>): Promise<void> {
  const client = await clientFor(runner, COPY);
  await pipeline(Readable.from(chunks, { objectMode: false }), client.query(copyFrom(COPY)));
}

/** Copies objects into the staging rows of an operation, all of them or none. */
export async function stageObjects(source: DataSource, operationId: string, objects: Iterable<ObjectToStage> | AsyncIterable<ObjectToStage>): Promise<Readonly<Counts>> {
  const key = parseOperationId(operationId);
  if (key === null) throw notRunning(operationId);
  const counts: Counts = { objects: 0, contentBytes: 0 };
  try {
    await transact(source, async (runner) => {
      // The objects may come as slowly as the network brings them.
      await execute(runner, 'SET LOCAL statement_timeout = 0');
      const { rows } = await execute(runner, `SELECT FROM operation WHERE cluster_id = $1 AND id = $2 AND state = 'RUNNING'`, [key.clusterId, key.uuid]);
      if (rows.length === 0) throw notRunning(operationId);
      await copyIn(runner, copyChunks(key, objects, counts));
      // Last, so that the operation's row is not locked while objects come, and again with its state, which may have changed.
      const { affected } = await execute(runner, `
        UPDATE operation SET staged_objects = staged_objects + $3, updated_at = now()
        WHERE cluster_id = $1 AND id = $2 AND state = 'RUNNING'`, [key.clusterId, key.uuid, counts.objects]);
      if (affected === 0) throw notRunning(operationId);
    });
  } catch (error) {
    if (errorCode(error) !== UNIQUE_VIOLATION) throw error;
    throw new StorageError('MANIFEST_INVALID', 'An object is given twice.', duplicateOf(error), error);
  }
  return counts;
}

/** The identity in the server's message: `Key (cluster_id, …, name)=(1, …, web) already exists.` */
function duplicateOf(error: unknown): Readonly<Record<string, unknown>> {
  const detail = error instanceof Error && 'detail' in error && typeof error.detail === 'string' ? error.detail : '';
  const [, , group, kind, namespace, name] = /=\((.*)\)/.exec(detail)?.[1]?.split(', ') ?? [];
  return { group, kind, namespace, name };
}
