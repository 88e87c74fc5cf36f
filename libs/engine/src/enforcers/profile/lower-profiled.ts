import { ALL, ALL_PORTS, union } from '../../model/connection-set.ts';
import type { Departure, Direction, EnforcerIdentity, Firewalls, Rule, Tier } from '../../model/firewalls.ts';
import { expressionText } from '../../model/label-expression.ts';
import type { PolicyDocument } from '../../policies/document.ts';
import type { Snapshot } from '../../resources/snapshot.ts';
import { PODS } from '../reference/admin-rules.ts';
import { adminPolicies, adminTier, type AdminPolicies } from '../reference/admin-tiers.ts';
import { supposedName } from '../reference/domain-names.ts';
import { referenceEndpoints } from '../reference/endpoints.ts';
import { subjectOf } from '../reference/network-policy.ts';
import { otherDirectionTier, unknownNetworkPolicies } from '../reference/network-policy-tier.ts';
import { parseReferenceSettings } from '../reference/settings.ts';
import { withUnknownNodes } from '../reference/unknown-nodes.ts';
import { alwaysAllowedTiers, alwaysAllowedTraffic } from './always-allowed.ts';
import { barePodsLeftAlone } from './bare-pods.ts';
import { departuresOf } from './departures.ts';
import type { Policy } from './deviation.ts';
import { honouredKinds, kindCaveats } from './kinds-honoured.ts';
import { lowerPolicies, readPolicies } from './lower-policies.ts';
import type { Profile } from './profile.ts';
import { lowerWithoutEffect } from './without-effect.ts';

/**
 * What an enforcer without policies of its own puts in front of a snapshot's endpoints: the upstream text, and what the
 * profile says otherwise. O(rules + endpoints).
 */
export function lowerProfiled(snapshot: Snapshot<PolicyDocument>, identity: EnforcerIdentity, profile: Profile): Firewalls {
  if (profile.off !== null) return lowerWithoutEffect(snapshot, identity, profile.off, profile.canEnforce);
  const settings = parseReferenceSettings({});
  const admin = adminPolicies(snapshot.policies.filter((policy) => honouredKinds(profile).has(`${policy.group}/${policy.kind}`)), settings);
  const policies = readPolicies(snapshot.policies, profile);
  const tiers = { ingress: tiersOf(snapshot, policies, admin, 'ingress', profile), egress: tiersOf(snapshot, policies, admin, 'egress', profile) };
  const { endpoints, directory, ...others } = referenceEndpoints(snapshot, settings);
  return {
    enforcer: identity, ...others, directory: { ...directory, supposeName: (ref, name) => supposedName(admin.policies, ref, name) },
    endpoints: withUnknownNodes(barePodsLeftAlone(endpoints, profile), tiers.egress), tiers, universe: profile.traffic === 'all' ? ALL : union(ALL_PORTS, alwaysAllowedTraffic(profile)),
    caveats: [...kindCaveats(snapshot, profile), ...admin.caveats], departures: departures(snapshot, profile, identity),
  };
}

/** What of a snapshot's policies the profile reads otherwise, for people. */
export function departures(snapshot: Snapshot<PolicyDocument>, profile: Profile, { name }: Pick<EnforcerIdentity, 'name'>): readonly Departure[] {
  return profile.off === null ? departuresOf(snapshot.policies, profile, name) : [];
}

function tiersOf({ policies: documents, coverage }: Snapshot<PolicyDocument>, policies: readonly Policy[], admin: AdminPolicies, direction: Direction, profile: Profile): readonly Tier[] {
  const { lowered, before } = lowerPolicies(policies, direction, profile);
  const unknown = unknownNetworkPolicies(documents, coverage);
  const denies = [...lowered.flatMap(({ isolation }) => (isolation === null ? [] : [isolation])), ...unknown.filter(({ action }) => action === 'deny')];
  const networkPolicies: Tier = {
    kind: 'NETWORK_POLICY', name: 'NetworkPolicy', reading: 'union',
    rules: [...lowered.flatMap(({ allows }) => allows), ...ownNode(denies, direction, profile), ...unknown.filter(({ action }) => action === 'allow'), ...denies],
  };
  const reading = { areNodesKnown: true, doNetworksMatchPods: true };
  return [
    ...alwaysAllowedTiers(profile), ...before, adminTier('ADMIN', direction, admin, reading), networkPolicies,
    ...(profile.noPolicyPods === 'denied' ? [strictTier(policies, direction, profile)] : []), ...(profile.finalFor === 'pod' ? [otherDirectionTier(documents, direction)] : []), adminTier('BASELINE', direction, admin, reading),
  ].filter(({ kind, rules }) => rules.length > 0 || kind === 'NETWORK_POLICY');
}

/** What of the own node's traffic passes isolation, one rule for each set of isolated pods. */
function ownNode(denies: readonly Rule[], direction: Direction, { host }: Profile): readonly Rule[] {
  const exemption = direction === 'ingress' ? host.fromLocalNode : host.toOwnNode;
  if (exemption === 'filtered') return [];
  return [...new Map(denies.map(({ own }) => [expressionText(own), own])).values()].map((own): Rule => ({
    action: 'allow', own, peers: [{ host: 'local', element: null }], traffic: 'any', certainty: 'certain', code: 'OWN_NODE_ALLOWED', role: 'default', origin: null,
    ...(exemption === 'root' && { condition: ROOT_ONLY }),
  }));
}

const ROOT_ONLY: NonNullable<Rule['condition']> = { code: 'OWN_NODE_ALLOWED', message: 'Only what processes of root send from the own node is let in.', resources: [] };

/** Pods that no policy selects at all are closed; the pods of the others are open in directions that none isolates. */
function strictTier(policies: readonly Policy[], direction: Direction, profile: Profile): Tier {
  const rule = (action: 'allow' | 'deny', own: Rule['own'], more: Partial<Rule> = {}): Rule => ({ action, own, peers: 'any', traffic: 'any', certainty: 'certain', role: 'default', origin: null, ...more });
  const selected = new Map(policies.map(({ manifest }) => [expressionText(subjectOf(manifest)), subjectOf(manifest)]));
  return {
    kind: 'ENFORCER', name: 'strict mode', reading: 'first-match',
    rules: [
      ...[...selected.values()].map((own) => rule('allow', own, { code: 'DEFAULT_ALLOW' })), ...ownNode([rule('deny', PODS)], direction, profile),
      rule('deny', PODS, { code: 'STRICT_DEFAULT_DENY' }),
    ],
  };
}
