import type { Direction, Rule, Tier } from '../../model/firewalls.ts';
import type { PolicyDocument } from '../../policies/document.ts';
import type { NetworkPolicyManifest, PolicyType } from '../../policies/network-policy/manifest.ts';
import { isolatedDirections, lowerNetworkPolicy } from '../reference/network-policy.ts';
import { parseReferenceSettings } from '../reference/settings.ts';
import type { LoweredRules, Met, Policy } from './deviation.ts';
import { DEVIATIONS } from './deviations.ts';
import { mapConditions } from './deviations/map-conditions.ts';
import type { Feature, Profile } from './profile.ts';
import { usesFeature } from './uses.ts';

/** The deviations of a profile, each once for each feature that brings it. */
export function deviationsOf({ features }: Profile): readonly Met[] {
  return (Object.entries(features) as readonly (readonly [Feature, NonNullable<Profile['features'][Feature]>])[])
    .flatMap(([feature, { whenUsed }]) => whenUsed.map((code): Met => ({ feature, deviation: DEVIATIONS[code] })));
}

/** Whether a policy is read otherwise for a feature that it uses. */
export function meets({ feature, deviation }: Met, manifest: NetworkPolicyManifest, all: readonly NetworkPolicyManifest[]): boolean {
  return usesFeature(feature, manifest) && (deviation.meets?.(manifest, all) ?? true);
}

/** The manifests of all NetworkPolicies that could be read. */
export function manifestsOf(documents: readonly PolicyDocument[]): readonly NetworkPolicyManifest[] {
  return documents.flatMap(({ api, manifest }) => (api === 'network-policy' && manifest !== null ? [manifest] : []));
}

/** The NetworkPolicies that have an effect, as they were written. */
export function readPolicies(documents: readonly PolicyDocument[], profile: Profile): readonly Policy[] {
  const all = manifestsOf(documents);
  const refusing = deviationsOf(profile).filter(({ deviation }) => deviation.isRefusal === true);
  return documents.flatMap((document): readonly Policy[] => {
    if (document.api !== 'network-policy' || document.manifest === null) return [];
    const { manifest } = document;
    return refusing.some((met) => meets(met, manifest, all)) ? [] : [{ document, manifest }];
  });
}

/** One direction of all policies, and what is decided before them. */
export function lowerPolicies(policies: readonly Policy[], direction: Direction, profile: Profile): { readonly lowered: readonly LoweredRules[]; readonly before: readonly Tier[] } {
  const deviations = deviationsOf(profile);
  if (deviations.some(({ feature, deviation }) => feature === direction && deviation.isDirectionOff === true)) return { lowered: [], before: [] };
  const all = policies.map(({ manifest }) => manifest);
  const lowered = policies.flatMap((policy) => lowerPolicy(policy, deviations.filter((met) => meets(met, policy.manifest, all)), all, direction, profile));
  const before = deviations.flatMap((met) => met.deviation.before?.(lowered.filter(({ manifest }) => meets(met, manifest, all)), lowered, direction) ?? []);
  return { lowered, before: [...new Map(before.map((tier) => [tier.name, tier])).values()] };
}

const SETTINGS = parseReferenceSettings({});

function lowerPolicy(policy: Policy, met: readonly Met[], all: readonly NetworkPolicyManifest[], direction: Direction, { ruleOutsidePolicyTypes }: Profile): readonly LoweredRules[] {
  const { document, manifest } = policy;
  const isListed = isolatedDirections(manifest.spec).includes(direction);
  const isOutside = !isListed && ruleOutsidePolicyTypes !== 'ignored' && (manifest.spec[direction]?.length ?? 0) > 0;
  if (!isListed && !isOutside) return [];
  const read = met.reduce((current, { deviation }) => deviation.rewrite?.(current) ?? current, isOutside ? listing(manifest, direction) : manifest);
  const lowered = lowerNetworkPolicy(document, read, direction, SETTINGS);
  if (lowered === undefined) return [];
  const allows = met.reduce<readonly Rule[]>((rules, { deviation }) => deviation.rules?.(rules, policy, direction, all) ?? rules, lowered.allows.map(settled));
  return [{ document, manifest, allows, isolation: isOutside && ruleOutsidePolicyTypes === 'allowOnly' ? null : lowered.isolation }];
}

/** What upstream leaves open about peers, an enforcer has settled. */
const settled = (rule: Rule): Rule => mapConditions(rule, ({ inside, outside, except, labels, host, element }) => [{ ...(inside !== undefined && { inside }), ...(outside !== undefined && { outside }), ...(except !== undefined && { except }), ...(labels !== undefined && { labels }), ...(host !== undefined && { host }), element }]);

/** A policy that lists a direction besides those that it does. */
function listing(manifest: NetworkPolicyManifest, direction: Direction): NetworkPolicyManifest {
  const added: PolicyType = direction === 'ingress' ? 'Ingress' : 'Egress';
  return { ...manifest, spec: { ...manifest.spec, policyTypes: [...(manifest.spec.policyTypes ?? []), added] } };
}
