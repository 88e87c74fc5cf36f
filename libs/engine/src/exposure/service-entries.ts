import { isNoAddress, parseCidr, setOfRange, subtractAddresses, uniteAddresses } from '../model/address.ts';
import type { ResourceIdentity } from '../model/location.ts';
import { endpointIndex } from '../references/endpoint-index.ts';
import type { Service, ServicePort } from '../resources/kinds.ts';
import { entriesTo, joinFound, type Found, type Sender } from './entry.ts';
import type { Scene } from './scene.ts';

/** The outside itself: what policies see unless something rewrites it. */
export const fromInternet = ({ internet }: Scene): Sender => ({ source: { ref: internet.ref, assumption: null }, selection: internet });

const portText = ({ protocol }: ServicePort, number: number): string => `${protocol} ${String(number)}`;

/** Load balancers, ports of nodes and external addresses of Services. */
export function serviceEntries(scene: Scene): Found {
  return joinFound(scene.snapshot.services.map((service) => joinFound([loadBalancer(scene, service), nodePorts(scene, service), externalAddresses(scene, service)])));
}

const identityOf = ({ namespace, name }: Service): ResourceIdentity => ({ group: '', kind: 'Service', namespace, name });
const NOTHING: Found = { entries: [], deadEnds: [] };

function loadBalancer(scene: Scene, service: Service): Found {
  if (service.type !== 'LoadBalancer') return NOTHING;
  const addresses = [...service.loadBalancerAddresses, ...service.loadBalancerHostnames];
  const ports = service.ports.map((port) => portText(port, port.port));
  return entriesTo(scene, { kind: 'LOAD_BALANCER', resource: identityOf(service), addresses, ports }, senderOf(scene, service), [{ namespace: service.namespace, service: service.name, isPort: () => true }]);
}

/** A load balancer may let in some ranges only, which need not be public. */
function senderOf(scene: Scene, { loadBalancerSourceRanges }: Service): Sender {
  const ranges = loadBalancerSourceRanges.map((text) => parseCidr(text.trim())).filter((range) => range !== undefined);
  if (ranges.length === 0) return fromInternet(scene);
  const external = subtractAddresses(uniteAddresses(...ranges.map(setOfRange)), endpointIndex(scene.view).addresses);
  if (isNoAddress(external)) return fromInternet(scene);
  const ref = loadBalancerSourceRanges.map((text) => `ip:${text.trim()}`).join(' ');
  return { source: { ref, assumption: null }, selection: { ref, endpoints: [], external, caveats: [] } };
}

function nodePorts(scene: Scene, service: Service): Found {
  const open = service.ports.flatMap((port) => (port.nodePort === null ? [] : [portText(port, port.nodePort)]));
  const isOpen = service.type === 'NodePort' || (service.type === 'LoadBalancer' && open.length > 0);
  if (!isOpen) return NOTHING;
  // A manifest leaves it to the API server to pick the numbers.
  const isPort = (port: ServicePort): boolean => port.nodePort !== null || open.length === 0;
  return entriesTo(scene, { kind: 'NODE_PORT', resource: identityOf(service), ports: open }, fromInternet(scene), [{ namespace: service.namespace, service: service.name, isPort }]);
}

function externalAddresses(scene: Scene, service: Service): Found {
  if (service.externalIPs.length === 0) return NOTHING;
  const ports = service.ports.map((port) => portText(port, port.port));
  return entriesTo(scene, { kind: 'EXTERNAL_IP', resource: identityOf(service), addresses: service.externalIPs, ports }, fromInternet(scene), [{ namespace: service.namespace, service: service.name, isPort: () => true }]);
}
