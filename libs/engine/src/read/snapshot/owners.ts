import type { OwnerReference } from '../../resources/object.ts';
import { workloadRef } from '../../resources/reference.ts';
import type { UnlinkedWorkload } from '../../resources/workload.ts';

/** Workloads by reference. */
export type WorkloadIndex = ReadonlyMap<string, Pick<UnlinkedWorkload, 'owner' | 'namespace'>>;

/** Kubernetes' own random names leave out vowels and what looks like them. */
const SAFE_ENDING = /-[bcdfghjklmnpqrstvwxz2456789]{8,10}$/;
const SCHEDULE_ENDING = /-\d{8,10}$/;

/** The owner of a ReplicaSet or Job that is not in the input, as its name tells. */
function inferredOwner({ kind, name }: OwnerReference, podTemplateHash: string | undefined): OwnerReference | null {
  if (kind === 'ReplicaSet') {
    const hash = podTemplateHash ? `-${podTemplateHash}` : undefined;
    const stem = hash !== undefined && name.endsWith(hash) ? name.slice(0, -hash.length) : SAFE_ENDING.test(name) ? name.replace(SAFE_ENDING, '') : '';
    return stem === '' ? null : { group: 'apps', kind: 'Deployment', name: stem };
  }
  const stem = kind === 'Job' && SCHEDULE_ENDING.test(name) ? name.replace(SCHEDULE_ENDING, '') : '';
  return stem === '' ? null : { group: 'batch', kind: 'CronJob', name: stem };
}

/**
 * The references of an object's owners, from the direct one to the top. The chain ends at a kind that is no workload of
 * Kubernetes' own, and at a repetition.
 */
export function ownerChain(owner: OwnerReference | null, namespace: string, podTemplateHash: string | undefined, workloads: WorkloadIndex): readonly string[] {
  const chain: string[] = [];
  for (let at = owner; at !== null;) {
    const ref = workloadRef(at.kind, namespace, at.name);
    if (ref === undefined || at.kind === 'Pod' || chain.includes(ref)) return chain;
    chain.push(ref);
    const known = workloads.get(ref);
    at = known === undefined ? inferredOwner(at, podTemplateHash) : known.owner;
  }
  return chain;
}
