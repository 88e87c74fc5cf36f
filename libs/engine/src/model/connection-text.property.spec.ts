import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ALL, ALL_IPV4, ALL_PORTS, connections, intersect, union, type ConnectionSet, type Protocol } from './connection-set.ts';
import { connectionParts, connectionText, parseConnectionText } from './connection-text.ts';

const range = (low: number, high: number): fc.Arbitrary<readonly [number, number]> => fc.tuple(fc.integer({ min: low, max: high }), fc.integer({ min: low, max: high })).map(([a, b]) => [Math.min(a, b), Math.max(a, b)]);
const family = fc.option(fc.constantFrom(4 as const, 6 as const), { nil: undefined });
const piece = fc.oneof(
  fc.tuple(fc.constantFrom<Protocol>('TCP', 'UDP', 'SCTP'), range(1, 65_535), family),
  fc.tuple(fc.constantFrom<Protocol>('TCP', 'UDP', 'SCTP'), range(1, 12), family),
  fc.tuple(fc.constantFrom<Protocol>('ICMP', 'ICMPV6'), range(0, 1_400), fc.constant(undefined)),
  fc.tuple(fc.constantFrom<Protocol>('OTHER'), range(0, 255), family),
).map(([protocol, [first, last], of]) => connections(protocol, first, last, of));
const set = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.reduce<ConnectionSet>(union, []));

describe('connection text', () => {
  it('reads back exactly what it prints', () => {
    fc.assert(fc.property(set, (connections) => {
      expect(parseConnectionText(connectionText(connections))).toEqual([...connections]);
    }), { numRuns: 500 });
  });

  it('prints different texts for different sets', () => {
    fc.assert(fc.property(set, set, (a, b) => {
      expect(connectionText(a) === connectionText(b)).toBe(a.length === b.length && a.every((value, i) => value === b[i]));
    }));
  });

  it('says nothing that is outside the universe', () => {
    fc.assert(fc.property(set, fc.constantFrom(ALL, ALL_PORTS, ALL_IPV4, intersect(ALL_PORTS, ALL_IPV4)), (connections, universe) => {
      expect(connectionText(connections, universe)).toBe(connectionText(intersect(connections, universe), universe));
    }));
  });

  it('has parts that hold exactly the set', () => {
    fc.assert(fc.property(set, (given) => {
      const whole = connectionParts(given).flatMap((part) => part.ranges.flatMap(([first, last]) => part.families.map((of) => connections(part.protocol, first, last, of)))).reduce<ConnectionSet>(union, []);
      expect(whole).toEqual([...given]);
    }));
  });

  it('never throws on any text', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.stringMatching(/^(IPv[46] )?(TCP|ICMP|PROTO)( [0-9/,-]{0,12})?$/)), (text) => {
      const read = parseConnectionText(text);
      expect(read === undefined || read.every(Number.isInteger)).toBe(true);
    }));
  });
});
