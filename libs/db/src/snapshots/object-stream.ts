import QueryStream from 'pg-query-stream';
import type { DataSource } from 'typeorm';
import { clientFor, execute, explainOutage } from '../database.ts';
import { expired, noVersion } from './no-version.ts';
import { placesOf } from './object-place.ts';
import type { LocationRow } from './object-place.ts';
import type { StoredObject } from './snapshot.ts';

const BATCH = 2_000;
const OBJECTS = `
  SELECT api_group, kind, namespace, name, api_version, content::text, is_unreadable FROM resource_version
  WHERE cluster_id = $1 AND first_sequence <= $2 AND (last_sequence IS NULL OR last_sequence >= $2)
  ORDER BY api_group, kind, namespace, name`;
const LOCATION = `
  SELECT s.state, l.files, array_to_string(l.file_steps, ',') AS "fileSteps", array_to_string(l.document_steps, ',') AS "documentSteps",
    array_to_string(l.line_steps, ',') AS "lineSteps", l.pointer_lines AS "pointerLines"
  FROM snapshot s LEFT JOIN snapshot_location l ON l.cluster_id = s.cluster_id AND l.sequence = s.location_sequence
  WHERE s.cluster_id = $1 AND s.sequence = $2`;

type ObjectRow = readonly [group: string, kind: string, namespace: string, name: string, apiVersion: string, content: string, isUnreadable: boolean];

/** The objects of a version in batches, in the order of their identities. */
export async function* streamObjects(source: DataSource, clusterId: number, sequence: number): AsyncGenerator<readonly StoredObject[]> {
  const runner = source.createQueryRunner();
  try {
    // One snapshot of the database for both statements, so that a deletion between them cannot part objects and places.
    await runner.startTransaction('REPEATABLE READ');
    const { rows: [location] } = await execute<LocationRow & { state: string }>(runner, LOCATION, [clusterId, sequence]);
    if (location === undefined) throw noVersion(sequence);
    if (location.state === 'EXPIRED') throw expired(sequence);
    const places = placesOf(location);
    const client = await clientFor(runner, OBJECTS);
    const stream = client.query(new QueryStream(OBJECTS, [clusterId, sequence], { batchSize: BATCH, highWaterMark: BATCH, rowMode: 'array' }));
    let batch: StoredObject[] = [];
    for await (const row of stream as AsyncIterable<ObjectRow>) {
      const [group, kind, namespace, name, apiVersion, content, isUnreadable] = row;
      batch.push({ group, kind, namespace, name, apiVersion, content, isUnreadable, source: places.next() });
      if (batch.length < BATCH) continue;
      yield batch;
      batch = [];
    }
    if (batch.length > 0) yield batch;
  } catch (error) {
    throw explainOutage(error);
  } finally {
    if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
    await runner.release();
  }
}
