/**
 * Connection sets: exact sets of (address family, protocol, port | ICMP type and code | protocol number).
 *
 * One number line holds them all. TCP, UDP and SCTP take one lane of 65,536 slots per address family, ICMP and
 * ICMPv6 one lane each (type × 256 + code), the other IP protocol numbers one short lane per family. A set is the
 * sorted list of its maximal closed intervals on that line, so equal sets are equal arrays.
 */
export type IpFamily = 4 | 6;
/** What a connection is carried by; OTHER stands for the IP protocol numbers without a lane of their own. */
export type Protocol = 'TCP' | 'UDP' | 'SCTP' | 'ICMP' | 'ICMPV6' | 'OTHER';
export type PortProtocol = 'TCP' | 'UDP' | 'SCTP';

/** Flattened closed intervals `[first, last, first, last, …]`, ascending, neither touching nor overlapping. */
export type ConnectionSet = readonly number[] & { readonly __brand?: 'ConnectionSet' };

/** One protocol in one address family: its slots on the number line, `first` and `last` inclusive. */
export interface Lane { readonly protocol: Protocol; readonly family: IpFamily; readonly offset: number; readonly first: number; readonly last: number }

const LANE = 65_536;
const MAX_PORT = 65_535;
const OTHER_OFFSET = 8 * LANE;

/** All lanes in the order in which sets are printed: by protocol, then IPv4 before IPv6. `first`/`last` are relative to `offset`. */
export const LANES: readonly Lane[] = [
  { protocol: 'TCP', family: 4, offset: 0, first: 1, last: MAX_PORT },
  { protocol: 'TCP', family: 6, offset: LANE, first: 1, last: MAX_PORT },
  { protocol: 'UDP', family: 4, offset: 2 * LANE, first: 1, last: MAX_PORT },
  { protocol: 'UDP', family: 6, offset: 3 * LANE, first: 1, last: MAX_PORT },
  { protocol: 'SCTP', family: 4, offset: 4 * LANE, first: 1, last: MAX_PORT },
  { protocol: 'SCTP', family: 6, offset: 5 * LANE, first: 1, last: MAX_PORT },
  { protocol: 'ICMP', family: 4, offset: 6 * LANE, first: 0, last: MAX_PORT },
  { protocol: 'ICMPV6', family: 6, offset: 7 * LANE, first: 0, last: MAX_PORT },
  { protocol: 'OTHER', family: 4, offset: OTHER_OFFSET, first: 0, last: 255 },
  { protocol: 'OTHER', family: 6, offset: OTHER_OFFSET + 256, first: 0, last: 255 },
];

export const EMPTY: ConnectionSet = [];

/** Protocol numbers that have a lane of their own in that family and so never appear as OTHER. */
const OWN_NUMBERS: Readonly<Record<IpFamily, readonly number[]>> = { 4: [1, 6, 17, 132], 6: [6, 17, 58, 132] };

/** Appends an interval that begins no earlier than the last one, merging what touches; the one place that keeps sets canonical. */
function append(out: number[], first: number, last: number): void {
  const end = out.length - 1;
  if (end >= 0 && first <= out[end]! + 1) { if (last > out[end]!) out[end] = last; } else out.push(first, last);
}

/** The union of closed intervals given in any order. */
export function fromIntervals(intervals: readonly (readonly [number, number])[]): ConnectionSet {
  const out: number[] = [];
  for (const [first, last] of intervals.filter(([from, to]) => from <= to).sort((a, b) => a[0] - b[0])) append(out, first, last);
  return out;
}

/**
 * The connections of one protocol on an inclusive range of slots, in the given families (both unless told).
 * Slots are ports 1-65535, for ICMP and ICMPv6 `type * 256 + code`, for OTHER the IP protocol number.
 */
export function connections(protocol: Protocol, first?: number, last?: number, family?: IpFamily): ConnectionSet {
  const parts: [number, number][] = [];
  for (const lane of LANES) {
    if (lane.protocol !== protocol || (family !== undefined && lane.family !== family)) continue;
    const from = Math.max(lane.first, first ?? lane.first); const to = Math.min(lane.last, last ?? first ?? lane.last);
    if (protocol !== 'OTHER') { parts.push([lane.offset + from, lane.offset + to]); continue; }
    let start = from;
    for (const own of OWN_NUMBERS[lane.family]) {
      if (own < start || own > to) continue;
      parts.push([lane.offset + start, lane.offset + own - 1]);
      start = own + 1;
    }
    parts.push([lane.offset + start, lane.offset + to]);
  }
  return fromIntervals(parts);
}

/** The union of two sets. */
export function union(a: ConnectionSet, b: ConnectionSet): ConnectionSet {
  if (a.length === 0 || a === b) return b;
  if (b.length === 0) return a;
  const out: number[] = [];
  let i = 0; let j = 0;
  while (i < a.length && j < b.length) {
    if (a[i]! <= b[j]!) { append(out, a[i]!, a[i + 1]!); i += 2; } else { append(out, b[j]!, b[j + 1]!); j += 2; }
  }
  for (; i < a.length; i += 2) append(out, a[i]!, a[i + 1]!);
  for (; j < b.length; j += 2) append(out, b[j]!, b[j + 1]!);
  return out;
}

/** The connections that are in both sets. */
export function intersect(a: ConnectionSet, b: ConnectionSet): ConnectionSet {
  if (a === b) return a;
  if (a.length === 0 || b.length === 0) return EMPTY;
  const out: number[] = [];
  let i = 0; let j = 0;
  while (i < a.length && j < b.length) {
    const first = Math.max(a[i] as number, b[j] as number); const last = Math.min(a[i + 1] as number, b[j + 1] as number);
    if (first <= last) out.push(first, last);
    if ((a[i + 1] as number) < (b[j + 1] as number)) i += 2; else j += 2;
  }
  return out;
}

/** The connections of `a` that are not in `b`. */
export function subtract(a: ConnectionSet, b: ConnectionSet): ConnectionSet {
  if (a.length === 0 || b.length === 0) return a;
  const out: number[] = [];
  let j = 0;
  for (let i = 0; i < a.length; i += 2) {
    let first = a[i] as number; const last = a[i + 1] as number;
    while (j < b.length && (b[j + 1] as number) < first) j += 2;
    for (let k = j; k < b.length && (b[k] as number) <= last; k += 2) {
      if ((b[k] as number) > first) out.push(first, (b[k] as number) - 1);
      first = (b[k + 1] as number) + 1;
    }
    if (first <= last) out.push(first, last);
  }
  return out;
}

/** Whether the set holds no connection. */
export const isEmptySet = (set: ConnectionSet): boolean => set.length === 0;

/** Whether both hold the same connections; linear in intervals, immediate for one array. */
export function equalSets(a: ConnectionSet, b: ConnectionSet): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** Whether every connection of `inner` is in `outer`. */
export const containsSet = (outer: ConnectionSet, inner: ConnectionSet): boolean => subtract(inner, outer).length === 0;

const allOf = (family: IpFamily): ConnectionSet => LANES.filter((lane) => lane.family === family)
  .map((lane) => connections(lane.protocol, undefined, undefined, family)).reduce(union, EMPTY);

/** Every connection over IPv4. */
export const ALL_IPV4: ConnectionSet = allOf(4);
/** Every connection over IPv6. */
export const ALL_IPV6: ConnectionSet = allOf(6);
/** Every connection there is. */
export const ALL: ConnectionSet = union(ALL_IPV4, ALL_IPV6);
/** All ports of TCP, UDP and SCTP, which is what the upstream Kubernetes APIs define. */
export const ALL_PORTS: ConnectionSet = (['TCP', 'UDP', 'SCTP'] as const).map((protocol) => connections(protocol)).reduce(union, EMPTY);

/** Address families as a bit mask: 1 is IPv4, 2 is IPv6, 3 both. */
export type FamilyMask = 0 | 1 | 2 | 3;

/** Every connection in the families of the mask. */
export function ofFamilies(mask: FamilyMask): ConnectionSet {
  switch (mask) {
    case 0: return EMPTY;
    case 1: return ALL_IPV4;
    case 2: return ALL_IPV6;
    case 3: return ALL;
  }
}
