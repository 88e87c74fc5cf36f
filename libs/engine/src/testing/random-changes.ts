import type { Endpoint, Firewalls, PeerCondition, Rule } from '../model/firewalls.ts';
import type { LabelExpression } from '../model/label-expression.ts';
import type { Random } from './random.ts';
import { randomFirewalls } from './random-firewalls.ts';

/** A key that no rule of a random world names; rules that come later do. */
const LATE_KEY = 'zone';
const LATE_VALUES = ['x', 'y', 'z'];

/** A random world with half its rules, in which several endpoints differ only in labels: what rules come later tell apart. */
export function crowdedFirewalls(random: Random, seed: number): Firewalls {
  const { endpoints, tiers, ...world } = randomFirewalls(seed, { pods: 5 });
  const crowd = endpoints.flatMap((endpoint): readonly Endpoint[] => [endpoint, ...Array.from({ length: endpoint.kind === 'node' ? 0 : 2 }, (_, copy): Endpoint => {
    const ref = `${endpoint.ref}-${String(copy)}`;
    const labels = random.chance(0.4) ? { ...endpoint.labels, app: random.pick(LATE_VALUES) } : { ...endpoint.labels, [LATE_KEY]: random.pick(LATE_VALUES) };
    return { ...endpoint, ref, name: `${endpoint.name}-${String(copy)}`, labels };
  })]);
  const half = (direction: 'ingress' | 'egress'): Firewalls['tiers']['ingress'] => tiers[direction].map((tier) => ({ ...tier, rules: random.some(tier.rules) }));
  return { ...world, tiers: { ingress: half('ingress'), egress: half('egress') }, endpoints: crowd.sort((a, b) => (a.ref < b.ref ? -1 : 1)).map((endpoint, index) => ({ ...endpoint, index })) };
}

function named(expression: LabelExpression): LabelExpression {
  if (expression.op === 'and' || expression.op === 'or') return { op: expression.op, of: expression.of.map(named) };
  if (expression.op === 'not') return { op: 'not', of: named(expression.of) };
  return 'key' in expression && expression.key === 'absent' ? { ...expression, key: LATE_KEY } : expression;
}

/** Part of a change of a world: endpoints, or the rules of one tier. */
export interface RandomEndpoints { readonly removed: readonly number[]; readonly added: readonly Endpoint[] }
export interface RandomRules { readonly direction: 'ingress' | 'egress'; readonly tier: number; readonly at: number; readonly removed: number; readonly inserted: readonly Rule[] }

/** Endpoints that go, come under names of their own, and become others under the same name. */
export function randomEndpoints(random: Random, firewalls: Firewalls, other: Firewalls): RandomEndpoints {
  const removed = random.some([...firewalls.endpoints.map(({ index }) => index)], 0.12).slice(0, 2);
  const strangers = random.some([...other.endpoints], 0.15).slice(0, 2).map((endpoint): Endpoint => {
    const ref = `${endpoint.ref}-${String(random.below(1000))}`;
    return { ...endpoint, ref, workload: endpoint.workload === endpoint.ref ? ref : endpoint.workload, owner: endpoint.owner === endpoint.ref ? ref : endpoint.owner };
  });
  const copies = random.chance(0.4) ? random.some([...firewalls.endpoints], 0.2).slice(0, 1).map((endpoint): Endpoint => ({ ...endpoint, ref: `${endpoint.ref}-copy-${String(random.below(1000))}` })) : [];
  const changed = random.some(removed, 0.6).flatMap((index): readonly Endpoint[] => {
    const before = firewalls.endpoints.at(index); const model = other.endpoints.length === 0 ? undefined : other.endpoints.at(random.below(other.endpoints.length));
    return before === undefined || model === undefined ? [] : [{ ...model, kind: before.kind, ref: before.ref, name: before.name, namespace: before.namespace, workload: before.workload, owner: before.owner, pods: before.pods }];
  });
  // No two endpoints have one reference.
  const taken = new Set([...firewalls.endpoints].map(({ ref }) => ref));
  const come = [...strangers, ...copies].filter(({ ref }) => !taken.has(ref) && taken.add(ref));
  return { removed, added: [...come, ...changed] };
}

/** Rules of some tier that go, come, or do both; those that come are of another world or were here before. */
export function randomRules(random: Random, firewalls: Firewalls, others: Firewalls): readonly RandomRules[] {
  return (['ingress', 'egress'] as const).flatMap((direction) => firewalls.tiers[direction].flatMap(({ rules, reading }, tier): readonly RandomRules[] => {
    if (random.chance(0.6)) return [];
    const at = random.below(rules.length + 1); const removed = Math.min(rules.length - at, random.below(3));
    const pool = [...others.tiers[direction].filter((each) => each.reading === reading).flatMap((each) => each.rules), ...rules];
    return [{ direction, tier, at, removed, inserted: pool.length === 0 ? [] : random.times(0, 2, () => random.pick(pool)) }];
  }));
}

/** The rules of another world with the addresses and names of ports of this one, which a change can work in. */
export function kindredWorld(random: Random, firewalls: Firewalls, seed: number): Firewalls {
  const other = randomFirewalls(seed);
  const sets = [...firewalls.tiers.ingress, ...firewalls.tiers.egress].flatMap(({ rules }) => rules).flatMap(({ peers }) => (peers === 'any' ? [] : peers)).flatMap(({ inside, outside }) => [inside, outside].filter((set) => set !== undefined));
  const names = new Set([...firewalls.tiers.ingress, ...firewalls.tiers.egress].flatMap(({ rules }) => rules).flatMap(({ traffic }) => (traffic === 'any' ? [] : traffic)).flatMap((item) => (item.kind === 'named' ? [item.name] : [])));
  const kindred = (rule: Rule): Rule => ({
    ...rule, own: named(rule.own),
    traffic: rule.traffic === 'any' ? 'any' : rule.traffic.filter((item) => item.kind === 'fixed' || names.has(item.name)),
    peers: rule.peers === 'any' ? 'any' : rule.peers.flatMap(({ inside, outside, labels, ...rest }) => {
      const kept: PeerCondition = { ...rest, ...(labels !== undefined && { labels: named(labels) }), ...(inside !== undefined && sets.length > 0 && { inside: random.pick(sets) }), ...(outside !== undefined && sets.length > 0 && { outside: random.pick(sets) }) };
      return kept.labels === undefined && kept.host === undefined && !('inside' in kept) && !('outside' in kept) ? [] : [kept];
    }),
  });
  const tiers = (direction: 'ingress' | 'egress'): Firewalls['tiers']['ingress'] => other.tiers[direction].map((tier) => ({ ...tier, rules: tier.rules.map(kindred) }));
  return { ...other, tiers: { ingress: tiers('ingress'), egress: tiers('egress') } };
}
