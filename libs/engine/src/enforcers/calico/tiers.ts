import { adminApiOf, hasBaseline, hasTiers, type CalicoRelease } from './release.ts';

/** A tier with what holds at its end. */
export interface CalicoTier { readonly name: string; /** Infinity where none is given, null where there is no object. */ readonly order: number | null; readonly doesPass: boolean }

/** A Tier object. */
export interface StoredTier { readonly name: string; readonly order: number | null; readonly defaultAction: string | null }

/** The tier of policies that name none, and of NetworkPolicies. */
export const DEFAULT_TIER = 'default';

const DEFAULT: CalicoTier = { name: DEFAULT_TIER, order: 1_000_000, doesPass: false };
const builtIn = (name: string, order: number): CalicoTier => ({ name, order, doesPass: true });

function builtInTiers(release: CalicoRelease): readonly CalicoTier[] {
  switch (adminApiOf(release)) {
    case null: return [DEFAULT];
    case 'admin-network-policy': return [builtIn('adminnetworkpolicy', 1_000), DEFAULT, ...(hasBaseline(release) ? [builtIn('baselineadminnetworkpolicy', 10_000_000)] : [])];
    case 'cluster-network-policy': return [builtIn('kube-admin', 1_000), DEFAULT, builtIn('kube-baseline', 10_000_000)];
  }
}

/** The tier that a policy is in: before tiers could be used there was one. */
export const tierNameOf = (tier: string | null | undefined, release: CalicoRelease): string => (hasTiers(release) ? tier || DEFAULT_TIER : DEFAULT_TIER);

/** Where the Kubernetes kinds for administrators go. */
export const adminTierName = (tier: 'ADMIN' | 'BASELINE', release: CalicoRelease): string => (adminApiOf(release) === 'cluster-network-policy'
  ? tier === 'ADMIN' ? 'kube-admin' : 'kube-baseline' : tier === 'ADMIN' ? 'adminnetworkpolicy' : 'baselineadminnetworkpolicy');

/**
 * The tiers that policies are in, in order: those with an object by their order, then those without order, then those
 * without an object. An object counts as it stands, one of the name of a built-in tier too.
 */
export function tiersInOrder(stored: readonly StoredTier[], named: Iterable<string>, release: CalicoRelease): readonly CalicoTier[] {
  const known = new Map(builtInTiers(release).map((tier) => [tier.name, tier]));
  if (hasTiers(release)) for (const { name, order, defaultAction } of stored) known.set(name, { name, order: order ?? Infinity, doesPass: defaultAction === 'Pass' });
  for (const name of named) if (!known.has(name)) known.set(name, { name, order: null, doesPass: false });
  return [...known.values()].sort(byOrder);
}

function byOrder(a: CalicoTier, b: CalicoTier): number {
  if ((a.order === null) !== (b.order === null)) return a.order === null ? 1 : -1;
  if (a.order !== b.order) return (a.order ?? 0) - (b.order ?? 0);
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}
