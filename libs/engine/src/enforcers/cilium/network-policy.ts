import { NAMESPACE_KEY, namespaceLabelKey } from '../../model/effective-labels.ts';
import { connections } from '../../model/connection-set.ts';
import type { Direction, TrafficItem } from '../../model/firewalls.ts';
import { allOf, type LabelExpression } from '../../model/label-expression.ts';
import type { PolicyDocument } from '../../policies/document.ts';
import type { NetworkPolicyManifest, NetworkPolicyPeer, NetworkPolicyPort } from '../../policies/network-policy/manifest.ts';
import { isolatedDirections, subjectOf } from '../reference/network-policy.ts';
import { originOf } from '../reference/origin.ts';
import { selectorExpression } from '../reference/selector.ts';
import { cidrPeers } from './cidr-peers.ts';
import { peersOf, unitePeers, type Peers } from './peers.ts';
import { certainRule, isolationOf, unknownRules, type Lowered } from './policy-rules.ts';
import { variantsOf } from './requirements.ts';
import { localCluster, PODS } from './selectors.ts';
import type { ServiceWorld } from './service-peers.ts';
import type { CiliumSettings } from './settings.ts';

/** A NetworkPolicy as Cilium translates it. Rules of a direction that policyTypes leaves out are enforced all the same. */
export function lowerNetworkPolicyUnderCilium(document: PolicyDocument, manifest: NetworkPolicyManifest, direction: Direction, world: ServiceWorld): Lowered | undefined {
  const { spec } = manifest;
  const rules = direction === 'ingress'
    ? (spec.ingress ?? []).map(({ from, ports }) => ({ peers: from ?? [], ports: ports ?? [] }))
    : (spec.egress ?? []).map(({ to, ports }) => ({ peers: to ?? [], ports: ports ?? [] }));
  if (rules.length === 0 && !isolatedDirections(spec).includes(direction)) return undefined;
  const own = subjectOf(manifest);
  const variants = variantsOf(own, world.requirements, false);
  return {
    own, denies: [], isolation: isolationOf(own, originOf(document, '/spec', null)),
    allows: rules.flatMap(({ peers, ports }, index) => {
      const traffic = ports.length === 0 ? 'any' : ports.map((port, element) => portItem(port, element, world.settings)); const origin = originOf(document, `/spec/${direction}/${String(index)}`, index);
      if (variants === null) return unknownRules(own, false, origin);
      return variants.map((variant) => certainRule('allow', variant.own, peers.length === 0 ? 'any' : unitePeers(peers.map((peer, element) => peersOfPeer(peer, document.namespace, element, variant.required, world))), traffic, origin));
    }),
  };
}

function peersOfPeer({ ipBlock, podSelector, namespaceSelector }: NetworkPolicyPeer, namespace: string, element: number, required: LabelExpression, world: ServiceWorld): Peers {
  if (ipBlock) return cidrPeers(ipBlock.cidr, ipBlock.except ?? [], element, world);
  const pods = selectorExpression(podSelector ?? {}); const cluster = localCluster(world.settings);
  if (!namespaceSelector) return peersOf(allOf({ op: 'in', key: NAMESPACE_KEY, values: [namespace] }, pods, cluster, required), world, element);
  const namespaces = selectorExpression(namespaceSelector, namespaceLabelKey);
  return peersOf(allOf(namespaces.op === 'all' ? PODS : namespaces, pods, cluster, required), world, element);
}

function portItem({ protocol, port, endPort }: NetworkPolicyPort, element: number, { hasPortRanges }: CiliumSettings): TrafficItem {
  const name = protocol ?? 'TCP';
  if (typeof port === 'string') return { kind: 'named', name: port.toLowerCase(), protocol: name, element };
  return { kind: 'fixed', connections: port === undefined || port === null || port === 0 ? connections(name) : connections(name, port, (hasPortRanges ? endPort : null) ?? port), element };
}
