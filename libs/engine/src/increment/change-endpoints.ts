import type { Edit } from '../model/endpoints/patched.ts';
import type { Endpoint, Firewalls } from '../model/firewalls.ts';
import { addClass } from './add-class.ts';
import { beginChange, endChange, putGroup, type Change } from './change.ts';
import { valueAt } from './column.ts';
import { groupOf } from './ground.ts';
import { traitsOf } from './traits-index.ts';
import { knows, usedClasses, type Version } from './version.ts';
import { writeUnwritten } from './write-programs.ts';

/** Endpoints that are not there any more, and others that are; one that changed is both. */
export interface EndpointChange {
  /** Positions in the view that changes. */
  readonly removed: readonly number[];
  /** In any order; `index` is not read, each takes its place in order of reference. */
  readonly added: readonly Endpoint[];
  /** What else the change makes different. */
  readonly facts?: Partial<Pick<Firewalls, 'absent' | 'caveats' | 'directory' | 'departures'>>;
}

/** Edits in order of position, and the rows that they put in, in that order. */
interface Edits { readonly edits: readonly Edit[]; readonly rows: readonly number[] }

/** The next version, whose endpoints are these; null where it has to be compiled anew. */
export function changeEndpoints(version: Version, rows: readonly number[], endpoints: Version['endpoints'], firewalls: Firewalls): Version | null {
  const change = beginChange(version); const { draft } = change; const compiled = draft.ground.groups.ofRow.length;
  for (const row of rows) {
    const group = classify(change, endpoints.endpointOfRow(row));
    if (group === null) return null;
    change.pens.lateGroups.put(row - compiled, group);
  }
  draft.endpoints = endpoints;
  writeUnwritten(change);
  return endChange(change, firewalls);
}

/** A change as edits of the table. */
export function editsOf({ endpoints }: Version, { removed, added }: EndpointChange): Edits {
  const out = [...new Set(removed)].map((at) => ({ at, endpoint: null }));
  const put = [...added].sort((a, b) => (a.ref < b.ref ? -1 : a.ref > b.ref ? 1 : 0)).map((endpoint) => ({ at: placeOf(endpoints, endpoint.ref), endpoint }));
  const edits = [...put, ...out].sort((a, b) => a.at - b.at || Number(a.endpoint === null) - Number(b.endpoint === null))
    .map(({ at, endpoint }) => ({ at, row: endpoint === null ? null : endpoints.addRow(endpoint) }));
  return { edits, rows: edits.flatMap(({ row }) => (row === null ? [] : [row])) };
}

/** The first position whose reference is not less. */
function placeOf({ length, refAt }: Version['endpoints'], ref: string): number {
  let low = 0; let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (refAt(middle) < ref) low = middle + 1; else high = middle;
  }
  return low;
}

/** The group of an endpoint, whose class is that of endpoints with its labels and traits where there are any, else the one that matches the same, else a new one. */
function classify(change: Change, endpoint: Endpoint): number | null {
  const { draft } = change; const { ground } = draft; const { labels, unknownLabelPrefix } = endpoint;
  const traits = traitsOf(endpoint, ground.prepared.atoms, ground.prepared.ports); const traitsId = ground.traits.numberOf(traits);
  const group = groupOf(ground, ground.labels.numberOf(labels, unknownLabelPrefix), traitsId);
  if (valueAt(draft.columns.classOfGroup, group) >= 0) return group;
  const matches = ground.expressions.matching(labels, unknownLabelPrefix, (id) => knows(draft, id), (count) => { ground.counters.labelEvaluations += count; });
  const node = matches.reduce((at, item) => ground.contents.step(at, item), ground.contentRoots[traitsId] ??= ground.contents.root());
  const id = ground.classesOfContent[node]?.find((each) => each < usedClasses(draft) && valueAt(draft.columns.nodes, each) === node) ?? addClass(change, traits, matches, node);
  if (id === null) return null;
  putGroup(change, group, id);
  return group;
}
