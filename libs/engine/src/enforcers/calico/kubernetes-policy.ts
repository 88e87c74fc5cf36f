import type { Direction, PeerCondition, Rule } from '../../model/firewalls.ts';
import type { NetworkPolicyManifest } from '../../policies/network-policy/manifest.ts';
import type { PolicyDocument } from '../../policies/document.ts';
import { lowerNetworkPolicy, subjectOf } from '../reference/network-policy.ts';
import { parseReferenceSettings } from '../reference/settings.ts';
import type { BackendPolicy, BackendRule } from './backend.ts';
import { tieText, type Tied } from './order.ts';
import type { CalicoRelease } from './release.ts';
import { DEFAULT_TIER } from './tiers.ts';

/** Where NetworkPolicies stand among Calico's own in the default tier. */
const ORDER = 1_000;
const SETTINGS = parseReferenceSettings({});

/** A NetworkPolicy as one of Calico's: of pods alone, as subjects and as peers by label. */
export function kubernetesPolicy(document: PolicyDocument, manifest: NetworkPolicyManifest, release: CalicoRelease, kind: Tied['kind'] = 'KubernetesNetworkPolicy'): BackendPolicy {
  const rules = Object.fromEntries((['ingress', 'egress'] as const).flatMap((direction) => {
    const found = rulesOf(document, manifest, direction);
    return found === undefined ? [] : [[direction, found] as const];
  }));
  return {
    document, tier: DEFAULT_TIER, order: ORDER, tie: tieText({ name: manifest.name, namespace: manifest.namespace, kind, prefix: 'knp.default.' }, release),
    subject: subjectOf(manifest), hook: 'normal', rules,
  };
}

function rulesOf(document: PolicyDocument, manifest: NetworkPolicyManifest, direction: Direction): readonly BackendRule[] | undefined {
  return lowerNetworkPolicy(document, manifest, direction, SETTINGS)?.allows.map(({ peers, traffic, origin }: Rule): BackendRule => ({
    kind: 'peers', action: 'allow', index: origin?.rule ?? 0, pointer: origin?.pointer ?? '', name: null, condition: null, traffic,
    peers: peers === 'any' ? peers : peers.map(settled),
  }));
}

/** That a block matches whatever has the address is no question here. */
function settled(condition: PeerCondition): PeerCondition {
  const { assumes, ...rest } = condition;
  return assumes === undefined ? condition : rest;
}
