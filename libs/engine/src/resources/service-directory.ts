import { parseAddress } from '../model/address.ts';
import type { Directory, ServiceAddress, ServiceFacts } from '../model/directory.ts';
import type { FamilyMask } from '../model/connection-set.ts';
import type { Endpoint } from '../model/firewalls.ts';
import { groupedBy } from '../model/grouped-by.ts';
import { backendsBySelector } from './backends-by-selector.ts';
import { backendsBySlices } from './backends-by-slices.ts';
import type { EndpointSlice, Pod, Service, Workload } from './kinds.ts';
import type { Snapshot } from './snapshot.ts';

/** What backends are found among. */
export interface BackendSources {
  readonly slices: ReadonlyMap<string, readonly EndpointSlice[]>;
  readonly pods: ReadonlyMap<string, readonly Pod[]>;
  readonly workloads: ReadonlyMap<string, readonly Workload[]>;
  readonly endpoints: readonly Endpoint[];
  /** Position among the endpoints, by reference. */
  readonly byRef: ReadonlyMap<string, number>;
  /** Position of one endpoint that has the address; of a node before the host-network pods on it. */
  readonly byAddress: ReadonlyMap<string, number>;
}

export type Backends = Pick<ServiceFacts, 'backends' | 'total' | 'ready' | 'gap'>;

/**
 * The Services of a snapshot with what stands behind them: the EndpointSlices where there are some, else the pods that
 * the selector picks. Nothing is worked out before the first Service is asked for.
 *
 * @see docs/semantics/kubernetes.md#PD-15
 */
export function serviceDirectory(snapshot: Snapshot<unknown>, endpoints: readonly Endpoint[], addressTexts: () => ReadonlyMap<string, number>): Pick<Directory, 'service' | 'serviceNames' | 'serviceAddresses'> {
  let services: ReadonlyMap<string, Service> | undefined; let sources: BackendSources | undefined; let addresses: readonly ServiceAddress[] | undefined;
  const known = new Map<Service, ServiceFacts>();
  const byName = (): ReadonlyMap<string, Service> => services ??= new Map(snapshot.services.map((service) => [`${service.namespace}/${service.name}`, service]));
  return {
    serviceNames: () => [...byName().keys()],
    serviceAddresses: () => addresses ??= [...byName().values()].flatMap(addressesOf),
    service(namespace, name) {
      const service = byName().get(`${namespace}/${name}`);
      if (service === undefined) return undefined;
      let facts = known.get(service);
      if (facts === undefined) {
        sources ??= sourcesOf(snapshot, endpoints, addressTexts());
        facts = factsOf(service, sources);
        known.set(service, facts);
      }
      return facts;
    },
  };
}

function addressesOf({ namespace, name, clusterIPs, externalIPs, loadBalancerAddresses }: Service): readonly ServiceAddress[] {
  return [...clusterIPs, ...externalIPs, ...loadBalancerAddresses].flatMap((text) => {
    const address = parseAddress(text);
    return address === undefined ? [] : [{ address, resource: { group: '', kind: 'Service', namespace, name } }];
  });
}

function sourcesOf(snapshot: Snapshot<unknown>, endpoints: readonly Endpoint[], byAddress: ReadonlyMap<string, number>): BackendSources {
  return {
    slices: groupedBy(snapshot.endpointSlices, ({ namespace, serviceName }) => `${namespace}/${serviceName ?? ''}`),
    pods: groupedBy(snapshot.pods, ({ namespace }) => namespace), workloads: groupedBy(snapshot.workloads, ({ namespace }) => namespace),
    endpoints, byRef: new Map(endpoints.map(({ ref, index }) => [ref, index])), byAddress,
  };
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
