import type { ResourceIdentity } from '@postern/engine';
import type { DataSource } from 'typeorm';
import { query, storableText } from '../database.ts';
import { pageStatement, toPage } from '../page.ts';
import type { Page, PageRow } from '../page.ts';
import { expireSnapshot } from './expire.ts';
import { expired, noVersion } from './no-version.ts';
import { changesBetween } from './object-changes.ts';
import { streamObjects } from './object-stream.ts';
import { resolveNamed, resolveSnapshot } from './resolve.ts';
import { SEVERITY_RANK } from './severity-rank.ts';
import { SNAPSHOT_COLUMNS, toSnapshot } from './snapshot-row.ts';
import type { SnapshotRow } from './snapshot-row.ts';
import type {
  DiagnosticQuery, NamedSnapshot, ObjectChange, SnapshotQuery, SnapshotRecord, SnapshotSelector, SnapshotStore, StoredDiagnostic, StoredObject,
} from './snapshot.ts';

const LATEST_OF = `
  SELECT s.* FROM unnest($1::integer[]) AS c (id) CROSS JOIN LATERAL (
    SELECT ${SNAPSHOT_COLUMNS} FROM snapshot WHERE cluster_id = c.id AND state = 'READY' ORDER BY sequence DESC LIMIT 1) s`;
const LIST = pageStatement({
  from: 'snapshot', columns: SNAPSHOT_COLUMNS, order: 'sequence DESC', limit: '$8', after: '$7::integer IS NULL OR sequence < $7',
  where: `cluster_id = $1 AND state = 'READY' AND ($2::timestamptz IS NULL OR captured_at >= $2) AND ($3::timestamptz IS NULL OR captured_at <= $3)
    AND ($4 IS FALSE OR is_changed) AND ($5::text IS NULL OR (labels ->> $5 IS NOT NULL AND ($6::text IS NULL OR labels ->> $5 = $6)))`,
});
const DIAGNOSTICS = pageStatement({
  from: 'snapshot s JOIN snapshot_diagnostic d ON d.cluster_id = s.cluster_id AND d.sequence = s.diagnostic_sequence',
  columns: 'd.ordinal, d.body', order: 'ordinal', limit: '$5', after: '$4::integer IS NULL OR d.ordinal > $4',
  where: `s.cluster_id = $1 AND s.sequence = $2 AND s.state = 'READY' AND d.severity >= $3`,
});
const TEXT = `
  SELECT text FROM resource_text WHERE cluster_id = $1 AND api_group = $3 AND kind = $4 AND namespace = $5 AND name = $6
    AND first_sequence <= $2 AND (last_sequence IS NULL OR last_sequence >= $2)`;

/** `key` or `key=value` in two parts. */
function labelParts(label: string | undefined): readonly [key: string | null, value: string | null] {
  if (label === undefined) return [null, null];
  const at = label.indexOf('=');
  return at < 0 ? [storableText(label), null] : [storableText(label.slice(0, at)), storableText(label.slice(at + 1))];
}

export class SnapshotRepository implements SnapshotStore {
  readonly #source: DataSource;
  constructor(source: DataSource) { this.#source = source; }

  resolve(clusterId: number, selector: SnapshotSelector): Promise<SnapshotRecord> {
    return resolveSnapshot(this.#source, clusterId, selector);
  }

  resolveNamed(slug: string, selector: SnapshotSelector): Promise<NamedSnapshot | null> {
    return resolveNamed(this.#source, slug, selector);
  }

  async latestOf(clusterIds: readonly number[]): Promise<ReadonlyMap<number, SnapshotRecord>> {
    const { rows } = await query<SnapshotRow>(this.#source, LATEST_OF, [clusterIds]);
    return new Map(rows.map((row) => [row.clusterId, toSnapshot(row)]));
  }

  async bySequences(clusterId: number, sequences: readonly number[]): Promise<readonly SnapshotRecord[]> {
    const { rows } = await query<SnapshotRow>(this.#source, `SELECT ${SNAPSHOT_COLUMNS} FROM snapshot WHERE cluster_id = $1 AND sequence = ANY($2) ORDER BY sequence`, [clusterId, sequences]);
    return rows.map(toSnapshot);
  }

  async list(clusterId: number, { first, before, from, to, changedOnly = false, label }: SnapshotQuery): Promise<Page<SnapshotRecord>> {
    const { rows } = await query<PageRow<SnapshotRow>>(this.#source, LIST, [clusterId, from ?? null, to ?? null, changedOnly, ...labelParts(label), before ?? null, first + 1]);
    return toPage(rows, first, toSnapshot);
  }

  async pin(clusterId: number, sequence: number, isPinned: boolean): Promise<SnapshotRecord> {
    const { rows: [row] } = await query<SnapshotRow>(this.#source, `
      UPDATE snapshot SET is_pinned = $3 AND state = 'READY' WHERE cluster_id = $1 AND sequence = $2 RETURNING ${SNAPSHOT_COLUMNS}`, [clusterId, sequence, isPinned]);
    if (row === undefined) throw noVersion(sequence);
    if (row.state === 'EXPIRED') throw expired(sequence);
    return toSnapshot(row);
  }

  expire(clusterId: number, sequence: number): Promise<void> {
    return expireSnapshot(this.#source, clusterId, sequence);
  }

  objectsAt(clusterId: number, sequence: number): AsyncIterable<readonly StoredObject[]> {
    return streamObjects(this.#source, clusterId, sequence);
  }

  async policyText(clusterId: number, sequence: number, { group, kind, namespace, name }: ResourceIdentity): Promise<string | null> {
    const { rows: [row] } = await query<{ text: string }>(this.#source, TEXT, [clusterId, sequence, ...[group, kind, namespace, name].map(storableText)]);
    return row?.text ?? null;
  }

  changesBetween(clusterId: number, base: number, target: number): Promise<readonly ObjectChange[]> {
    return changesBetween(this.#source, clusterId, base, target);
  }

  async diagnostics(clusterId: number, sequence: number, { first, after, minSeverity = 'info' }: DiagnosticQuery): Promise<Page<StoredDiagnostic>> {
    const { rows } = await query<PageRow<{ readonly ordinal: number; readonly body: Omit<StoredDiagnostic, 'ordinal'> }>>(this.#source, DIAGNOSTICS, [clusterId, sequence, SEVERITY_RANK[minSeverity], after ?? null, first + 1]);
    return toPage(rows, first, ({ ordinal, body }) => ({ ordinal, ...body }));
  }
}
