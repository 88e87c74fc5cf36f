import { connections, EMPTY, union, type ConnectionSet, type IpFamily } from '../../model/connection-set.ts';
import type { TrafficItem } from '../../model/firewalls.ts';
import { icmpType } from '../../policies/cilium/icmp-types.ts';
import type { CiliumElement, CiliumIcmpField, CiliumPort } from '../../policies/cilium/manifest.ts';
import { portNumber } from '../../policies/cilium/port-number.ts';
import type { CiliumSettings } from './settings.ts';

type Protocols = Pick<CiliumSettings, 'hasPortRanges' | 'extendedProtocols'>;

export type Traffic = 'any' | readonly TrafficItem[];

const WITH_PORTS = ['TCP', 'UDP', 'SCTP'] as const;

/** Whether an element names ports or ICMP types at all; an empty list of either says nothing. */
export const hasTraffic = ({ toPorts, icmps }: CiliumElement): boolean => (toPorts ?? []).length > 0 || (icmps ?? []).length > 0;

/** What an element speaks about. A port rule without ports adds nothing, and alone it matches nothing. */
export function trafficOf(element: CiliumElement, { hasPortRanges, extendedProtocols }: Protocols): Traffic {
  if (!hasTraffic(element)) return 'any';
  const ports = (element.toPorts ?? []).flatMap(({ ports: list }, index) => (list ?? []).flatMap((port) => portItem(hasPortRanges ? port : { ...port, endPort: null }, extendedProtocols, index)));
  const icmps = (element.icmps ?? []).flatMap(({ fields }, index) => (fields ?? []).map((field): TrafficItem => ({ kind: 'fixed', connections: icmpConnections(field), element: index })));
  return [...ports, ...icmps];
}

function portItem({ port, endPort, protocol }: CiliumPort, extended: Protocols['extendedProtocols'], element: number): readonly TrafficItem[] {
  const name = (protocol || 'ANY').toUpperCase();
  const plain = extended[name];
  if (plain !== undefined) return [{ kind: 'fixed', connections: connections('OTHER', plain, plain), element }];
  const protocols = WITH_PORTS.filter((each) => name === 'ANY' || name === each);
  const number = portNumber(port || '0');
  // Names of container ports are lower-case, whatever a policy writes.
  if (number === undefined) return protocols.length === 0 ? [] : [{ kind: 'named', name: (port ?? '').toLowerCase(), protocol: name === 'ANY' ? 'any' : protocols[0] ?? 'any', element }];
  const last = number === 0 || !endPort || endPort < number ? number : Math.min(endPort, 65_535);
  const fixed = protocols.map((each) => (number === 0 ? connections(each) : connections(each, number, last))).reduce(union, EMPTY);
  return [{ kind: 'fixed', connections: fixed, element }];
}

/** The same by its documentation, type 0 of ICMP being no more than that; null where it is the same. */
export function documentedTraffic(element: CiliumElement, settings: Protocols): Traffic | null {
  const isZero = ({ family, type }: CiliumIcmpField): boolean => icmpType(type ?? 0, family === 'IPv6') === 0;
  if (!(element.icmps ?? []).some(({ fields }) => (fields ?? []).some(isZero))) return null;
  const others = trafficOf({ ...element, icmps: (element.icmps ?? []).map(({ fields }) => ({ fields: (fields ?? []).filter((field) => !isZero(field)) })) }, settings);
  const zero = (element.icmps ?? []).flatMap(({ fields }, index) => (fields ?? []).filter(isZero).map(({ family }): TrafficItem => ({ kind: 'fixed', connections: family === 'IPv6' ? connections('ICMPV6', 0, 255, 6) : connections('ICMP', 0, 255, 4), element: index })));
  return [...(others === 'any' ? [] : others), ...zero];
}

/** Codes are never looked at. Type 0 is stored like a port 0 and so stands for every type of its family. */
function icmpConnections({ family, type }: CiliumIcmpField): ConnectionSet {
  const isIpv6 = family === 'IPv6';
  const number = icmpType(type ?? 0, isIpv6) ?? 0;
  const ofFamily: IpFamily = isIpv6 ? 6 : 4;
  const protocol = isIpv6 ? 'ICMPV6' : 'ICMP';
  return number === 0 ? connections(protocol, undefined, undefined, ofFamily) : connections(protocol, number * 256, number * 256 + 255, ofFamily);
}
