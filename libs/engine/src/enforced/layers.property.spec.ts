import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compile } from '../compile/compile.ts';
import { explainBounds } from '../explain/bounds.ts';
import { containsSet, intersect } from '../model/connection-set.ts';
import type { Firewalls, Tier } from '../model/firewalls.ts';
import { pairBounds } from '../query/pair-bounds.ts';
import { allEnds, randomFirewalls } from '../testing/random-firewalls.ts';
import { layered } from './layers.ts';

const seeds = fc.integer({ min: 0, max: 2 ** 31 - 1 });

/** Two enforcers in front of one cluster, which see other labels of it. */
function twoEnforcers(seed: number, other: number, hasPass: boolean): readonly [Firewalls, Firewalls] {
  const first = randomFirewalls(seed); const second = randomFirewalls(other);
  const relabelled = first.endpoints.map((endpoint, index) => ({ ...endpoint, labels: { ...endpoint.labels, app: index % 2 === 0 ? 'x' : 'y', tier: 'z' } }));
  const withoutPass = (tiers: readonly Tier[]): readonly Tier[] => (hasPass ? tiers : tiers.map((tier) => ({ ...tier, rules: tier.rules.filter(({ action }) => action !== 'pass') })));
  const blind: Firewalls = { enforcer: first.enforcer, endpoints: first.endpoints, tiers: first.tiers, universe: first.universe, absent: [], caveats: [] };
  return [{ ...blind, universe: second.universe }, { ...blind, universe: second.universe, endpoints: relabelled, tiers: { ingress: withoutPass(second.tiers.ingress), egress: withoutPass(second.tiers.egress) } }];
}

describe('two enforcers at once', () => {
  it('admit what both of them admit, surely and perhaps', () => {
    fc.assert(fc.property(seeds, seeds, (seed, other) => {
      const [first, second] = twoEnforcers(seed, other, false);
      const both = layered([first, second]); const ends = allEnds(both);
      for (const from of ends) for (const to of ends) {
        const apart = [first, second].map((firewalls) => explainBounds(firewalls, from, to));
        const together = explainBounds(both, from, to);
        expect(together.surely).toEqual(apart.map(({ surely }) => surely).reduce(intersect));
        expect(together.possibly).toEqual(apart.map(({ possibly }) => possibly).reduce(intersect));
      }
    }), { numRuns: 60 });
  });

  it('stay within what is certain where both hand traffic on within themselves', () => {
    fc.assert(fc.property(seeds, seeds, (seed, other) => {
      const [first, second] = twoEnforcers(seed, other, true);
      const both = layered([first, second]); const ends = allEnds(both);
      for (const from of ends) for (const to of ends) {
        const apart = [first, second].map((firewalls) => explainBounds(firewalls, from, to));
        const together = explainBounds(both, from, to);
        expect(containsSet(apart.map(({ surely }) => surely).reduce(intersect), together.surely)).toBe(true);
        expect(containsSet(together.possibly, apart.map(({ possibly }) => possibly).reduce(intersect))).toBe(true);
      }
    }), { numRuns: 40 });
  });

  it('mean the same compiled', () => {
    fc.assert(fc.property(seeds, seeds, (seed, other) => {
      const both = layered(twoEnforcers(seed, other, true)); const view = compile(both); const ends = allEnds(both);
      for (const from of ends) for (const to of ends) {
        const plain = explainBounds(both, from, to); const fast = pairBounds(view, from, to);
        expect([fast.surely, fast.possibly]).toEqual([plain.surely, plain.possibly]);
      }
    }), { numRuns: 30 });
  });
});
