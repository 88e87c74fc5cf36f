import type { DataSource } from 'typeorm';
import { execute, transact } from '../database.ts';
import { LOCK_CLASS } from '../session/lock-class.ts';
import { notify } from '../session/notify.ts';
import { StorageError } from '../storage-error.ts';
import { expired, noVersion } from './no-version.ts';

/** Rows that hold for this version and for no ready one. */
const drop = (table: string): string => `
  DELETE FROM ${table} r WHERE r.cluster_id = $1 AND r.first_sequence <= $2 AND (r.last_sequence IS NULL OR r.last_sequence >= $2) AND NOT EXISTS (
    SELECT FROM snapshot s WHERE s.cluster_id = $1 AND s.state = 'READY' AND s.sequence BETWEEN r.first_sequence AND coalesce(r.last_sequence, s.sequence))`;
const dropShared = (table: string, column: string): string => `
  DELETE FROM ${table} r USING snapshot e WHERE e.cluster_id = $1 AND e.sequence = $2 AND r.cluster_id = $1 AND r.sequence = e.${column} AND NOT EXISTS (
    SELECT FROM snapshot s WHERE s.cluster_id = $1 AND s.state = 'READY' AND s.${column} = r.sequence)`;

const DROP_VIEWS = 'DELETE FROM compiled_view WHERE cluster_id = $1 AND sequence = $2';

/** Deletes what only one version holds; the version's row stays. */
export async function expireSnapshot(source: DataSource, clusterId: number, sequence: number): Promise<void> {
  await transact(source, async (runner) => {
    await execute(runner, 'SET LOCAL statement_timeout = 0');
    // A publication reads the rows that are open now.
    await execute(runner, 'SELECT pg_advisory_xact_lock($1, $2)', [LOCK_CLASS.cluster, clusterId]);
    const { rows: [row] } = await execute<{ state: string; isPinned: boolean }>(runner, `
      SELECT state, is_pinned AS "isPinned" FROM snapshot WHERE cluster_id = $1 AND sequence = $2 FOR UPDATE`, [clusterId, sequence]);
    if (row === undefined) throw noVersion(sequence);
    if (row.state === 'EXPIRED') throw expired(sequence);
    if (row.isPinned) throw new StorageError('PRECONDITION_FAILED', `Version ${sequence} is pinned.`, { sequence });
    await execute(runner, `UPDATE snapshot SET state = 'EXPIRED' WHERE cluster_id = $1 AND sequence = $2`, [clusterId, sequence]);
    for (const statement of [drop('resource_version'), drop('resource_text'), dropShared('snapshot_location', 'location_sequence'), dropShared('snapshot_diagnostic', 'diagnostic_sequence'), DROP_VIEWS]) {
      await execute(runner, statement, [clusterId, sequence]);
    }
    await notify(runner, { kind: 'EXPIRED', clusterId, sequence });
  });
}
