import type { ResourceIdentity } from '../model/location.ts';
import type { Gateway, GatewayListener, GatewayRoute, RouteBackend } from '../resources/gateway-kinds.ts';
import { entriesTo, joinFound, type Found, type Wanted } from './entry.ts';
import { commonHosts } from './hosts.ts';
import { isNamespaceSelected, type Scene } from './scene.ts';
import type { Senders } from './senders.ts';

const GROUP = 'gateway.networking.k8s.io';

/** What listeners of which protocols a kind of route attaches to. */
const PROTOCOLS: Readonly<Record<string, readonly string[]>> = {
  HTTPRoute: ['HTTP', 'HTTPS'], GRPCRoute: ['HTTP', 'HTTPS'], TLSRoute: ['TLS', 'HTTPS'], TCPRoute: ['TCP', 'TLS'], UDPRoute: ['UDP'],
};

/** What routes of the Gateway API let in: one way for each of their Gateways. */
export function gatewayEntries(scene: Scene, senders: Senders): Found {
  return joinFound(scene.snapshot.gatewayRoutes.flatMap((route) => {
    const gateways = new Set(route.parents.map(({ namespace, gateway }) => `${namespace}/${gateway}`));
    return [...gateways].map((name) => entriesOf(scene, senders, route, name));
  }));
}

function entriesOf(scene: Scene, senders: Senders, route: GatewayRoute, gatewayName: string): Found {
  const resource: ResourceIdentity = { group: GROUP, kind: route.kind, namespace: route.namespace, name: route.name };
  const leadsNowhere = (reason: string): Found => ({ entries: [], deadEnds: [{ kind: 'GATEWAY', resource, reason }] });
  const gateway = scene.gateways.get(gatewayName);
  if (gateway === undefined) return leadsNowhere(`there is no Gateway ${gatewayName}`);
  const attached = gateway.listeners.filter((listener) => isAttached(scene, gateway, listener, route));
  if (attached.length === 0) return leadsNowhere(`no listener of Gateway ${gatewayName} takes it`);
  const facts = {
    kind: 'GATEWAY', resource, parent: { group: GROUP, kind: 'Gateway', namespace: gateway.namespace, name: gateway.name },
    hostnames: [...new Set(attached.flatMap(({ hostname }) => commonHosts(hostname, route.hostnames)))].sort(), addresses: gateway.addresses,
    ports: [...new Set(attached.flatMap(({ port }) => (port === null ? [] : [`${route.kind === 'UDPRoute' ? 'UDP' : 'TCP'} ${String(port)}`])))],
  } as const;
  const sender = senders.ofGateway(gateway);
  return joinFound(route.rules.map(({ paths, backends }) => {
    const granted = backends.filter((backend) => isGranted(scene, route, backend));
    const refused = backends.filter((backend) => !granted.includes(backend)).map(({ namespace, service }) => `no ReferenceGrant of namespace ${namespace} lets it send to Service ${namespace}/${service}`);
    const found = entriesTo(scene, { ...facts, paths }, sender, granted.map((backend) => wantedOf(route, backend)));
    return { entries: found.entries, deadEnds: [...found.deadEnds, ...refused.map((reason) => ({ kind: 'GATEWAY' as const, resource, reason }))] };
  }));
}

/** A listener takes routes that name it, that speak its protocol, from the namespaces it allows, for a host of its own. */
function isAttached(scene: Scene, gateway: Gateway, listener: GatewayListener, route: GatewayRoute): boolean {
  const isNamed = route.parents.some((parent) => parent.namespace === gateway.namespace && parent.gateway === gateway.name
    && (parent.listener === null || parent.listener === listener.name) && (parent.port === null || parent.port === listener.port));
  const isSpoken = listener.protocol === '' || (PROTOCOLS[route.kind] ?? []).includes(listener.protocol);
  const hasHosts = commonHosts(listener.hostname, route.hostnames).length > 0 || (listener.hostname === null && route.hostnames.length === 0);
  return isNamed && isSpoken && hasHosts && isAllowed(scene, gateway, listener, route.namespace);
}

function isAllowed(scene: Scene, gateway: Gateway, { allowedNamespaces }: GatewayListener, namespace: string): boolean {
  if (typeof allowedNamespaces === 'string') return allowedNamespaces === 'all' || namespace === gateway.namespace;
  return isNamespaceSelected(scene, namespace, allowedNamespaces);
}

/** Another namespace has to agree to have its Services sent to. */
function isGranted({ snapshot }: Scene, route: GatewayRoute, { namespace, service }: RouteBackend): boolean {
  return namespace === route.namespace || snapshot.referenceGrants.some((grant) => grant.namespace === namespace
    && grant.from.some((from) => from.kind === route.kind && from.namespace === route.namespace) && grant.services.some((granted) => granted === null || granted === service));
}

const wantedOf = ({ kind }: GatewayRoute, { namespace, service, port: wanted }: RouteBackend): Wanted => ({
  namespace, service, isPort: ({ protocol, port }) => protocol === (kind === 'UDPRoute' ? 'UDP' : 'TCP') && (wanted === null || port === wanted),
});
