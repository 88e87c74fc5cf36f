import type { ServiceBackend } from '../model/directory.ts';
import type { Labels } from '../model/label-expression.ts';
import { lastSeen } from '../model/last-seen.ts';
import type { Service, ServicePort } from './kinds.ts';
import type { ContainerPort } from './object.ts';
import type { Backends, BackendSources } from './service-directory.ts';

/**
 * The pods of the Service's namespace that its selector picks; finished ones are no endpoints (PD-9). Without slices
 * nothing tells which are ready, so every one counts, as in every question by labels (PD-11).
 */
export function backendsBySelector(service: Service, selector: Labels, sources: BackendSources): Backends {
  const { endpoints: { columns }, ready, declared } = sources;
  const wanted = Object.entries(selector);
  const isPicked = lastSeen((labels: Labels) => wanted.every(([key, value]) => labels[key] === value && !key.startsWith(FOREIGN)));
  const picked = sources.inNamespace(service.namespace).filter((end) => isPicked(columns.labelSets.at(columns.labels[end] as number).labels));
  const count = (among: readonly number[]): number => among.reduce((sum, end) => sum + (columns.pods[end] as number), 0);
  return {
    backends: picked.map((end): ServiceBackend => ({ end, families: 3, targets: service.ports.map((port) => targetOf(port, declared(end))) })),
    total: count(picked), ready: count(picked.filter((end) => ready[end] === 1)), gap: null,
  };
}

/** What the labels of a pod's namespace and node begin with among the labels of an endpoint: no selector of a Service means those. */
const FOREIGN = '@';

/** The number of the port at one pod: by name and protocol the first that is declared, restartable init containers last (PD-16). */
export function targetOf({ targetPort, protocol, port }: ServicePort, ports: readonly ContainerPort[]): number | null {
  if (targetPort === null) return port;
  if (typeof targetPort === 'number') return targetPort;
  return ports.find((declared) => declared.name === targetPort && declared.protocol === protocol)?.port ?? null;
}
