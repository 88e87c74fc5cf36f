import type { Coverage } from '../../model/coverage.ts';
import type { Caveat } from '../../model/firewalls.ts';
import { isUnmodelledPolicy } from '../../resources/unmodelled-policy.ts';

/** One caveat for each kind of policy that is in the input and that this enforcer does not model. */
export function unmodelledKinds(coverage: Coverage): readonly Caveat[] {
  return coverage.kinds
    .filter(({ group, kind, isUnderstood }) => !isUnderstood && isUnmodelledPolicy(group, kind))
    .map(({ group, version, kind, count }): Caveat => ({
      code: 'KIND_NOT_MODELLED', resources: [],
      message: `${count} ${kind} (${group}/${version}) ${count === 1 ? 'is' : 'are'} not evaluated: the answer holds as far as the policies of Kubernetes itself go.`,
    }));
}
