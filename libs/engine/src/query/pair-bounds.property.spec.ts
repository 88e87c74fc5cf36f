import { expect, it } from 'vitest';
import fc from 'fast-check';
import { compile } from '../compile/compile.ts';
import { explainBounds } from '../explain/bounds.ts';
import { allEnds, randomFirewalls } from '../testing/random-firewalls.ts';
import { pairBounds } from './pair-bounds.ts';

it('every pair of a random world has the bounds that the plain evaluator gives', () => {
  fc.assert(fc.property(fc.integer({ min: 0 }), (seed) => {
    const firewalls = randomFirewalls(seed);
    const view = compile(firewalls);
    const ends = allEnds(firewalls);
    for (const from of ends) for (const to of ends) {
      if (from.kind === 'address' && to.kind === 'address') continue;
      expect(pairBounds(view, from, to), `seed ${String(seed)}`).toEqual(explainBounds(firewalls, from, to));
    }
  }), { numRuns: 300 });
}, 120_000);
