import { ALL_ADDRESSES, containsAddress, familyBit, subtractAddresses, type AddressSet } from '../model/address.ts';
import { ALL, EMPTY, equalSets, intersect, isEmptySet, ofFamilies, union, type ConnectionSet, type FamilyMask, type IpFamily } from '../model/connection-set.ts';
import type { PeerCondition, Rule, TrafficItem } from '../model/firewalls.ts';
import { labelMatch, type Ternary } from '../model/label-expression.ts';
import type { FrontRule } from './front-rules.ts';
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
  /** For each peer condition the connections that it lets the rule speak about; one `ALL` where every peer matches, none where no condition does. */
  readonly peers: readonly (Match & { readonly element: number | null })[];
  /** For each traffic item its connections; one `ALL` where all traffic matches, none where no peer matches. */
  readonly items: readonly { readonly connections: ConnectionSet; readonly element: number | null }[];
}

const ANY_PEER = [{ surely: ALL, possibly: ALL, element: null }];
const NO_PEER: RuleMatch['peers'] = [];
const NO_TRAFFIC: RuleMatch['items'] = [];
const ANY_TRAFFIC = [{ connections: ALL, element: null }];

/** Matches a rule in front of the own end against the pair: any of the peers, any of the traffic. */
export function matchRule({ rule, own: isOwn }: FrontRule, { own, peer, destination }: Viewpoint): RuleMatch {
  const peers = rule.peers === 'any' ? ANY_PEER : matchPeers(rule.peers, own, peer);
  if (peers === NO_PEER) return { rule, own: isOwn, peers, items: NO_TRAFFIC, surely: EMPTY, possibly: EMPTY };
  const items = rule.traffic === 'any' ? ANY_TRAFFIC : rule.traffic.map((item) => ({ connections: itemConnections(item, destination), element: item.element }));
  let traffic = EMPTY; let peersPossibly = EMPTY; let peersSurely = EMPTY;
  for (const item of items) traffic = union(traffic, item.connections);
  for (const match of peers) { peersPossibly = union(peersPossibly, match.possibly); peersSurely = union(peersSurely, match.surely); }
  const isSure = isOwn === 'yes' && rule.certainty === 'certain';
  const possibly = intersect(traffic, peersPossibly);
  const surely = !isSure ? EMPTY : equalSets(peersSurely, peersPossibly) ? possibly : intersect(traffic, peersSurely);
  return { rule, own: isOwn, peers, items, surely, possibly };
}

/** One match for each condition; none at all where no condition matches, as in most rules for most peers. */
function matchPeers(conditions: readonly PeerCondition[], own: Side, peer: Side): RuleMatch['peers'] {
  let matches: (Match & { readonly element: number | null })[] | undefined;
  for (const condition of conditions) {
    const { surely, possibly } = matchPeer(condition, own, peer);
    if (matches === undefined) {
      if (isEmptySet(possibly)) continue;
      matches = conditions.slice(0, conditions.indexOf(condition)).map(({ element }) => ({ ...NEVER, element }));
    }
    matches.push({ surely, possibly, element: condition.element });
  }
  return matches ?? NO_PEER;
}

function itemConnections(item: TrafficItem, destination: Side): ConnectionSet {
  return item.kind === 'fixed' ? item.connections : namedConnections(destination, item.name, item.protocol);
}

/** An AND of its parts, worked out for each address family by itself. */
function matchPeer(condition: PeerCondition, own: Side, peer: Side): Match {
  const who = matchWho(condition, own, peer);
  if (who === 'no') return NEVER;
  if (condition.inside === undefined && condition.outside === undefined) return who === 'yes' ? ALWAYS : PERHAPS;
  let yes = 0; let perhaps = 0;
  for (const family of [4, 6] as const) {
    const match = both(who, matchWhere(condition, family, peer));
    if (match === 'yes') yes |= familyBit(family); else if (match === 'maybe') perhaps |= familyBit(family);
  }
  return { surely: ofFamilies(yes as FamilyMask), possibly: ofFamilies((yes | perhaps) as FamilyMask) };
}

const NEVER: Match = { surely: EMPTY, possibly: EMPTY };
const PERHAPS: Match = { surely: EMPTY, possibly: ALL };
const ALWAYS: Match = { surely: ALL, possibly: ALL };

const both = (a: Ternary, b: Ternary): Ternary => (a === 'no' || b === 'no' ? 'no' : a === 'maybe' || b === 'maybe' ? 'maybe' : 'yes');

/** The part of a condition that is the same in both families. */
function matchWho({ labels, host }: PeerCondition, own: Side, peer: Side): Ternary {
  if (host !== undefined && !isHost(host, own, peer)) return 'no';
  return labels === undefined ? 'yes' : labelMatch(labels, peer.endpoint?.labels ?? {}, peer.endpoint?.unknownLabelPrefix);
}

function matchWhere({ inside, outside }: PeerCondition, family: IpFamily, peer: Side): Ternary {
  // Having an address that is not in the set is having one in the rest.
  return both(
    inside === undefined ? 'yes' : hasAddressIn(inside, family, peer),
    outside === undefined ? 'yes' : hasAddressIn(subtractAddresses(ALL_ADDRESSES, outside), family, peer),
  );
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

