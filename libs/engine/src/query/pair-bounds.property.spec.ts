import { expect, it } from 'vitest';
import { compile } from '../compile/compile.ts';
import { newCounters } from '../compile/counters.ts';
import { explainBounds } from '../explain/bounds.ts';
import { equalSets } from '../model/connection-set.ts';
import type { Firewalls } from '../model/firewalls.ts';
import type { PairEnd } from '../model/question.ts';
import { forSeeds } from '../testing/for-seeds.ts';
import { allEnds, randomFirewalls } from '../testing/random-firewalls.ts';
import { createRandom } from '../testing/random.ts';
import { pairBounds } from './pair-bounds.ts';

const isOutside = (from: PairEnd, to: PairEnd): boolean => from.kind === 'address' && to.kind === 'address';

/** An assertion per pair would cost more than the pair. */
function firstDifference(firewalls: Firewalls): { readonly from: PairEnd; readonly to: PairEnd } | null {
  const view = compile(firewalls);
  const ends = allEnds(firewalls);
  for (const from of ends) for (const to of ends) {
    if (isOutside(from, to)) continue;
    const fast = pairBounds(view, from, to); const plain = explainBounds(firewalls, from, to);
    if (!equalSets(fast.surely, plain.surely) || !equalSets(fast.possibly, plain.possibly)) return { from, to };
  }
  return null;
}

it('every pair of a random world has the bounds that the plain evaluator gives', () => {
  forSeeds(250, (seed) => { expect(firstDifference(randomFirewalls(seed))).toBeNull(); });
}, 120_000);

it('every pair of a larger world without uncertainty has the bounds that the plain evaluator gives', () => {
  forSeeds(20, (seed) => { expect(firstDifference(randomFirewalls(seed, { pods: 40, isCertain: true }))).toBeNull(); });
}, 120_000);

it('the order of endpoints, and that of rules where only allows stand before default denies, changes no pair', () => {
  forSeeds(150, (seed) => {
    const firewalls = randomFirewalls(seed);
    const random = createRandom(seed);
    const moved = random.shuffled([...firewalls.endpoints]).map((endpoint, index) => ({ ...endpoint, index }));
    const position = new Map(moved.map(({ ref, index }) => [ref, index]));
    const reorder = (tiers: Firewalls['tiers']['ingress']): Firewalls['tiers']['ingress'] => tiers.map((tier) => {
      if (tier.reading !== 'union') return tier;
      return { ...tier, rules: [...random.shuffled(tier.rules.filter(({ action }) => action === 'allow')), ...random.shuffled(tier.rules.filter(({ action }) => action !== 'allow'))] };
    });
    const counters = newCounters(); const countersOfOther = newCounters();
    const view = compile(firewalls, counters);
    const other = compile({ ...firewalls, endpoints: moved, tiers: { ingress: reorder(firewalls.tiers.ingress), egress: reorder(firewalls.tiers.egress) } }, countersOfOther);
    expect(countersOfOther.classes).toBe(counters.classes);
    expect(countersOfOther.externalClasses).toBe(counters.externalClasses);
    const move = (end: PairEnd): PairEnd => (end.kind === 'address' ? end : { kind: 'endpoint', index: position.get(firewalls.endpoints.at(end.index)!.ref)! });
    const ends = allEnds(firewalls);
    for (const from of ends) for (const to of ends) {
      if (!isOutside(from, to)) expect(pairBounds(other, move(from), move(to))).toEqual(pairBounds(view, from, to));
    }
  });
}, 120_000);

it('names of endpoints that no rule reads change nothing, and make no class of their own', () => {
  forSeeds(100, (seed) => {
    const firewalls = randomFirewalls(seed);
    const renamed = firewalls.endpoints.map((endpoint) => ({ ...endpoint, ref: `${endpoint.ref}-again`, name: `${endpoint.name}-again`, labels: { ...endpoint.labels, unread: endpoint.name } }));
    const view = compile(firewalls); const other = compile({ ...firewalls, endpoints: renamed });
    expect([...other.classes.ofEndpoint]).toEqual([...view.classes.ofEndpoint]);
    const ends = allEnds(firewalls);
    for (const from of ends) for (const to of ends) if (!isOutside(from, to)) expect(pairBounds(other, from, to)).toEqual(pairBounds(view, from, to));
  });
}, 120_000);
