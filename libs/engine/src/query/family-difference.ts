import { EMPTY, fromIntervals, intersect, isEmptySet, LANES, subtract, union, type ConnectionSet, type IpFamily } from '../model/connection-set.ts';

/** The port lanes of one family, laid over the IPv4 ones. ICMP and ICMPv6 have nothing in common to compare. */
function folded(set: ConnectionSet, family: IpFamily): ConnectionSet {
  let out = EMPTY;
  for (const lane of LANES) {
    if (lane.family !== family || lane.protocol === 'ICMP' || lane.protocol === 'ICMPV6' || lane.protocol === 'OTHER') continue;
    const slots = intersect(set, [lane.offset + lane.first, lane.offset + lane.last]);
    const target = LANES.find((other) => other.protocol === lane.protocol && other.family === 4)!;
    const pairs: [number, number][] = [];
    for (let i = 0; i < slots.length; i += 2) pairs.push([slots[i]! - lane.offset + target.offset, slots[i + 1]! - lane.offset + target.offset]);
    out = union(out, fromIntervals(pairs));
  }
  return out;
}

/** Whether some port that was asked for in both families is surely allowed in one and surely denied in the other. */
export function familiesDiffer(asked: ConnectionSet, surely: ConnectionSet, possibly: ConnectionSet): boolean {
  const common = intersect(folded(asked, 4), folded(asked, 6));
  const differs = (a: IpFamily, b: IpFamily): boolean => !isEmptySet(intersect(subtract(folded(surely, a), folded(possibly, b)), common));
  return differs(4, 6) || differs(6, 4);
}
