import { NAMESPACE_KEY, namespaceLabelKey } from '../../model/effective-labels.ts';
import { connections } from '../../model/connection-set.ts';
import type { Direction, Origin, Rule, TrafficItem } from '../../model/firewalls.ts';
import { allOf, type LabelExpression } from '../../model/label-expression.ts';
import type { PolicyDocument } from '../../policies/document.ts';
import type { NetworkPolicyManifest, NetworkPolicyPeer, NetworkPolicyPort } from '../../policies/network-policy/manifest.ts';
import { isolatedDirections, subjectOf } from '../reference/network-policy.ts';
import { originOf } from '../reference/origin.ts';
import { selectorExpression } from '../reference/selector.ts';
import { cidrPeers, missedByCidr } from './cidr-peers.ts';
import { NEGATIVE_SELECTOR, UNLISTED_DIRECTION } from './notes.ts';
import { peersOf, unitePeers, type Peers } from './peers.ts';
import { certainRule, isolationOf, unknownRules, type Lowered } from './policy-rules.ts';
import { variantsOf } from './requirements.ts';
import { isPurelyNegative, localCluster, PODS } from './selectors.ts';
import type { ServiceWorld } from './service-peers.ts';
import type { CiliumSettings } from './settings.ts';

/** A NetworkPolicy as Cilium translates it. Rules of a direction that policyTypes leaves out are enforced all the same. */
export function lowerNetworkPolicyUnderCilium(document: PolicyDocument, manifest: NetworkPolicyManifest, direction: Direction, world: ServiceWorld): Lowered | undefined {
  const { spec } = manifest;
  const rules = direction === 'ingress'
    ? (spec.ingress ?? []).map(({ from, ports }) => ({ peers: from ?? [], ports: ports ?? [] }))
    : (spec.egress ?? []).map(({ to, ports }) => ({ peers: to ?? [], ports: ports ?? [] }));
  const isListed = isolatedDirections(spec).includes(direction);
  if (rules.length === 0 && !isListed) return undefined;
  const noted = (rule: Rule): Rule => (isListed ? rule : { ...rule, note: UNLISTED_DIRECTION });
  const own = subjectOf(manifest);
  const variants = variantsOf(own, world.requirements, false);
  return {
    own, denies: [], missed: rules.flatMap(({ peers, ports }, index) => missedRules(peers, ports, own, originOf(document, `/spec/${direction}/${String(index)}`, index), world)), isolation: noted(isolationOf(own, originOf(document, '/spec', null))),
    allows: rules.flatMap(({ peers, ports }, index) => {
      const traffic = ports.length === 0 ? 'any' : ports.map((port, element) => portItem(port, element, world.settings)); const origin = originOf(document, `/spec/${direction}/${String(index)}`, index);
      if (variants === null) return unknownRules(own, false, origin);
      return variants.flatMap((variant) => {
        const { sure, departing } = peersOfRule(peers, document.namespace, variant.required, world);
        return [noted(certainRule('allow', variant.own, sure, traffic, origin)), ...(departing ? [{ ...certainRule('allow', variant.own, 'any', traffic, origin), note: NEGATIVE_SELECTOR }] : [])];
      });
    }),
  };
}

/** What the peers of a rule take, and whether a selector without a positive requirement takes everybody besides. */
function peersOfRule(peers: readonly NetworkPolicyPeer[], namespace: string, required: LabelExpression, world: ServiceWorld): { readonly sure: Peers; readonly departing: boolean } {
  if (peers.length === 0) return { sure: 'any', departing: false };
  let departing = false;
  const sure = unitePeers(peers.map((peer, element) => {
    if (peer.ipBlock) return cidrPeers(peer.ipBlock.cidr, peer.ipBlock.except ?? [], element, world);
    const expression = selectedPods(peer, namespace, required, world.settings);
    departing ||= isPurelyNegative(expression);
    return peersOf(isPurelyNegative(expression) ? allOf(PODS, expression) : expression, world, element);
  }));
  return { sure, departing };
}

function missedRules(peers: readonly NetworkPolicyPeer[], ports: readonly NetworkPolicyPort[], own: LabelExpression, origin: Origin, world: ServiceWorld): readonly Rule[] {
  const missed = missedByCidr(peers.flatMap(({ ipBlock }) => (ipBlock ? [ipBlock] : [])), world);
  const traffic = ports.length === 0 ? 'any' : ports.map((port, element) => portItem(port, element, world.settings));
  return missed === null ? [] : [{ ...certainRule('deny', own, missed.peers, traffic, origin), role: 'isolation', note: missed.note }];
}

function selectedPods({ podSelector, namespaceSelector }: NetworkPolicyPeer, namespace: string, required: LabelExpression, settings: CiliumSettings): LabelExpression {
  const pods = selectorExpression(podSelector ?? {}); const cluster = localCluster(settings);
  if (!namespaceSelector) return allOf({ op: 'in', key: NAMESPACE_KEY, values: [namespace] }, pods, cluster, required);
  const namespaces = selectorExpression(namespaceSelector, namespaceLabelKey);
  return allOf(namespaces.op === 'all' ? PODS : namespaces, pods, cluster, required);
}

function portItem({ protocol, port, endPort }: NetworkPolicyPort, element: number, { hasPortRanges }: CiliumSettings): TrafficItem {
  const name = protocol ?? 'TCP';
  if (typeof port === 'string') return { kind: 'named', name: port.toLowerCase(), protocol: name, element };
  return { kind: 'fixed', connections: port === undefined || port === null || port === 0 ? connections(name) : connections(name, port, (hasPortRanges ? endPort : null) ?? port), element };
}
