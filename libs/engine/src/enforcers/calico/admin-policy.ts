import type { AdminEgressPeer } from '../../model/admin-tier/manifest.ts';
import { namespaceLabelKey, NAMESPACE_KEY } from '../../model/effective-labels.ts';
import type { Direction, PeerCondition } from '../../model/firewalls.ts';
import { allOf, type LabelExpression } from '../../model/label-expression.ts';
import type { LabelSelector } from '../../model/manifest/label-selector.ts';
import type { PolicyDocument } from '../../policies/document.ts';
import { adminNetworkPolicy, clusterNetworkPolicy, type AdminPolicy, type AdminRule } from '../reference/admin-policy.ts';
import { selectorExpression } from '../reference/selector.ts';
import type { BackendPolicy, BackendRule } from './backend.ts';
import { asSeen, PODS } from './label-keys.ts';
import { addressesOfTexts, type Resolve } from './network-sets.ts';
import { tiedBy } from './order.ts';
import { adminApiOf, hasBaseline, type CalicoRelease } from './release.ts';
import { adminTierName } from './tiers.ts';

const DIRECTIONS = ['ingress', 'egress'] as const;

/** A policy for administrators of the generation that the release reads; null for others. */
export function adminPolicy(document: PolicyDocument, release: CalicoRelease, resolve: Resolve): BackendPolicy | null {
  const policy = readUnder(document, release);
  return policy === null ? null : backendOf(policy, release, resolve);
}

function readUnder(document: PolicyDocument, release: CalicoRelease): AdminPolicy | null {
  if (document.api !== adminApiOf(release)) return null;
  if (document.api === 'cluster-network-policy') {
    // Felix goes by the types, not by the schema.
    const manifest = document.manifest ?? document.unchecked;
    return manifest === null ? null : clusterNetworkPolicy(document, manifest);
  }
  if (document.manifest === null) return null;
  const policy = adminNetworkPolicy(document, document.manifest);
  return policy.tier === 'BASELINE' && !hasBaseline(release) ? null : policy;
}

function backendOf(policy: AdminPolicy, release: CalicoRelease, resolve: Resolve): BackendPolicy {
  const { document, tier, priority, subject } = policy;
  const name = adminTierName(tier, release);
  const prefix = tier === 'ADMIN' ? 'kanp.adminnetworkpolicy.' : 'kbanp.baselineadminnetworkpolicy.';
  return {
    document, tier: name, order: priority ?? 1_000, hook: 'normal',
    ...tiedBy({ name: document.name, namespace: '', kind: 'KubernetesClusterNetworkPolicy', prefix }, release),
    subject: allOf(PODS, selectorExpression(subject.namespaces ?? subject.pods?.namespaceSelector ?? {}, namespaceLabelKey), asSeen(selectorExpression(subject.pods?.podSelector ?? {}))),
    // The tiers hand on what no rule matches, so a direction without rules is as good as one that is not spoken about.
    rules: Object.fromEntries(DIRECTIONS.filter((direction) => policy.rules[direction].length > 0).map((direction) => [direction, rulesOf(policy.rules[direction], direction, resolve)] as const)),
  };
}

const rulesOf = (rules: readonly AdminRule[], direction: Direction, resolve: Resolve): readonly BackendRule[] => rules.flatMap((rule, index) => ruleOf(rule, index, direction, resolve) ?? []);

/** Null for an accepting rule that cannot be carried over: it is left out; one that denies or passes then denies everything. */
function ruleOf({ action, name, peers, traffic }: AdminRule, index: number, direction: Direction, resolve: Resolve): BackendRule | null {
  const head = { kind: 'peers', index, pointer: `/spec/${direction}/${String(index)}`, name, condition: null } as const;
  if (peers.some(({ nodes, domainNames }) => nodes ?? domainNames)) return action === 'allow' ? null : { ...head, action: 'deny', peers: 'any', traffic: 'any' };
  return { ...head, action, traffic, peers: peers.flatMap((peer, element) => conditionsOf(peer, element, resolve)) };
}

function conditionsOf({ namespaces, pods, networks }: AdminEgressPeer, element: number, resolve: Resolve): readonly PeerCondition[] {
  if (networks) return [{ inside: addressesOfTexts(networks), element }];
  if (pods) return [{ labels: allOf(PODS, inNamespaces(pods.namespaceSelector ?? {}), asSeen(selectorExpression(pods.podSelector ?? {}))), element }];
  // A peer by namespaces alone asks for no pod, so that whatever has a namespace's labels is one.
  const { labels, addresses } = resolve(inNamespaces(namespaces ?? {}));
  return [{ labels, element }, { inside: addresses, element }];
}

const inNamespaces = (selector: LabelSelector): LabelExpression => {
  const asked = selectorExpression(selector, namespaceLabelKey);
  return asked.op === 'all' ? { op: 'exists', key: NAMESPACE_KEY } : asked;
};
