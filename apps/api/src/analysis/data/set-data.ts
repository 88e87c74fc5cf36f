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
  const inside = intersect(set, universe);
  // What was asked about and the enforcer does not model lies outside the universe; it is shown in full.
  const shown = isEmptySet(inside) && !isEmptySet(set) ? { set, universe: set } : { set: inside, universe };
  return {
    isAll: !isEmptySet(inside) && equalSets(inside, universe), isEmpty: isEmptySet(set),
    rules: connectionParts(shown.set, shown.universe).flatMap(portSets),
    text: shown.universe === universe ? connectionText(inside, universe) : connectionText(set),
  };
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
