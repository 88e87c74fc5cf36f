import type { Coverage } from '../../model/coverage.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { policyKind } from '../../policies/kinds.ts';
import type { Observed } from '../../resources/observed/observed.ts';

/** Agents by container with the groups of the policies that they read; a definition in one of the groups shows as much. */
const AGENTS = [{ container: 'calico-node', what: 'Calico', groups: ['projectcalico.org', 'crd.projectcalico.org'], command: 'kubectl get networkpolicies.crd.projectcalico.org,globalnetworkpolicies.crd.projectcalico.org,tiers.crd.projectcalico.org -A -o yaml' }] as const;

const DEFINITIONS = 'apiextensions.k8s.io/CustomResourceDefinition';

function isAtWork({ workloads, pods, objects }: Observed, container: string, groups: readonly string[]): boolean {
  return [...workloads, ...pods].some(({ agents }) => agents.some(({ name }) => name === container))
    || (objects.get(DEFINITIONS) ?? []).some(({ name }) => groups.includes(name.slice(name.indexOf('.') + 1)));
}

const isCollected = ({ kinds, collection }: Coverage, groups: readonly string[]): boolean =>
  [...kinds, ...(collection?.collected ?? [])].some(({ group, kind }) => groups.includes(group) && policyKind(group, kind) !== undefined);

/** A warning where an agent is at work whose own policies nobody has collected: a list by the bare kind leaves them out. */
export function uncollectedPolicies(observed: Observed, coverage: Coverage): readonly Diagnostic[] {
  return AGENTS.filter(({ container, groups }) => !isCollected(coverage, groups) && isAtWork(observed, container, groups)).map(({ what, command }): Diagnostic => ({
    severity: 'warning', code: 'POLICY_KINDS_NOT_COLLECTED',
    message: `The input shows ${what}, and none of its own policies, tiers and sets: \`kubectl get networkpolicies\` lists those of Kubernetes alone. If there are any, answers lack them; add the output of \`${command}\`.`,
  }));
}
