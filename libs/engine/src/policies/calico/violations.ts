import { checkHostEndpoint, checkNetworkSet, checkTier } from './check-objects.ts';
import { checkPolicy, checkStaged } from './check-policy.ts';
import type { CalicoHead, CalicoPolicyManifest } from './manifest.ts';
import type { CalicoViolation, Tell } from './problem.ts';

/** An object of Calico whose structure is right. */
export interface CalicoObject extends CalicoHead { readonly kind: string; readonly spec: Readonly<Record<string, unknown>> }

/** What kinds of policies are. */
export const policyTraits = (kind: string): Pick<CalicoPolicyManifest, 'kind' | 'isStaged' | 'isGlobal'> => ({ kind: kind as CalicoPolicyManifest['kind'], isStaged: kind.startsWith('Staged'), isGlobal: kind.endsWith('GlobalNetworkPolicy') });

function check({ kind, spec, ...head }: CalicoObject, tell: Tell): void {
  switch (kind) {
    case 'Tier': checkTier(head.name, spec, tell); return;
    case 'NetworkSet': case 'GlobalNetworkSet': checkNetworkSet((spec as { readonly nets?: readonly string[] | null }).nets ?? [], head.labels, tell); return;
    case 'HostEndpoint': checkHostEndpoint(spec, tell); return;
    case 'StagedKubernetesNetworkPolicy': checkStaged(spec, tell); return;
    default: checkPolicy({ ...head, ...policyTraits(kind), spec: spec }, tell);
  }
}

/** Every rule of Calico's API that an object breaks, each with what Felix makes of it. */
export function calicoViolations(object: CalicoObject): readonly CalicoViolation[] {
  const violations: CalicoViolation[] = [];
  check(object, (pointer, problem, effect, message, layers = ['validator', 'definition']) => { violations.push({ pointer, problem, effect, message, layers }); });
  return violations;
}
