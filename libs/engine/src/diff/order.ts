import type { Peer } from '../query/answers.ts';

/** The order of lists: groups by namespace and reference, then ranges, IPv4 first. */
export function compareEnds(a: Peer, b: Peer): number {
  if (a.range === null || b.range === null) return Number(a.range !== null) - Number(b.range !== null) || compare(a.namespace, b.namespace) || compare(a.ref, b.ref);
  return a.range.family - b.range.family || compare(a.range.first, b.range.first) || compare(a.range.last, b.range.last);
}

const compare = <T extends string | number | bigint>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0);
