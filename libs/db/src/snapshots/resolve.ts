import type { DataSource } from 'typeorm';
import { query } from '../database.ts';
import { StorageError } from '../storage-error.ts';
import { expired } from './no-version.ts';
import { SNAPSHOT_COLUMNS, toSnapshot } from './snapshot-row.ts';
import type { SnapshotRow } from './snapshot-row.ts';
import type { SnapshotRecord, SnapshotSelector } from './snapshot.ts';

const DIGEST = /^sha256:([0-9a-f]{64})$/;
const MAX_SEQUENCE = 2 ** 31 - 1;
const FROM = `SELECT ${SNAPSHOT_COLUMNS} FROM snapshot WHERE cluster_id = $1 AND`;

interface Lookup { readonly sql: string; readonly parameters: readonly unknown[] }

/** Null for what no version can have. */
function lookup(selector: SnapshotSelector): Lookup | null {
  switch (selector.kind) {
    case 'latest': return { sql: `${FROM} state = 'READY' ORDER BY sequence DESC LIMIT 1`, parameters: [] };
    case 'sequence': {
      const isPossible = Number.isInteger(selector.sequence) && selector.sequence > 0 && selector.sequence <= MAX_SEQUENCE;
      return isPossible ? { sql: `${FROM} sequence = $2`, parameters: [selector.sequence] } : null;
    }
    case 'digest': {
      const hex = DIGEST.exec(selector.digest)?.[1];
      return hex === undefined ? null : { sql: `${FROM} content_digest = $2 ORDER BY state = 'READY' DESC, sequence DESC LIMIT 1`, parameters: [Buffer.from(hex, 'hex')] };
    }
    case 'time': return Number.isNaN(selector.time.getTime()) ? null : { sql: `${FROM} captured_at <= $2 ORDER BY captured_at DESC, sequence DESC LIMIT 1`, parameters: [selector.time] };
  }
}

/** The version that a selector names. */
export async function resolveSnapshot(source: DataSource, clusterId: number, selector: SnapshotSelector): Promise<SnapshotRecord> {
  const found = lookup(selector);
  const row = found === null ? undefined : (await query<SnapshotRow>(source, found.sql, [clusterId, ...found.parameters])).rows[0];
  if (row === undefined) throw new StorageError('NOT_FOUND', selector.kind === 'latest' ? 'The cluster has no version yet.' : 'The cluster has no such version.', { selector: selector.kind });
  if (row.state === 'EXPIRED') throw expired(row.sequence);
  return toSnapshot(row);
}
