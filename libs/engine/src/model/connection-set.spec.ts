import { describe, expect, it } from 'vitest';
import { ALL, ALL_IPV4, ALL_IPV6, ALL_PORTS, connections, containsSet, EMPTY, equalSets, intersect, isEmptySet, LANES, ofFamilies, subtract, union } from './connection-set.ts';

describe('connections', () => {
  it('holds one port in both families unless told one', () => {
    const both = connections('TCP', 80);
    expect(both).toHaveLength(4);
    expect(union(connections('TCP', 80, 80, 4), connections('TCP', 80, 80, 6))).toEqual(both);
    expect(equalSets(connections('TCP', 80, 80, 4), connections('TCP', 80, 80, 6))).toBe(false);
  });

  it('never has a port 0 and never leaves its lane', () => {
    expect(connections('TCP', 0, 70_000)).toEqual(connections('TCP'));
    expect(isEmptySet(connections('UDP', 0, 0))).toBe(true);
  });

  it('keeps the lanes apart, so that the last port of one does not touch the first of the next', () => {
    const all = LANES.filter((lane) => lane.protocol !== 'OTHER').map((lane) => connections(lane.protocol, undefined, undefined, lane.family));
    for (const [i, a] of all.entries()) for (const b of all.slice(i + 1)) expect(isEmptySet(intersect(a, b))).toBe(true);
  });

  it('leaves the protocols that have a lane of their own out of the numbered ones', () => {
    for (const number of [6, 17, 132]) expect(isEmptySet(connections('OTHER', number, number))).toBe(true);
    expect(connections('OTHER', 1, 1)).toEqual(connections('OTHER', 1, 1, 6));
    expect(connections('OTHER', 58, 58)).toEqual(connections('OTHER', 58, 58, 4));
    expect(isEmptySet(connections('OTHER', 47, 47, 4))).toBe(false);
  });

  it('has ICMP in IPv4 alone and ICMPv6 in IPv6 alone', () => {
    expect(containsSet(ALL_IPV4, connections('ICMP'))).toBe(true);
    expect(containsSet(ALL_IPV6, connections('ICMPV6'))).toBe(true);
  });
});

describe('the named sets', () => {
  it('holds every lane in ALL and only ports in ALL_PORTS', () => {
    for (const lane of LANES) expect(containsSet(ALL, connections(lane.protocol, undefined, undefined, lane.family))).toBe(true);
    expect(intersect(ALL_PORTS, connections('ICMP'))).toEqual(EMPTY);
    expect(subtract(ALL_PORTS, ['TCP', 'UDP', 'SCTP'].map((protocol) => connections(protocol as 'TCP')).reduce(union))).toEqual(EMPTY);
  });

  it('reads a mask of families', () => {
    expect([0, 1, 2, 3].map((mask) => ofFamilies(mask as 0 | 1 | 2 | 3))).toEqual([EMPTY, ALL_IPV4, ALL_IPV6, ALL]);
  });
});
