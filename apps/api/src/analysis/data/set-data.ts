import { connectionParts, connectionText, equalSets, intersect, isEmptySet } from '@postern/engine';
import type { ConnectionPart, ConnectionSet, Protocol } from '@postern/engine';

export interface IcmpTypeData { readonly type: number; readonly code: number | null }
export interface PortSetData {
  readonly protocol: Protocol;
  readonly families: readonly ('IPV4' | 'IPV6')[];
  readonly ports: readonly string[] | null;
  readonly icmp: readonly IcmpTypeData[] | null;
  readonly protocolNumber: number | null;
}

/** A connection set as plain data in canonical order. */
export interface SetData { readonly isAll: boolean; readonly isEmpty: boolean; readonly rules: readonly PortSetData[]; readonly text: string }

export function setData(set: ConnectionSet, universe: ConnectionSet): SetData {
  if (isEmptySet(set)) return NOTHING;
  const last = known.get(set);
  if (last?.universe === universe) return last.data;
  const data = dataOf(set, universe);
  known.set(set, { universe, data });
  return data;
}

const NOTHING: SetData = { isAll: false, isEmpty: true, rules: [], text: '' };

/** The rows of a view share few sets. As one object each is written down once on its way to another thread, too. */
const known = new WeakMap<ConnectionSet, { readonly universe: ConnectionSet; readonly data: SetData }>();

function dataOf(set: ConnectionSet, universe: ConnectionSet): SetData {
  const inside = intersect(set, universe);
  // What was asked about and the enforcer does not model lies outside the universe; it is shown in full.
  if (isEmptySet(inside)) return { isAll: false, isEmpty: false, rules: connectionParts(set).flatMap(portSets), text: connectionText(set) };
  return { isAll: equalSets(inside, universe), isEmpty: false, rules: connectionParts(inside, universe).flatMap(portSets), text: connectionText(inside, universe) };
}

function portSets(part: ConnectionPart): readonly PortSetData[] {
  const base = { protocol: part.protocol, families: part.families.map((family) => (family === 4 ? 'IPV4' as const : 'IPV6' as const)), ports: null, icmp: null, protocolNumber: null };
  if (part.isWhole && part.protocol !== 'OTHER') return [base];
  switch (part.protocol) {
    case 'TCP': case 'UDP': case 'SCTP': return [{ ...base, ports: part.ranges.map(([first, last]) => (first === last ? String(first) : `${String(first)}-${String(last)}`)) }];
    case 'ICMP': case 'ICMPV6': return [{ ...base, icmp: part.ranges.flatMap(icmpTypes) }];
    case 'OTHER': return part.ranges.flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, index) => ({ ...base, protocolNumber: first + index })));
  }
}

/** Slots are `type * 256 + code`; 256 in a row from a multiple of 256 are a whole type. */
function icmpTypes([first, last]: readonly [number, number]): readonly IcmpTypeData[] {
  const out: IcmpTypeData[] = [];
  for (let slot = first; slot <= last;) {
    const type = slot >>> 8;
    const isWholeType = (slot & 255) === 0 && slot + 255 <= last;
    out.push({ type, code: isWholeType ? null : slot & 255 });
    slot += isWholeType ? 256 : 1;
  }
  return out;
}
