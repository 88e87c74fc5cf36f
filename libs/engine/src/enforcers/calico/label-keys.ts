import { NAMESPACE_KEY, namespaceLabelKey } from '../../model/effective-labels.ts';
import type { LabelExpression } from '../../model/label-expression.ts';

/** Workload endpoints have it, and network sets as far as selectors go; with the value `k8s`. */
export const ORCHESTRATOR_KEY = '@orchestrator';
/** Name of an endpoint's service account. */
export const ACCOUNT_KEY = '@account';
/** Key of a label of a service account among effective labels. */
export const accountLabelKey = (key: string): string => `@account:${key}`;
/** Pods that are endpoints of their own have it, and nothing else. */
const POD_KEY = '@pod';
/** Nodes, and what shares their network, that a host endpoint stands in front of have it. */
export const HOST_ENDPOINT_KEY = '@host-endpoint';

/** What every workload endpoint has. */
export const podMark = { [POD_KEY]: '', [ORCHESTRATOR_KEY]: 'k8s' } as const;

/** The label that holds a namespace's or an account's own name among its labels. */
export const NAME_LABEL = 'projectcalico.org/name';

export const PODS: LabelExpression = { op: 'exists', key: POD_KEY };
export const HOST_ENDPOINTS: LabelExpression = { op: 'exists', key: HOST_ENDPOINT_KEY };

/** The condition as Calico reads it: selectors of Kubernetes see the labels that it derives, under their names. */
export function asSeen(expression: LabelExpression): LabelExpression {
  switch (expression.op) {
    case 'all': case 'none': return expression;
    case 'and': case 'or': return { op: expression.op, of: expression.of.map(asSeen) };
    case 'not': return { op: 'not', of: asSeen(expression.of) };
    default: return { ...expression, key: effectiveKey(expression.key) };
  }
}

const OWN_NAMES: Readonly<Record<string, string>> = { 'projectcalico.org/namespace': NAMESPACE_KEY, 'projectcalico.org/orchestrator': ORCHESTRATOR_KEY, 'projectcalico.org/serviceaccount': ACCOUNT_KEY };

/**
 * Key among effective labels of a label as selectors name it. What is derived of namespaces and accounts stands under
 * keys that no label can have, so that a pod's own labels of those names count for nothing.
 */
export function effectiveKey(key: string): string {
  if (key.startsWith('@')) return key;
  if (key.startsWith('pcns.')) return namespaceLabelKey(key.slice(5));
  if (key.startsWith('pcsa.')) return accountLabelKey(key.slice(5));
  return Object.hasOwn(OWN_NAMES, key) ? OWN_NAMES[key] ?? key : key;
}
