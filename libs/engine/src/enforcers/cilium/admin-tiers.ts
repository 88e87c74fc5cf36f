import { NAMESPACE_KEY, namespaceLabelKey } from '../../model/effective-labels.ts';
import type { AdminEgressPeer, AdminSubject } from '../../model/admin-tier/manifest.ts';
import type { Direction, Rule, Tier, TrafficItem } from '../../model/firewalls.ts';
import { allOf, type LabelExpression } from '../../model/label-expression.ts';
import type { ClusterNetworkPolicyManifest } from '../../policies/cluster-network-policy/manifest.ts';
import type { PolicyDocument } from '../../policies/document.ts';
import { clusterNetworkPolicy, type AdminPolicy } from '../reference/admin-policy.ts';
import { originOf } from '../reference/origin.ts';
import { selectorExpression } from '../reference/selector.ts';
import { cidrPeers } from './cidr-peers.ts';
import { adminPattern } from './fqdn.ts';
import { fqdnKey } from './label-keys.ts';
import { peersOf, unitePeers, UNNAMED, type Peers } from './peers.ts';
import { NEGATIVE_SELECTOR } from './notes.ts';
import { isPurelyNegative, localCluster, nodePeerExpression, PODS } from './selectors.ts';
import type { ServiceWorld } from './service-peers.ts';

const ORDER = { deny: 0, allow: 1, pass: 2 } as const;

interface Placed { readonly priority: number; readonly index: number; readonly rule: Rule }

/** The agent goes by the types, not by the schema. */
export const manifestUnderCilium = (document: PolicyDocument): ClusterNetworkPolicyManifest | null => (document.api === 'cluster-network-policy' ? document.manifest ?? document.unchecked : null);

/** The ClusterNetworkPolicies that Cilium takes. */
export function clusterNetworkPolicies(documents: readonly PolicyDocument[], world: ServiceWorld): readonly AdminPolicy[] {
  return documents.flatMap((document) => { const manifest = manifestUnderCilium(document); return manifest === null ? [] : [clusterNetworkPolicy(document, manifest)]; })
    .filter(({ rules }) => world.settings.hasNodeSelectorLabels || !rules.egress.some(({ peers }) => peers.some(({ nodes }) => nodes)));
}

/** One tier of ClusterNetworkPolicies: by priority, then place in the list, a deny before an allow before a pass. */
export function ciliumAdminTier(kind: 'ADMIN' | 'BASELINE', policies: readonly AdminPolicy[], direction: Direction, world: ServiceWorld): Tier {
  const placed = policies.filter(({ tier }) => tier === kind).flatMap((policy) => policy.rules[direction].flatMap(({ action, name, peers, traffic }, index): readonly Placed[] => {
    const found = peers.map((peer, element) => adminPeers(peer, element, world));
    const isNegative = peers.some(takesEverybody);
    const rule: Rule = {
      action, own: adminSubject(policy.subject), peers: unitePeers(found), traffic: lowered(traffic), certainty: 'certain', role: 'rule', ...(isNegative && { note: NEGATIVE_SELECTOR }),
      ...(policy.priority !== undefined && { priority: policy.priority }), origin: originOf(policy.document, `/spec/${direction}/${String(index)}`, index, name),
    };
    const place = { priority: policy.priority ?? Infinity, index };
    const hasNames = peers.some(({ domainNames }) => domainNames);
    return [{ ...place, rule }, ...(hasNames ? [{ ...place, rule: { ...rule, peers: [{ labels: UNNAMED, element: null }], certainty: 'uncertain', code: 'DEPENDS_ON_DNS' } as const }] : [])];
  }));
  placed.sort((a, b) => a.priority - b.priority || a.index - b.index || ORDER[a.rule.action] - ORDER[b.rule.action]);
  return { kind, name: kind === 'ADMIN' ? 'Admin' : 'Baseline', reading: 'first-match', rules: placed.map(({ rule }) => rule) };
}

const lowered = (traffic: 'any' | readonly TrafficItem[]): 'any' | readonly TrafficItem[] => (traffic === 'any' || traffic.length === 0 ? 'any' : traffic.map((item) => (item.kind === 'named' ? { ...item, name: item.name.toLowerCase() } : item)));

/** The pods of a ClusterNetworkPolicy's subject. */
export function adminSubject({ namespaces, pods }: AdminSubject): LabelExpression {
  return allOf(PODS, selectorExpression(namespaces ?? pods?.namespaceSelector ?? {}, namespaceLabelKey), selectorExpression(pods?.podSelector ?? {}));
}

const takesEverybody = ({ namespaces }: AdminEgressPeer): boolean => { const selected = namespaces ? selectorExpression(namespaces, namespaceLabelKey) : null; return selected !== null && selected.op !== 'all' && isPurelyNegative(selected); };

function adminPeers({ namespaces, pods, networks, nodes, domainNames }: AdminEgressPeer, element: number, world: ServiceWorld): Peers {
  if (networks) return networks.flatMap((cidr) => cidrPeers(cidr, [], element, world));
  // Other than a policy of Cilium's own, it takes in the subject's node.
  if (nodes) return peersOf(nodePeerExpression(nodes, world.settings, ['host', 'remote-node']), world, element);
  if (domainNames) return domainNames.map((name) => ({ labels: { op: 'exists', key: fqdnKey(adminPattern(name)) }, element }));
  if (namespaces) {
    const selected = selectorExpression(namespaces, namespaceLabelKey);
    return peersOf(selected.op === 'all' ? { op: 'exists', key: NAMESPACE_KEY } : selected, world, element);
  }
  const selected = selectorExpression(pods?.namespaceSelector ?? {}, namespaceLabelKey);
  return peersOf(allOf(selected.op === 'all' ? PODS : selected, selectorExpression(pods?.podSelector ?? {}), localCluster(world.settings)), world, element);
}
