import { groupedBy } from '../model/grouped-by.ts';
import type { Ingress, IngressBackend, ServicePort } from '../resources/kinds.ts';
import { entriesTo, joinFound, type Found, type Wanted } from './entry.ts';
import type { Scene } from './scene.ts';
import type { Senders } from './senders.ts';

/** What Ingresses let in: one way for each of their Services' ports. */
export function ingressEntries(scene: Scene, senders: Senders): Found {
  return joinFound(scene.snapshot.ingresses.map((ingress) => joinFound(backendsOf(ingress).map(({ backend, hostnames, paths }) => entriesTo(
    scene, { kind: 'INGRESS', resource: { group: 'networking.k8s.io', kind: 'Ingress', namespace: ingress.namespace, name: ingress.name }, hostnames, paths, addresses: ingress.addresses },
    senders.ofIngress(ingress), [wantedOf(scene, ingress.namespace, backend)],
  )))));
}

interface Served { readonly backend: IngressBackend; readonly hostnames: readonly string[]; readonly paths: readonly string[] }

function backendsOf({ rules, defaultBackend }: Ingress): readonly Served[] {
  const served = groupedBy([...rules, ...(defaultBackend === null ? [] : [{ host: null, path: null, backend: defaultBackend }])], ({ backend }) => JSON.stringify(backend));
  return [...served.values()].flatMap((same) => same.slice(0, 1).map(({ backend }) => ({
    backend, hostnames: distinct(same.map(({ host }) => host)), paths: distinct(same.map(({ path }) => path)),
  })));
}

const distinct = (texts: readonly (string | null)[]): readonly string[] => [...new Set(texts.filter((text) => text !== null))].sort();

/** The API means a port of the Service; where there is none, a common controller also takes a port of the pods. */
function wantedOf({ services }: Scene, namespace: string, { service, port }: IngressBackend): Wanted {
  const isMeant = (candidate: ServicePort): boolean => candidate.protocol === 'TCP' && (port === null || candidate.name === port || candidate.port === port);
  const isTarget = (candidate: ServicePort): boolean => candidate.protocol === 'TCP' && candidate.targetPort === port;
  return { namespace, service, isPort: services.get(`${namespace}/${service}`)?.ports.some(isMeant) === true ? isMeant : isTarget };
}
