import { ALL_PORTS, connections, EMPTY, subtract, union } from '../../model/connection-set.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Direction, Endpoint, Firewalls, Rule, Tier } from '../../model/firewalls.ts';
import { allOf, anyOf, expressionText, type LabelExpression } from '../../model/label-expression.ts';
import type { PolicyDocument } from '../../policies/document.ts';
import type { Snapshot } from '../../resources/snapshot.ts';
import type { AdminPolicy } from '../reference/admin-policy.ts';
import { adminSubject, ciliumAdminTier, clusterNetworkPolicies } from './admin-tiers.ts';
import { departuresUnder } from './departures.ts';
import { ciliumEndpoints } from './endpoints.ts';
import { lowerNetworkPolicyUnderCilium } from './network-policy.ts';
import { isolationOf, lowerSpec, type Lowered } from './policy-rules.ts';
import { requirementsIn } from './requirements.ts';
import { HOSTS, PODS } from './selectors.ts';
import type { ServiceWorld } from './service-peers.ts';
import { SETTINGS_KEY } from './label-keys.ts';
import { BASELINE_FIRST, OWN_HOST_SHUT_OUT } from './notes.ts';
import { recordDiagnostics } from './record-diagnostics.ts';
import { redirected } from './redirects.ts';
import { settingGroups, type SettingGroup } from './setting-groups.ts';
import { ciliumVersion, type CiliumSettings } from './settings.ts';
import { caveatsUnder, isRead } from './standing.ts';
import { suppositions } from './suppositions.ts';
import { refusalsUnder, refusalUnder } from './refusal.ts';
import { isAtLeast } from './version.ts';
import { unknownPolicies } from './unknown-policies.ts';
import { apiServerAddresses, ciliumWorld } from './world.ts';

/**
 * What Cilium of a release makes of a snapshot, under the configuration that the snapshot shows and a question changes.
 *
 * @throws {QuestionError} VALIDATION_FAILED for a setting, a value or a release that does not exist
 */
export function lowerCilium(snapshot: Snapshot<PolicyDocument>, version: string | null, given: Readonly<Record<string, string>>): Firewalls {
  const release = ciliumVersion(version);
  const groups = settingGroups(release, snapshot, given);
  const [{ configuration, settings }] = groups;
  const apiServers = apiServerAddresses(snapshot);
  const { endpoints, absent, directory, families } = ciliumEndpoints(snapshot, groups, apiServers);
  const tiers = { ingress: tiersByGroup(snapshot, groups, endpoints, apiServers, 'ingress'), egress: tiersByGroup(snapshot, groups, endpoints, apiServers, 'egress') };
  const icmp = union(connections('ICMP'), connections('ICMPV6'));
  const departures = departuresUnder(snapshot.policies, settings);
  return {
    enforcer: { name: 'cilium', version: release.join('.'), settings: Object.fromEntries(Object.entries(configuration).map(([key, value]) => [`cilium.${key}`, value])) },
    // An identity has no address family: the same verdict holds for what an address would not even carry.
    isFamilyBlind: true, endpoints, absent, tiers,
    directory: { ...redirected(directory, snapshot), ...suppositions(countingPolicies(snapshot, settings), [...tiers.ingress, ...tiers.egress], ciliumWorld(snapshot, settings, endpoints, apiServers), families) },
    universe: [groups.some((group) => group.settings.hasSctp) ? ALL_PORTS : subtract(ALL_PORTS, connections('SCTP')), icmp, groups.some((group) => Object.keys(group.settings.extendedProtocols).length > 0) ? connections('OTHER') : EMPTY].reduce(union),
    ...(departures.length > 0 && { departures }),
    caveats: caveatsUnder(snapshot, { release, isReleaseNamed: version !== null, groups, given }),
  };
}

/** What the agent refuses of a snapshot beyond what any release and configuration would, and pods that it has recorded otherwise. */
export function ciliumRefusals(snapshot: Snapshot<PolicyDocument>, version: string | null, given: Readonly<Record<string, string>>): readonly Diagnostic[] {
  const groups = settingGroups(ciliumVersion(version), snapshot, given);
  const { endpoints } = ciliumEndpoints(snapshot, groups, new Set());
  return [...refusalsUnder(snapshot.policies, groups[0].settings), ...recordDiagnostics(snapshot, endpoints)];
}

/** The policies that the agent reads and does not refuse. */
const countingPolicies = ({ policies }: Snapshot<PolicyDocument>, settings: CiliumSettings): readonly PolicyDocument[] => (settings.mode === 'never' ? [] : policies.filter((policy) => isRead(policy, settings) && refusalUnder(policy, settings) === null));

/** The tiers of all groups of nodes, each in front of the endpoints of its own. */
function tiersByGroup(snapshot: Snapshot<PolicyDocument>, groups: readonly SettingGroup[], endpoints: readonly Endpoint[], apiServers: ReadonlySet<string>, direction: Direction): readonly Tier[] {
  const lists = groups.map(({ settings }) => {
    const world = ciliumWorld(snapshot, settings, endpoints, apiServers);
    const unreadable = settings.mode === 'never' ? [] : snapshot.policies.filter((policy) => policy.state === 'unreadable' && (policy.api === 'cilium-cidr-group' || isRead(policy, settings)));
    return underAudit(tiersOf(countingPolicies(snapshot, settings), unreadable, direction, world), settings);
  });
  const [first = [], ...others] = lists;
  if (others.length === 0) return first;
  const within = (rules: readonly Rule[], group: number): readonly Rule[] => rules.map((rule) => ({ ...rule, own: allOf(rule.own, { op: 'in', key: SETTINGS_KEY, values: [String(group)] }) }));
  return first.map((tier, index) => ({ ...tier, rules: lists.flatMap((list, group) => within(list[index]?.rules ?? [], group)) }));
}

/** In audit mode what would be dropped is logged and passes. */
function underAudit(tiers: readonly Tier[], { isAudit }: CiliumSettings): readonly Tier[] {
  if (!isAudit) return tiers;
  const audited = (rule: Rule): Rule => (rule.action === 'deny' ? { ...rule, action: 'allow', role: 'rule', code: 'AUDIT_ONLY' } : rule);
  return tiers.map((tier) => ({ ...tier, rules: tier.rules.map(audited) }));
}

function tiersOf(policies: readonly PolicyDocument[], unreadable: readonly PolicyDocument[], direction: Direction, whole: ServiceWorld): readonly Tier[] {
  const world: ServiceWorld = { ...whole, requirements: requirementsIn(policies, direction, whole.settings) };
  const lowered = policies.flatMap((policy) => lowerPolicy(policy, direction, world));
  const admin = clusterNetworkPolicies(policies, world);
  const unknown = unknownPolicies(unreadable.filter(({ api }) => api !== 'cluster-network-policy'));
  const first = ciliumAdminTier('ADMIN', admin, direction, world);
  const tier = (name: string, reading: Tier['reading'], rules: readonly Rule[]): Tier => ({ kind: 'ENFORCER', name, reading, rules });
  return [
    // Of unknown content and so of unknown priority: it may decide before all others.
    { ...first, rules: [...unknownPolicies(unreadable.filter(({ api }) => api === 'cluster-network-policy')), ...first.rules] },
    tier('Cilium deny', 'union', [...lowered.flatMap(({ denies }) => denies), ...unknown.filter(({ action }) => action === 'deny')]),
    tier('Cilium allow', 'union', [...lowered.flatMap(({ allows }) => allows), ...unknown.filter(({ action }) => action === 'allow')]),
    beforeDefaultDeny(ciliumAdminTier('BASELINE', admin, direction, world), lowered),
    tier('Cilium default', 'union', defaults(lowered, admin, direction, world)),
  ];
}

/** A baseline that opens what a policy's default deny would close says so for the pods that one isolates. */
function beforeDefaultDeny(tier: Tier, lowered: readonly Lowered[]): Tier {
  const isolated = new Map(lowered.flatMap(({ isolation }) => (isolation === null ? [] : [[expressionText(isolation.own), isolation.own] as const])));
  if (isolated.size === 0 || !tier.rules.some(({ action }) => action === 'allow')) return tier;
  const own = anyOf(...isolated.values());
  return { ...tier, rules: tier.rules.flatMap((rule) => (rule.action === 'allow' ? [{ ...rule, own: allOf(rule.own, own), note: rule.note ?? BASELINE_FIRST }, rule] : [rule])) };
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

/** Whether a pod that no rule selects is closed to its own host too in mode `always`. */
const isShuttingOut = ({ version, isLocalHostAllowed }: CiliumSettings): boolean => isLocalHostAllowed && isAtLeast(version, [1, 20, 0]);
const OWN_HOST_DENIED: Rule = { action: 'deny', own: PODS, peers: [{ host: 'local', element: null }], traffic: 'any', certainty: 'certain', role: 'default', origin: null, note: OWN_HOST_SHUT_OUT, differs: 'STRICT_DEFAULT_DENY' };

/** What the own host may always do, and the default denies. */
function defaults(lowered: readonly Lowered[], admin: readonly AdminPolicy[], direction: Direction, { settings }: ServiceWorld): readonly Rule[] {
  const isStrict = settings.mode === 'always';
  const governed = settings.hasHostFirewall ? anyOf(PODS, HOSTS) : PODS;
  const isolations = [...lowered.flatMap(({ isolation, missed }) => (isolation === null ? [] : [...missed, isolation])), ...(isStrict && isShuttingOut(settings) && direction === 'ingress' ? [OWN_HOST_DENIED] : []), ...(isStrict ? [{ ...isolationOf(governed, null), role: 'default', differs: 'STRICT_DEFAULT_DENY' } as const] : [])];
  if (direction === 'egress' || !settings.isLocalHostAllowed) return isolations;
  const selected = [...lowered.map(({ own }) => own), ...admin.filter(({ rules }) => rules[direction].length > 0).map(({ subject }) => adminSubject(subject))];
  const isolated = lowered.filter(({ isolation }) => isolation !== null).map(({ own }) => own);
  // Since 1.20 a pod that no rule selects is closed to its own host too in mode `always`.
  const owns = !isStrict ? isolated : isShuttingOut(settings) ? selected : [governed];
  const distinct: ReadonlyMap<string, LabelExpression> = new Map(owns.map((own) => [expressionText(own), own]));
  return [
    ...[...distinct.values()].map((own): Rule => ({ action: 'allow', own, peers: [{ host: 'local', element: null }], traffic: 'any', certainty: 'certain', code: 'OWN_NODE_ALLOWED', role: 'default', origin: null })),
    ...isolations,
  ];
}
