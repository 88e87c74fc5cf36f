import { ALL, connections, EMPTY, equalSets, intersect, LANES, union, type ConnectionSet, type IpFamily, type Lane, type Protocol } from './connection-set.ts';

/** The part of a set that one protocol holds, with the address families in which it holds. */
export interface ConnectionPart {
  readonly protocol: Protocol;
  /** `[4, 6]` where both families of the universe hold the same slots. */
  readonly families: readonly IpFamily[];
  /** Whether the part is all of the protocol. */
  readonly isWhole: boolean;
  /** Inclusive ranges of ports, of `type * 256 + code` or of protocol numbers. */
  readonly ranges: readonly (readonly [number, number])[];
}

const PROTOCOLS: readonly Protocol[] = [...new Set(LANES.map((lane) => lane.protocol))];

/**
 * A set as parts in canonical order: by protocol, IPv4 before IPv6, families folded where they agree.
 * `universe` bounds what can be asked (what an enforcer models, in the families that both ends have): slots
 * outside it are not reported, and a family outside it is not told apart.
 */
export function connectionParts(set: ConnectionSet, universe: ConnectionSet = ALL): readonly ConnectionPart[] {
  const parts: ConnectionPart[] = [];
  for (const protocol of PROTOCOLS) {
    const asked = LANES.filter((lane) => lane.protocol === protocol && slots(universe, lane).length > 0);
    const held = asked.map((lane) => ({ lane, own: slots(intersect(set, universe), lane), whole: slots(universe, lane) }));
    const [a, b] = held;
    // The lanes of numbered protocols differ by family (1 is ICMP in one, 58 ICMPv6 in the other), so that all of each is no equal set.
    if (a !== undefined && b !== undefined && (equalSets(a.own, b.own) || (isWhole(a) && isWhole(b)))) {
      push(parts, protocol, [4, 6], { own: union(a.own, b.own), whole: isWhole(a) && isWhole(b) ? union(a.own, b.own) : ALL });
      continue;
    }
    for (const { lane, own, whole } of held) {
      push(parts, protocol, [lane.family], { own, whole });
    }
  }
  return parts;
}

/** What a set holds of one protocol in one family, and what can be asked of it. */
interface Held { readonly own: ConnectionSet; readonly whole: ConnectionSet }

const isWhole = ({ own, whole }: Held): boolean => equalSets(own, whole);

function push(parts: ConnectionPart[], protocol: Protocol, families: readonly IpFamily[], held: Held): void {
  if (held.own.length === 0) return;
  const ranges: [number, number][] = [];
  for (let i = 0; i < held.own.length; i += 2) ranges.push([held.own[i] as number, held.own[i + 1] as number]);
  parts.push({ protocol, families, isWhole: isWhole(held), ranges });
}

/** The slots of one lane, relative to the lane. */
function slots(set: ConnectionSet, lane: Lane): ConnectionSet {
  return intersect(set, [lane.offset + lane.first, lane.offset + lane.last]).map((slot) => slot - lane.offset);
}

const NAMES: Readonly<Record<Protocol, string>> = { TCP: 'TCP', UDP: 'UDP', SCTP: 'SCTP', ICMP: 'ICMP', ICMPV6: 'ICMPv6', OTHER: 'PROTO' };

/**
 * A set as one line: `ALL`, or items joined by `; ` such as `TCP 80,8000-8100; UDP 53; ICMP 3/1`.
 * A protocol alone is all of it; an item that holds for one of two families begins with `IPv4 ` or `IPv6 `; the
 * empty set is the empty string.
 */
export function connectionText(set: ConnectionSet, universe: ConnectionSet = ALL): string {
  if (set.length === 0) return '';
  const known = texts.get(set);
  if (known?.universe === universe) return known.text;
  const text = textOf(set, universe);
  texts.set(set, { universe, text });
  return text;
}

/** Rows of a list share their sets, which are few: the text of each is worked out once for the universe that was asked last. */
const texts = new WeakMap<ConnectionSet, { readonly universe: ConnectionSet; readonly text: string }>();

function textOf(set: ConnectionSet, universe: ConnectionSet): string {
  const inside = intersect(set, universe);
  if (inside.length === 0) return '';
  if (equalSets(inside, universe)) return 'ALL';
  const twoFamilies = LANES.some((lane) => lane.family === 4 && slots(universe, lane).length > 0) && LANES.some((lane) => lane.family === 6 && slots(universe, lane).length > 0);
  return connectionParts(set, universe).map((part) => {
    const [family] = part.families;
    const oneOfTwo = twoFamilies && part.families.length === 1 && part.protocol !== 'ICMP' && part.protocol !== 'ICMPV6';
    const items = part.isWhole ? [] : part.ranges.flatMap((range) => rangeText(part.protocol, range));
    return `${oneOfTwo ? `IPv${String(family)} ` : ''}${NAMES[part.protocol]}${items.length > 0 ? ` ${items.join(',')}` : ''}`;
  }).join('; ');
}

function rangeText(protocol: Protocol, [first, last]: readonly [number, number]): readonly string[] {
  if (protocol !== 'ICMP' && protocol !== 'ICMPV6') return [first === last ? String(first) : `${String(first)}-${String(last)}`];
  const out: string[] = [];
  for (let slot = first; slot <= last;) {
    const type = slot >> 8; const endOfType = (type << 8) | 255;
    if ((slot & 255) === 0 && last >= endOfType) { out.push(String(type)); slot = endOfType + 1; continue; }
    out.push(`${String(type)}/${String(slot & 255)}`);
    slot += 1;
  }
  return out;
}

const WORDS: Readonly<Record<string, Protocol>> = { TCP: 'TCP', UDP: 'UDP', SCTP: 'SCTP', ICMP: 'ICMP', ICMPv6: 'ICMPV6', PROTO: 'OTHER' };

/** Reads back what {@link connectionText} prints over the whole universe; undefined where it is no such text. */
export function parseConnectionText(text: string): ConnectionSet | undefined {
  if (text === '') return EMPTY;
  if (text === 'ALL') return ALL;
  let out = EMPTY;
  for (const item of text.split('; ')) {
    const set = parseItem(item);
    if (set === undefined) return undefined;
    out = union(out, set);
  }
  return out;
}

function parseItem(item: string): ConnectionSet | undefined {
  const match = /^(?:IPv([46]) )?(TCP|UDP|SCTP|ICMP|ICMPv6|PROTO)(?: (.+))?$/.exec(item);
  const protocol = WORDS[match?.[2] ?? ''];
  if (match === null || protocol === undefined) return undefined;
  const family = match[1] === undefined ? undefined : Number(match[1]) as IpFamily;
  if (match[3] === undefined) return connections(protocol, undefined, undefined, family);
  let out = EMPTY;
  for (const text of match[3].split(',')) {
    const range = parseRange(protocol, text);
    if (range === undefined) return undefined;
    out = union(out, connections(protocol, range[0], range[1], family));
  }
  return out;
}

function parseRange(protocol: Protocol, text: string): readonly [number, number] | undefined {
  if (protocol === 'ICMP' || protocol === 'ICMPV6') return parseIcmp(text);
  const match = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text);
  const first = Number(match?.[1] ?? Number.NaN); const last = match?.[2] === undefined ? first : Number(match[2]);
  const [low, high] = protocol === 'OTHER' ? [0, 255] : [1, 65_535];
  return first >= low && first <= last && last <= high ? [first, last] : undefined;
}

function parseIcmp(text: string): readonly [number, number] | undefined {
  const match = /^(\d{1,3})(?:\/(\d{1,3}))?$/.exec(text);
  const type = Number(match?.[1] ?? 256); const code = Number(match?.[2] ?? 0);
  if (type > 255 || code > 255) return undefined;
  return match?.[2] === undefined ? [type * 256, type * 256 + 255] : [type * 256 + code, type * 256 + code];
}
