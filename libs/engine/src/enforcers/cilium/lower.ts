import { ALL_PORTS, connections, subtract, union } from '../../model/connection-set.ts';
import type { Caveat, Direction, Firewalls, Rule, Tier } from '../../model/firewalls.ts';
import { expressionText, type LabelExpression } from '../../model/label-expression.ts';
import { objectText } from '../../model/location.ts';
import type { PolicyDocument } from '../../policies/document.ts';
import type { Snapshot } from '../../resources/snapshot.ts';
import { originOf } from '../reference/origin.ts';
import { ciliumAdminTier, clusterNetworkPolicies } from './admin-tiers.ts';
import { ciliumEndpoints } from './endpoints.ts';
import { lowerNetworkPolicyUnderCilium } from './network-policy.ts';
import { isolationOf, lowerSpec, type Lowered } from './policy-rules.ts';
import { PODS } from './selectors.ts';
import type { ServiceWorld } from './service-peers.ts';
import { ciliumConfiguration, ciliumSettings, ciliumVersion, type CiliumSettings } from './settings.ts';
import { suppositions } from './suppositions.ts';
import { refusalUnder } from './refusal.ts';
import { isAtLeast } from './version.ts';
import { apiServerAddresses, ciliumWorld } from './world.ts';

/**
 * What Cilium of a release makes of a snapshot, under the configuration that the snapshot shows and a question changes.
 *
 * @throws {QuestionError} VALIDATION_FAILED for a setting, a value or a release that does not exist
 */
export function lowerCilium(snapshot: Snapshot<PolicyDocument>, version: string | null, given: Readonly<Record<string, string>>): Firewalls {
  const release = ciliumVersion(version);
  const configuration = ciliumConfiguration(release, snapshot.configMaps, given);
  const settings = ciliumSettings(release, configuration);
  const apiServers = apiServerAddresses(snapshot);
  const { endpoints, absent, directory, families } = ciliumEndpoints(snapshot, settings, apiServers);
  const world = ciliumWorld(snapshot, settings, endpoints, apiServers);
  const counting = settings.mode === 'never' ? [] : snapshot.policies.filter((policy) => isRead(policy, settings) && refusalUnder(policy, settings) === null);
  const icmp = union(connections('ICMP'), connections('ICMPV6'));
  return {
    enforcer: { name: 'cilium', version: release.join('.'), settings: Object.fromEntries(Object.entries(configuration).map(([key, value]) => [`cilium.${key}`, value])) },
    endpoints, absent, directory: { ...directory, ...suppositions(counting, world, families) },
    tiers: { ingress: underAudit(tiersOf(counting, 'ingress', world), settings), egress: underAudit(tiersOf(counting, 'egress', world), settings) },
    universe: union(settings.hasSctp ? ALL_PORTS : subtract(ALL_PORTS, connections('SCTP')), icmp),
    caveats: caveatsOf(snapshot.policies, settings),
  };
}

/** In audit mode what would be dropped is logged and passes. */
function underAudit(tiers: readonly Tier[], { isAudit }: CiliumSettings): readonly Tier[] {
  if (!isAudit) return tiers;
  const audited = (rule: Rule): Rule => (rule.action === 'deny' ? { ...rule, action: 'allow', role: 'rule', code: 'AUDIT_ONLY' } : rule);
  return tiers.map((tier) => ({ ...tier, rules: tier.rules.map(audited) }));
}

/** Whether the agent reads this kind at all. */
function isRead(policy: PolicyDocument, settings: CiliumSettings): boolean {
  switch (policy.api) {
    case 'network-policy': return settings.readsNetworkPolicies;
    case 'cilium': return policy.kind === 'CiliumNetworkPolicy' ? settings.readsNamespacedPolicies : settings.readsClusterwidePolicies;
    case 'cluster-network-policy': return settings.readsClusterNetworkPolicies;
    default: return false;
  }
}

function tiersOf(policies: readonly PolicyDocument[], direction: Direction, world: ServiceWorld): readonly Tier[] {
  const lowered = policies.flatMap((policy) => lowerPolicy(policy, direction, world));
  const unknown = policies.filter(({ state }) => state === 'unreadable').flatMap(perhapsAnything);
  const admin = clusterNetworkPolicies(policies, world);
  const tier = (name: string, reading: Tier['reading'], rules: readonly Rule[]): Tier => ({ kind: 'ENFORCER', name, reading, rules });
  return [
    ciliumAdminTier('ADMIN', admin, direction, world),
    tier('Cilium deny', 'union', [...lowered.flatMap(({ denies }) => denies), ...unknown.filter(({ action }) => action === 'deny')]),
    tier('Cilium allow', 'union', [...lowered.flatMap(({ allows }) => allows), ...unknown.filter(({ action }) => action === 'allow')]),
    ciliumAdminTier('BASELINE', admin, direction, world),
    tier('Cilium default', 'union', defaults(lowered, admin.length > 0, direction, world)),
  ];
}

function lowerPolicy(policy: PolicyDocument, direction: Direction, world: ServiceWorld): readonly Lowered[] {
  if (policy.manifest === null) return [];
  if (policy.api === 'network-policy') {
    const lowered = lowerNetworkPolicyUnderCilium(policy, policy.manifest, direction, world);
    return lowered === undefined ? [] : [lowered];
  }
  if (policy.api !== 'cilium') return [];
  const { spec, specs, isClusterwide } = policy.manifest;
  return [...(spec ? [{ each: spec, pointer: '/spec' }] : []), ...(specs ?? []).map((each, index) => ({ each, pointer: `/specs/${String(index)}` }))].flatMap(({ each, pointer }) => {
    const lowered = lowerSpec(policy, each, pointer, direction, isClusterwide, world);
    return lowered === undefined ? [] : [lowered];
  });
}

/** What the own host may always do, and the default denies. */
function defaults(lowered: readonly Lowered[], hasAdmin: boolean, direction: Direction, { settings }: ServiceWorld): readonly Rule[] {
  const isStrict = settings.mode === 'always';
  const isolations = [...lowered.flatMap(({ isolation }) => (isolation === null ? [] : [isolation])), ...(isStrict ? [{ ...isolationOf(PODS, null), role: 'default' as const }] : [])];
  if (direction === 'egress' || !settings.isLocalHostAllowed) return isolations;
  const isOpenInStrictMode = !isAtLeast(settings.version, [1, 20, 0]) || hasAdmin;
  const owns = isStrict && isOpenInStrictMode ? [PODS] : lowered.filter(({ isolation }) => isStrict || isolation !== null).map(({ own }) => own);
  const distinct: ReadonlyMap<string, LabelExpression> = new Map(owns.map((own) => [expressionText(own), own]));
  return [
    ...[...distinct.values()].map((own): Rule => ({ action: 'allow', own, peers: [{ host: 'local', element: null }], traffic: 'any', certainty: 'certain', code: 'OWN_NODE_ALLOWED', role: 'default', origin: null })),
    ...isolations,
  ];
}

/** A policy that could not be read may select any pod that it can, and allow or deny it anything. */
function perhapsAnything(policy: PolicyDocument): readonly Rule[] {
  const own: LabelExpression = policy.namespace === '' ? PODS : { op: 'in', key: '@namespace', values: [policy.namespace] };
  const unknown = { own, peers: 'any', traffic: 'any', certainty: 'uncertain', code: 'POLICY_UNREADABLE', role: 'rule', origin: originOf(policy, '', null) } as const;
  return [{ ...unknown, action: 'allow' }, { ...unknown, action: 'deny' }];
}

function caveatsOf(policies: readonly PolicyDocument[], settings: CiliumSettings): readonly Caveat[] {
  const identity = ({ group, kind, namespace, name }: PolicyDocument): Caveat['resources'][number] => ({ group, kind, namespace, name });
  const inert = policies.filter((policy) => policy.api !== 'cilium-cidr-group' && !isRead(policy, settings));
  const refused = policies.flatMap((policy) => { const reason = refusalUnder(policy, settings); return reason === null ? [] : [{ policy, reason }]; });
  return [
    ...(settings.isAudit ? [{ code: 'AUDIT_ONLY', resources: [], message: 'Policies are computed and logged; the agent runs in audit mode and drops nothing.' } as const] : []),
    ...(inert.length > 0 ? [{ code: 'KIND_NOT_ENFORCED', resources: inert.map(identity), message: `Cilium does not read these here: ${[...new Set(inert.map(({ kind }) => kind))].sort().join(', ')}.` } as const] : []),
    ...refused.map(({ policy, reason }): Caveat => ({ code: 'FIELD_NOT_HONOURED', resources: [identity(policy)], message: `${objectText(policy)} has no effect: ${reason}.` })),
  ];
}
