import { expect, it } from 'vitest';
import { forSeeds } from '../../testing/for-seeds.ts';
import { randomFirewalls } from '../../testing/random-firewalls.ts';
import { createRandom } from '../../testing/random.ts';
import type { Endpoint } from '../firewalls.ts';
import { endpointTable } from './collect.ts';
import { patchedTable } from './patched.ts';
import { podsAt, tableOf } from './table.ts';

it('a table after edits has the endpoints of a list after the same edits, one by one and in its columns', () => {
  forSeeds(60, (seed) => {
    const random = createRandom(seed); const strangers = [...randomFirewalls(seed + 1).endpoints];
    let expected: readonly Endpoint[] = [...randomFirewalls(seed).endpoints];
    let table = patchedTable(endpointTable(expected));
    for (let step = 0; step < 5; step += 1) {
      const before = table; const were = expected;
      const after: Endpoint[] = []; const edits: { at: number; row: number | null }[] = [];
      for (let at = 0; at <= expected.length; at += 1) {
        for (const stranger of random.some(strangers, 0.03)) { edits.push({ at, row: table.addRow(stranger) }); after.push(stranger); }
        const own = expected[at];
        if (own === undefined) continue;
        if (random.chance(0.2)) edits.push({ at, row: null }); else after.push(own);
      }
      expected = after.map((endpoint, index) => ({ ...endpoint, index }));
      table = table.edited(edits);
      expect([...table]).toEqual(expected);
      expect([...tableOf(table.columns)]).toEqual(expected);
      expect(expected.map((_, index) => [table.refAt(index), podsAt(table, index)])).toEqual(expected.map(({ ref, pods }) => [ref, pods]));
      expect([...before]).toEqual(were);
    }
  });
});

it('one node has one number in the columns, whenever its endpoints came', () => {
  const [endpoint] = [...randomFirewalls(3).endpoints];
  if (endpoint === undefined) throw new RangeError('an empty world');
  const table = patchedTable(endpointTable([{ ...endpoint, index: 0, node: 'n1' }]));
  const { nodes } = table.edited([{ at: 1, row: table.addRow({ ...endpoint, ref: 'pod:z/late', node: 'n1' }) }]).columns;
  expect(nodes[0]).toBe(nodes[1]);
});
