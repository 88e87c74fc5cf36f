import { ALL, connections, EMPTY, subtract, union, type ConnectionSet, type FamilyMask } from '../../model/connection-set.ts';
import type { CalicoIcmp, CalicoRule } from '../../policies/calico/manifest.ts';
import type { Ports } from './backend.ts';

const NUMBERS: Readonly<Record<string, number>> = { TCP: 6, UDP: 17, ICMP: 1, ICMPV6: 58, SCTP: 132, UDPLITE: 136 };

/** The number of a protocol by name in any case, or as a number; undefined where there is no such name. */
function protocolNumber(protocol: number | string): number | undefined {
  const text = String(protocol).toUpperCase();
  return /^\d+$/.test(text) ? Number(text) : NUMBERS[text];
}

function ofNumber(number: number): ConnectionSet {
  switch (number) {
    case 6: return connections('TCP');
    case 17: return connections('UDP');
    case 132: return connections('SCTP');
    // Where ICMP of one family is carried in the other it is a protocol like any.
    case 1: return union(connections('ICMP'), connections('OTHER', 1));
    case 58: return union(connections('ICMPV6'), connections('OTHER', 58));
    default: return connections('OTHER', number);
  }
}

const protocolConnections = (protocol: number | string): ConnectionSet => { const number = protocolNumber(protocol); return number === undefined ? EMPTY : ofNumber(number); };

/** ICMP of one type, and of one code where it is given, in either family; a code without a type asks for nothing. */
function icmpConnections({ type, code }: CalicoIcmp): ConnectionSet | null {
  if (type === null || type === undefined) return null;
  const first = type * 256 + (code ?? 0); const last = type * 256 + (code ?? 255);
  return union(connections('ICMP', first, last), connections('ICMPV6', first, last));
}

const isGiven = <T>(value: T | null | undefined): value is T => value !== null && value !== undefined;

/** Protocols and types of ICMP that a rule speaks about. */
export function connectionsOf({ protocol, notProtocol, icmp, notICMP }: CalicoRule): ConnectionSet {
  let found = isGiven(protocol) && protocol !== '' ? protocolConnections(protocol) : ALL;
  if (isGiven(notProtocol) && notProtocol !== '') found = subtract(found, protocolConnections(notProtocol));
  const only = icmp ? icmpConnections(icmp) : null;
  if (only !== null) found = subtract(found, subtract(found, only));
  const none = notICMP ? icmpConnections(notICMP) : null;
  return none === null ? found : subtract(found, none);
}

const BOTH: FamilyMask = 3;

/** Families that a rule is there for by its version, or else by the name of its protocol: numbers imply none. */
export function versionOf({ ipVersion, protocol }: CalicoRule): FamilyMask {
  if (isGiven(ipVersion) && ipVersion !== 0) return ipVersion === 4 ? 1 : 2;
  const name = typeof protocol === 'string' ? protocol.toUpperCase() : '';
  return name === 'ICMP' ? 1 : name === 'ICMPV6' ? 2 : BOTH;
}

/** Ports by number, range or name; null where the list asks for none. */
export function portsOf(list: readonly (number | string)[] | null | undefined): Ports | null {
  if (!list || list.length === 0) return null;
  let numbers: ConnectionSet = EMPTY; const names: string[] = [];
  for (const port of list) {
    const range = /^(\d+)(?::(\d+))?$/.exec(String(port));
    if (range === null) { names.push(String(port)); continue; }
    const first = Number(range[1]); const last = Number(range[2] ?? range[1]);
    for (const protocol of ['TCP', 'UDP', 'SCTP'] as const) numbers = union(numbers, connections(protocol, first, last));
  }
  return { numbers, names };
}
