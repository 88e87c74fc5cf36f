import type { ServiceBackend } from '../model/directory.ts';
import type { Labels } from '../model/label-expression.ts';
import type { PodShape, Service, ServicePort } from './kinds.ts';
import type { Backends, BackendSources } from './service-directory.ts';

/** Something that a selector may pick. */
interface Candidate extends PodShape { readonly end: number; readonly pods: number; readonly isReady: boolean }

/**
 * The pods of the Service's namespace that its selector picks; finished ones are no endpoints (PD-9). Without slices
 * nothing tells which are ready, so every one counts, as in every question by labels (PD-11).
 */
export function backendsBySelector(service: Service, selector: Labels, sources: BackendSources): Backends {
  const wanted = Object.entries(selector);
  const picked = candidates(service.namespace, sources).filter(({ labels }) => wanted.every(([key, value]) => labels[key] === value));
  const count = (among: readonly Candidate[]): number => among.reduce((sum, { pods }) => sum + pods, 0);
  return {
    backends: picked.map((candidate): ServiceBackend => ({ end: candidate.end, families: 3, targets: service.ports.map((port) => targetOf(port, candidate)) })),
    total: count(picked), ready: count(picked.filter(({ isReady }) => isReady)), gap: null,
  };
}

function candidates(namespace: string, { pods, workloads, byRef, endpoints }: BackendSources): readonly Candidate[] {
  const found = (ref: string, shape: PodShape, isReady: boolean): readonly Candidate[] => {
    const end = byRef.get(ref);
    return end === undefined ? [] : [{ ...shape, end, isReady, pods: endpoints[end]?.pods ?? 1 }];
  };
  return [
    ...(pods.get(namespace) ?? []).flatMap((pod) => found(`pod:${pod.namespace}/${pod.name}`, pod, pod.phase === 'Running' && !pod.isTerminating)),
    ...(workloads.get(namespace) ?? []).flatMap((workload) => found(workload.ref, workload, true)),
  ].sort((a, b) => a.end - b.end);
}

/** The number of the port at one pod: by name and protocol the first that is declared, restartable init containers last (PD-16). */
export function targetOf({ targetPort, protocol, port }: ServicePort, { ports }: Pick<PodShape, 'ports'>): number | null {
  if (targetPort === null) return port;
  if (typeof targetPort === 'number') return targetPort;
  return ports.find((declared) => declared.name === targetPort && declared.protocol === protocol)?.port ?? null;
}
