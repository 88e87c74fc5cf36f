import { containsAddress, intersectAddresses, isNoAddress, setOfRange, subtractAddresses, type AddressRange } from '../model/address.ts';
import { intersect, type ConnectionSet } from '../model/connection-set.ts';
import type { Endpoint, PeerCondition, Rule } from '../model/firewalls.ts';
import { labelMatch } from '../model/label-expression.ts';

/**
 * Whether a rule can let through any of these connections. Errs to yes: where ports go by name, and for every deny and
 * pass, whose effect lies in what they take from later rules.
 */
export function letsThrough({ action, traffic }: Rule, connections: ConnectionSet): boolean {
  if (action !== 'allow' || traffic === 'any') return true;
  return traffic.some((item) => item.kind === 'named' || intersect(item.connections, connections).length > 0);
}

/** Whether the rule speaks of this endpoint as a peer. Errs to yes where an address is not known. */
export const isMetBy = ({ peers }: Rule, endpoint: Endpoint): boolean => peers === 'any' || peers.some((peer) => endpointMeets(peer, endpoint));

/** Whether the rule speaks of any address of a range outside the cluster. */
export const isMetByRange = ({ peers }: Rule, range: AddressRange): boolean => peers === 'any' || peers.some((peer) => rangeMeets(peer, range));

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
