import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ALL, ALL_IPV4, ALL_IPV6, containsSet, equalSets, fromIntervals, intersect, isEmptySet, subtract, union, type ConnectionSet } from './connection-set.ts';

// A short stretch of the number line, so that intervals touch, nest and overlap often.
const SLOTS = 40;
const intervals = fc.array(fc.tuple(fc.nat(SLOTS), fc.nat(SLOTS)), { maxLength: 8 });
const set = intervals.map(fromIntervals);

/** The oracle: a set of slots, one by one. */
function slotsOf(connections: ConnectionSet): ReadonlySet<number> {
  const slots = new Set<number>();
  for (let i = 0; i < connections.length; i += 2) for (let slot = connections[i]!; slot <= connections[i + 1]!; slot += 1) slots.add(slot);
  return slots;
}

const sorted = (slots: Iterable<number>): readonly number[] => [...slots].sort((a, b) => a - b);

/** Ascending, and at least one slot apart. */
function isCanonical(connections: ConnectionSet): boolean {
  return connections.length % 2 === 0 && connections.every((value, i) => i === 0 || (i % 2 === 1 ? value >= connections[i - 1]! : value > connections[i - 1]! + 1));
}

describe('connection sets against sets of slots', () => {
  it('holds what the intervals hold, in canonical form', () => {
    fc.assert(fc.property(intervals, (given) => {
      const built = fromIntervals(given);
      const wanted = new Set(given.flatMap(([first, last]) => Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i)));
      expect(sorted(slotsOf(built))).toEqual(sorted(wanted));
      expect(isCanonical(built)).toBe(true);
    }));
  });

  it('unites, intersects and subtracts as the oracle does, in canonical form', () => {
    fc.assert(fc.property(set, set, (a, b) => {
      const left = slotsOf(a); const right = slotsOf(b);
      for (const [got, wanted] of [
        [union(a, b), [...left, ...right]],
        [intersect(a, b), [...left].filter((slot) => right.has(slot))],
        [subtract(a, b), [...left].filter((slot) => !right.has(slot))],
      ] as const) {
        expect(sorted(slotsOf(got))).toEqual(sorted(new Set(wanted)));
        expect(isCanonical(got)).toBe(true);
      }
    }), { numRuns: 500 });
  });

  it('compares as the oracle does', () => {
    fc.assert(fc.property(set, set, (a, b) => {
      const left = slotsOf(a); const right = slotsOf(b);
      expect(containsSet(a, b)).toBe([...right].every((slot) => left.has(slot)));
      expect(equalSets(a, b)).toBe(left.size === right.size && [...right].every((slot) => left.has(slot)));
      expect(isEmptySet(a)).toBe(left.size === 0);
    }));
  });
});

describe('the algebra of connection sets', () => {
  it('has equal arrays for equal sets, whichever way they came about', () => {
    fc.assert(fc.property(set, set, set, (a, b, c) => {
      expect(union(a, b)).toEqual(union(b, a));
      expect(intersect(a, b)).toEqual(intersect(b, a));
      expect(union(union(a, b), c)).toEqual(union(a, union(b, c)));
      expect(intersect(a, union(b, c))).toEqual(union(intersect(a, b), intersect(a, c)));
      expect(subtract(a, union(b, c))).toEqual(subtract(subtract(a, b), c));
      expect(union(subtract(a, b), intersect(a, b))).toEqual([...a]);
    }));
  });

  it('splits everything into the two families', () => {
    expect(intersect(ALL_IPV4, ALL_IPV6)).toEqual([]);
    expect(union(ALL_IPV4, ALL_IPV6)).toEqual([...ALL]);
  });
});
