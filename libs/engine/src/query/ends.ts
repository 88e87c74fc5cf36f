import type { Asked } from './asked.ts';
import type { View } from '../compile/view.ts';
import { atomOf } from '../compile/address-atoms.ts';
import { rangesOf } from '../model/address.ts';
import type { Selection } from '../model/question.ts';

/** Endpoints of one class of which the same traffic is asked. */
export interface EndClass {
  readonly slot: number;
  /** What is asked of them as destinations by name, an id of the question's table; null where no name tells them apart. */
  readonly named: number | null;
  /** Pods they stand for; a node counts as one. */
  weight: number;
  readonly endpoints: number[];
}

/** One side of a question. */
export interface Ends {
  readonly classes: readonly EndClass[];
  /** External classes by slot, ascending. Together they are one end. */
  readonly external: readonly number[];
  /** All endpoints, ascending. */
  readonly endpoints: readonly number[];
}

/** How many ends an endpoint counts as: its Pods, or one. */
export const weightOf = (view: View, endpoint: number): number => Math.max(1, view.firewalls.endpoints[endpoint]!.pods);

/** Groups endpoints by class. `asked` is given for destinations of a question that asks by name, which also tells them apart. */
export function endsOf(view: View, endpoints: readonly number[], external: readonly number[], asked: Asked | null): Ends {
  const classes = new Map<number, EndClass>();
  for (const endpoint of endpoints) {
    const slot = view.classes.ofEndpoint[endpoint]!; const named = asked?.traffic?.kind === 'named' ? asked.named(view.firewalls.endpoints[endpoint]!) : null;
    const key = (named ?? 0) * 0x1000_0000 + slot;
    let found = classes.get(key);
    if (found === undefined) {
      found = { slot, named, weight: 0, endpoints: [] };
      classes.set(key, found);
    }
    found.weight += weightOf(view, endpoint);
    found.endpoints.push(endpoint);
  }
  return { classes: [...classes.values()].sort((a, b) => a.slot - b.slot || (a.named ?? 0) - (b.named ?? 0)), external, endpoints };
}

export const endsOfSelection = (view: View, selection: Selection, asked: Asked | null): Ends => endsOf(view, selection.endpoints, externalSlots(view, selection), asked);

function externalSlots(view: View, { external }: Selection): readonly number[] {
  const found = new Set<number>();
  for (const range of rangesOf(external)) {
    const first = atomOf(view.atoms, range.family === 4 ? { family: 4, value: range.first } : { family: 6, value: range.first });
    const last = atomOf(view.atoms, range.family === 4 ? { family: 4, value: range.last } : { family: 6, value: range.last });
    for (let atom = first; atom <= last; atom += 1) found.add(view.classes.count + view.atoms.classOfAtom[atom]!);
  }
  return [...found].sort((a, b) => a - b);
}
