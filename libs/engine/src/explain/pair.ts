import { addressText, familyBit, type Address } from '../model/address.ts';
import { connections, EMPTY, intersect, ofFamilies, union, type ConnectionSet, type FamilyMask } from '../model/connection-set.ts';
import type { Endpoint, Firewalls } from '../model/firewalls.ts';
import { invariant } from '../model/invariant.ts';
import type { PairEnd, TrafficQuestion } from '../model/question.ts';

/** One end of the pair with all that rules ask of it. */
export interface Side {
  /** Null for an address outside the cluster. */
  readonly endpoint: Endpoint | null;
  readonly addresses: readonly Address[];
  readonly families: FamilyMask;
  /** Whether an address stands for its end in both families. */
  readonly isFamilyBlind: boolean;
  /** As a reference, for sentences. */
  readonly ref: string;
  readonly isThroughService: boolean;
}

/** The side that an end of a question stands for. */
export function sideOf(firewalls: Firewalls, end: PairEnd): Side {
  const isFamilyBlind = firewalls.isFamilyBlind === true;
  if (end.kind === 'address') return { endpoint: null, isThroughService: false, isFamilyBlind, addresses: [end.address], families: isFamilyBlind ? 3 : familyBit(end.address.family), ref: `ip:${addressText(end.address)}` };
  const endpoint = firewalls.endpoints.at(end.index);
  invariant(endpoint !== undefined, 'E-6A02', `no endpoint ${end.index}`);
  return { endpoint, isThroughService: end.isThroughService === true, isFamilyBlind, addresses: endpoint.addresses, families: endpoint.families, ref: endpoint.ref };
}

/** Both ends are one endpoint: a pod reaching itself, which no firewall stands in front of (PD-3, PD-4), unless its way leads through a Service (PD-5). */
export const isSelf = (from: Side, to: Side): boolean => from.endpoint !== null && from.endpoint.index === to.endpoint?.index && !to.isThroughService;

/** What can exist between two ends at all: the connections of the families that both have. */
export const familiesOfPair = (from: Side, to: Side): ConnectionSet => ofFamilies((from.families & to.families) as FamilyMask);

/** What the enforcer models in the families that both ends have: the same array for every such pair. */
export function universeOfPair({ universe }: Pick<Firewalls, 'universe'>, from: Side, to: Side): ConnectionSet {
  let known = universes.get(universe);
  if (known === undefined) {
    known = ([0, 1, 2, 3] as const).map((mask) => intersect(universe, ofFamilies(mask)));
    universes.set(universe, known);
  }
  return known[from.families & to.families] ?? EMPTY;
}

const universes = new WeakMap<ConnectionSet, readonly ConnectionSet[]>();

/** The container ports of the destination that have a name; nothing outside the cluster has any (PT-4, PT-11). */
export function namedConnections(to: Side, name: string, protocol: 'TCP' | 'UDP' | 'SCTP' | 'any'): ConnectionSet {
  return (to.endpoint?.ports ?? [])
    .filter((port) => port.name === name && (protocol === 'any' || port.protocol === protocol))
    .map((port) => connections(port.protocol, port.port)).reduce(union, EMPTY);
}

/** The traffic that is asked about, in the families that the question and both ends have; null asks for `everything`. */
export function askedTraffic(traffic: TrafficQuestion | null, from: Side, to: Side, everything: ConnectionSet): ConnectionSet {
  if (traffic === null) return everything;
  const asked = traffic.kind === 'fixed' ? traffic.connections : namedConnections(to, traffic.name, traffic.protocol);
  const families = familiesOfPair(from, to);
  return intersect(asked, traffic.family === undefined ? families : intersect(families, ofFamilies(familyBit(traffic.family))));
}
