import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compile } from '../compile/compile.ts';
import { explainBounds } from '../explain/bounds.ts';
import { containsSet } from '../model/connection-set.ts';
import type { Endpoint, Firewalls } from '../model/firewalls.ts';
import { pairBounds } from '../query/pair-bounds.ts';
import { allEnds, randomFirewalls } from '../testing/random-firewalls.ts';
import { held } from './held.ts';
import type { Hold } from './standing.ts';

const seeds = fc.integer({ min: 0, max: 2 ** 31 - 1 });
const HOLDS: readonly Hold[] = ['yes', 'no', 'maybe', 'closed'];

/** What becomes of a world when an enforcer stands to its endpoints as `holdOf` says. */
const under = (firewalls: Firewalls, holdOf: (endpoint: Endpoint) => Hold, isFarEndJudged = false): Firewalls => held(firewalls, 'test', (endpoint) => ({ hold: holdOf(endpoint), caveats: [] }), { isShared: false, isFarEndJudged });

describe('firewalls of an enforcer that works on some nodes', () => {
  it('are undecided between those of one that works and those of one that does not, where that is unknown', () => {
    fc.assert(fc.property(seeds, (seed) => {
      const world = randomFirewalls(seed);
      const [works, fails, perhaps] = (['yes', 'no', 'maybe'] as const).map((hold) => under(world, () => hold)) as [Firewalls, Firewalls, Firewalls];
      for (const from of allEnds(world)) for (const to of allEnds(world)) {
        const bounds = explainBounds(perhaps, from, to);
        for (const known of [works, fails]) {
          expect(containsSet(explainBounds(known, from, to).surely, bounds.surely)).toBe(true);
          expect(containsSet(bounds.possibly, explainBounds(known, from, to).possibly)).toBe(true);
        }
      }
    }), { numRuns: 60 });
  });

  it('mean the same compiled', () => {
    fc.assert(fc.property(seeds, fc.array(fc.constantFrom(...HOLDS), { minLength: 1, maxLength: 5 }), fc.boolean(), (seed, holds, isFarEndJudged) => {
      const firewalls = under(randomFirewalls(seed), ({ index }) => holds[index % holds.length] ?? 'yes', isFarEndJudged);
      const view = compile(firewalls); const ends = allEnds(firewalls);
      for (const from of ends) for (const to of ends) {
        const plain = explainBounds(firewalls, from, to); const fast = pairBounds(view, from, to);
        expect([fast.surely, fast.possibly]).toEqual([plain.surely, plain.possibly]);
      }
    }), { numRuns: 40 });
  });
});
