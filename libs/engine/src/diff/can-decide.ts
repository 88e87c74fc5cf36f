import { containsAddress, intersectAddresses, isNoAddress, setOfRange, subtractAddresses, type AddressRange } from '../model/address.ts';
import { intersect, type ConnectionSet } from '../model/connection-set.ts';
import type { Endpoint, PeerCondition, Rule } from '../model/firewalls.ts';
import { labelMatch } from '../model/label-expression.ts';

/** Endpoints of a group, or a range of addresses outside the cluster (null for none). */
export type OtherEnd = readonly Endpoint[] | AddressRange | null;

/**
 * Whether a rule can decide any of the connections towards any member of the other end. Errs to yes: where ports go by
 * name, where an address is not known, and for every deny and pass, whose effect lies in what they take from later rules.
 */
export function canDecide(rule: Rule, connections: ConnectionSet, other: OtherEnd): boolean {
  return letsThrough(rule, connections) && (rule.peers === 'any' || rule.peers.some((peer) => canMeet(peer, other)));
}

function letsThrough({ action, traffic }: Rule, connections: ConnectionSet): boolean {
  if (action !== 'allow' || traffic === 'any') return true;
  return traffic.some((item) => item.kind === 'named' || intersect(item.connections, connections).length > 0);
}

function canMeet(peer: PeerCondition, other: OtherEnd): boolean {
  if (other === null) return false;
  return 'family' in other ? rangeMeets(peer, other) : other.some((endpoint) => endpointMeets(peer, endpoint));
}

function rangeMeets({ labels, inside, outside, host }: PeerCondition, range: AddressRange): boolean {
  if (host !== undefined || (labels !== undefined && labelMatch(labels, {}) === 'no')) return false;
  const addresses = setOfRange(range);
  return (inside === undefined || !isNoAddress(intersectAddresses(addresses, inside))) && (outside === undefined || !isNoAddress(subtractAddresses(addresses, outside)));
}

function endpointMeets({ labels, inside, outside, host }: PeerCondition, endpoint: Endpoint): boolean {
  if (host !== undefined && !endpoint.isHost) return false;
  if (labels !== undefined && labelMatch(labels, endpoint.labels, endpoint.unknownLabelPrefix) === 'no') return false;
  if (!endpoint.areAddressesKnown) return true;
  return (inside === undefined || endpoint.addresses.some((address) => containsAddress(inside, address))) && (outside === undefined || endpoint.addresses.some((address) => !containsAddress(outside, address)));
}
