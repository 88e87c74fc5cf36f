import { NAMESPACE_KEY } from '../../model/effective-labels.ts';
import type { Rule } from '../../model/firewalls.ts';
import type { LabelExpression } from '../../model/label-expression.ts';
import type { PolicyDocument } from '../../policies/document.ts';
import { originOf } from '../reference/origin.ts';
import { PODS } from './selectors.ts';

/** Policies of unknown content may select any pod that they can, and allow or deny it anything; a group of prefixes may be in any of them. */
export const unknownPolicies = (policies: readonly PolicyDocument[]): readonly Rule[] => policies.flatMap((policy): readonly Rule[] => {
  const own: LabelExpression = policy.namespace === '' ? PODS : { op: 'in', key: NAMESPACE_KEY, values: [policy.namespace] };
  const unknown = { own, peers: 'any', traffic: 'any', certainty: 'uncertain', code: 'POLICY_UNREADABLE', role: 'rule', origin: originOf(policy, '', null) } as const;
  return [{ ...unknown, action: 'allow' }, { ...unknown, action: 'deny' }];
});
