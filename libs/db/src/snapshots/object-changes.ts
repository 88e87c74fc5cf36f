import type { DataSource, QueryRunner } from 'typeorm';
import { execute, onConnection } from '../database.ts';
import { expired, noVersion } from './no-version.ts';
import type { ObjectChange } from './snapshot.ts';

const HOLDS = (sequence: string): string => `first_sequence <= ${sequence} AND (last_sequence IS NULL OR last_sequence >= ${sequence})`;
const COLUMNS = 'api_group, kind, namespace, name, content, content_digest, semantic_digest, is_unreadable';

/** `$2` is the earlier version, `$3` the later. Each side is one range of an index: rows that end, and rows that begin, between them. */
const CHANGES = `
  WITH earlier AS (
    SELECT ${COLUMNS} FROM resource_version WHERE cluster_id = $1 AND ${HOLDS('$2')} AND last_sequence >= $2 AND last_sequence < $3
  ), later AS (
    SELECT ${COLUMNS} FROM resource_version WHERE cluster_id = $1 AND ${HOLDS('$3')} AND first_sequence > $2 AND first_sequence <= $3
  )
  SELECT api_group AS "group", kind, namespace, name, e.content::text AS earlier, l.content::text AS later,
    (e.semantic_digest, e.is_unreadable) IS DISTINCT FROM (l.semantic_digest, l.is_unreadable) AS "isSemantic"
  FROM earlier e FULL JOIN later l USING (api_group, kind, namespace, name)
  WHERE (e.content_digest, e.is_unreadable) IS DISTINCT FROM (l.content_digest, l.is_unreadable)
  ORDER BY api_group, kind, namespace, name`;

interface Row { readonly group: string; readonly kind: string; readonly namespace: string; readonly name: string; readonly earlier: string | null; readonly later: string | null; readonly isSemantic: boolean }

function opOf(before: string | null, after: string | null): ObjectChange['op'] {
  if (before === null) return 'ADDED';
  return after === null ? 'REMOVED' : 'MODIFIED';
}

/** Objects that differ between two versions, in either order. */
export async function changesBetween(source: DataSource, clusterId: number, base: number, target: number): Promise<readonly ObjectChange[]> {
  const isForward = base <= target;
  const rows = await onConnection(source, async (runner) => {
    const changes = await execute<Row>(runner, CHANGES, [clusterId, Math.min(base, target), Math.max(base, target)]);
    // Afterwards: what is ready now was whole when it was read.
    await checkReady(runner, clusterId, [base, target]);
    return changes.rows;
  });
  return rows.map(({ group, kind, namespace, name, earlier, later, isSemantic }) => {
    const [before, after] = isForward ? [earlier, later] : [later, earlier];
    return { group, kind, namespace, name, op: opOf(before, after), before, after, isSemantic };
  });
}

async function checkReady(runner: QueryRunner, clusterId: number, sequences: readonly number[]): Promise<void> {
  const { rows } = await execute<{ sequence: number; state: string }>(runner, 'SELECT sequence, state FROM snapshot WHERE cluster_id = $1 AND sequence = ANY($2)', [clusterId, sequences]);
  for (const sequence of sequences) {
    const found = rows.find((row) => row.sequence === sequence);
    if (found === undefined) throw noVersion(sequence);
    if (found.state === 'EXPIRED') throw expired(sequence);
  }
}
