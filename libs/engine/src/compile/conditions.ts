import type { AddressAtoms } from './address-atoms.ts';
import type { ClassTraits, Classes } from './classes.ts';
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

const ANYONE: readonly PeerPart[] = [{ peers: ANY_PEER, families: 3, isCertain: true }];
const YES: Match = { sure: 3, possible: 3 };

export interface Conditions { partsOf(rule: Rule): readonly PeerPart[] }

/** Evaluates each distinct peer condition once to sets of slots of the peer axis. */
export function createConditions(labels: LabelSets, classes: Classes, atoms: AddressAtoms, axis: PeerAxis, peerSets: PeerSets, counters: Counters): Conditions {
  const known = new Map<string, readonly PeerPart[]>();
  const keyOf = ({ labels: expression, inside, outside, host }: PeerCondition): string => (
    `${expression === undefined ? '' : String(labels.idOf(expression))} ${inside === undefined ? '' : String(atoms.setIds.get(inside))} ${outside === undefined ? '' : String(atoms.setIds.get(outside))} ${host ?? ''}`
  );
  const partsOfCondition = (condition: PeerCondition): readonly PeerPart[] => {
    const key = keyOf(condition);
    let parts = known.get(key);
    if (parts === undefined) {
      const buckets = match(condition, labels, classes, atoms, axis);
      parts = [...buckets].sort(([a], [b]) => a - b).map(([bucket, members]) => {
        counters.memberships += members.length;
        return { peers: peerSets.add(Int32Array.from(members).sort()), families: (bucket & 3) as FamilyMask, isCertain: bucket < 4 };
      });
      counters.conditions += 1;
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
interface Numbered { readonly labels: PeerCondition['labels']; readonly host: PeerCondition['host']; readonly inside: NumberedSet | null; readonly outside: NumberedSet | null }

interface NumberedSet { readonly set: AddressSet; readonly id: number }

/** Slots by families in which they match; 4 is added to the key where they only perhaps do. */
type Buckets = Map<number, number[]>;

function put(buckets: Buckets, bucket: number, slot: number): void {
  if ((bucket & 3) === 0) return;
  const list = buckets.get(bucket);
  if (list === undefined) buckets.set(bucket, [slot]); else list.push(slot);
}

function match(condition: PeerCondition, labels: LabelSets, classes: Classes, atoms: AddressAtoms, axis: PeerAxis): Buckets {
  const buckets: Buckets = new Map();
  const number = (set: AddressSet | undefined): NumberedSet | null => (set === undefined ? null : { set, id: atoms.setIds.get(set)! });
  const numbered: Numbered = { labels: condition.labels, host: condition.host, inside: number(condition.inside), outside: number(condition.outside) };
  const take = (id: number, isCertain: boolean): void => matchClass(buckets, numbered, id, isCertain, classes.traits[id]!, atoms, axis);
  if (condition.labels === undefined) {
    const candidates = condition.host === undefined ? classes.traits.keys() : axis.hostClasses;
    for (const id of candidates) take(id, true);
  } else {
    const { sure, maybe } = labels.matches(condition.labels);
    for (const id of classes.ofLabelSets(sure)) take(id, true);
    for (const id of classes.ofLabelSets(maybe)) take(id, false);
  }
  if (condition.host === undefined && (condition.labels === undefined || labels.matches(condition.labels).bare)) matchExternals(buckets, numbered, atoms, axis);
  return buckets;
}

function matchClass(buckets: Buckets, { host, inside, outside }: Numbered, id: number, isCertain: boolean, traits: ClassTraits, atoms: AddressAtoms, axis: PeerAxis): void {
  if (host !== undefined && !traits.isHost) return;
  const a = inside === null ? YES : matchInside(traits, inside, atoms); const b = outside === null ? YES : matchOutside(traits, outside, atoms);
  const possible = spread(a.possible & b.possible, traits.families);
  const sure = isCertain ? spread(a.sure & b.sure, traits.families) : 0;
  for (const slot of traits.isHost ? hostSlots(host, id, axis) : [id]) {
    put(buckets, sure, slot);
    if (possible !== sure) put(buckets, 4 + (possible & ~sure), slot);
  }
}

function matchExternals(buckets: Buckets, { inside, outside }: Numbered, atoms: AddressAtoms, axis: PeerAxis): void {
  for (const [external, holders] of atoms.holders.entries()) {
    if ((inside === null || holders.includes(inside.id)) && (outside === null || !holders.includes(outside.id))) put(buckets, 3, axis.classCount + external);
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
