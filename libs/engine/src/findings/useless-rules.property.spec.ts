import { expect, it } from 'vitest';
import { compile } from '../compile/compile.ts';
import { equalSets } from '../model/connection-set.ts';
import type { Firewalls, Rule, Tier } from '../model/firewalls.ts';
import { pairBounds } from '../query/pair-bounds.ts';
import { forSeeds } from '../testing/for-seeds.ts';
import { allEnds, randomFirewalls } from '../testing/random-firewalls.ts';
import { findInFirewalls, originIn } from './testing/find-in.ts';

type Named = (rule: Rule, direction: 'ingress' | 'egress', tier: number, index: number) => Rule | null;

function mapRules(firewalls: Firewalls, change: Named): Firewalls {
  const tiersOf = (direction: 'ingress' | 'egress'): readonly Tier[] => firewalls.tiers[direction].map((tier, position) => ({
    ...tier, rules: tier.rules.map((rule, index) => change(rule, direction, position, index)).filter((rule) => rule !== null),
  }));
  return { ...firewalls, tiers: { ingress: tiersOf('ingress'), egress: tiersOf('egress') } };
}

/** Each rule a policy of its own, so that a finding names it. */
const named = (firewalls: Firewalls): Firewalls => mapRules(firewalls, (rule, direction, tier, index) => (
  { ...rule, origin: originIn(`${direction}-${String(tier)}-${String(index)}`, rule.role === 'isolation' ? null : 0, direction) }
));

const without = (firewalls: Firewalls, names: ReadonlySet<string>): Firewalls => mapRules(firewalls, (rule) => (names.has(rule.origin?.name ?? '') ? null : rule));

function firstDifference(a: Firewalls, b: Firewalls): string | null {
  const [x, y] = [compile(a), compile(b)];
  const ends = allEnds(a);
  for (const from of ends) for (const to of ends) {
    if (from.kind === 'address' && to.kind === 'address') continue;
    const before = pairBounds(x, from, to); const after = pairBounds(y, from, to);
    if (!equalSets(before.surely, after.surely) || !equalSets(before.possibly, after.possibly)) return JSON.stringify([from, to], (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
  }
  return null;
}

const CODES = ['RULE_REDUNDANT', 'POLICY_REDUNDANT', 'RULE_SHADOWED', 'PASS_WITHOUT_EFFECT', 'RULE_OVERRULED', 'ONE_SIDED_RULE'];

function uselessIn(firewalls: Firewalls, codes: readonly string[]): ReadonlySet<string> {
  return new Set(findInFirewalls(firewalls).filter(({ code }) => codes.includes(code)).map(({ resource }) => resource?.name ?? ''));
}

it('a rule that is said to change nothing can be removed, and no pair of any world changes', () => {
  const met = new Set<string>();
  forSeeds(300, (seed) => {
    const firewalls = named(randomFirewalls(seed));
    for (const code of CODES) for (const name of uselessIn(firewalls, [code])) {
      met.add(code);
      expect(firstDifference(firewalls, without(firewalls, new Set([name]))), `${code} ${name}`).toBeNull();
    }
  });
  // Worlds in which nothing is ever found would pass too.
  expect([...met].sort()).toEqual(expect.arrayContaining(['ONE_SIDED_RULE', 'PASS_WITHOUT_EFFECT', 'RULE_SHADOWED']));
}, 120_000);

it('all rules that others make unnecessary can be removed at once', () => {
  forSeeds(200, (seed) => {
    const firewalls = named(randomFirewalls(seed));
    const names = uselessIn(firewalls, ['RULE_REDUNDANT', 'POLICY_REDUNDANT', 'RULE_SHADOWED']);
    expect(firstDifference(firewalls, without(firewalls, names))).toBeNull();
  });
}, 120_000);
