import { expect, it } from 'vitest';
import { explainBounds } from '../explain/bounds.ts';
import { equalSets } from '../model/connection-set.ts';
import type { Firewalls, Rule } from '../model/firewalls.ts';
import type { PairEnd } from '../model/question.ts';
import type { Verdict } from '../model/verdict.ts';
import { forSeeds } from '../testing/for-seeds.ts';
import { naiveReachability } from '../testing/naive-reachability.ts';
import { allEnds, randomFirewalls } from '../testing/random-firewalls.ts';
import { createRandom } from '../testing/random.ts';
import { policyImpacts, type PolicyImpact, type RuleStatus } from './policy-impact.ts';

type Changed = (rule: Rule, place: { readonly direction: 'ingress' | 'egress'; readonly tier: number; readonly index: number }) => Rule | null;

function mapRules(firewalls: Firewalls, change: Changed): Firewalls {
  const tiersOf = (direction: 'ingress' | 'egress'): Firewalls['tiers']['ingress'] => firewalls.tiers[direction].map((each, tier) => ({
    ...each, rules: each.rules.map((rule, index) => change(rule, { direction, tier, index })).filter((rule) => rule !== null),
  }));
  return { ...firewalls, tiers: { ingress: tiersOf('ingress'), egress: tiersOf('egress') } };
}

/** Rules of some policies, two of which may be one line of it; some rules come from none. */
function ofPolicies(firewalls: Firewalls, seed: number): Firewalls {
  const random = createRandom(seed);
  return mapRules(firewalls, (rule, { direction, tier, index }) => {
    if (random.chance(0.1)) return rule;
    const name = `p${String(random.below(4))}`; const line = rule.role === 'isolation' ? null : 10 * tier + (random.chance(0.8) ? index : 0);
    return { ...rule, origin: { group: 'g', kind: 'K', namespace: '', name, rule: line, ruleName: null, pointer: line === null ? '/spec' : `/spec/${direction}/${String(line)}`, source: null } };
  });
}

interface Plain { podPairs: number; nodePairs: number; outside: number; readonly verdicts: Record<Verdict, number> }

/** What the plain evaluator says differs between two worlds of the same endpoints. */
function differences(a: Firewalls, b: Firewalls): Plain {
  const found: Plain = { podPairs: 0, nodePairs: 0, outside: 0, verdicts: { ALLOWED: 0, DENIED: 0, PARTIAL: 0, UNKNOWN: 0 } };
  const differs = (from: PairEnd, to: PairEnd): boolean => {
    const [before, after] = [explainBounds(a, from, to), explainBounds(b, from, to)];
    return !equalSets(before.surely, after.surely) || !equalSets(before.possibly, after.possibly);
  };
  const addresses = allEnds(a).filter(({ kind }) => kind === 'address');
  for (const { index: from, pods, kind } of a.endpoints) {
    const own: PairEnd = { kind: 'endpoint', index: from };
    if (addresses.some((address) => differs(own, address))) found.outside += Math.max(1, pods);
    if (addresses.some((address) => differs(address, own))) found.outside += Math.max(1, pods);
    for (const { index: to, pods: others, kind: otherKind } of a.endpoints) {
      if (from === to || !differs(own, { kind: 'endpoint', index: to })) continue;
      const weight = Math.max(1, pods) * Math.max(1, others);
      if (kind === 'node' || otherKind === 'node') { found.nodePairs += weight; continue; }
      found.podPairs += weight;
      const [before, after] = [a, b].map((each) => naiveReachability(each, [from], [to], null).verdict);
      if (after !== undefined && before !== after) found.verdicts[after] += weight;
    }
  }
  return found;
}

function finish<T>(work: Generator<number, T>): T {
  for (let last = 0; ;) {
    const { done, value } = work.next();
    if (done === true) return value;
    expect(value).toBeGreaterThanOrEqual(last);
    last = value;
  }
}

const hasDifference = ({ podPairs, nodePairs, outside }: Plain): boolean => podPairs + nodePairs + outside > 0;

function outline({ verdicts, podPairs, nodePairs, outside }: PolicyImpact): Plain {
  return { podPairs, nodePairs, outside, verdicts: { ALLOWED: verdicts.allowed, DENIED: verdicts.denied, PARTIAL: verdicts.partial, UNKNOWN: verdicts.unknown } };
}

/** Whether the plain evaluator finds anything else where one direction has no firewalls. */
const isSeenAtOwnSide = ({ tiers, ...world }: Firewalls, name: string): boolean => ([{ ...tiers, ingress: [] }, { ...tiers, egress: [] }]).some((open) => {
  const firewalls = { ...world, tiers: open };
  return hasDifference(differences(firewalls, mapRules(firewalls, (rule) => (rule.origin?.name === name ? null : rule))));
});

/** The effects met. */
function checkPolicies(seed: number): readonly string[] {
  const firewalls = ofPolicies(randomFirewalls(seed), seed);
  return finish(policyImpacts(firewalls, { isWithoutRules: true })).map((impact) => {
    const plain = differences(firewalls, mapRules(firewalls, (rule) => (rule.origin?.name === impact.policy.name ? null : rule)));
    expect(outline(impact), impact.policy.name).toEqual(plain);
    expect(impact.effect === 'END_TO_END').toBe(hasDifference(plain));
    expect(impact.effect === 'NONE', impact.policy.name).toBe(!hasDifference(plain) && !isSeenAtOwnSide(firewalls, impact.policy.name));
    return impact.effect;
  });
}

it('what a policy does is what the plain evaluator says is another without it, pair by pair', () => {
  const met = new Set<string>();
  forSeeds(120, (seed) => { for (const effect of checkPolicies(seed)) met.add(effect); });
  // Worlds in which every policy does something would pass too.
  expect([...met].sort()).toEqual(['END_TO_END', 'NONE', 'OWN_SIDE']);
}, 240_000);

it('an uncertain rule that nobody could see comes to light with what hid it', () => {
  checkPolicies(268_091_038);
});

it('what a policy does in a larger world is what the plain evaluator says too', () => {
  forSeeds(8, (seed) => {
    const firewalls = ofPolicies(randomFirewalls(seed, { pods: 60, isCertain: true }), seed);
    for (const impact of finish(policyImpacts(firewalls, { isWithoutRules: true }))) {
      expect(outline(impact), impact.policy.name).toEqual(differences(firewalls, mapRules(firewalls, (rule) => (rule.origin?.name === impact.policy.name ? null : rule))));
    }
  });
}, 240_000);

it('a rule is called effective exactly where the plain evaluator finds a pair that is another without it', () => {
  const met = new Map<RuleStatus, number>();
  forSeeds(100, (seed) => {
    const firewalls = ofPolicies(randomFirewalls(seed), seed);
    for (const { policy, rules } of finish(policyImpacts(firewalls))) for (const { origin, direction, status } of rules) {
      const isLine = (rule: Rule): boolean => rule.role === 'rule' && rule.origin?.name === policy.name && rule.origin.pointer === origin.pointer;
      const without = mapRules(firewalls, (rule, place) => (place.direction === direction && isLine(rule) ? null : rule));
      expect(status === 'EFFECTIVE', `${policy.name} ${origin.pointer} ${status}`).toBe(hasDifference(differences(firewalls, without)));
      met.set(status, (met.get(status) ?? 0) + 1);
    }
  });
  for (const status of ['EFFECTIVE', 'MATCHES_NOTHING', 'SHADOWED', 'REDUNDANT'] as const) expect(met.get(status), status).toBeGreaterThan(10);
}, 240_000);

it('what is said of a rule to which nothing gets does not matter', () => {
  forSeeds(100, (seed) => {
    const firewalls = ofPolicies(randomFirewalls(seed, { isCertain: true }), seed);
    for (const { policy, rules } of finish(policyImpacts(firewalls))) for (const { origin, direction, status } of rules) {
      if (status !== 'SHADOWED' && status !== 'MATCHES_NOTHING') continue;
      const other = mapRules(firewalls, (rule, place) => (
        place.direction === direction && rule.origin?.name === policy.name && rule.origin.pointer === origin.pointer && firewalls.tiers[direction][place.tier]?.reading === 'first-match'
          ? { ...rule, action: rule.action === 'deny' ? 'allow' : 'deny' } : rule));
      expect(hasDifference(differences(firewalls, other)), `${policy.name} ${origin.pointer} ${status}`).toBe(false);
    }
  });
}, 240_000);
