import { IPV4_LAST, IPV6_LAST, type Address, type AddressRange, type AddressSet } from '../model/address.ts';
import type { FamilyMask } from '../model/connection-set.ts';
import type { Firewalls } from '../model/firewalls.ts';

/**
 * The address line of both families cut where some rule cuts it. An *atom* is a stretch between two cuts; atoms
 * that lie in exactly the same address sets are one *external class*.
 */
export interface AddressAtoms {
  /** Address sets that rules name, numbered by content. */
  readonly setIds: ReadonlyMap<AddressSet, number>;
  /** Every atom in ascending order, IPv4 before IPv6. */
  readonly ranges: readonly AddressRange[];
  /** External class of each atom. */
  readonly classOfAtom: Int32Array;
  readonly classCount: number;
  /** Families in which each external class is judged, as a mask: its own, or both for an enforcer that is blind for them. */
  readonly families: readonly FamilyMask[];
  /** Ids of the address sets that hold each external class, ascending. */
  readonly holders: readonly (readonly number[])[];
  /** How many of the atoms are IPv4. */
  readonly ipv4Count: number;
  /** First address of each atom, by family. */
  readonly starts: { readonly ipv4: Float64Array; readonly ipv6: readonly bigint[] };
}

export function cutAddresses(firewalls: Firewalls): AddressAtoms {
  const { setIds, distinct } = collectSets(firewalls);
  const ranges: AddressRange[] = []; const classOfAtom: number[] = []; const families: FamilyMask[] = []; const holders: (readonly number[])[] = [];
  const classes = new Map<string, number>();
  const add = (range: AddressRange, active: readonly number[]): void => {
    const key = `${String(range.family)}:${active.join(',')}`;
    let id = classes.get(key);
    if (id === undefined) {
      id = families.length;
      classes.set(key, id);
      families.push(firewalls.isFamilyBlind === true ? 3 : range.family === 4 ? 1 : 2);
      holders.push(active);
    }
    ranges.push(range);
    classOfAtom.push(id);
  };
  sweep(distinct.map((set) => set.ipv4), 0, IPV4_LAST, 1, (first, last, active) => add({ family: 4, first, last }, active));
  const ipv4Count = ranges.length;
  sweep(distinct.map((set) => set.ipv6), 0n, IPV6_LAST, 1n, (first, last, active) => add({ family: 6, first, last }, active));
  const starts = { ipv4: Float64Array.from(ranges.slice(0, ipv4Count), ({ first }) => Number(first)), ipv6: ranges.slice(ipv4Count).map(({ first }) => BigInt(first)) };
  return { setIds, starts, ranges, classOfAtom: Int32Array.from(classOfAtom), classCount: families.length, families, holders, ipv4Count };
}

function collectSets(firewalls: Firewalls): { setIds: Map<AddressSet, number>; distinct: AddressSet[] } {
  const setIds = new Map<AddressSet, number>(); const byContent = new Map<string, number>(); const distinct: AddressSet[] = [];
  const add = (set: AddressSet | undefined): void => {
    if (set === undefined || setIds.has(set)) return;
    const key = `${set.ipv4.join(',')}|${set.ipv6.join(',')}`;
    let id = byContent.get(key);
    if (id === undefined) {
      id = distinct.push(set) - 1;
      byContent.set(key, id);
    }
    setIds.set(set, id);
  };
  for (const tiers of [firewalls.tiers.ingress, firewalls.tiers.egress]) for (const tier of tiers) for (const rule of tier.rules) {
    if (rule.peers === 'any') continue;
    for (const peer of rule.peers) { add(peer.inside); add(peer.outside); }
  }
  return { setIds, distinct };
}

interface Boundary<T> { readonly at: T; readonly set: number; readonly opens: boolean }

/** Walks the boundaries of all sets in order and reports each stretch with the sets that hold it. */
function sweep<T extends number | bigint>(sets: readonly (readonly T[])[], first: T, last: T, one: T, report: (first: T, last: T, active: readonly number[]) => void): void {
  const active = new Set<number>();
  let start = first;
  for (const boundary of boundaries(sets, last, one)) {
    if (boundary.at > start) {
      report(start, (boundary.at as number) - (one as number) as T, [...active].sort((a, b) => a - b));
      start = boundary.at;
    }
    if (boundary.opens) active.add(boundary.set); else active.delete(boundary.set);
  }
  report(start, last, [...active].sort((a, b) => a - b));
}

function boundaries<T extends number | bigint>(sets: readonly (readonly T[])[], last: T, one: T): readonly Boundary<T>[] {
  const found: Boundary<T>[] = [];
  for (const [set, intervals] of sets.entries()) for (let i = 0; i < intervals.length; i += 2) {
    found.push({ at: intervals[i]!, set, opens: true });
    if (intervals[i + 1]! < last) found.push({ at: (intervals[i + 1]! as number) + (one as number) as T, set, opens: false });
  }
  return found.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

/** The external class of one address; O(log atoms). */
export function externalClassOf(atoms: AddressAtoms, address: Address): number {
  return atoms.classOfAtom[atomOf(atoms, address)]!;
}

/** The atom that holds an address. */
export function atomOf({ starts, ipv4Count }: AddressAtoms, address: Address): number {
  return address.family === 4 ? lastAtOrBefore(starts.ipv4, address.value) : ipv4Count + lastAtOrBefore(starts.ipv6, address.value);
}

function lastAtOrBefore<T extends number | bigint>(starts: ArrayLike<T>, value: T): number {
  let low = 0; let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle]! <= value) low = middle; else high = middle - 1;
  }
  return low;
}
