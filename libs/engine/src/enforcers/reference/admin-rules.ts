import type { AdminEgressPeer, AdminSubject } from '../../model/admin-tier/manifest.ts';
import { uniteAddresses } from '../../model/address.ts';
import { NAMESPACE_KEY, namespaceLabelKey, NODE_KEY, nodeLabelKey } from '../../model/effective-labels.ts';
import type { ExplanationCode } from '../../model/explanation-code.ts';
import type { Direction, PeerAssumption, PeerCondition, Rule } from '../../model/firewalls.ts';
import { allOf, type LabelExpression } from '../../model/label-expression.ts';
import type { AdminPolicy, AdminRule } from './admin-policy.ts';
import { namedBy, NOT_NAMED } from './domain-names.ts';
import { originOf } from './origin.ts';
import { rangeSet } from './range-set.ts';
import { selectorExpression } from './selector.ts';

/** Pods that have a network of their own; host traffic is never a subject and never a selected peer (PD-7, AN-6). */
export const PODS: LabelExpression = { op: 'exists', key: NAMESPACE_KEY };
/** Host traffic, and what is outside the cluster. */
const NO_PODS: LabelExpression = { op: 'missing', key: NAMESPACE_KEY };

/** What a rule may mean without its policy saying so, by the reason. */
type Doubt = Extract<ExplanationCode, 'DEPENDS_ON_DNS' | 'KIND_NOT_COLLECTED'>;

/** How peers that are no selectors of pods are read. */
export interface PeerReading { readonly areNodesKnown: boolean; readonly doNetworksMatchPods: boolean }

interface DoubtfulCondition { readonly condition: PeerCondition; readonly doubt: Doubt | null }

/**
 * The rules of one policy in one direction, in order. A rule that speaks about some peers only perhaps becomes two:
 * their action is the same, so their order says nothing.
 */
export function lowerAdminRules(policy: AdminPolicy, direction: Direction, reading: PeerReading): readonly Rule[] {
  const own = selected(policy.subject);
  return policy.rules[direction].flatMap((rule, index) => {
    const conditions = rule.peers.flatMap((peer, element) => peerConditions(peer, element, reading));
    return ([null, 'DEPENDS_ON_DNS', 'KIND_NOT_COLLECTED'] as const).flatMap((doubt) => {
      const peers = conditions.filter((one) => one.doubt === doubt).map(({ condition }) => condition);
      // A rule without peers that count still stands in explanations.
      return peers.length === 0 && (doubt !== null || conditions.length > 0) ? [] : [ruleOf(policy, rule, own, peers, direction, index, doubt)];
    });
  });
}

function ruleOf({ document, priority }: AdminPolicy, { action, name, traffic }: AdminRule, own: LabelExpression, peers: readonly PeerCondition[], direction: Direction, index: number, doubt: Doubt | null): Rule {
  // Own-node traffic is exempt from NetworkPolicies; nobody says whether a deny of an administrator reaches it (U15).
  const marked = action === 'deny' && direction === 'egress' ? peers.map((condition) => ({ ...condition, assumes: OWN_NODE_IS_DENIED })) : peers;
  return {
    action, own, peers: marked, traffic, certainty: doubt === null ? 'certain' : 'uncertain', role: 'rule', ...(doubt !== null && { code: doubt }), ...(priority !== undefined && { priority }),
    origin: originOf(document, `/spec/${direction}/${String(index)}`, index, name),
  };
}

const OWN_NODE_IS_DENIED: readonly PeerAssumption[] = [{
  peer: 'own-node', caveat: { code: 'OWN_NODE_DENIED', resources: [], message: 'An admin rule denies what a pod sends to its own node; upstream does not say whether such a rule reaches it, and here it is taken as written.' },
}];

/** Pods by the labels of their namespaces and their own; an empty selector takes in all (AN-5), an absent one too (CN-3). */
function selected({ namespaces, pods }: AdminSubject): LabelExpression {
  return allOf(PODS, selectorExpression(namespaces ?? pods?.namespaceSelector ?? {}, namespaceLabelKey), selectorExpression(pods?.podSelector ?? {}));
}

function peerConditions(peer: AdminEgressPeer, element: number, { areNodesKnown, doNetworksMatchPods }: PeerReading): readonly DoubtfulCondition[] {
  const { networks, nodes, domainNames } = peer;
  // Networks match whatever has the address, a pod too (AN-15), unless blocks are said to be for what is no pod (U2).
  if (networks) return [{ condition: { inside: uniteAddresses(...networks.map(rangeSet)), ...(!doNetworksMatchPods && { labels: NO_PODS }), element }, doubt: null }];
  if (nodes) return nodeConditions(selectorExpression(nodes, nodeLabelKey), element, areNodesKnown);
  // Which addresses a name stands for shows when the connection is made, and names of the cluster's own Services do not count (AN-18, CN-11).
  if (domainNames) return [{ condition: { labels: namedBy(domainNames), element }, doubt: null }, { condition: { labels: allOf(NO_PODS, NOT_NAMED), element }, doubt: 'DEPENDS_ON_DNS' }];
  return [{ condition: { labels: selected(peer), element }, doubt: null }];
}

/** Nodes and what shares their network (AN-16). Where Nodes were not collected, any address outside may be one's. */
function nodeConditions(labels: LabelExpression, element: number, areNodesKnown: boolean): readonly DoubtfulCondition[] {
  const condition: PeerCondition = { labels: allOf({ op: 'exists', key: NODE_KEY }, labels), host: 'any', element };
  return [{ condition, doubt: null }, ...(areNodesKnown ? [] : [{ condition: { labels: NO_PODS, element }, doubt: 'KIND_NOT_COLLECTED' } as const])];
}
