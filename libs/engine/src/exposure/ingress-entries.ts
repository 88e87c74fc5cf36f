import type { Ingress, IngressBackend, ServicePort } from '../resources/kinds.ts';
import { entriesTo, joinFound, type Found, type Wanted } from './entry.ts';
import type { Scene } from './scene.ts';
import type { Senders } from './senders.ts';

/** What Ingresses let in: one way for each of their Services' ports. */
export function ingressEntries(scene: Scene, senders: Senders): Found {
  return joinFound(scene.snapshot.ingresses.map((ingress) => joinFound(backendsOf(ingress).map(({ backend, hostnames, paths }) => entriesTo(
    scene, { kind: 'INGRESS', resource: { group: 'networking.k8s.io', kind: 'Ingress', namespace: ingress.namespace, name: ingress.name }, hostnames, paths, addresses: ingress.addresses },
    senders.ofIngress(ingress), [wantedOf(ingress.namespace, backend)],
  )))));
}

interface Served { readonly backend: IngressBackend; readonly hostnames: readonly string[]; readonly paths: readonly string[] }

function backendsOf({ rules, defaultBackend }: Ingress): readonly Served[] {
  const served = Map.groupBy([...rules, ...(defaultBackend === null ? [] : [{ host: null, path: null, backend: defaultBackend }])], ({ backend }) => JSON.stringify(backend));
  return [...served.values()].flatMap((same) => same.slice(0, 1).map(({ backend }) => ({
    backend, hostnames: distinct(same.map(({ host }) => host)), paths: distinct(same.map(({ path }) => path)),
  })));
}

const distinct = (texts: readonly (string | null)[]): readonly string[] => [...new Set(texts.filter((text) => text !== null))].sort();

const wantedOf = (namespace: string, { service, port }: IngressBackend): Wanted => ({ namespace, service, isPort: (candidate) => candidate.protocol === 'TCP' && isMeant(candidate, port) });

const isMeant = ({ name, port }: ServicePort, wanted: number | string | null): boolean => wanted === null || name === wanted || port === wanted;
