import { LIVE, podManifest, type Manifest } from './calico-objects.ts';

interface Named { readonly name: string; readonly order?: number; readonly tierObjectMissing?: boolean }
interface Sorted { readonly in: readonly Named[]; readonly out: readonly string[] }

export interface RecordedOrders { readonly tiers: readonly Sorted[]; readonly policies: readonly Sorted[]; readonly derived: readonly Sorted[] }

/** A world whose policies all deny, and which of them has to decide. */
export interface OrderCase { readonly id: string; readonly objects: readonly Manifest[]; readonly first: string }

const CAST: readonly Manifest[] = [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'default' } },
  podManifest({ namespace: 'default', name: 'to', ip: '10.65.0.10', labels: {} }),
];

export const ORDER_LINE = `${JSON.stringify({ id: '0', src: 'ip:203.0.113.9', dst: 'pod:default/to', protocol: 'TCP', port: 80 })}\n`;

const denying = (name: string, spec: Manifest): Manifest => ({ apiVersion: LIVE, kind: 'GlobalNetworkPolicy', metadata: { name }, spec: { types: ['Ingress'], ingress: [{ action: 'Deny' }], ...spec } });

/** For each place of each recorded order a world without those that came before. */
export function orderCases({ tiers, policies, derived }: RecordedOrders): readonly OrderCase[] {
  const ofTier = ({ name, order, tierObjectMissing }: Named): readonly Manifest[] => [
    ...(tierObjectMissing === true ? [] : [{ apiVersion: LIVE, kind: 'Tier', metadata: { name }, spec: { order } }]), denying(name, { tier: name }),
  ];
  const ofPolicy = ({ name, order }: Named): readonly Manifest[] => [denying(name, { order })];
  return [...tiers.map((sorted, index) => [sorted, `tiers ${String(index)}`, ofTier] as const), ...[...policies, ...derived].map((sorted, index) => [sorted, `policies ${String(index)}`, ofPolicy] as const)]
    .flatMap(([sorted, id, objectsOf]) => sorted.out.map((first, place) => ({
      id: `order of ${id}, place ${String(place)}`, first, objects: [...CAST, ...sorted.in.filter(({ name }) => sorted.out.indexOf(name) >= place).flatMap(objectsOf)],
    })));
}

export interface RecordedStaging { readonly rows: readonly { readonly tiers: readonly (readonly string[])[]; readonly enforced: string; readonly ifStagedWereEnforced: string }[] }

/** Tiers of policies that are staged or enforced; a policy that is missing is an error upstream, which no dump can show. */
export const stagingCases = ({ rows }: RecordedStaging): readonly { readonly id: string; readonly objects: readonly Manifest[]; readonly enforced: boolean; readonly promoted: boolean }[] => rows
  .filter(({ enforced }) => enforced !== 'error').map(({ tiers, enforced, ifStagedWereEnforced }) => ({
    id: tiers.map((tier) => tier.join(' ')).join(' | '), enforced: enforced === 'allow', promoted: ifStagedWereEnforced === 'allow',
    objects: [...CAST, ...tiers.flatMap((tier, index) => [
      { apiVersion: LIVE, kind: 'Tier', metadata: { name: `t${String(index)}` }, spec: { order: index, defaultAction: 'Deny' } },
      ...tier.filter((policy) => policy !== 'missing').map((policy, order) => policyOf(policy, `t${String(index)}`, order)),
    ])],
  }));

function policyOf(what: string, tier: string, order: number): Manifest {
  const rules = what.endsWith('-deny') ? [{ action: 'Deny' }] : what.endsWith('-allow') ? [{ action: 'Allow' }] : [];
  return { ...denying(`${tier}.${what}-${String(order)}`, { tier, order, ingress: rules }), ...(what.startsWith('staged') && { kind: 'StagedGlobalNetworkPolicy' }) };
}
