import { NAMESPACE_KEY } from '../../model/effective-labels.ts';
import { allOf, matchesLabels, type LabelExpression } from '../../model/label-expression.ts';
import type { CiliumService } from '../../policies/cilium/manifest.ts';
import type { Service } from '../../resources/kinds.ts';
import type { Snapshot } from '../../resources/snapshot.ts';
import { cidrPeers, type CidrWorld } from './cidr-peers.ts';
import { peersOf, unitePeers, type Peers, type PeerWorld } from './peers.ts';
import type { Requirements } from './requirements.ts';
import { localCluster, plainExpression } from './selectors.ts';
import { isAtLeast } from './version.ts';

/** What resolving a Service needs. */
export interface ServiceWorld extends PeerWorld, CidrWorld {
  readonly snapshot: Pick<Snapshot<unknown>, 'services' | 'endpointSlices'>;
  readonly serviceLabels: (service: Service) => Readonly<Record<string, string>>;
  /** Whether anybody looks at DNS queries, so that addresses may be known by name. */
  readonly learnsNames: boolean;
  /** Of the direction that is being lowered. */
  readonly requirements: Requirements;
}

/** The peers behind the Services of one element; null where they resolve to nothing. */
export function servicePeers({ k8sService, k8sServiceSelector }: CiliumService, element: number, required: LabelExpression, world: ServiceWorld): Peers | null {
  const namespace = (k8sService?.namespace ?? k8sServiceSelector?.namespace) || null;
  const labels = k8sServiceSelector?.selector ? plainExpression(k8sServiceSelector.selector, ({ key }) => [key]) : null;
  const found = world.snapshot.services.filter((service) => (namespace === null || service.namespace === namespace) && (k8sService ? service.name === k8sService.serviceName : labels !== null && matchesLabels(labels, world.serviceLabels(service))));
  const lists = found.flatMap((service): readonly Peers[] => {
    const peers = peersBehind(service, element, required, world);
    return peers === null ? [] : [peers];
  });
  return lists.length === 0 ? null : unitePeers(lists);
}

function peersBehind(service: Service, element: number, required: LabelExpression, world: ServiceWorld): Peers | null {
  const { selector, namespace } = service;
  if (selector !== null && Object.keys(selector).length > 0) {
    // Before 1.17 only Services without a selector were looked at.
    if (!isAtLeast(world.settings.version, [1, 17, 0])) return null;
    const requirements = Object.entries(selector).map(([key, value]): LabelExpression => ({ op: 'in', key, values: [value] }));
    return peersOf(allOf({ op: 'in', key: NAMESPACE_KEY, values: [namespace] }, ...requirements, localCluster(world.settings), required), world, element);
  }
  const addresses = world.snapshot.endpointSlices.filter((slice) => slice.namespace === namespace && slice.serviceName === service.name).flatMap((slice) => slice.endpoints.flatMap((endpoint) => endpoint.addresses));
  return addresses.length === 0 ? null : addresses.flatMap((address) => cidrPeers(address, [], element, world));
}
