import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createSequences } from './sequences.ts';

it('equal sequences have one number, others another, in the order in which they came', () => {
  let again = 0;
  fc.assert(fc.property(fc.array(fc.array(fc.integer({ min: -1, max: 2 }), { maxLength: 5 }), { maxLength: 200, size: 'max' }), (lists) => {
    const sequences = createSequences(); const expected = new Map<string, number>();
    for (const list of lists) {
      const key = list.join(); const id = expected.get(key) ?? expected.size;
      again += expected.has(key) ? 1 : 0;
      expected.set(key, id);
      expect(sequences.numberOf(Int32Array.from([7, ...list, 7]), 1, list.length + 1)).toBe(id);
      expect([...sequences.itemsOf(id)]).toEqual(list);
    }
    expect(sequences.count).toBe(expected.size);
    const { starts, items } = sequences.columns();
    expect([...expected.keys()]).toEqual(Array.from({ length: sequences.count }, (_, id) => items.subarray(starts[id], starts[id + 1]).join()));
  }));
  expect(again).toBeGreaterThan(1000);
});
