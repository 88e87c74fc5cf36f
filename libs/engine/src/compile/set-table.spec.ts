import { expect, it } from 'vitest';
import { ALL, EMPTY, equalSets, intersect, subtract, union } from '../model/connection-set.ts';
import { forSeeds } from '../testing/for-seeds.ts';
import { randomConnections } from '../testing/random-firewalls.ts';
import { createRandom } from '../testing/random.ts';
import { newCounters } from './counters.ts';
import { createSetTable, EVERYTHING, NOTHING } from './set-table.ts';

it('ids are equal exactly where sets are, also for results of operations', () => {
  forSeeds(100, (seed) => {
    const random = createRandom(seed);
    const table = createSetTable();
    const sets = [EMPTY, ALL, ...random.times(2, 8, () => randomConnections(random))];
    const ids = sets.map((set) => table.idOf([...set]));
    for (const [i, a] of sets.entries()) for (const [j, b] of sets.entries()) {
      expect(ids[i] === ids[j]).toBe(equalSets(a, b));
      for (const [id, want] of [[table.union(ids[i]!, ids[j]!), union(a, b)], [table.intersect(ids[i]!, ids[j]!), intersect(a, b)], [table.subtract(ids[i]!, ids[j]!), subtract(a, b)]] as const) {
        expect(table.setOf(id)).toEqual(want);
        expect(table.idOf(want)).toBe(id);
      }
    }
  });
});

it('an operation on the same pair is computed once, however many others came between', () => {
  const counters = newCounters();
  const table = createSetTable(counters);
  const ids = Array.from({ length: 60 }, (_, index) => table.idOf([10 * index, 10 * index + 15]));
  const all = (): number[] => ids.flatMap((a) => ids.map((b) => table.union(a, b)));
  const first = all();
  const computed = counters.setOperations;
  expect(all()).toEqual(first);
  expect(counters.setOperations).toBe(computed);
  expect(computed).toBe(60 * 59 / 2);
});

it('the empty set and the set of everything have the ids that formulas rely on', () => {
  const table = createSetTable();
  expect(table.setOf(NOTHING)).toEqual(EMPTY);
  expect(table.setOf(EVERYTHING)).toEqual(ALL);
});
