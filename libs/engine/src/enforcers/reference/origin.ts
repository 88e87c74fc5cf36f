import type { Origin } from '../../model/firewalls.ts';
import type { PolicyDocument } from '../../policies/document.ts';

/** The place in a policy that a rule comes from; rule null is the policy as a whole. */
export function originOf(policy: PolicyDocument, pointer: string, rule: number | null, ruleName: string | null = null): Origin {
  const { group, kind, namespace, name, source } = policy;
  return { group, kind, namespace, name, rule, ruleName, pointer, source };
}
