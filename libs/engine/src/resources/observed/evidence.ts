import type { Evidence } from '../../model/enforcement.ts';
import type { ResourceIdentity } from '../../model/location.ts';
import type { Reading } from './readings.ts';
import type { AgentSighting } from './sightings.ts';

/** How much each class of observation can be relied on, from 0 to 1. */
export const WEIGHTS = { readyAgent: 0.95, workload: 0.9, workloadWithoutStatus: 0.75, proof: 0.9, configuration: 0.85, podAnnotation: 0.6, node: 0.5, grants: 0.4, distribution: 0.3, definitions: 0.2 } as const;

const identity = ({ group, kind, namespace, name }: ResourceIdentity): ResourceIdentity => ({ group, kind, namespace, name });

/** The workload and the first pod that show an agent. */
export function agentEvidence({ workloads, pods }: AgentSighting, says: string): readonly Evidence[] {
  return [
    ...workloads.map(({ workload, container }): Evidence => ({ resource: identity(workload), field: `spec.template.spec.containers[${container.name}].image`, value: container.image, says, weight: workload.desired === null ? WEIGHTS.workloadWithoutStatus : WEIGHTS.workload, mayBeStale: false })),
    ...pods.slice(0, 1).map(({ pod, container }): Evidence => ({ resource: identity(pod), field: `spec.containers[${container.name}].image`, value: container.image, says, weight: WEIGHTS.readyAgent, mayBeStale: false })),
  ];
}

/** A setting that was read. */
export const readingEvidence = (reading: Reading | undefined, says: string, weight: number = WEIGHTS.configuration): readonly Evidence[] =>
  (reading === undefined ? [] : [{ resource: reading.resource, field: reading.field, value: reading.value ?? '', says, weight, mayBeStale: false }]);

/** An object that only a living enforcer writes, or a trace of one. */
export const objectEvidence = (resource: ResourceIdentity, field: string, value: string, says: string, weight: number, mayBeStale = false): Evidence => ({ resource: identity(resource), field, value, says, weight, mayBeStale });

/** A node. */
export const nodeIdentity = (name: string): ResourceIdentity => ({ group: '', kind: 'Node', namespace: '', name });
