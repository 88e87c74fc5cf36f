import { expect, it } from 'vitest';
import { viewAtSourcePort } from '../compile/at-source-port.ts';
import { compile } from '../compile/compile.ts';
import { explainBounds } from '../explain/bounds.ts';
import { containsSet, equalSets } from '../model/connection-set.ts';
import type { Firewalls, Rule, Tier } from '../model/firewalls.ts';
import { atSourcePort } from '../model/source-port.ts';
import { forSeeds } from '../testing/for-seeds.ts';
import { allEnds, randomFirewalls } from '../testing/random-firewalls.ts';
import { createRandom, type Random } from '../testing/random.ts';
import { pairBounds } from './pair-bounds.ts';

const asking = (random: Random, rule: Rule): Rule => (random.chance(0.4)
  ? { ...rule, certainty: 'uncertain', code: rule.certainty === 'certain' ? 'DEPENDS_ON_SOURCE_PORT' : 'POLICY_UNREADABLE', sourcePorts: random.pick([[1, 99], [50, 50, 1000, 2000], [100, 65_535]]) } : rule);

function randomAsking(seed: number): Firewalls {
  const random = createRandom(seed); const firewalls = randomFirewalls(seed);
  const ask = (tiers: readonly Tier[]): readonly Tier[] => tiers.map((tier) => ({ ...tier, rules: tier.rules.map((rule) => asking(random, rule)) }));
  return { ...firewalls, tiers: { ingress: ask(firewalls.tiers.ingress), egress: ask(firewalls.tiers.egress) } };
}

it('what a source port makes sure lies between the bounds without one, and both evaluators agree on it', () => {
  forSeeds(60, (seed) => {
    const firewalls = randomAsking(seed); const view = compile(firewalls);
    const ends = allEnds(firewalls);
    for (const port of [50, 99, 100, 1500]) {
      const sure = atSourcePort(firewalls, port); const compiled = viewAtSourcePort(view, port);
      const odd = ends.flatMap((from) => ends.filter((to) => {
        if (from.kind === 'address' && to.kind === 'address') return false;
        const open = explainBounds(firewalls, from, to); const plain = explainBounds(sure, from, to); const fast = pairBounds(compiled, from, to);
        return !containsSet(plain.surely, open.surely) || !containsSet(open.possibly, plain.possibly) || !equalSets(fast.surely, plain.surely) || !equalSets(fast.possibly, plain.possibly);
      }));
      expect(odd).toEqual([]);
    }
  });
}, 120_000);

it('a rule that is uncertain for another reason as well stays so', () => {
  const rules = randomAsking(2).tiers.ingress.flatMap((tier) => tier.rules).map((rule): Rule => ({ ...rule, certainty: 'uncertain', code: 'POLICY_UNREADABLE', sourcePorts: [50, 60] }));
  const firewalls: Firewalls = { ...randomAsking(2), tiers: { ingress: [{ kind: 'ENFORCER', name: 'x', reading: 'first-match', rules }], egress: [] } };
  const seen = (port: number): readonly string[] => (atSourcePort(firewalls, port).tiers.ingress[0]?.rules ?? []).map(({ certainty }) => certainty);
  expect([seen(55), seen(61)]).toEqual([rules.map(() => 'uncertain'), []]);
});

it('a port that no rule asks for leaves the firewalls as they are, and equal ports share one view', () => {
  const plain = randomFirewalls(1); const firewalls = randomAsking(2); const view = compile(firewalls);
  expect(atSourcePort(plain, 50)).toBe(plain);
  expect(viewAtSourcePort(view, undefined)).toBe(view);
  expect(viewAtSourcePort(view, 60)).toBe(viewAtSourcePort(view, 61));
});
