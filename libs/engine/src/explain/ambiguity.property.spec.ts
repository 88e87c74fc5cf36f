import { expect, it } from 'vitest';
import { EMPTY, equalSets, intersect, union, type ConnectionSet } from '../model/connection-set.ts';
import type { Direction, Firewalls, Rule, Tier } from '../model/firewalls.ts';
import type { PairEnd } from '../model/question.ts';
import { forSeeds } from '../testing/for-seeds.ts';
import { allEnds, randomFirewalls } from '../testing/random-firewalls.ts';
import { createRandom, type Random } from '../testing/random.ts';
import { walksOf } from './bounds.ts';
import { explainPair } from './explain-pair.ts';
import { fold } from './fold.ts';
import { familiesOfPair, isSelf, sideOf } from './pair.ts';

const NAMES = ['p', 'q', 'r'];

/** The tier with its rules given to policies that have no order between them. */
function tied(tier: Tier, random: Random): Tier {
  if (tier.reading === 'union') return tier;
  const owned = tier.rules.map((rule): Rule => ({
    ...rule, priority: 7, origin: { group: '', kind: 'Policy', namespace: '', name: random.pick(NAMES), rule: 0, ruleName: null, pointer: '', source: null },
  }));
  return { ...tier, rules: inOrder(owned, NAMES) };
}

const inOrder = (rules: readonly Rule[], names: readonly string[]): readonly Rule[] => names.flatMap((name) => rules.filter(({ origin }) => origin?.name === name));

const ORDERS = [['p', 'q', 'r'], ['p', 'r', 'q'], ['q', 'p', 'r'], ['q', 'r', 'p'], ['r', 'p', 'q'], ['r', 'q', 'p']];

/** What one direction allows in each order of the first tier's policies. */
function answers(firewalls: Firewalls, direction: Direction, from: PairEnd, to: PairEnd, universe: ConnectionSet): readonly ConnectionSet[] {
  const [first, ...others] = firewalls.tiers[direction];
  if (first === undefined || first.reading === 'union') return answersAsTheyAre(firewalls, direction, from, to, universe);
  return ORDERS.flatMap((names) => answersAsTheyAre({ ...firewalls, tiers: { ...firewalls.tiers, [direction]: [{ ...first, rules: inOrder(first.rules, names) }, ...others] } }, direction, from, to, universe));
}

function answersAsTheyAre(firewalls: Firewalls, direction: Direction, from: PairEnd, to: PairEnd, universe: ConnectionSet): readonly ConnectionSet[] {
  const walk = walksOf(firewalls, sideOf(firewalls, from), sideOf(firewalls, to))[direction];
  return [walk === null ? universe : fold(walk, 'lower', universe)];
}

it('TI-10 equal priorities are told exactly where some order of the policies gives another answer', () => {
  let told = 0;
  forSeeds(150, (seed) => {
    const random = createRandom(seed);
    const drawn = randomFirewalls(seed, { isCertain: true });
    const firstTied = ([first, ...others]: readonly Tier[]): readonly Tier[] => (first === undefined ? [] : [tied(first, random), ...others]);
    const firewalls: Firewalls = { ...drawn, tiers: { egress: firstTied(drawn.tiers.egress), ingress: firstTied(drawn.tiers.ingress) } };
    const ends = random.shuffled(allEnds(firewalls)).slice(0, 6);
    for (const from of ends) for (const to of ends) {
      const sides = [sideOf(firewalls, from), sideOf(firewalls, to)] as const;
      if (isSelf(...sides)) continue;
      const universe = intersect(firewalls.universe, familiesOfPair(...sides));
      const [egress, ingress] = [answers(firewalls, 'egress', from, to, universe), answers(firewalls, 'ingress', from, to, universe)];
      const most = intersect(egress.reduce(union, EMPTY), ingress.reduce(union, EMPTY));
      const least = intersect(egress.reduce(intersect), ingress.reduce(intersect));
      const isTold = explainPair(firewalls, from, to, null).caveats.some(({ code }) => code === 'AMBIGUOUS_PRIORITY');
      if (isTold) told += 1;
      expect(isTold).toBe(!equalSets(most, least));
    }
  });
  expect(told).toBeGreaterThan(0);
});
