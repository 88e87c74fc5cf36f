import type { DataSource } from 'typeorm';
import type { Cluster } from '../clusters/cluster.ts';
import { lookUp, query, storableText } from '../database.ts';
import { StorageError } from '../storage-error.ts';
import { expired } from './no-version.ts';
import { SNAPSHOT_COLUMNS, toSnapshot } from './snapshot-row.ts';
import type { SnapshotRow } from './snapshot-row.ts';
import type { NamedSnapshot, SnapshotRecord, SnapshotSelector } from './snapshot.ts';

const DIGEST = /^sha256:([0-9a-f]{64})$/;
const MAX_SEQUENCE = 2 ** 31 - 1;

/** Which rows of `snapshot`, besides those of the cluster. */
interface Lookup { readonly condition: string; readonly parameters: readonly unknown[] }

/** Null for what no version can have. */
function lookup(selector: SnapshotSelector): Lookup | null {
  switch (selector.kind) {
    case 'latest': return { condition: "state = 'READY' ORDER BY sequence DESC LIMIT 1", parameters: [] };
    case 'sequence': {
      const isPossible = Number.isInteger(selector.sequence) && selector.sequence > 0 && selector.sequence <= MAX_SEQUENCE;
      return isPossible ? { condition: 'sequence = $2', parameters: [selector.sequence] } : null;
    }
    case 'digest': {
      const hex = DIGEST.exec(selector.digest)?.[1];
      return hex === undefined ? null : { condition: "content_digest = $2 ORDER BY state = 'READY' DESC, sequence DESC LIMIT 1", parameters: [Buffer.from(hex, 'hex')] };
    }
    case 'time': return Number.isNaN(selector.time.getTime()) ? null : { condition: 'captured_at <= $2 ORDER BY captured_at DESC, sequence DESC LIMIT 1', parameters: [selector.time] };
  }
}

/** The version that a selector names. */
export async function resolveSnapshot(source: DataSource, clusterId: number, selector: SnapshotSelector): Promise<SnapshotRecord> {
  const found = lookup(selector);
  const row = found === null ? undefined : (await query<SnapshotRow>(source, `SELECT ${SNAPSHOT_COLUMNS} FROM snapshot WHERE cluster_id = $1 AND ${found.condition}`, [clusterId, ...found.parameters])).rows[0];
  if (row === undefined) throw new StorageError('NOT_FOUND', selector.kind === 'latest' ? 'The cluster has no version yet.' : 'The cluster has no such version.', { selector: selector.kind });
  if (row.state === 'EXPIRED') throw expired(row.sequence);
  return toSnapshot(row);
}

type NamedRow = SnapshotRow & { readonly slug: string; readonly displayName: string; readonly createdAt: Date; readonly enforcementPin: Cluster['enforcementPin'] };

const namedStatement = (condition: string): string => `
  SELECT c.slug, c.display_name AS "displayName", c.created_at AS "createdAt", c.enforcement_pin AS "enforcementPin", s.*
  FROM cluster c CROSS JOIN LATERAL (SELECT ${SNAPSHOT_COLUMNS} FROM snapshot WHERE cluster_id = c.id AND ${condition}) s WHERE c.slug = $1`;

/** A cluster by its slug with the version that a selector names, in one statement; null where either is missing. */
export async function resolveNamed(source: DataSource, slug: string, selector: SnapshotSelector): Promise<NamedSnapshot | null> {
  const found = lookup(selector);
  if (found === null) return null;
  const statement = { name: `named by ${selector.kind}`, sql: namedStatement(found.condition) };
  const [row] = await lookUp<NamedRow>(source, statement, [storableText(slug), ...found.parameters]);
  if (row === undefined) return null;
  if (row.state === 'EXPIRED') throw expired(row.sequence);
  const { clusterId: id, displayName, createdAt, enforcementPin } = row;
  return { cluster: { id, slug: row.slug, displayName, createdAt, enforcementPin }, snapshot: toSnapshot(row) };
}
