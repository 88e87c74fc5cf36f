import type { Coverage } from '../../model/coverage.ts';
import { NAMESPACE_KEY } from '../../model/effective-labels.ts';
import type { ExplanationCode } from '../../model/explanation-code.ts';
import type { Direction, Origin, Rule, Tier } from '../../model/firewalls.ts';
import { expressionText, MATCH_NONE, type LabelExpression } from '../../model/label-expression.ts';
import type { PolicyDocument } from '../../policies/document.ts';
import { isolatedDirections, lowerNetworkPolicy, subjectOf } from './network-policy.ts';
import { originOf } from './origin.ts';
import type { ReferenceSettings } from './settings.ts';

/**
 * The tier of all NetworkPolicies in one direction: what their rules admit, the own node's exemption, and one
 * closing deny for each policy that isolates (NP-11, NP-13, PD-1).
 */
export function networkPolicyTier(policies: readonly PolicyDocument[], coverage: Coverage, direction: Direction, settings: ReferenceSettings): Tier {
  const allows: Rule[] = []; const isolations: Rule[] = [];
  for (const policy of policies) {
    if (policy.api !== 'network-policy' || policy.state === 'unreadable') continue;
    const lowered = policy.manifest === null ? undefined : lowerNetworkPolicy(policy, policy.manifest, direction, settings);
    if (lowered === undefined) continue;
    for (const rule of lowered.allows) allows.push(rule);
    isolations.push(lowered.isolation);
  }
  const unknowns = unknownNetworkPolicies(policies, coverage);
  const denies = [...isolations, ...unknowns.filter((rule) => rule.action === 'deny')];
  return {
    kind: 'NETWORK_POLICY', name: 'NetworkPolicy', reading: 'union',
    rules: [...allows, ...exemptions(denies), ...unknowns.filter((rule) => rule.action === 'allow'), ...denies],
  };
}

/**
 * Where a NetworkPolicy ends the decision for its pods in both directions, the baseline is not asked about the direction
 * that no policy isolates either (U11).
 */
export function otherDirectionTier(policies: readonly PolicyDocument[], direction: Direction): Tier {
  const rules = policies.flatMap((policy): Rule[] => {
    if (policy.api !== 'network-policy' || policy.manifest === null || isolatedDirections(policy.manifest.spec).includes(direction)) return [];
    return [{
      action: 'allow', own: subjectOf(policy.manifest), peers: 'any', traffic: 'any', certainty: 'certain', code: 'FINAL_FOR_POD', role: 'rule', origin: originOf(policy, '/spec', null),
    }];
  });
  return { kind: 'NETWORK_POLICY', name: 'NetworkPolicy of the other direction', reading: 'first-match', rules };
}

/**
 * Traffic between a pod and its own node passes isolation (PD-1). One rule for each set of pods that a policy
 * isolates and not one for all, since for a pod that none isolates the later tiers still speak (AN-17).
 */
function exemptions(denies: readonly Rule[]): readonly Rule[] {
  const owns = new Map(Array.from(new Set(denies.map(({ own }) => own)), (own) => [textOf(own), own] as const));
  return [...owns.values()].map((own): Rule => ({
    action: 'allow', own, peers: [{ host: 'local', element: null }], traffic: 'any', certainty: 'certain', code: 'OWN_NODE_ALLOWED', role: 'default', origin: null,
  }));
}

/** Both directions of a policy stand in front of the same pods. */
function textOf(own: LabelExpression): string {
  let text = texts.get(own);
  if (text === undefined) {
    text = expressionText(own);
    texts.set(own, text);
  }
  return text;
}

const texts = new WeakMap<LabelExpression, string>();

/** A policy of unknown content: it may isolate, and it may admit anything that another policy's isolation would drop. */
function perhapsAnything(own: LabelExpression, code: ExplanationCode, origin: Origin | null): readonly Rule[] {
  const unknown = { own, peers: 'any', traffic: 'any', certainty: 'uncertain', code, origin } as const;
  return [{ ...unknown, action: 'allow', role: 'rule' }, { ...unknown, action: 'deny', role: 'isolation' }];
}

/** What NetworkPolicies that could not be read, or were not collected, may do: allows that count perhaps, and denies that do. */
export function unknownNetworkPolicies(policies: readonly PolicyDocument[], coverage: Coverage): readonly Rule[] {
  const unreadable = policies.filter(({ api, state }) => api === 'network-policy' && state === 'unreadable');
  const uncollected = uncollectedNamespaces(coverage);
  return [
    ...unreadable.flatMap((policy) => perhapsAnything({ op: 'in', key: NAMESPACE_KEY, values: [policy.namespace] }, 'POLICY_UNREADABLE', originOf(policy, '', null))),
    ...(uncollected.op === 'none' ? [] : perhapsAnything(uncollected, 'KIND_NOT_COLLECTED', null)),
  ];
}

/** Pods of the namespaces whose NetworkPolicies the input says it did not collect. */
function uncollectedNamespaces(coverage: Coverage): LabelExpression {
  if (coverage.collection === undefined) return MATCH_NONE;
  const collected = coverage.collection.collected.filter(({ group, kind }) => group === 'networking.k8s.io' && kind === 'NetworkPolicy').map(({ namespaces }) => namespaces);
  if (collected.includes('*')) return MATCH_NONE;
  const values = collected.flatMap((namespaces) => (namespaces === '*' ? [] : namespaces));
  const pods: LabelExpression = { op: 'exists', key: NAMESPACE_KEY };
  return values.length === 0 ? pods : { op: 'and', of: [pods, { op: 'notIn', key: NAMESPACE_KEY, values }] };
}
