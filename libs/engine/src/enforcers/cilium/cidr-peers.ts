import { addressText, ALL_ADDRESSES, containsAddress, isNoAddress, NO_ADDRESSES, parseAddress, parseCidr, setOfAddress, setOfRange, subtractAddresses, uniteAddresses, type AddressSet } from '../../model/address.ts';
import { NODE_KEY } from '../../model/effective-labels.ts';
import type { Caveat, Endpoint, PeerCondition } from '../../model/firewalls.ts';
import { matchesLabels, type Labels } from '../../model/label-expression.ts';
import type { CiliumCidrRule } from '../../policies/cilium/manifest.ts';
import { SELF_KEY } from './label-keys.ts';
import { BLIND_FOR_NODES, WHOLE_FAMILY_GROUP } from './notes.ts';
import { OUTSIDE, type Peers } from './peers.ts';
import { plainExpression } from './selectors.ts';
import type { CiliumSettings } from './settings.ts';
import { isAtLeast, type CiliumVersion } from './version.ts';

/** A CiliumCIDRGroup as addresses; `lost` are those that it names by a prefix which selects nothing. */
export interface CidrGroup { readonly name: string; readonly labels: Labels; readonly addresses: AddressSet; readonly lost: AddressSet }

/** What rules by address have to know. */
export interface CidrWorld { readonly settings: CiliumSettings; readonly endpoints: readonly Endpoint[]; readonly groups: readonly CidrGroup[] }

/** The addresses of a prefix, or of one address. */
export function addressesOfCidr(text: string): AddressSet {
  const range = parseCidr(text);
  if (range !== undefined) return setOfRange(range);
  const address = parseAddress(text);
  return address === undefined ? NO_ADDRESSES : setOfAddress(address);
}

/** Peers that the documentation names and that are not taken. */
export interface Missed { readonly peers: readonly PeerCondition[]; readonly note: Caveat }

const BLIND_SINCE: CiliumVersion = [1, 19, 6];
const isWildcard = (cidr: string): boolean => cidr.endsWith('/0');

/** A group as addresses; a prefix that covers a whole family selects nothing, up to the newest release. */
export function cidrGroup(name: string, labels: Labels, cidrs: readonly string[]): CidrGroup {
  const united = (list: readonly string[]): AddressSet => uniteAddresses(NO_ADDRESSES, ...list.map(addressesOfCidr));
  return { name, labels, addresses: united(cidrs.filter((cidr) => !isWildcard(cidr))), lost: united(cidrs.filter(isWildcard)) };
}

/** Peers by prefix: what is outside the cluster, and nodes and pods where the match mode says so. */
export function cidrPeers(cidr: string, except: readonly string[], element: number, world: CidrWorld): readonly PeerCondition[] {
  return addressPeers(addressesOfCidr(cidr), except, element, world, isWildcard(cidr) && isAtLeast(world.settings.version, BLIND_SINCE));
}

function addressPeers(whole: AddressSet, except: readonly string[], element: number, { settings, endpoints }: CidrWorld, isBlindForNodes: boolean): readonly PeerCondition[] {
  const excepted = uniteAddresses(NO_ADDRESSES, ...except.map(addressesOfCidr));
  const inside = subtractAddresses(whole, excepted);
  const outside: readonly PeerCondition[] = isNoAddress(inside) ? [] : [{ labels: OUTSIDE, inside, ...(except.length > 0 && { except: excepted }), element }];
  const holds = ({ addresses }: Endpoint): boolean => addresses.some((address) => containsAddress(inside, address));
  const nodes = settings.matchesNodesByCidr && !isBlindForNodes ? endpoints.filter((endpoint) => endpoint.kind === 'node' && holds(endpoint)).map(({ name }) => name) : [];
  const pods = settings.matchesPodsByCidr ? endpoints.filter((endpoint) => !endpoint.isHost && holds(endpoint)).map(({ ref }) => ref) : [];
  return [
    ...outside,
    // An identity has no address family, so what an address selects is told by name.
    ...(nodes.length > 0 ? [{ labels: { op: 'in', key: NODE_KEY, values: nodes }, host: 'any', element } as const] : []),
    ...(pods.length > 0 ? [{ labels: { op: 'in', key: SELF_KEY, values: pods }, element } as const] : []),
  ];
}

/** Peers of an element of a CIDR set. A selector of groups without requirements takes everybody. */
export function cidrRulePeers({ cidr, cidrGroupRef, cidrGroupSelector, except }: CiliumCidrRule, element: number, world: CidrWorld): Peers {
  if (cidr) return cidrPeers(cidr, except ?? [], element, world);
  if (cidrGroupRef) return addressPeers(uniteAddresses(NO_ADDRESSES, ...world.groups.filter(({ name }) => name === cidrGroupRef).map(({ addresses }) => addresses)), except ?? [], element, world, false);
  const expression = plainExpression(cidrGroupSelector ?? {}, ({ key }) => [key]);
  if (expression.op === 'all') return 'any';
  return addressPeers(uniteAddresses(NO_ADDRESSES, ...labelled(world.groups).filter(({ labels }) => matchesLabels(expression, labels)).map(({ addresses }) => addresses)), except ?? [], element, world, false);
}

/** What a list of prefixes should take by its documentation and does not. */
export function missedByCidr(rules: readonly CiliumCidrRule[], world: CidrWorld): Missed | null {
  const groups = rules.flatMap(({ cidrGroupRef, cidrGroupSelector }) => {
    const expression = plainExpression(cidrGroupSelector ?? {}, ({ key }) => [key]);
    return world.groups.filter(({ name, labels }) => (cidrGroupRef ? name === cidrGroupRef : cidrGroupSelector ? matchesLabels(expression, labels) : false));
  });
  const lost = uniteAddresses(NO_ADDRESSES, ...groups.map((group) => group.lost));
  if (!isNoAddress(lost)) return { peers: [{ labels: OUTSIDE, inside: lost, element: null }], note: WHOLE_FAMILY_GROUP };
  const isBlind = world.settings.matchesNodesByCidr && rules.some(({ cidr }) => cidr && isWildcard(cidr)) && isAtLeast(world.settings.version, BLIND_SINCE);
  return isBlind ? { peers: [{ host: 'any', element: null }], note: BLIND_FOR_NODES } : null;
}

/** The address line in stretches that have the labels of all groups that hold them. */
function labelled(groups: readonly CidrGroup[]): readonly Pick<CidrGroup, 'labels' | 'addresses'>[] {
  let parts: readonly Pick<CidrGroup, 'labels' | 'addresses'>[] = [{ labels: {}, addresses: ALL_ADDRESSES }];
  for (const group of groups) {
    parts = parts.flatMap(({ labels, addresses }) => {
      const outside = subtractAddresses(addresses, group.addresses);
      const inside = subtractAddresses(addresses, outside);
      return [{ labels: { ...labels, ...group.labels }, addresses: inside }, { labels, addresses: outside }].filter((part) => !isNoAddress(part.addresses));
    });
  }
  return parts;
}

/** Canonical texts of addresses, for look-ups. */
export const addressTexts = (texts: readonly string[]): readonly string[] => texts.flatMap((text) => { const address = parseAddress(text); return address === undefined ? [] : [addressText(address)]; });
