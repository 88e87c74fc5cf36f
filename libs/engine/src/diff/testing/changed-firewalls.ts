import { ALL_PORTS } from '../../model/connection-set.ts';
import type { Endpoint, Firewalls, Rule, Tier } from '../../model/firewalls.ts';
import { createRandom, type Random } from '../../testing/random.ts';
import { randomFirewalls } from '../../testing/random-firewalls.ts';

/** Two versions of a random cluster, from nearly equal to having little in common, determined by the seed. */
export function twoVersions(seed: number): { readonly base: Firewalls; readonly target: Firewalls } {
  const random = createRandom(seed);
  const base = { ...randomFirewalls(seed), universe: ALL_PORTS };
  const other = { ...randomFirewalls(seed + 1), universe: ALL_PORTS };
  const amount = random.pick([0.02, 0.1, 0.4]);
  if (random.chance(0.1)) return { base, target: other };
  const endpoints = random.chance(0.7) ? changedEndpoints(random, [...base.endpoints], [...other.endpoints], amount) : base.endpoints;
  const rules = [...other.tiers.ingress, ...other.tiers.egress].flatMap((tier) => tier.rules);
  const tiers = random.chance(0.7) ? { ingress: changedTiers(random, base.tiers.ingress, rules, amount), egress: changedTiers(random, base.tiers.egress, rules, amount) } : base.tiers;
  return { base, target: { ...base, endpoints, tiers } };
}

function changedEndpoints(random: Random, endpoints: readonly Endpoint[], others: readonly Endpoint[], amount: number): readonly Endpoint[] {
  const kept = endpoints.filter(() => !random.chance(amount / 2)).map((endpoint): Endpoint => {
    if (!random.chance(amount) || endpoint.kind === 'node') return endpoint;
    const { labels, addresses, families, areAddressesKnown, ports, isHost, node } = random.pick(others.filter((other) => other.kind !== 'node'));
    return random.pick<Endpoint>([
      { ...endpoint, labels }, { ...endpoint, addresses, families, areAddressesKnown }, { ...endpoint, ports }, { ...endpoint, isHost }, { ...endpoint, node },
      { ...endpoint, ref: `${endpoint.ref}-new`, name: `${endpoint.name}-new` }, { ...endpoint, pods: endpoint.pods + 1 },
    ]);
  });
  const refs = new Set(kept.map(({ ref }) => ref));
  const added = others.filter(({ ref }) => !refs.has(ref) && random.chance(amount));
  return [...kept, ...added].sort((a, b) => (a.ref < b.ref ? -1 : 1)).map((endpoint, index) => ({ ...endpoint, index }));
}

function changedTiers(random: Random, tiers: readonly Tier[], rules: readonly Rule[], amount: number): readonly Tier[] {
  return tiers.filter(() => !random.chance(amount / 8)).map((tier) => {
    const fitting = rules.filter((rule) => tier.reading === 'first-match' || rule.action === 'allow');
    const kept = tier.rules.filter(() => !random.chance(amount));
    const added = fitting.length > 0 ? random.times(0, 1, () => random.pick(fitting)) : [];
    const changed = random.chance(amount) && tier.reading === 'first-match' ? random.shuffled(kept) : kept;
    return { ...tier, rules: random.chance(0.5) ? [...added, ...changed] : changed };
  });
}
