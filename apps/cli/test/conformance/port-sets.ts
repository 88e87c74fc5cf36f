/** Allowed ports of TCP, UDP and SCTP as closed, sorted, merged ranges; a protocol without any is left out. */
export type PortSets = Readonly<Record<string, readonly (readonly [number, number])[]>>;

const PROTOCOLS = ['TCP', 'UDP', 'SCTP'] as const;
const ALL_PORTS = [[1, 65_535]] as const;

export const EVERYTHING: PortSets = Object.fromEntries(PROTOCOLS.map((protocol) => [protocol, ALL_PORTS]));

/** Reads the text of a set; what holds for IPv6 alone is dropped, as the recorded answers are about IPv4. */
export function readPortSets(text: string): PortSets {
  if (text === 'ALL') return EVERYTHING;
  const sets: Record<string, (readonly [number, number])[]> = {};
  for (const item of text.split('; ').filter((part) => part !== '' && !part.startsWith('IPv6 '))) {
    const [protocol = '', ports] = item.replace('IPv4 ', '').split(' ');
    sets[protocol] = [...(sets[protocol] ?? []), ...(ports === undefined ? ALL_PORTS : ports.split(',').map(readRange))];
  }
  return canonical(sets);
}

function readRange(text: string): readonly [number, number] {
  const [first, last] = text.split('-').map(Number);
  return [first ?? Number.NaN, last ?? first ?? Number.NaN];
}

/** Sorts and merges the ranges of every protocol, protocols in a fixed order. */
export function canonical(sets: PortSets): PortSets {
  const out: [string, readonly (readonly [number, number])[]][] = [];
  for (const protocol of PROTOCOLS) {
    const merged: [number, number][] = [];
    for (const [first, last] of [...(sets[protocol] ?? [])].sort((a, b) => a[0] - b[0])) {
      const end = merged.at(-1);
      if (end !== undefined && first <= end[1] + 1) end[1] = Math.max(end[1], last); else merged.push([Math.max(1, first), last]);
    }
    if (merged.length > 0) out.push([protocol, merged]);
  }
  return Object.fromEntries(out);
}

/** What is in the one and not in the other. */
export function without(sets: PortSets, others: PortSets): PortSets {
  const out: Record<string, (readonly [number, number])[]> = {};
  for (const [protocol, ranges] of Object.entries(sets)) {
    let rest = [...ranges];
    for (const [first, last] of others[protocol] ?? []) {
      rest = rest.flatMap(([from, to]) => [[from, Math.min(to, first - 1)], [Math.max(from, last + 1), to]] as const).filter(([from, to]) => from <= to);
    }
    out[protocol] = rest;
  }
  return canonical(out);
}

export const portSetsText = (sets: PortSets): string => Object.entries(sets).map(([protocol, ranges]) => `${protocol} ${ranges.map((range) => range.join('-')).join()}`).join('; ');
