import { ALL_ADDRESSES, containsAddress, familyBit, subtractAddresses, type AddressSet } from '../model/address.ts';
import { ALL, EMPTY, intersect, ofFamilies, union, type ConnectionSet, type FamilyMask, type IpFamily } from '../model/connection-set.ts';
import type { PeerCondition, Rule, TrafficItem } from '../model/firewalls.ts';
import { labelMatch, type Ternary } from '../model/label-expression.ts';
import { namedConnections, type Side } from './pair.ts';

/** The two ends as one direction sees them. */
export interface Viewpoint {
  /** Whose firewall this is. */
  readonly own: Side;
  readonly peer: Side;
  /** Receives the connection; named ports are its ports. */
  readonly destination: Side;
}

/** The traffic of the pair that a rule speaks about: surely, and at most. */
export interface Match { readonly surely: ConnectionSet; readonly possibly: ConnectionSet }

/** What a rule makes of the pair, taken apart for explanations. */
export interface RuleMatch extends Match {
  readonly rule: Rule;
  /** Whether the rule stands in front of the own end. */
  readonly own: 'yes' | 'maybe';
  /** For each peer condition the connections that it lets the rule speak about; one `ALL` where every peer matches. */
  readonly peers: readonly (Match & { readonly element: number | null })[];
  /** For each traffic item its connections; one `ALL` where all traffic matches. */
  readonly items: readonly { readonly connections: ConnectionSet; readonly element: number | null }[];
}

const ANY_PEER = [{ surely: ALL, possibly: ALL, element: null }];
const ANY_TRAFFIC = [{ connections: ALL, element: null }];

/** Matches one rule against the pair: own end, any of the peers, any of the traffic; null where it stands in front of another endpoint. */
export function matchRule(rule: Rule, { own, peer, destination }: Viewpoint): RuleMatch | null {
  const isOwn = own.endpoint === null ? 'no' : labelMatch(rule.own, own.endpoint.labels, own.endpoint.unknownLabelPrefix);
  if (isOwn === 'no') return null;
  const peers = rule.peers === 'any' ? ANY_PEER : rule.peers.map((condition) => ({ ...matchPeer(condition, own, peer), element: condition.element }));
  const items = rule.traffic === 'any' ? ANY_TRAFFIC : rule.traffic.map((item) => ({ connections: itemConnections(item, destination), element: item.element }));
  const traffic = items.map((item) => item.connections).reduce(union, EMPTY);
  const isSure = isOwn === 'yes' && rule.certainty === 'certain';
  return {
    rule, own: isOwn, peers, items,
    surely: isSure ? intersect(traffic, peers.map((match) => match.surely).reduce(union, EMPTY)) : EMPTY,
    possibly: intersect(traffic, peers.map((match) => match.possibly).reduce(union, EMPTY)),
  };
}

function itemConnections(item: TrafficItem, destination: Side): ConnectionSet {
  return item.kind === 'fixed' ? item.connections : namedConnections(destination, item.name, item.protocol);
}

/** An AND of its parts, worked out for each address family by itself. */
function matchPeer(condition: PeerCondition, own: Side, peer: Side): Match {
  const families: Record<Ternary, FamilyMask> = { yes: 0, maybe: 0, no: 0 };
  for (const family of [4, 6] as const) {
    const parts = partsOf(condition, family, own, peer);
    const all: Ternary = parts.includes('no') ? 'no' : parts.includes('maybe') ? 'maybe' : 'yes';
    families[all] = (families[all] | familyBit(family)) as FamilyMask;
  }
  return { surely: ofFamilies(families.yes), possibly: ofFamilies((families.yes | families.maybe) as FamilyMask) };
}

function partsOf({ labels, host, inside, outside }: PeerCondition, family: IpFamily, own: Side, peer: Side): readonly Ternary[] {
  const parts: Ternary[] = [];
  if (labels !== undefined) parts.push(labelMatch(labels, peer.endpoint?.labels ?? {}, peer.endpoint?.unknownLabelPrefix));
  if (host !== undefined) parts.push(isHost(host, own, peer) ? 'yes' : 'no');
  if (inside !== undefined) parts.push(hasAddressIn(inside, family, peer));
  // Having an address that is not in the set is having one in the rest.
  if (outside !== undefined) parts.push(hasAddressIn(subtractAddresses(ALL_ADDRESSES, outside), family, peer));
  return parts;
}

function isHost(host: 'local' | 'remote' | 'any', own: Side, peer: Side): boolean {
  if (peer.endpoint?.isHost !== true) return false;
  const isLocal = peer.endpoint.node !== null && peer.endpoint.node === (own.endpoint?.node ?? null);
  return host === 'any' || (host === 'local') === isLocal;
}

/** Whether the peer has an address of the family in the set; open where its addresses are not known, unless the set is all or nothing. */
function hasAddressIn(set: AddressSet, family: IpFamily, peer: Side): Ternary {
  if (peer.endpoint === null || peer.endpoint.areAddressesKnown) return peer.addresses.some((address) => (peer.isFamilyBlind || address.family === family) && containsAddress(set, address)) ? 'yes' : 'no';
  const ofFamily = (addresses: AddressSet): number => (family === 4 ? addresses.ipv4 : addresses.ipv6).length;
  if (ofFamily(set) === 0) return 'no';
  return ofFamily(subtractAddresses(ALL_ADDRESSES, set)) === 0 ? 'yes' : 'maybe';
}

