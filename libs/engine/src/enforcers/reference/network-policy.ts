import { subtractAddresses, uniteAddresses } from '../../model/address.ts';
import { connections } from '../../model/connection-set.ts';
import { NAMESPACE_KEY, namespaceLabelKey } from '../../model/effective-labels.ts';
import type { Direction, PeerAssumption, PeerCondition, Rule, TrafficItem } from '../../model/firewalls.ts';
import { allOf, type LabelExpression } from '../../model/label-expression.ts';
import type { PolicyDocument } from '../../policies/document.ts';
import type { IPBlock, NetworkPolicyManifest, NetworkPolicyPeer, NetworkPolicyPort, NetworkPolicySpec } from '../../policies/network-policy/manifest.ts';
import { originOf } from './origin.ts';
import { rangeSet } from './range-set.ts';
import { selectorExpression } from './selector.ts';
import type { ReferenceSettings } from './settings.ts';

/** What one NetworkPolicy does in one direction to the Pods that it selects. */
export interface LoweredPolicy { readonly own: LabelExpression; readonly allows: readonly Rule[]; readonly isolation: Rule }

/** The pods of one namespace that the selector picks, host traffic never among them (NP-1, PD-6). */
const inNamespace = (namespace: string, selector: LabelExpression): LabelExpression => allOf({ op: 'in', key: NAMESPACE_KEY, values: [namespace] }, selector);

/**
 * The directions in which a NetworkPolicy isolates the Pods it selects.
 *
 * @see docs/semantics/kubernetes.md#NP-15
 */
export function isolatedDirections(spec: NetworkPolicySpec): readonly Direction[] {
  const types = spec.policyTypes ?? [];
  if (types.length > 0) return (['ingress', 'egress'] as const).filter((direction) => types.includes(direction === 'ingress' ? 'Ingress' : 'Egress'));
  // The API server fills this default on admission. A file in Git never met an API server, so it is filled here, and
  // like the server we count rules: a bare `egress: []` does not isolate egress (NP-16, NP-17).
  return (spec.egress?.length ?? 0) > 0 ? ['ingress', 'egress'] : ['ingress'];
}

/** The pods that a NetworkPolicy selects (NP-1 to NP-3). */
export function subjectOf(manifest: NetworkPolicyManifest): LabelExpression {
  let subject = subjects.get(manifest);
  if (subject === undefined) {
    subject = inNamespace(manifest.namespace, selectorExpression(manifest.spec.podSelector ?? {}));
    subjects.set(manifest, subject);
  }
  return subject;
}

/** One for both directions, and for every enforcer. */
const subjects = new WeakMap<NetworkPolicyManifest, LabelExpression>();

/** Lowers one direction of one NetworkPolicy; undefined where the policy does not cover it (NP-12, NP-18, NP-19). */
export function lowerNetworkPolicy(policy: PolicyDocument, manifest: NetworkPolicyManifest, direction: Direction, settings: ReferenceSettings): LoweredPolicy | undefined {
  const { spec } = manifest;
  if (!isolatedDirections(spec).includes(direction)) return undefined;
  const own = subjectOf(manifest);
  const rules = direction === 'ingress'
    ? (spec.ingress ?? []).map(({ from, ports }) => ({ peers: from ?? [], ports: ports ?? [] }))
    : (spec.egress ?? []).map(({ to, ports }) => ({ peers: to ?? [], ports: ports ?? [] }));
  const allows = rules.map(({ peers, ports }, index): Rule => ({
    action: 'allow', own, certainty: 'certain', role: 'rule',
    // A missing list and an empty one are the same here, unlike in most of Kubernetes (NP-32, NP-33).
    peers: peers.length === 0 ? 'any' : peers.map((peer, element) => peerCondition(policy.namespace, peer, element, settings)),
    traffic: ports.length === 0 ? 'any' : ports.map(trafficItem),
    origin: originOf(policy, `/spec/${direction}/${index}`, index),
  }));
  const isolation: Rule = { action: 'deny', own, peers: 'any', traffic: 'any', certainty: 'certain', role: 'isolation', origin: originOf(policy, '/spec', null) };
  return { own, allows, isolation };
}

function peerCondition(namespace: string, peer: NetworkPolicyPeer, element: number, settings: ReferenceSettings): PeerCondition {
  if (peer.ipBlock !== undefined && peer.ipBlock !== null) return blockCondition(peer.ipBlock, element, settings);
  const pods = selectorExpression(peer.podSelector ?? {});
  // Without a namespaceSelector the peer is in the policy's own namespace (NP-37); with an empty one in any (NP-39).
  if (peer.namespaceSelector === undefined || peer.namespaceSelector === null) return { labels: inNamespace(namespace, pods), element };
  return { labels: allOf({ op: 'exists', key: NAMESPACE_KEY }, selectorExpression(peer.namespaceSelector, namespaceLabelKey), pods), element };
}

function blockCondition(block: IPBlock, element: number, settings: ReferenceSettings): PeerCondition {
  const whole = rangeSet(block.cidr);
  const except = uniteAddresses(...(block.except ?? []).map(rangeSet));
  return {
    inside: subtractAddresses(whole, except),
    ...((block.except?.length ?? 0) > 0 && { except }),
    // Only pods are in a namespace, so this leaves host traffic and external addresses (U2).
    ...(!settings.doesIpBlockMatchPods && { labels: { op: 'missing', key: NAMESPACE_KEY } }),
    ...(settings.doesIpBlockMatchPods && { assumes: BLOCKS_MATCH_PODS }),
    element,
  };
}

const BLOCKS_MATCH_PODS: readonly PeerAssumption[] = [{
  peer: 'pod', caveat: { code: 'IP_BLOCK_MATCHES_POD', resources: [], message: 'The answer rests on an ipBlock that holds the address of a pod; upstream says that blocks are meant for what is outside the cluster, and some plugins match nothing else.' },
}];

function trafficItem({ protocol, port, endPort }: NetworkPolicyPort, element: number): TrafficItem {
  const name = protocol ?? 'TCP';
  if (typeof port === 'string') return { kind: 'named', name: port, protocol: name, element };
  if (port === undefined || port === null) return { kind: 'fixed', connections: connections(name), element };
  return { kind: 'fixed', connections: connections(name, port, endPort ?? port), element };
}
