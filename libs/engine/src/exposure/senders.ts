import { NO_ADDRESSES } from '../model/address.ts';
import type { Labels } from '../model/label-expression.ts';
import { resolveEndpoint } from '../references/resolve-endpoint.ts';
import type { Gateway, OpenShiftRoute } from '../resources/gateway-kinds.ts';
import type { Ingress } from '../resources/kinds.ts';
import { GATEWAY_LABELS, KNOWN_CONTROLLERS, ROUTER_LABEL, type KnownController } from './controllers.ts';
import type { Sender } from './entry.ts';
import { podsWithLabels, type Scene } from './scene.ts';
import { fromInternet } from './service-entries.ts';

/** Nobody's namespace: an answer by it says what is open to a pod of which nothing is known. */
const ANYWHERE = 'hypothetical:ingress-controller{}';

/** Who hands on requests, found once for each class. */
export interface Senders {
  readonly ofIngress: (ingress: Ingress) => Sender;
  readonly ofGateway: (gateway: Gateway) => Sender;
  readonly ofRoute: (route: OpenShiftRoute) => Sender;
}

export function createSenders(scene: Scene): Senders {
  const known = new Map<string, Sender>();
  const once = (key: string, find: () => Sender): Sender => {
    const found = known.get(key) ?? find();
    known.set(key, found);
    return found;
  };
  return {
    ofIngress: (ingress) => once(`ingress ${ingress.ingressClassName ?? ''} ${ingress.addresses.join(' ')}`, () => ingressSender(scene, ingress)),
    ofGateway: (gateway) => once(`gateway ${gateway.namespace}/${gateway.name}`, () => gatewaySender(scene, gateway)),
    ofRoute: ({ routers }) => once(`route ${routers.join(' ')}`, () => routerSender(scene, routers)),
  };
}

function found({ view, peers }: Scene, endpoints: readonly number[]): Sender | null {
  if (endpoints.length === 0) return null;
  const refs = [...new Set(endpoints.map((index) => peers.groups[peers.ofEndpoint[index] ?? -1]?.peer.ref ?? view.firewalls.endpoints.at(index)?.ref ?? ''))];
  const ref = refs.join(' ');
  return { source: { ref, assumption: null }, selection: { ref, endpoints: [...endpoints].sort((a, b) => a - b), external: NO_ADDRESSES, caveats: [] } };
}

function assumed({ view }: Scene, what: string): Sender {
  return { source: { ref: ANYWHERE, assumption: `${what} was not found among the pods; a pod without labels in a namespace of its own stands for it` }, selection: resolveEndpoint(view, ANYWHERE) };
}

/** The controllers that serve a class by its own word, else by the names that classes have in manuals. */
function controllersOf(controller: string | undefined, className: string | null): readonly KnownController[] {
  if (controller !== undefined && controller !== '') return KNOWN_CONTROLLERS.filter((each) => controller.startsWith(each.controller));
  return className === null ? KNOWN_CONTROLLERS : KNOWN_CONTROLLERS.filter(({ classNames }) => classNames.includes(className));
}

function ingressSender(scene: Scene, { ingressClassName, addresses }: Ingress): Sender {
  const { ingressClasses } = scene.snapshot;
  const served = ingressClasses.find(({ name, isDefault }) => (ingressClassName === null ? isDefault : name === ingressClassName));
  const known = controllersOf(served?.controller, ingressClassName);
  const byLabels = known.map(({ labels }) => firstWithLabels(scene, labels)).filter((pods) => pods.length > 0);
  // Without a class, only a controller that is alone in the cluster is surely the one.
  const certain = served !== undefined || ingressClassName !== null ? byLabels : byLabels.length === 1 ? byLabels : [];
  const what = ingressClassName === null ? 'The ingress controller' : `The controller of class ${ingressClassName}`;
  return found(scene, behindAddresses(scene, addresses)) ?? found(scene, certain[0] ?? []) ?? outside(scene, known, what) ?? assumed(scene, what);
}

function firstWithLabels(scene: Scene, alternatives: readonly Labels[]): readonly number[] {
  for (const labels of alternatives) {
    const pods = podsWithLabels(scene, labels);
    if (pods.length > 0) return pods;
  }
  return [];
}

/** A controller publishes the addresses of its own Service on what it serves. */
function behindAddresses({ snapshot, view }: Scene, addresses: readonly string[]): readonly number[] {
  if (addresses.length === 0) return [];
  const serves = snapshot.services.filter((service) => [...service.loadBalancerAddresses, ...service.loadBalancerHostnames, ...service.externalIPs, ...service.clusterIPs].some((address) => addresses.includes(address)));
  return [...new Set(serves.flatMap(({ namespace, name }) => view.firewalls.directory?.service(namespace, name)?.backends ?? []).flatMap(({ end }) => (typeof end === 'number' ? [end] : [])))];
}

/** Load balancers of clouds run beside the cluster, so pods see an address outside it. */
function outside(scene: Scene, known: readonly KnownController[], what: string): Sender | null {
  const [first] = known;
  if (first === undefined || known.some(({ labels }) => labels.length > 0)) return null;
  return { ...fromInternet(scene), source: { ref: scene.internet.ref, assumption: `${what} is a load balancer outside the cluster; its addresses are not known, so those of the internet stand for them` } };
}

function gatewaySender(scene: Scene, gateway: Gateway): Sender {
  const what = `The proxy of Gateway ${gateway.namespace}/${gateway.name}`;
  const controller = scene.gatewayClasses.get(gateway.gatewayClassName)?.controller;
  const own = GATEWAY_LABELS.map(({ name, namespace }) => (namespace === null ? podsWithLabels(scene, { [name]: gateway.name }, gateway.namespace) : podsWithLabels(scene, { [name]: gateway.name, [namespace]: gateway.namespace }))).find((pods) => pods.length > 0);
  const known = controllersOf(controller, gateway.gatewayClassName);
  const byLabels = known.map(({ labels }) => firstWithLabels(scene, labels)).find((pods) => pods.length > 0);
  return found(scene, own ?? []) ?? found(scene, behindAddresses(scene, gateway.addresses)) ?? found(scene, byLabels ?? []) ?? outside(scene, known, what) ?? assumed(scene, what);
}

function routerSender(scene: Scene, routers: readonly string[]): Sender {
  const names = routers.length === 0 ? ['default'] : routers;
  return found(scene, names.flatMap((name) => podsWithLabels(scene, { [ROUTER_LABEL]: name }))) ?? assumed(scene, 'The router');
}
