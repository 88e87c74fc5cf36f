import { parseAddress } from '../model/address.ts';
import type { Directory, ServiceAddress, ServiceFacts } from '../model/directory.ts';
import type { FamilyMask } from '../model/connection-set.ts';
import type { EndpointTable } from '../model/endpoints/table.ts';
import type { AbsentEndpoint } from '../model/firewalls.ts';
import { backendSources } from './backend-sources.ts';
import { backendsBySelector } from './backends-by-selector.ts';
import { backendsBySlices } from './backends-by-slices.ts';
import type { EndpointSlice, Service } from './kinds.ts';
import type { ContainerPort } from './object.ts';

/** What Services are worked out from, and no more: a view that outlives its snapshot keeps this alive. */
export interface ServiceMaterial {
  readonly services: readonly Service[];
  readonly slices: readonly EndpointSlice[];
  readonly endpoints: EndpointTable;
  /** Pods that take no part in traffic. */
  readonly absent: readonly AbsentEndpoint[];
  /** By endpoint, 1 where it runs and is not being deleted, or stands for pods. */
  readonly ready: Uint8Array;
  /** What the containers of an endpoint declare, whether rules can name it or not. */
  readonly declared: (endpoint: number) => readonly ContainerPort[];
}

/** What backends are found among. */
export interface BackendSources extends Omit<ServiceMaterial, 'slices' | 'services'> {
  readonly slices: ReadonlyMap<string, readonly EndpointSlice[]>;
  /** Pods, and workloads that stand for pods, in order of position. */
  readonly inNamespace: (namespace: string) => readonly number[];
  /** Names of pods that have finished. */
  readonly finishedIn: (namespace: string) => ReadonlySet<string>;
  /** Position among the endpoints, by reference. */
  readonly byRef: ReadonlyMap<string, number>;
  /** Position of one endpoint that has the address; of a node before the host-network pods on it. */
  readonly byAddress: ReadonlyMap<string, number>;
}

export type Backends = Pick<ServiceFacts, 'backends' | 'total' | 'ready' | 'gap'>;

type ServiceLookups = Pick<Directory, 'service' | 'serviceNames' | 'serviceAddresses'>;

const materials = new WeakMap<Directory['service'], ServiceMaterial>();

/** What the Services of a directory are worked out from; undefined where something else than {@link serviceDirectory} made it. */
export const materialOf = ({ service }: Directory): ServiceMaterial | undefined => materials.get(service);

/**
 * The Services of a cluster with what stands behind them: the EndpointSlices where there are some, else the pods that
 * the selector picks. Nothing is worked out before the first Service is asked for.
 *
 * @see docs/semantics/kubernetes.md#PD-15
 */
export function serviceDirectory(material: ServiceMaterial): ServiceLookups {
  let services: ReadonlyMap<string, Service> | undefined; let sources: BackendSources | undefined; let addresses: readonly ServiceAddress[] | undefined;
  const known = new Map<Service, ServiceFacts>();
  const byName = (): ReadonlyMap<string, Service> => services ??= new Map(material.services.map((service) => [`${service.namespace}/${service.name}`, service]));
  const lookups: ServiceLookups = {
    serviceNames: () => [...byName().keys()],
    serviceAddresses: () => addresses ??= [...byName().values()].flatMap(addressesOf),
    service(namespace, name) {
      const service = byName().get(`${namespace}/${name}`);
      if (service === undefined) return undefined;
      let facts = known.get(service);
      if (facts === undefined) {
        sources ??= backendSources(material);
        facts = factsOf(service, sources);
        known.set(service, facts);
      }
      return facts;
    },
  };
  materials.set(lookups.service, material);
  return lookups;
}

function addressesOf({ namespace, name, clusterIPs, externalIPs, loadBalancerAddresses }: Service): readonly ServiceAddress[] {
  return [...clusterIPs, ...externalIPs, ...loadBalancerAddresses].flatMap((text) => {
    const address = parseAddress(text);
    return address === undefined ? [] : [{ address, resource: { group: '', kind: 'Service', namespace, name } }];
  });
}

function factsOf(service: Service, sources: BackendSources): ServiceFacts {
  const { namespace, name, type, isHeadless, externalName, clusterIPs, ports } = service;
  return {
    resource: { group: '', kind: 'Service', namespace, name }, kind: type === 'ExternalName' ? 'name' : isHeadless ? 'headless' : 'translated', externalName,
    families: familiesOf(clusterIPs), ports: ports.map(({ name: portName, protocol, port }) => ({ name: portName, protocol, port })), ...backendsOf(service, sources),
  };
}

function familiesOf(addresses: readonly string[]): FamilyMask {
  let mask = 0;
  for (const address of addresses) mask |= address.includes(':') ? 2 : 1;
  return mask === 0 ? 3 : mask as FamilyMask;
}

function backendsOf(service: Service, sources: BackendSources): Backends {
  const slices = sources.slices.get(`${service.namespace}/${service.name}`);
  if (slices !== undefined) return backendsBySlices(service, slices, sources);
  // An empty selector does not survive a round trip through the API server: it is none.
  if (service.selector !== null && Object.keys(service.selector).length > 0) return backendsBySelector(service, service.selector, sources);
  return { backends: [], total: 0, ready: 0, gap: service.type === 'ExternalName' || sources.slices.size > 0 ? null : 'it has no selector, and no EndpointSlice was collected' };
}
