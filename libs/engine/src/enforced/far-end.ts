import { enforcedKey, takenKey } from '../model/effective-labels.ts';
import type { Endpoint, Firewalls, PeerCondition, Rule } from '../model/firewalls.ts';
import { allOf, anyOf, matchesLabels, type LabelExpression } from '../model/label-expression.ts';

/** Marks the endpoints whose packets an agent takes: those that it filters and that a policy selects, in whichever direction. */
export function markTaken(endpoints: readonly Endpoint[], { tiers }: Firewalls, name: string): readonly Endpoint[] {
  const isolating = [...tiers.ingress, ...tiers.egress].flatMap(({ rules }) => rules).filter(({ role, certainty }) => role === 'isolation' && certainty === 'certain');
  const selected = anyOf(...isolating.map(({ own }) => own));
  const isTaken = ({ labels }: Endpoint): boolean => Object.hasOwn(labels, enforcedKey(name)) && matchesLabels(selected, labels);
  return endpoints.map((endpoint) => (isTaken(endpoint) ? { ...endpoint, labels: { ...endpoint.labels, [takenKey(name)]: '' } } : endpoint));
}

/** A deny once more, for peers whose own agent judges by it, wherever the endpoint runs that it protects. */
export function farEndDenies(rule: Rule, name: string): readonly Rule[] {
  const taken: LabelExpression = { op: 'exists', key: takenKey(name) };
  const peers: readonly PeerCondition[] = rule.peers === 'any' ? [{ labels: taken, element: null }] : rule.peers.map(({ labels, ...condition }) => ({ ...condition, labels: labels === undefined ? taken : allOf(labels, taken) }));
  return [{ ...rule, peers }];
}
