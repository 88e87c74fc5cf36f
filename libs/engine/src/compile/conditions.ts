import type { AddressAtoms } from './address-atoms.ts';
import { SPARE, type ClassTraits, type Classes } from './classes.ts';
import type { Counters } from './counters.ts';
import type { LabelSets } from './label-sets.ts';
import type { PeerAxis } from './peer-axis.ts';
import { ANY_PEER, type PeerSets } from './peer-sets.ts';
import { IPV4_LAST, IPV6_LAST, type AddressSet } from '../model/address.ts';
import type { FamilyMask } from '../model/connection-set.ts';
import type { PeerCondition, Rule } from '../model/firewalls.ts';

/** Peers that a condition matches in the same way. */
export interface PeerPart {
  /** Id of the peer set. */
  readonly peers: number;
  /** Families in which they match: addresses match per family, everything else in both. */
  readonly families: FamilyMask;
  /** False where they only perhaps match. */
  readonly isCertain: boolean;
}

/** Families in which a match is sure, and those in which it is possible. */
interface Match { readonly sure: number; readonly possible: number }

export const ANYONE: readonly PeerPart[] = [{ peers: ANY_PEER, families: 3, isCertain: true }];
const YES: Match = { sure: 3, possible: 3 };

export interface Conditions { partsOf(rule: Rule): readonly PeerPart[] }

/** Evaluates each distinct peer condition once to sets of slots of the peer axis. */
export function createConditions(labels: LabelSets, classes: Classes, atoms: AddressAtoms, axis: PeerAxis, peerSets: PeerSets, counters: Counters): Conditions {
  const known = new Map<string, readonly PeerPart[]>();
  const setIdOf = (set: AddressSet): number => atoms.setIds.get(set)!;
  const traits: TraitsOf = { count: classes.count, traitsAt: (id) => classes.traits[id]! };
  const partsOfCondition = (given: PeerCondition): readonly PeerPart[] => {
    const condition = numberCondition(given, setIdOf);
    const key = conditionKey(condition, labels);
    let parts = known.get(key);
    if (parts === undefined) {
      const matches = condition.labels === undefined ? null : labels.matches(condition.labels);
      const matched = matches === null ? null : { sure: classes.ofLabelSets(matches.sure), maybe: classes.ofLabelSets(matches.maybe), bare: matches.bare };
      parts = partsFor(matchCondition(condition, matched, traits, atoms, axis), peerSets, counters);
      known.set(key, parts);
    }
    return parts;
  };
  const ofRule = new Map<Rule, readonly PeerPart[]>();
  return {
    partsOf(rule) {
      if (rule.peers === 'any') return ANYONE;
      let parts = ofRule.get(rule);
      if (parts === undefined) {
        parts = rule.peers.flatMap(partsOfCondition);
        ofRule.set(rule, parts);
      }
      return parts;
    },
  };
}

/** A condition with its address sets by number. */
export interface NumberedCondition { readonly labels: PeerCondition['labels']; readonly host: PeerCondition['host']; readonly inside: NumberedSet | null; readonly outside: NumberedSet | null }

interface NumberedSet { readonly set: AddressSet; readonly id: number }

export function numberCondition({ labels, host, inside, outside }: PeerCondition, setIdOf: (set: AddressSet) => number): NumberedCondition {
  const number = (set: AddressSet | undefined): NumberedSet | null => (set === undefined ? null : { set, id: setIdOf(set) });
  return { labels, host, inside: number(inside), outside: number(outside) };
}

/** Equal for conditions that match the same peers whatever those are. */
export function conditionKey({ labels: expression, inside, outside, host }: NumberedCondition, labels: Pick<LabelSets, 'idOf'>): string {
  return `${expression === undefined ? '' : String(labels.idOf(expression))} ${inside === null ? '' : String(inside.id)} ${outside === null ? '' : String(outside.id)} ${host ?? ''}`;
}

/** Slots by families in which they match; 4 is added to the key where they only perhaps do. */
export type Buckets = Map<number, number[]>;

/** The bucket that a part came from. */
export const bucketOf = ({ families, isCertain }: PeerPart): number => families + (isCertain ? 0 : 4);

/** The bucket of what surely matches in both families. */
export const PLAIN = 3;

/** One part for each bucket, whose slots become peer sets. */
export function partsFor(buckets: Buckets, peerSets: Pick<PeerSets, 'add' | 'reserve'>, counters: Counters): readonly PeerPart[] {
  counters.conditions += 1;
  return [...buckets].sort(([a], [b]) => a - b).map(([bucket, members]) => {
    counters.memberships += members.length;
    return { peers: members.length === 0 ? peerSets.reserve() : peerSets.add(Int32Array.from(members).sort()), families: (bucket & 3) as FamilyMask, isCertain: bucket < 4 };
  });
}

function put(buckets: Buckets, bucket: number, slot: number): void {
  if ((bucket & 3) === 0) return;
  const list = buckets.get(bucket);
  if (list === undefined) buckets.set(bucket, [slot]); else list.push(slot);
}

/** The traits of so many classes. */
export interface TraitsOf { readonly count: number; readonly traitsAt: (id: number) => ClassTraits }

/** The slots that a condition matches; `matched` are the classes whose labels it does, null where it asks for none. */
export function matchCondition(condition: NumberedCondition, matched: { readonly sure: Iterable<number>; readonly maybe: Iterable<number>; readonly bare: boolean } | null, { count, traitsAt }: TraitsOf, atoms: AddressAtoms, axis: PeerAxis): Buckets {
  const buckets: Buckets = new Map();
  const take = (id: number, isCertain: boolean): void => { const traits = traitsAt(id); if (traits !== SPARE) matchClass(buckets, condition, id, isCertain, traits, atoms, axis); };
  if (matched === null) {
    if (condition.host === undefined) for (let id = 0; id < count; id += 1) take(id, true);
    else for (const id of axis.hostClasses) take(id, true);
  } else {
    for (const id of matched.sure) take(id, true);
    for (const id of matched.maybe) take(id, false);
  }
  if (condition.host === undefined && matched?.bare !== false) matchExternals(buckets, condition, atoms, axis);
  return buckets;
}

/** Puts the slots of one class, whose labels match, where the condition matches them. */
export function matchClass(buckets: Buckets, { host, inside, outside }: NumberedCondition, id: number, isCertain: boolean, traits: ClassTraits, atoms: AddressAtoms, axis: PeerAxis): void {
  if (host !== undefined && !traits.isHost) return;
  const a = inside === null ? YES : matchInside(traits, inside, atoms); const b = outside === null ? YES : matchOutside(traits, outside, atoms);
  const possible = spread(a.possible & b.possible, traits.families);
  const sure = isCertain ? spread(a.sure & b.sure, traits.families) : 0;
  for (const slot of traits.isHost ? hostSlots(host, id, axis) : [id]) {
    put(buckets, sure, slot);
    if (possible !== sure) put(buckets, 4 + (possible & ~sure), slot);
  }
}

function matchExternals(buckets: Buckets, { inside, outside }: NumberedCondition, atoms: AddressAtoms, axis: PeerAxis): void {
  for (const [external, holders] of atoms.holders.entries()) {
    if ((inside === null || holders.includes(inside.id)) && (outside === null || !holders.includes(outside.id))) put(buckets, PLAIN, axis.classCount + external);
  }
}

/** What holds in every family that the class has holds in both, which keeps peers of one and two families in one set. */
const spread = (mask: number, families: FamilyMask): number => ((mask & families) === families ? 3 : mask & families);

function hostSlots(host: PeerCondition['host'], id: number, axis: PeerAxis): readonly number[] {
  if (host === 'local') return [axis.localSlot[id]!];
  return host === 'remote' ? [id] : [id, axis.localSlot[id]!];
}

function matchInside(traits: ClassTraits, { set, id }: NumberedSet, atoms: AddressAtoms): Match {
  if (!traits.areAddressesKnown) return { sure: wholeFamilies(set), possible: (set.ipv4.length > 0 ? 1 : 0) + (set.ipv6.length > 0 ? 2 : 0) };
  let mask = 0;
  for (const external of traits.addresses) if (atoms.holders[external]!.includes(id)) mask |= atoms.families[external]!;
  return { sure: mask, possible: mask };
}

function matchOutside(traits: ClassTraits, { set, id }: NumberedSet, atoms: AddressAtoms): Match {
  if (!traits.areAddressesKnown) return { sure: (set.ipv4.length === 0 ? 1 : 0) + (set.ipv6.length === 0 ? 2 : 0), possible: 3 - wholeFamilies(set) };
  let mask = 0;
  for (const external of traits.addresses) if (!atoms.holders[external]!.includes(id)) mask |= atoms.families[external]!;
  return { sure: mask, possible: mask };
}

const wholeFamilies = (set: AddressSet): number => (set.ipv4[0] === 0 && set.ipv4[1] === IPV4_LAST ? 1 : 0) + (set.ipv6[0] === 0n && set.ipv6[1] === IPV6_LAST ? 2 : 0);
