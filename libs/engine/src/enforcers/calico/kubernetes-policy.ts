import type { Direction, PeerCondition, Rule } from '../../model/firewalls.ts';
import type { NetworkPolicyManifest, NetworkPolicyPeer } from '../../policies/network-policy/manifest.ts';
import type { PolicyDocument } from '../../policies/document.ts';
import { lowerNetworkPolicy, subjectOf } from '../reference/network-policy.ts';
import { parseReferenceSettings } from '../reference/settings.ts';
import type { BackendPolicy, BackendRule } from './backend.ts';
import { asSeen } from './label-keys.ts';
import { addressesOfText } from './network-sets.ts';
import { tiedBy, type Tied } from './order.ts';
import type { CalicoRelease } from './release.ts';
import { DEFAULT_TIER } from './tiers.ts';

/** Where NetworkPolicies stand among Calico's own in the default tier. */
const ORDER = 1_000;
const SETTINGS = parseReferenceSettings({});

/**
 * What Felix makes of prefixes that it cannot read, where such a policy is stored all the same: a block without its prefix
 * is every address, and of exceptions the first that cannot be read ends the list.
 */
export function withoutUnreadable(manifest: NetworkPolicyManifest): NetworkPolicyManifest {
  const { spec, ...rest } = manifest;
  const peersOf = (peers: readonly NetworkPolicyPeer[] | null | undefined): readonly NetworkPolicyPeer[] => {
    if ((peers ?? []).some(({ ipBlock }) => ipBlock && addressesOfText(ipBlock.cidr) === undefined)) return [];
    return (peers ?? []).map((peer) => (peer.ipBlock?.except ? { ...peer, ipBlock: { ...peer.ipBlock, except: untilUnreadable(peer.ipBlock.except) } } : peer));
  };
  return {
    ...rest,
    spec: { ...spec, ingress: (spec.ingress ?? []).map((rule) => ({ ...rule, from: peersOf(rule.from) })), egress: (spec.egress ?? []).map((rule) => ({ ...rule, to: peersOf(rule.to) })) },
  };
}

function untilUnreadable(texts: readonly string[]): readonly string[] {
  const end = texts.findIndex((text) => addressesOfText(text) === undefined);
  return end < 0 ? texts : texts.slice(0, end);
}

/** A NetworkPolicy as one of Calico's: of pods alone, as subjects and as peers by label. */
export function kubernetesPolicy(document: PolicyDocument, manifest: NetworkPolicyManifest, release: CalicoRelease, kind: Tied['kind'] = 'KubernetesNetworkPolicy'): BackendPolicy {
  const rules = Object.fromEntries((['ingress', 'egress'] as const).flatMap((direction) => {
    const found = rulesOf(document, manifest, direction);
    return found === undefined ? [] : [[direction, found] as const];
  }));
  return {
    document, tier: DEFAULT_TIER, order: ORDER, ...tiedBy({ name: manifest.name, namespace: manifest.namespace, kind, prefix: 'knp.default.' }, release),
    subject: asSeen(subjectOf(manifest)), hook: 'normal', rules,
  };
}

function rulesOf(document: PolicyDocument, manifest: NetworkPolicyManifest, direction: Direction): readonly BackendRule[] | undefined {
  return lowerNetworkPolicy(document, manifest, direction, SETTINGS)?.allows.map(({ peers, traffic, origin }: Rule): BackendRule => ({
    kind: 'peers', action: 'allow', index: origin?.rule ?? 0, pointer: origin?.pointer ?? '', name: null, condition: null, traffic,
    peers: peers === 'any' ? peers : peers.map(settled),
  }));
}

/** In Calico's terms, where that a block matches whatever has the address is no question. */
function settled(condition: PeerCondition): PeerCondition {
  const { assumes, labels, ...rest } = condition;
  return labels !== undefined ? { ...rest, labels: asSeen(labels) } : assumes === undefined ? condition : rest;
}
