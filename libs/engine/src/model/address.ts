import ipaddr from 'ipaddr.js';
import type { FamilyMask, IpFamily } from './connection-set.ts';

/** One IP address: IPv4 as an unsigned 32-bit number, IPv6 as an unsigned 128-bit bigint. */
export type Address = { readonly family: 4; readonly value: number } | { readonly family: 6; readonly value: bigint };

/** A set of addresses: per family the flattened closed intervals, ascending, neither touching nor overlapping. */
export interface AddressSet { readonly ipv4: readonly number[]; readonly ipv6: readonly bigint[] }

/** A closed range of addresses of one family. */
export type AddressRange = { readonly family: 4; readonly first: number; readonly last: number } | { readonly family: 6; readonly first: bigint; readonly last: bigint };

export const NO_ADDRESSES: AddressSet = { ipv4: [], ipv6: [] };
export const IPV4_LAST = 0xffff_ffff;
export const IPV6_LAST = (1n << 128n) - 1n;
/** Every address of both families. */
export const ALL_ADDRESSES: AddressSet = { ipv4: [0, IPV4_LAST], ipv6: [0n, IPV6_LAST] };

const toValue = (bytes: readonly number[]): bigint => bytes.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n);

/**
 * Reads one address in canonical or abbreviated notation; undefined where it is none. An IPv4-mapped IPv6 address
 * stays IPv6, a zone id or a leading zero in an octet is refused.
 */
export function parseAddress(text: string): Address | undefined {
  if (!text.includes(':')) {
    const value = ipv4Value(text);
    return value === undefined ? undefined : { family: 4, value };
  }
  if (text.includes('%')) return undefined;
  const hex = withHexTail(text);
  return hex === undefined || !ipaddr.IPv6.isValid(hex) ? undefined : { family: 6, value: toValue(ipaddr.IPv6.parse(hex).toByteArray()) };
}

/**
 * The value of an IPv4 address in its one notation; undefined for any other text. By hand, since every pod of a large
 * cluster comes through here; the library takes ten times as long.
 */
export function ipv4Value(text: string): number | undefined {
  let value = 0; let octet = 0; let digits = 0; let dots = 0;
  for (let i = 0; i < text.length; i += 1) {
    const digit = text.charCodeAt(i) - 48;
    if (digit === -2 && digits > 0) { value = value * 256 + octet; octet = 0; digits = 0; dots += 1; continue; }
    if (digit < 0 || digit > 9 || (digits > 0 && octet === 0)) return undefined;
    octet = octet * 10 + digit; digits += 1;
    if (octet > 255) return undefined;
  }
  return dots === 3 && digits > 0 ? value * 256 + octet : undefined;
}

/** The library reads the deprecated `::1.2.3.4` as an IPv4-mapped address, so it is never shown a dotted tail. */
function withHexTail(text: string): string | undefined {
  if (!text.includes('.')) return text;
  const cut = text.lastIndexOf(':') + 1;
  const tail = parseAddress(text.slice(cut));
  return tail?.family === 4 ? `${text.slice(0, cut)}${(tail.value >>> 16).toString(16)}:${(tail.value & 0xffff).toString(16)}` : undefined;
}

const ipv4Bytes = (value: number): number[] => [24, 16, 8, 0].map((shift) => (value >>> shift) & 255);
const ipv6Bytes = (value: bigint): number[] => Array.from({ length: 16 }, (_, index) => Number((value >> BigInt(8 * (15 - index))) & 255n));

/** The canonical text of an address (RFC 5952 for IPv6). */
export function addressText(address: Address): string {
  return address.family === 4 ? new ipaddr.IPv4(ipv4Bytes(address.value)).toString() : new ipaddr.IPv6(ipv6Bytes(address.value)).toRFC5952String();
}

/** The range that a prefix covers, host bits masked off (IP-8); undefined where the text is no CIDR. */
export function parseCidr(text: string): AddressRange | undefined {
  const match = /^([^/]+)\/(\d{1,3})$/.exec(text);
  const address = match === null ? undefined : parseAddress(match[1] as string);
  const length = Number(match?.[2]);
  if (address === undefined || length > (address.family === 4 ? 32 : 128)) return undefined;
  if (address.family === 4) {
    const size = 2 ** (32 - length);
    const first = Math.floor(address.value / size) * size;
    return { family: 4, first, last: first + size - 1 };
  }
  const size = 1n << BigInt(128 - length);
  const first = (address.value / size) * size;
  return { family: 6, first, last: first + size - 1n };
}

export const setOfRange = (range: AddressRange): AddressSet => (range.family === 4 ? { ipv4: [range.first, range.last], ipv6: [] } : { ipv4: [], ipv6: [range.first, range.last] });
export const setOfAddress = (address: Address): AddressSet => (address.family === 4 ? { ipv4: [address.value, address.value], ipv6: [] } : { ipv4: [], ipv6: [address.value, address.value] });

/** The set of any number of addresses in any order, which are sorted in place. */
export function setOfValues(ipv4: Uint32Array, ipv6: bigint[]): AddressSet {
  return { ipv4: runsOf(ipv4.sort(), 1), ipv6: runsOf(ipv6.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)), 1n) };
}

/** The intervals of ascending values, equal ones among them. */
function runsOf<T extends number | bigint>(sorted: ArrayLike<T>, one: T): T[] {
  const out: T[] = [];
  for (let at = 0; at < sorted.length; at += 1) {
    const value = sorted[at] as T; const end = out.length - 1;
    if (end >= 0 && value <= ((out[end] as number) + (one as number) as T)) out[end] = value; else out.push(value, value);
  }
  return out;
}

/** Merges intervals given in any order. Works on both number types, since the arithmetic is the same. */
function merge<T extends number | bigint>(flat: readonly T[], one: T): T[] {
  const pairs: [T, T][] = [];
  for (let i = 0; i < flat.length; i += 2) pairs.push([flat[i] as T, flat[i + 1] as T]);
  pairs.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
  const out: T[] = [];
  for (const [first, last] of pairs) {
    const end = out[out.length - 1];
    if (end !== undefined && first <= ((end as number) + (one as number) as T)) { if (last > end) out[out.length - 1] = last; } else out.push(first, last);
  }
  return out;
}

function cut<T extends number | bigint>(a: readonly T[], b: readonly T[], one: T): T[] {
  const out: T[] = []; let begin = 0;
  for (let i = 0; i < a.length; i += 2) {
    let first = a[i] as T; const last = a[i + 1] as T;
    // Both ascend: what ends before this interval ends before the next one too.
    while (begin < b.length && (b[begin + 1] as T) < first) begin += 2;
    for (let k = begin; k < b.length && (b[k] as T) <= last; k += 2) {
      const from = b[k] as T; const to = b[k + 1] as T;
      if (from > first) out.push(first, (from as number) - (one as number) as T);
      first = (to as number) + (one as number) as T;
    }
    if (first <= last) out.push(first, last);
  }
  return out;
}

export const uniteAddresses = (...sets: readonly AddressSet[]): AddressSet => ({
  ipv4: merge(sets.flatMap((set) => set.ipv4), 1), ipv6: merge(sets.flatMap((set) => set.ipv6), 1n),
});
export const subtractAddresses = (a: AddressSet, b: AddressSet): AddressSet => ({ ipv4: cut(a.ipv4, b.ipv4, 1), ipv6: cut(a.ipv6, b.ipv6, 1n) });
export const intersectAddresses = (a: AddressSet, b: AddressSet): AddressSet => subtractAddresses(a, subtractAddresses(a, b));
export const isNoAddress = (set: AddressSet): boolean => set.ipv4.length === 0 && set.ipv6.length === 0;

function holds<T extends number | bigint>(flat: readonly T[], value: T): boolean {
  let low = 0; let high = flat.length / 2 - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (value < (flat[2 * middle] as T)) high = middle - 1; else if (value > (flat[2 * middle + 1] as T)) low = middle + 1; else return true;
  }
  return false;
}

/** Whether the set holds the address; O(log intervals). */
export const containsAddress = (set: AddressSet, address: Address): boolean => (address.family === 4 ? holds(set.ipv4, address.value) : holds(set.ipv6, address.value));

export const familiesOf = (set: AddressSet): FamilyMask => ((set.ipv4.length > 0 ? 1 : 0) | (set.ipv6.length > 0 ? 2 : 0)) as FamilyMask;
export const familyBit = (family: IpFamily): FamilyMask => (family === 4 ? 1 : 2);

/** The ranges of a set, IPv4 before IPv6, ascending. */
export function rangesOf(set: AddressSet): readonly AddressRange[] {
  const out: AddressRange[] = [];
  for (let i = 0; i < set.ipv4.length; i += 2) out.push({ family: 4, first: set.ipv4[i] as number, last: set.ipv4[i + 1] as number });
  for (let i = 0; i < set.ipv6.length; i += 2) out.push({ family: 6, first: set.ipv6[i] as bigint, last: set.ipv6[i + 1] as bigint });
  return out;
}

/** A range as one address, as a CIDR where it is one, and as `first-last` where not. */
export function rangeText(range: AddressRange): string {
  const bits = range.family === 4 ? 32 : 128;
  const first = BigInt(range.first); const size = BigInt(range.last) - first + 1n;
  const text = addressText({ family: range.family, value: range.first } as Address);
  if (size === 1n) return text;
  if ((size & (size - 1n)) === 0n && first % size === 0n) return `${text}/${String(bits - (size.toString(2).length - 1))}`;
  return `${text}-${addressText({ family: range.family, value: range.last } as Address)}`;
}

/** The fewest CIDRs that cover exactly the range, ascending. */
export function cidrsOf(range: AddressRange): readonly string[] {
  const bits = range.family === 4 ? 32 : 128;
  const out: string[] = [];
  let first = BigInt(range.first); const last = BigInt(range.last);
  while (first <= last) {
    let size = 1n; let length = bits;
    while (length > 0 && first % (size * 2n) === 0n && first + size * 2n - 1n <= last) { size *= 2n; length -= 1; }
    const value = range.family === 4 ? Number(first) : first;
    out.push(`${addressText({ family: range.family, value } as Address)}/${String(length)}`);
    first += size;
  }
  return out;
}
