import { parseCidr, setOfRange, uniteAddresses, type AddressSet } from '../../model/address.ts';
import { ALL, ALL_PORTS, connections, EMPTY, subtract, union, type ConnectionSet } from '../../model/connection-set.ts';
import type { Rule, Tier } from '../../model/firewalls.ts';
import { PODS } from '../reference/admin-rules.ts';
import type { AlwaysAllowed, Profile } from './profile.ts';

const ICMP_TYPE = 256;
const ofType = (type: number): readonly [number, number] => [type * ICMP_TYPE, type * ICMP_TYPE + ICMP_TYPE - 1];
const ICMP_ERRORS_AND_ECHO: ConnectionSet = [
  ...[3, 8, 11].map((type) => connections('ICMP', ...ofType(type))), ...[1, 2, 3, 128].map((type) => connections('ICMPV6', ...ofType(type))),
].reduce(union);

const blocks = (...cidrs: readonly string[]): AddressSet => uniteAddresses(...cidrs.map((cidr) => { const range = parseCidr(cidr); return range === undefined ? { ipv4: [], ipv6: [] } : setOfRange(range); }));

const PASSES: Readonly<Record<AlwaysAllowed, { readonly traffic: ConnectionSet; readonly peers: Rule['peers'] }>> = {
  icmpEcho: { traffic: ICMP_ERRORS_AND_ECHO, peers: 'any' },
  multicast: { traffic: ALL, peers: [{ inside: blocks('224.0.0.0/4'), element: null }] },
  nonTcpUdpSctp: { traffic: subtract(ALL, ALL_PORTS), peers: 'any' },
  dhcp: { traffic: [connections('UDP', 67, 68), connections('UDP', 546, 547)].reduce(union), peers: 'any' },
};

/** What is known of traffic without ports because it always passes. */
export const alwaysAllowedTraffic = ({ alwaysAllowed }: Profile): ConnectionSet => alwaysAllowed.map((code) => PASSES[code]).filter(({ peers }) => peers === 'any').map(({ traffic }) => traffic).reduce(union, EMPTY);

/** What passes whatever policies say, before all of them. */
export function alwaysAllowedTiers({ alwaysAllowed }: Profile): readonly Tier[] {
  if (alwaysAllowed.length === 0) return [];
  return [{
    kind: 'ENFORCER', name: 'always allowed', reading: 'first-match',
    rules: alwaysAllowed.map((code): Rule => ({
      action: 'allow', own: PODS, peers: PASSES[code].peers, traffic: PASSES[code].traffic === ALL ? 'any' : [{ kind: 'fixed', connections: PASSES[code].traffic, element: null }],
      certainty: 'certain', code: 'ALWAYS_ALLOWED', role: 'default', origin: null,
    })),
  }];
}
