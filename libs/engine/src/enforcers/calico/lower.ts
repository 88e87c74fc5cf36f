import { ALL } from '../../model/connection-set.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Direction, Firewalls, Rule, Tier } from '../../model/firewalls.ts';
import type { PolicyDocument } from '../../policies/document.ts';
import type { Snapshot } from '../../resources/snapshot.ts';
import { policyOrigin } from './policy-origin.ts';
import type { BackendPolicy } from './backend.ts';
import { backendPolicies } from './backend-policies.ts';
import { accountId, calicoEndpoints, withDerived } from './endpoints.ts';
import { gateTiers, hostFirstTiers, HOST_PROFILES, ownNodeTier, type HostScene } from './host-tiers.ts';
import { behindHosts, guardedHosts } from './hosts.ts';
import { PODS } from './label-keys.ts';
import { lowerRule } from './lower-rule.ts';
import { byOrder } from './order.ts';
import { calicoRelease } from './release.ts';
import { calicoConfiguration, calicoSettings } from './settings.ts';
import { scopedConfigurations, shownConfiguration } from './shown-configuration.ts';
import { assumedRelease } from './assumed-release.ts';
import { caveatsUnder, unknownPolicies } from './standing.ts';
import { tiersInOrder, type CalicoTier, type StoredTier } from './tiers.ts';
import { calicoWorld, type CalicoWorld } from './world.ts';

/**
 * What Felix of a release makes of a snapshot, under the configuration that the snapshot shows and a question changes.
 *
 * @throws {QuestionError} VALIDATION_FAILED for a setting, a value or a release that does not exist
 */
export function lowerCalico(snapshot: Snapshot<PolicyDocument>, version: string | null, given: Readonly<Record<string, string>>): Firewalls {
  const release = calicoRelease(version);
  const configuration = calicoConfiguration(shownConfiguration(snapshot), given);
  const { endpoints, absent, directory } = calicoEndpoints(snapshot, new Map(snapshot.serviceAccounts.map(({ namespace, name, labels }) => [accountId(namespace, name), labels])));
  const settings = calicoSettings(configuration);
  const world = calicoWorld(snapshot, endpoints, release, settings);
  const policies = [...backendPolicies(snapshot.policies, world)].sort(byOrder);
  const order = tiersInOrder(storedTiers(snapshot.policies), policies.map(({ tier }) => tier), release);
  const hosts = guardedHosts(snapshot.policies, policies, world.derived);
  const scene: HostScene = { policies, order, hosts, world };
  const unknown = unknownPolicies(snapshot, release, settings);
  const tiers = { ingress: tiersOf(scene, 'ingress', unknown), egress: tiersOf(scene, 'egress', unknown) };
  const byNode = new Map(hosts.map((host) => [host.node, host]));
  return {
    enforcer: { name: 'calico', version: release.text, settings: configuration },
    endpoints: endpoints.map((endpoint) => withDerived(behindHosts(endpoint, byNode), world.derived)), absent,
    directory: { ...directory, supposePod: (ref, namespace, labels) => withDerived(directory.supposePod(ref, namespace, labels), world.derived) },
    tiers, universe: ALL, caveats: [...(version === null ? assumedRelease(policies, release) : []), ...caveatsUnder(snapshot, release, settings), ...scopedConfigurations(snapshot)],
  };
}

/** Policies that Felix would not keep. */
export const calicoRefusals = (): readonly Diagnostic[] => [];

const storedTiers = (policies: readonly PolicyDocument[]): readonly StoredTier[] => policies.flatMap((policy) => (policy.api === 'calico-tier' && policy.manifest !== null ? [{ ...policy.manifest, name: policy.name }] : []));

function tiersOf(scene: HostScene, direction: Direction, unknown: readonly Rule[]): readonly Tier[] {
  const { policies, order, hosts, world } = scene;
  return [
    ...ownNodeTier(scene, direction), ...gateTiers(scene, direction), ...hostFirstTiers(scene, direction),
    ...(unknown.length === 0 ? [] : [{ kind: 'ENFORCER', name: 'unknown', reading: 'first-match', rules: unknown } as const]),
    ...order.map((tier) => tierOf(policies.filter((policy) => policy.tier === tier.name), tier, direction, world)),
    { ...PROFILES, rules: [...PROFILES.rules, ...(hosts.length === 0 ? [] : HOST_PROFILES)] },
  ];
}

/** What the profile of a pod's namespace allows: everything. */
const PROFILES: Tier = {
  kind: 'ENFORCER', name: 'profiles', reading: 'first-match',
  rules: [{ action: 'allow', own: PODS, peers: 'any', traffic: 'any', certainty: 'certain', code: 'PROFILE_ALLOW', role: 'default', origin: null }],
};

function tierOf(policies: readonly BackendPolicy[], { name, doesPass }: CalicoTier, direction: Direction, world: CalicoWorld): Tier {
  const applying = policies.filter((policy) => policy.rules[direction] !== undefined && (policy.hook === 'normal' || policy.hook === 'forward'));
  const rules = applying.flatMap((policy) => (policy.rules[direction] ?? []).flatMap((rule) => lowerRule(policy, rule, direction, policy.subject, world)));
  const isolations = doesPass ? [] : applying.map((policy): Rule => ({
    action: 'deny', own: policy.subject, peers: 'any', traffic: 'any', certainty: 'certain', code: 'TIER_DEFAULT_DENY', role: 'isolation', origin: policyOrigin(policy.document, '/spec', null),
  }));
  return { kind: 'ENFORCER', name, reading: 'first-match', rules: [...rules, ...isolations] };
}
