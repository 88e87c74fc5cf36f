import { isSame, oracleOf } from './compare.mjs';
import { source } from './source.mjs';
import { MANIFESTS } from './worlds.mjs';

const { addressesAtBoundaries, randomFirewalls } = await source('testing/random-firewalls.ts');
const { naiveReachability } = await source('testing/naive-reachability.ts');
const { createRandom } = await source('testing/random.ts');

const POLICIES = 4;

const mapped = (firewalls, change) => {
  const of = (direction) => firewalls.tiers[direction].map((tier, at) => ({ ...tier, rules: tier.rules.map((rule, index) => change(rule, direction, at, index)).filter((rule) => rule !== null) }));
  return { ...firewalls, tiers: { ingress: of('ingress'), egress: of('egress') } };
};

/** A world of the normal form whose rules come from some policies, a few from none. */
function normalForm(seed) {
  const random = createRandom(seed ^ 0x7171);
  const firewalls = mapped(randomFirewalls(seed), (rule, direction, tier, index) => {
    if (random.chance(0.1)) return rule;
    const name = `p${random.below(POLICIES)}`; const line = rule.role === 'isolation' ? null : 10 * tier + index;
    return { ...rule, origin: { group: 'g', kind: 'K', namespace: '', name, rule: line, ruleName: null, pointer: line === null ? '/spec' : `/spec/${direction}/${line}`, source: null } };
  });
  return { firewalls, without: ({ name }) => mapped(firewalls, (rule) => (rule.origin?.name === name ? null : rule)) };
}

const WORLDS = { normalForm, ...MANIFESTS };

/** What the plain evaluator says is another of two worlds of the same endpoints. */
function differenceOf(before, after) {
  const { firewalls: { endpoints } } = before; const found = { podPairs: 0, nodePairs: 0, verdicts: { ALLOWED: 0, DENIED: 0, PARTIAL: 0, UNKNOWN: 0 } };
  const outside = new Set();
  for (const [at, { from, to, bounds }] of before.pairs.entries()) {
    if (isSame(bounds, after.pairs[at].bounds)) continue;
    if (to.kind === 'address') { outside.add(`from ${from.index}`); continue; }
    if (from.kind === 'address') { outside.add(`to ${to.index}`); continue; }
    if (from.index === to.index) continue;
    const ends = [endpoints.at(from.index), endpoints.at(to.index)]; const weight = ends.reduce((product, { pods }) => product * Math.max(1, pods), 1);
    if (ends.some(({ kind }) => kind === 'node')) { found.nodePairs += weight; continue; }
    found.podPairs += weight;
    const [was, is] = [before, after].map(({ firewalls }) => naiveReachability(firewalls, [from.index], [to.index], null).verdict);
    if (was !== is) found.verdicts[is] += weight;
  }
  return { ...found, outside: [...outside].reduce((sum, key) => sum + Math.max(1, endpoints.at(Number(key.split(' ')[1])).pods), 0) };
}

const textOf = ({ podPairs, nodePairs, outside, verdicts: { ALLOWED, DENIED, PARTIAL, UNKNOWN } }) => `pods ${podPairs}, nodes ${nodePairs}, outside ${outside}, allowed ${ALLOWED}, denied ${DENIED}, partial ${PARTIAL}, unknown ${UNKNOWN}`;
const outlineOf = ({ verdicts: { allowed, denied, partial, unknown }, ...impact }) => textOf({ ...impact, verdicts: { ALLOWED: allowed, DENIED: denied, PARTIAL: partial, UNKNOWN: unknown } });
const hasAny = ({ podPairs, nodePairs, outside }) => podPairs + nodePairs + outside > 0;

/** One line of each policy, taken away alone. */
function lineDiffers({ policy, rules }, before, seed, tally) {
  if (rules.length === 0) return null;
  const { origin, direction, status } = rules[seed % rules.length];
  const isLine = (rule) => rule.role === 'rule' && rule.origin?.kind === policy.kind && rule.origin.namespace === policy.namespace && rule.origin.name === policy.name && rule.origin.pointer === origin.pointer;
  const without = mapped(before.firewalls, (rule, at) => (at === direction && isLine(rule) ? null : rule));
  const plain = differenceOf(before, oracleOf(without, before.sample));
  tally.lines += 1;
  return (status === 'EFFECTIVE') === hasAny(plain) ? null : `${origin.pointer} is ${status}, but without it: ${textOf(plain)}`;
}

/** What each policy does: all pairs with it and without it; null, or the first difference. */
export function impactsDiffer(engine, dialect, seed, tally) {
  const { firewalls, without } = WORLDS[dialect](seed);
  if (firewalls.endpoints.length === 0) return null;
  const before = oracleOf(firewalls, addressesAtBoundaries(firewalls));
  for (const impact of engine.impacts(firewalls)) {
    const plain = differenceOf(before, oracleOf(without(impact.policy), before.sample));
    tally.policies += 1; tally.policyPairs += before.pairs.length;
    const what = `${impact.policy.kind} ${impact.policy.namespace}/${impact.policy.name}`;
    if (outlineOf(impact) !== textOf(plain)) return `${what}: plain ${textOf(plain)}; compiled ${outlineOf(impact)}`;
    if ((impact.effect === 'END_TO_END') !== hasAny(plain)) return `${what} is ${impact.effect}`;
    const line = lineDiffers(impact, before, seed, tally);
    if (line !== null) return `${what}: ${line}`;
  }
  return null;
}

export const IMPACT_DIALECTS = Object.keys(WORLDS);
