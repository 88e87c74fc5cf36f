import type { View } from '../compile/view.ts';
import { resolvePort } from '../compile/port-names.ts';
import { createSetTable, EVERYTHING, NOTHING, type SetTable } from '../compile/set-table.ts';
import { ofFamilies } from '../model/connection-set.ts';
import type { Endpoint } from '../model/firewalls.ts';
import type { TrafficQuestion } from '../model/question.ts';
import { familyBit } from '../model/address.ts';

/** The traffic of one question, and the sets that its answer computes on the way, which die with it. */
export interface Asked {
  readonly traffic: TrafficQuestion | null;
  readonly sets: SetTable;
  /** Id in `sets` of what is asked of every destination: {@link EVERYTHING} where no port is asked about, nothing where it is asked by name. */
  readonly fixed: number;
  /** Id of what is asked of this destination by name. */
  named(destination: Endpoint): number;
  /** Translates an id of the view. */
  fromView(id: number): number;
  /** Id of all connections in the families of a mask. */
  readonly families: readonly number[];
}

export function ask(view: View, traffic: TrafficQuestion | null): Asked {
  const sets = createSetTable();
  const families = ([0, 1, 2, 3] as const).map((mask) => sets.idOf(ofFamilies(mask)));
  const inFamily = traffic?.family === undefined ? EVERYTHING : families[familyBit(traffic.family)]!;
  const translated: number[] = [];
  const fixed = traffic === null ? EVERYTHING : traffic.kind === 'fixed' ? sets.intersect(sets.idOf(traffic.connections), inFamily) : NOTHING;
  return {
    traffic, sets, families,
    fixed,
    named: (destination) => (traffic?.kind === 'named' ? sets.intersect(sets.idOf(resolvePort(traffic, destination.ports)), inFamily) : fixed),
    fromView: (id) => (translated[id] ??= sets.idOf(view.sets.setOf(id))),
  };
}
