import type { Asked } from './asked.ts';
import type { View } from '../compile/view.ts';
import { atomOf } from '../compile/address-atoms.ts';
import { containsAddress, rangesOf, setOfAddress, uniteAddresses, type AddressSet } from '../model/address.ts';
import { podsAt } from '../model/endpoints/table.ts';
import type { Selection } from '../model/question.ts';
import { isPassThrough } from '../model/service-hop.ts';
import { accessGroups, type Access } from './service-access.ts';

/** Endpoints of one class of which the same traffic is asked. */
export interface EndClass {
  readonly slot: number;
  /** What is asked of them as destinations by name or through a Service, an id of the question's table; null where neither tells them apart. */
  readonly named: number | null;
  /** Present where they are asked for through a Service. */
  readonly access: Access | null;
  /** Pods they stand for; a node counts as one. */
  weight: number;
  readonly endpoints: number[];
}

/** External classes by slot, ascending, that count as one end together. */
export interface ExternalEnd { readonly slots: readonly number[]; readonly access: Access | null }

/** One side of a question. */
export interface Ends {
  readonly classes: readonly EndClass[];
  /** One at most, except behind a Service whose addresses have different ports. */
  readonly external: readonly ExternalEnd[];
  /** All endpoints, ascending. */
  readonly endpoints: readonly number[];
}

/** How many ends an endpoint counts as: its Pods, or one. */
export const weightOf = (view: View, endpoint: number): number => Math.max(1, podsAt(view.firewalls.endpoints, endpoint));

/** Groups endpoints by class. `asked` is given for destinations of a question that asks by name, which also tells them apart. */
export function endsOf(view: View, endpoints: readonly number[], asked: Asked | null, access: Access | null = null): Ends {
  const classes = new Map<number, EndClass>();
  for (const endpoint of endpoints) {
    const slot = view.classes.ofEndpoint[endpoint]!;
    const named = access?.targets ?? (asked?.traffic?.kind === 'named' ? asked.named(endpoint) : null);
    const key = (named ?? 0) * 0x1000_0000 + slot;
    let found = classes.get(key);
    if (found === undefined) {
      found = { slot, named, access, weight: 0, endpoints: [] };
      classes.set(key, found);
    }
    found.weight += weightOf(view, endpoint);
    found.endpoints.push(endpoint);
  }
  return { classes: [...classes.values()].sort((a, b) => a.slot - b.slot || (a.named ?? 0) - (b.named ?? 0)), external: [], endpoints };
}

/** One side as it was named; `asked` is given for destinations. */
export function endsOfSelection(view: View, { endpoints, external, service }: Selection, asked: Asked | null): Ends {
  if (service === undefined || asked === null || isPassThrough(service)) {
    const slots = externalSlots(view, external);
    return { ...endsOf(view, endpoints, asked), external: slots.length === 0 ? [] : [{ slots, access: null }] };
  }
  const selected = new Set(endpoints);
  const groups = accessGroups(asked, service).map(({ access, backends }): Ends => {
    const addresses = backends.flatMap(({ end }) => (typeof end !== 'number' && containsAddress(external, end) ? [setOfAddress(end)] : []));
    const slots = addresses.length === 0 ? [] : externalSlots(view, uniteAddresses(...addresses));
    const behind = endsOf(view, backends.flatMap(({ end }) => (typeof end === 'number' && selected.has(end) ? [end] : [])), asked, access);
    return { ...behind, external: slots.length === 0 ? [] : [{ slots, access }] };
  });
  return { classes: groups.flatMap(({ classes }) => classes), external: groups.flatMap((group) => group.external), endpoints };
}

function externalSlots(view: View, external: AddressSet): readonly number[] {
  const found = new Set<number>();
  for (const range of rangesOf(external)) {
    const first = atomOf(view.atoms, range.family === 4 ? { family: 4, value: range.first } : { family: 6, value: range.first });
    const last = atomOf(view.atoms, range.family === 4 ? { family: 4, value: range.last } : { family: 6, value: range.last });
    for (let atom = first; atom <= last; atom += 1) found.add(view.classes.count + view.atoms.classOfAtom[atom]!);
  }
  return [...found].sort((a, b) => a - b);
}
