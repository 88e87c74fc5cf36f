import type { Coverage } from '../../model/coverage.ts';
import type { Caveat } from '../../model/firewalls.ts';
import { policyKind, type PolicyKind } from '../../policies/kinds.ts';
import { isUnmodelledPolicy } from '../../resources/unmodelled-policy.ts';

const UPSTREAM: ReadonlySet<PolicyKind['api'] | undefined> = new Set<PolicyKind['api'] | undefined>(['network-policy', 'admin-network-policy', 'cluster-network-policy']);

/** One caveat for each kind of policy that is in the input and that this enforcer does not model. */
export function unmodelledKinds(coverage: Coverage): readonly Caveat[] {
  return coverage.kinds
    .filter(({ group, kind, isUnderstood }) => isUnmodelledPolicy(group, kind) && !(isUnderstood && UPSTREAM.has(policyKind(group, kind)?.api)))
    .map(({ group, version, kind, count }): Caveat => ({
      code: 'KIND_NOT_MODELLED', resources: [],
      message: `${count} ${kind} (${group}/${version}) ${count === 1 ? 'is' : 'are'} not evaluated: the answer holds as far as the policies of Kubernetes itself go.`,
    }));
}
