import { expect, it } from 'vitest';
import { compile } from '../../compile/compile.ts';
import { forSeeds } from '../../testing/for-seeds.ts';
import { randomFirewalls } from '../../testing/random-firewalls.ts';
import { foldRow } from '../fold.ts';
import { factoredRows, valueAt } from './factored-rows.ts';
import { regionsOf } from './regions.ts';

it('a factored row says of every slot what the folded row does, and exceptions are only what differs', () => {
  let exceptions = 0; let regions = 0;
  forSeeds(200, (seed) => {
    const view = compile(randomFirewalls(seed, { pods: 12 }));
    for (const direction of ['egress', 'ingress'] as const) for (const bound of ['lower', 'upper'] as const) {
      const rows = factoredRows(view, direction, bound);
      for (let program = 0; program < view.programs[direction].count; program += 1) {
        const want = foldRow(view, direction, program, bound);
        expect(Array.from(want, (_, slot) => valueAt(rows, regionsOf(view), program, slot))).toEqual([...want]);
        for (let at = rows.starts[program]!; at < rows.starts[program + 1]!; at += 1) expect(rows.values[at]).not.toBe(rows.vectors[rows.vectorOf[program]!]![regionsOf(view).ofSlot[rows.slots[at]!]!]);
      }
      exceptions += rows.slots.length;
    }
    regions += regionsOf(view).count;
  });
  expect(exceptions).toBeGreaterThan(500);
  expect(regions).toBeGreaterThan(500);
});
