import type { View } from '../compile/view.ts';
import { resolvePort } from '../compile/port-names.ts';
import { createSetTable, EVERYTHING, NOTHING, type SetTable } from '../compile/set-table.ts';
import { ofFamilies } from '../model/connection-set.ts';
import { isEndpointTable } from '../model/endpoints/table.ts';
import type { NamedPort } from '../model/firewalls.ts';
import type { TrafficQuestion } from '../model/question.ts';
import { familyBit } from '../model/address.ts';

/** The traffic of questions, and the sets that their answers compute on the way. */
export interface Asked {
  readonly traffic: TrafficQuestion | null;
  readonly sets: SetTable;
  /** Id in `sets` of what is asked of every destination: {@link EVERYTHING} where no port is asked about, nothing where it is asked by name. */
  readonly fixed: number;
  /** Id of what is asked by name of the endpoint at a position. */
  named(destination: number): number;
  /** Translates an id of the view. */
  fromView(id: number): number;
  /** Id of all connections in the families of a mask. */
  readonly families: readonly number[];
}

/** The traffic of the last questions is kept with what was computed for it, as long as its sets are not too many: of one kind, and of all together. */
const MOST_KEPT = 256;
const MOST_SETS = 4096;
const MOST_SETS_OF_ALL = 16_384;
const cached = new WeakMap<View, Map<string, Asked>>();

/** Prepares a view for questions about some traffic. */
export function ask(view: View, traffic: TrafficQuestion | null): Asked {
  let known = cached.get(view);
  if (known === undefined) {
    known = new Map();
    cached.set(view, known);
  }
  const key = traffic === null ? '' : JSON.stringify({ ...traffic, text: '' });
  const found = known.get(key);
  known.delete(key);
  if (found !== undefined && found.sets.size <= MOST_SETS) {
    // What was asked last stands last.
    known.set(key, found);
    return found.traffic === traffic || traffic === null ? found : { ...found, traffic };
  }
  makeRoom(known);
  const asked = prepare(view, traffic);
  known.set(key, asked);
  return asked;
}

/** Leaves out what was not asked about for longest, so that there is room for one more. */
function makeRoom(known: Map<string, Asked>): void {
  let sets = 0;
  for (const each of known.values()) sets += each.sets.size;
  for (const [key, each] of known) {
    if (known.size < MOST_KEPT && sets <= MOST_SETS_OF_ALL) return;
    known.delete(key);
    sets -= each.sets.size;
  }
}

function prepare(view: View, traffic: TrafficQuestion | null): Asked {
  const sets = createSetTable();
  const families = ([0, 1, 2, 3] as const).map((mask) => sets.idOf(ofFamilies(mask)));
  const inFamily = traffic?.family === undefined ? EVERYTHING : families[familyBit(traffic.family)]!;
  const translated: number[] = [];
  const fixed = traffic === null ? EVERYTHING : traffic.kind === 'fixed' ? sets.intersect(sets.idOf(traffic.connections), inFamily) : NOTHING;
  return {
    traffic, sets, families, fixed,
    named: traffic?.kind === 'named' ? namedIn(view, (ports) => sets.intersect(sets.idOf(resolvePort(traffic, ports)), inFamily)) : () => fixed,
    fromView: (id) => (translated[id] ??= sets.idOf(view.sets.setOf(id))),
  };
}

/** Endpoints share few lists of ports. */
function namedIn({ firewalls: { endpoints } }: View, resolve: (ports: readonly NamedPort[]) => number): (destination: number) => number {
  if (!isEndpointTable(endpoints)) return (destination) => resolve(endpoints.at(destination)?.ports ?? []);
  const { ports, portLists } = endpoints.columns; const known: number[] = [];
  return (destination) => { const list = ports[destination]!; return known[list] ??= resolve(portLists.at(list)); };
}
