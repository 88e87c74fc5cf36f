import { describe, expect, it } from 'vitest';
import { connectionText } from '../model/connection-text.ts';
import { analyse } from '../pipeline.ts';
import { readTexts } from '../read/session.ts';
import { pod, policy } from '../testing/world.ts';
import type { ExposureAnswer, ExposureItem, ExposurePath } from './answers.ts';
import { exposureOf } from './exposure-of.ts';

const CLUSTER = `
{apiVersion: v1, kind: Namespace, metadata: {name: shop}}
---
{apiVersion: v1, kind: Namespace, metadata: {name: edge, labels: {role: edge}}}
---
${pod('shop/web', { labels: 'app: web', ip: '10.0.1.1', ports: '{name: http, containerPort: 8080}' })}
---
${pod('shop/db', { labels: 'app: db', ip: '10.0.1.2' })}
`;
const DENY = policy('shop/deny', 'podSelector: {}');
const metadata = (ref: string): string => `{namespace: ${ref.split('/')[0] ?? ''}, name: ${ref.split('/')[1] ?? ''}}`;
const service = (ref: string, spec: string, status = ''): string => `{apiVersion: v1, kind: Service, metadata: ${metadata(ref)}, spec: {selector: {app: web}, ${spec}}, status: {${status}}}`;
const WEB = service('shop/web', 'ports: [{name: www, port: 80, targetPort: http}]');
const ingress = (spec: string, status = ''): string => `{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {namespace: shop, name: front}, spec: {${spec}}, status: {${status}}}`;
const TO_WEB = 'backend: {service: {name: web, port: {name: www}}}';
const FRONT = ingress(`ingressClassName: nginx, rules: [{host: shop.example, http: {paths: [{path: /, ${TO_WEB}}, {path: /pay, ${TO_WEB}}]}}]`);
const NGINX = pod('edge/nginx', { labels: 'app.kubernetes.io/name: ingress-nginx, app.kubernetes.io/component: controller', ip: '10.0.9.1' });
const FROM_EDGE = policy('shop/edge', 'podSelector: {matchLabels: {app: web}}, ingress: [{from: [{namespaceSelector: {matchLabels: {role: edge}}}]}]');

function exposure(direction: 'ingress' | 'egress', ...more: readonly string[]): ExposureAnswer {
  const read = readTexts([{ file: 'a.yaml', text: [CLUSTER, ...more].join('\n---\n') }]);
  const { view, snapshot } = analyse(read.objects, read.coverage);
  return exposureOf(view, snapshot, { direction, groupBy: 'workload' });
}

const item = ({ items }: ExposureAnswer, ref: string): ExposureItem | undefined => items.find(({ peer }) => peer.ref === ref);
const way = (answer: ExposureAnswer, kind: ExposurePath['kind'], ref = 'pod:shop/web'): ExposurePath | undefined => item(answer, ref)?.via.find((path) => path.kind === kind);
const text = (path: ExposurePath | undefined): string => (path === undefined ? 'none' : connectionText(path.allowed));
const FROM_OUTSIDE = policy('shop/out', 'podSelector: {matchLabels: {app: web}}, ingress: [{from: [{ipBlock: {cidr: 0.0.0.0/0}}], ports: [{port: 8080}]}]');

describe('what the outside can reach', () => {
  it('is what a load balancer hands on and policies let in, at the port of the pods', () => {
    const balancer = service('shop/lb', 'type: LoadBalancer, ports: [{port: 443, targetPort: 8080, nodePort: 30443}, {port: 22}]', 'loadBalancer: {ingress: [{ip: 192.0.2.9}]}');
    const answer = exposure('ingress', balancer, DENY, FROM_OUTSIDE);
    expect(way(answer, 'LOAD_BALANCER')).toMatchObject({ resource: { kind: 'Service', namespace: 'shop', name: 'lb' }, addresses: ['192.0.2.9'], ports: ['TCP 443', 'TCP 22'], verdict: 'PARTIAL', source: { ref: 'internet', assumption: null } });
    expect(text(way(answer, 'LOAD_BALANCER'))).toBe('IPv4 TCP 8080');
    expect(way(answer, 'NODE_PORT')).toMatchObject({ ports: ['TCP 30443'], verdict: 'ALLOWED' });
    const row = item(answer, 'pod:shop/web');
    expect(connectionText(row?.allowed ?? [], row?.universe)).toBe('TCP 8080');
    expect(answer.items.map(({ peer }) => peer.ref)).toEqual(['pod:shop/web']);
  });

  it('keeps to the ranges that a load balancer lets in', () => {
    const balancer = service('shop/lb', 'type: LoadBalancer, loadBalancerSourceRanges: [198.51.100.0/24], ports: [{port: 443, targetPort: 8080}]');
    const narrow = policy('shop/out', 'podSelector: {matchLabels: {app: web}}, ingress: [{from: [{ipBlock: {cidr: 198.51.100.0/24}}]}]');
    expect(way(exposure('ingress', balancer, DENY, narrow), 'LOAD_BALANCER')).toMatchObject({ verdict: 'ALLOWED', source: { ref: 'ip:198.51.100.0/24' } });
  });

  it('counts node ports, external addresses and ports that pods open on their nodes', () => {
    const answer = exposure('ingress', service('shop/np', 'type: NodePort, ports: [{port: 80, targetPort: 8080, nodePort: 30080}], externalIPs: [192.0.2.7]'), pod('shop/agent', { labels: 'app: agent', ip: '10.0.1.3', ports: '{containerPort: 9100, hostPort: 19100}' }));
    expect(way(answer, 'NODE_PORT')).toMatchObject({ ports: ['TCP 30080'], resource: { kind: 'Service' } });
    expect(way(answer, 'EXTERNAL_IP')).toMatchObject({ addresses: ['192.0.2.7'], ports: ['TCP 80'] });
    const own = way(answer, 'NODE_PORT', 'pod:shop/agent');
    expect(own).toMatchObject({ resource: { kind: 'Pod', name: 'agent' }, ports: ['TCP 19100'] });
    expect(text(own)).toBe('IPv4 TCP 9100');
  });

  it('PD-6 counts pods on the network of their node, which no policy protects', () => {
    const answer = exposure('ingress', pod('shop/host', { ip: '172.18.0.1', spec: 'hostNetwork: true' }), DENY);
    expect(answer.items.map(({ peer, via }) => [peer.ref, via.map(({ kind }) => kind)])).toEqual([['pod:shop/host', ['HOST_NETWORK']]]);
  });

  it('tells apart what only direct routing to pods would reach', () => {
    expect(item(exposure('ingress'), 'pod:shop/db')).toMatchObject({ via: [{ kind: 'DIRECT_CIDR', resource: null }], verdict: 'ALLOWED' });
    expect(exposure('ingress', DENY).items).toEqual([]);
  });
});

describe('ways through controllers', () => {
  it('an Ingress is answered from the pods of its controller, with hosts and paths', () => {
    const answer = exposure('ingress', WEB, FRONT, NGINX, DENY, FROM_EDGE);
    const path = way(answer, 'INGRESS');
    expect(path).toMatchObject({ resource: { kind: 'Ingress', name: 'front' }, hostnames: ['shop.example'], paths: ['/', '/pay'], verdict: 'ALLOWED', source: { ref: 'pod:edge/nginx', assumption: null } });
    expect(text(path)).toBe('IPv4 TCP 8080');
  });

  it('says when it had to assume the sender, and judges by a pod of which nothing is known', () => {
    const answer = exposure('ingress', WEB, FRONT, DENY, FROM_EDGE);
    expect(answer.items).toEqual([]);
    expect(answer.blocked).toMatchObject([{ peer: { ref: 'pod:shop/web' }, front: { kind: 'INGRESS', source: { ref: 'hypothetical:ingress-controller{}', assumption: expect.stringMatching(/class nginx was not found/) as string } } }]);
    const anyone = policy('shop/any', 'podSelector: {matchLabels: {app: web}}, ingress: [{from: [{namespaceSelector: {}}]}]');
    expect(way(exposure('ingress', WEB, FRONT, DENY, anyone), 'INGRESS')?.verdict).toBe('ALLOWED');
  });

  it('finds the controller by the class that an Ingress names, or by the address that it publishes', () => {
    const classes = '{apiVersion: networking.k8s.io/v1, kind: IngressClass, metadata: {name: public}, spec: {controller: k8s.io/ingress-nginx}}';
    expect(way(exposure('ingress', WEB, ingress(`ingressClassName: public, defaultBackend: {service: {name: web, port: {number: 80}}}`), classes, NGINX), 'INGRESS')?.source).toEqual({ ref: 'pod:edge/nginx', assumption: null });
    const odd = pod('edge/odd', { labels: 'app: odd', ip: '10.0.9.2' });
    const front = '{apiVersion: v1, kind: Service, metadata: {namespace: edge, name: odd}, spec: {type: LoadBalancer, selector: {app: odd}, ports: [{port: 80}]}, status: {loadBalancer: {ingress: [{ip: 192.0.2.5}]}}}';
    expect(way(exposure('ingress', WEB, ingress(`ingressClassName: odd, defaultBackend: {service: {name: web, port: {number: 80}}}`, 'loadBalancer: {ingress: [{ip: 192.0.2.5}]}'), odd, front), 'INGRESS')?.source.ref).toBe('pod:edge/odd');
  });

  it('takes a number that is no port of the Service for one of the pods, as a common controller does', () => {
    const byTarget = ingress('defaultBackend: {service: {name: web, port: {number: 8080}}}');
    expect(text(way(exposure('ingress', service('shop/web', 'ports: [{port: 80, targetPort: 8080}]'), byTarget), 'INGRESS'))).toBe('IPv4 TCP 8080');
    expect(text(way(exposure('ingress', service('shop/web', 'ports: [{port: 80, targetPort: 8080}, {port: 8080, targetPort: 9}]'), byTarget), 'INGRESS'))).toBe('IPv4 TCP 9');
  });

  it('takes the only controller of a cluster where an Ingress names no class', () => {
    const plain = ingress('defaultBackend: {service: {name: web, port: {number: 80}}}');
    expect(way(exposure('ingress', WEB, plain, NGINX), 'INGRESS')?.source.assumption).toBeNull();
    expect(way(exposure('ingress', WEB, plain, NGINX, pod('edge/traefik', { labels: 'app.kubernetes.io/name: traefik' })), 'INGRESS')?.source.assumption).not.toBeNull();
  });

  it('sees the load balancer of a cloud as the outside', () => {
    const classes = '{apiVersion: networking.k8s.io/v1, kind: IngressClass, metadata: {name: alb}, spec: {controller: ingress.k8s.aws/alb}}';
    expect(way(exposure('ingress', WEB, ingress('ingressClassName: alb, defaultBackend: {service: {name: web, port: {number: 80}}}'), classes), 'INGRESS')?.source).toMatchObject({ ref: 'internet', assumption: expect.stringMatching(/outside the cluster/) as string });
  });

  it('a Route of OpenShift comes from the router that admitted it', () => {
    const route = '{apiVersion: route.openshift.io/v1, kind: Route, metadata: {namespace: shop, name: r}, spec: {host: shop.apps.example, to: {kind: Service, name: web}, port: {targetPort: http}}}';
    const router = pod('edge/router', { labels: 'ingresscontroller.operator.openshift.io/deployment-ingresscontroller: default' });
    expect(way(exposure('ingress', WEB, route, router), 'ROUTE')).toMatchObject({ hostnames: ['shop.apps.example'], source: { ref: 'pod:edge/router' } });
  });

  it('what leads nowhere is told, with the reason', () => {
    const dead = (...more: readonly string[]): readonly string[] => exposure('ingress', FRONT, ...more).deadEnds.map(({ reason }) => reason);
    expect(dead()).toEqual(['there is no Service shop/web']);
    expect(dead(service('shop/web', 'ports: [{port: 81}]'))).toEqual(['Service shop/web has no such port']);
    expect(dead('{apiVersion: v1, kind: Service, metadata: {namespace: shop, name: web}, spec: {selector: {app: none}, ports: [{name: www, port: 80}]}}')).toEqual(['Service shop/web has nothing behind it']);
  });
});

describe('Gateways', () => {
  const gateway = (listeners: string): string => `{apiVersion: gateway.networking.k8s.io/v1, kind: Gateway, metadata: {namespace: edge, name: gw}, spec: {gatewayClassName: istio, listeners: [${listeners}]}}`;
  const route = (kind: string, spec: string): string => `{apiVersion: gateway.networking.k8s.io/v1, kind: ${kind}, metadata: {namespace: shop, name: r}, spec: {parentRefs: [{name: gw, namespace: edge}], ${spec}}}`;
  const RULE = 'rules: [{matches: [{path: {value: /a}}], backendRefs: [{name: web, port: 80}]}]';
  const PROXY = pod('edge/gw-istio', { labels: 'gateway.networking.k8s.io/gateway-name: gw' });
  const ALL = 'allowedRoutes: {namespaces: {from: All}}';

  it('a route is answered from the proxy of its Gateway, for the hosts that both serve', () => {
    const answer = exposure('ingress', WEB, gateway(`{name: web, port: 443, protocol: HTTPS, hostname: "*.example", ${ALL}}`), route('HTTPRoute', `hostnames: [shop.example, other.test], ${RULE}`), PROXY, DENY, FROM_EDGE);
    expect(way(answer, 'GATEWAY')).toMatchObject({ resource: { kind: 'HTTPRoute', name: 'r' }, parent: { kind: 'Gateway', name: 'gw' }, hostnames: ['shop.example'], paths: ['/a'], ports: ['TCP 443'], verdict: 'ALLOWED', source: { ref: 'pod:edge/gw-istio', assumption: null } });
  });

  it('routes of other protocols attach to listeners of theirs', () => {
    for (const [kind, protocol] of [['TCPRoute', 'TCP'], ['TLSRoute', 'TLS'], ['GRPCRoute', 'HTTP']] as const) {
      expect(way(exposure('ingress', WEB, gateway(`{name: l, port: 1, protocol: ${protocol}, ${ALL}}`), route(kind, RULE)), 'GATEWAY')?.resource?.kind).toBe(kind);
      expect(exposure('ingress', WEB, gateway(`{name: l, port: 1, protocol: UDP, ${ALL}}`), route(kind, RULE)).deadEnds).toMatchObject([{ reason: 'no listener of Gateway edge/gw takes it' }]);
    }
  });

  it('a listener takes routes of its own namespace unless it says otherwise', () => {
    expect(exposure('ingress', WEB, gateway('{name: l, port: 1, protocol: HTTP}'), route('HTTPRoute', RULE)).deadEnds).toHaveLength(1);
    const selecting = gateway('{name: l, port: 1, protocol: HTTP, allowedRoutes: {namespaces: {from: Selector, selector: {matchLabels: {kubernetes.io/metadata.name: shop}}}}}');
    expect(way(exposure('ingress', WEB, selecting, route('HTTPRoute', RULE)), 'GATEWAY')).toBeDefined();
  });

  it('a Service of another namespace needs a grant', () => {
    const far = '{apiVersion: gateway.networking.k8s.io/v1, kind: HTTPRoute, metadata: {namespace: edge, name: far}, spec: {parentRefs: [{name: gw}], rules: [{backendRefs: [{name: web, namespace: shop, port: 80}]}]}}';
    const listener = gateway('{name: l, port: 1, protocol: HTTP}');
    expect(exposure('ingress', WEB, listener, far).deadEnds).toMatchObject([{ reason: expect.stringMatching(/ReferenceGrant/) as string }]);
    const grant = '{apiVersion: gateway.networking.k8s.io/v1beta1, kind: ReferenceGrant, metadata: {namespace: shop, name: g}, spec: {from: [{group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: edge}], to: [{group: "", kind: Service}]}}';
    expect(way(exposure('ingress', WEB, listener, far, grant), 'GATEWAY')).toBeDefined();
  });
});

describe('what can reach the internet', () => {
  it('is everything that policies do not hold back', () => {
    const hold = policy('shop/hold', 'podSelector: {matchLabels: {app: db}}, policyTypes: [Egress], egress: [{to: [{podSelector: {}}]}]');
    const answer = exposure('egress', hold);
    expect(answer.items.map(({ peer, via, verdict }) => [peer.ref, via, verdict])).toEqual([['pod:shop/web', [], 'ALLOWED']]);
    const some = policy('shop/hold', 'podSelector: {}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 8.8.8.8/32}}], ports: [{port: 443}]}]');
    expect(item(exposure('egress', some), 'pod:shop/web')).toMatchObject({ verdict: 'PARTIAL' });
  });
});
