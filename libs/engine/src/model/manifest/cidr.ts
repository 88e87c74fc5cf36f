import { addressText, parseAddress, parseCidr } from '../address.ts';

/** A prefix as the API server reads it. */
export interface ReadCidr {
  /** Spelt so that every reader takes it alike; host bits stay, since matching masks them off (IP-8). */
  readonly text: string;
  readonly family: 4 | 6;
  readonly length: number;
  readonly first: bigint;
  readonly last: bigint;
  /** Why a strict server would refuse the spelling; null for a strict one (U17). */
  readonly legacy: string | null;
}

/** Octets with leading zeros are decimal to the API server, octal to some plugins. */
const withoutLeadingZeros = (address: string): string => address.replace(/(^|\.|:)0+(?=\d+(?:\.|$))/g, '$1');

/** `::ffff:10.0.0.0/104` as `10.0.0.0/8`, so that it means IPv4 traffic, which is all it can match. */
function unmapped(address: string, length: number): { readonly address: string; readonly length: number } | null {
  const parsed = parseAddress(address);
  if (parsed?.family !== 6 || parsed.value >> 32n !== 0xffffn || length < 96) return null;
  return { address: addressText({ family: 4, value: Number(parsed.value & 0xffff_ffffn) }), length: length - 96 };
}

/** Reads a prefix with the leniency of an API server without strict CIDR checks; undefined where it refuses (V15). */
export function readCidr(text: string): ReadCidr | undefined {
  const match = /^([0-9A-Fa-f:.]+)\/(\d{1,4})$/.exec(text);
  if (match === null) return undefined;
  const [written, writtenLength] = [match[1] as string, match[2] as string];
  const plain = written.includes('.') ? withoutLeadingZeros(written) : written;
  const mapped = unmapped(plain, Number(writtenLength));
  const address = mapped?.address ?? plain;
  const length = mapped?.length ?? Number(writtenLength);
  const canonical = `${address}/${String(length)}`;
  const range = parseCidr(canonical);
  const parsed = parseAddress(address);
  if (range === undefined || parsed === undefined) return undefined;
  const legacy = mapped !== null ? 'it is an IPv4 address written as IPv6'
    : canonical !== text ? 'it has leading zeros'
      : BigInt(parsed.value) !== BigInt(range.first) ? 'it has bits set beyond its prefix length' : null;
  return { text: canonical, family: range.family, length, first: BigInt(range.first), last: BigInt(range.last), legacy };
}
