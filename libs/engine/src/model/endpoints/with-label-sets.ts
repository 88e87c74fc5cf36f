import type { Endpoint } from '../firewalls.ts';
import { invariant } from '../invariant.ts';
import { ENDPOINT_KINDS, FLAGS, type LabelSet } from './columns.ts';
import { tableOf, type EndpointTable } from './table.ts';

/**
 * The endpoints, some of those that `isAsked` with other labels: what `labelsOf` gives for labels on a node, null where
 * they stay. The table itself where all do.
 */
export function withLabelSets(table: EndpointTable, isAsked: (kind: Endpoint['kind'], isHost: boolean) => boolean, labelsOf: (endpoint: Endpoint) => LabelSet | null): EndpointTable {
  const { columns } = table; const { labelSets } = columns;
  const more: LabelSet[] = []; const known = new Map<string, number>(); const labels = Int32Array.from(columns.labels);
  for (let row = 0; row < columns.count; row += 1) {
    if (!isAsked(ENDPOINT_KINDS[columns.kinds[row] as number] as Endpoint['kind'], ((columns.flags[row] as number) & FLAGS.isHost) !== 0)) continue;
    const old = labels[row] ?? 0; const key = `${String(old)} ${String(columns.nodes[row])}`;
    let id = known.get(key);
    if (id === undefined) {
      const endpoint = table.at(row);
      invariant(endpoint !== undefined, 'E-C3D7', `no endpoint ${String(row)}`);
      const found = labelsOf(endpoint);
      id = found === null ? old : labelSets.count + more.push(found) - 1;
      known.set(key, id);
    }
    labels[row] = id;
  }
  if (more.length === 0) return table;
  return tableOf({ ...columns, labels, labelSets: { count: labelSets.count + more.length, at: (id) => (id < labelSets.count ? labelSets.at(id) : more[id - labelSets.count] as LabelSet) } });
}
