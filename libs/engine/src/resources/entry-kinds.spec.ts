import { describe, expect, it } from 'vitest';
import { readTexts } from '../read/session.ts';
import { buildSnapshot } from '../read/snapshot/build-snapshot.ts';
import type { PolicyDocument } from '../policies/document.ts';
import type { Snapshot } from './snapshot.ts';

const build = (value: object): Snapshot<PolicyDocument> => {
  const read = readTexts([{ file: 'a.json', text: JSON.stringify(value) }]);
  const { snapshot, diagnostics } = buildSnapshot(read.objects, read.coverage);
  expect([...read.diagnostics, ...diagnostics].filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(read.coverage.kinds.every(({ isUnderstood }) => isUnderstood)).toBe(true);
  return snapshot;
};
const metadata = { name: 'x', namespace: 'shop' };
const gatewayApi = { apiVersion: 'gateway.networking.k8s.io/v1' };

describe('what lets traffic in from outside', () => {
  it('reads the class of an Ingress from its field, or from the annotation of old', () => {
    const ingress = (annotations: object, spec: object): unknown => build({ apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata: { ...metadata, annotations }, spec }).ingresses[0]?.ingressClassName;
    expect(ingress({ 'kubernetes.io/ingress.class': 'old', token: 'secret' }, {})).toBe('old');
    expect(ingress({ 'kubernetes.io/ingress.class': 'old' }, { ingressClassName: 'new' })).toBe('new');
  });

  it('reads where controllers serve an Ingress and a Gateway', () => {
    expect(build({ apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata, status: { loadBalancer: { ingress: [{ ip: '192.0.2.1' }, { hostname: 'lb.example' }] } } }).ingresses[0]?.addresses).toEqual(['192.0.2.1', 'lb.example']);
    expect(build({ ...gatewayApi, kind: 'Gateway', metadata, status: { addresses: [{ type: 'IPAddress', value: '192.0.2.1' }] } }).gateways[0]?.addresses).toEqual(['192.0.2.1']);
  });

  it('keeps no other annotation', () => {
    const read = readTexts([{ file: 'a.json', text: JSON.stringify({ apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata: { ...metadata, annotations: { 'kubernetes.io/ingress.class': 'old', token: 'secret' } } }) }]);
    expect(JSON.stringify(read.objects)).not.toContain('secret');
  });

  it('reads classes with their controllers', () => {
    expect(build({ apiVersion: 'networking.k8s.io/v1', kind: 'IngressClass', metadata: { name: 'nginx', annotations: { 'ingressclass.kubernetes.io/is-default-class': 'true' } }, spec: { controller: 'k8s.io/ingress-nginx' } }).ingressClasses).toMatchObject([{ name: 'nginx', controller: 'k8s.io/ingress-nginx', isDefault: true }]);
    expect(build({ ...gatewayApi, kind: 'GatewayClass', metadata: { name: 'istio' }, spec: { controllerName: 'istio.io/gateway-controller' } }).gatewayClasses).toMatchObject([{ name: 'istio', controller: 'istio.io/gateway-controller', isDefault: false }]);
  });

  it('reads a Gateway, whose listeners take routes of its own namespace unless told', () => {
    const from = (namespaces: object): object => ({ allowedRoutes: { namespaces } });
    const listeners = [{ name: 'a', port: 80, protocol: 'HTTP' }, { name: 'b', hostname: '*.example', ...from({ from: 'All' }) }, { name: 'c', ...from({ from: 'Selector', selector: { matchLabels: { team: 'red' } } }) }];
    expect(build({ ...gatewayApi, kind: 'Gateway', metadata, spec: { gatewayClassName: 'istio', listeners } }).gateways).toMatchObject([{
      gatewayClassName: 'istio',
      listeners: [{ name: 'a', hostname: null, port: 80, protocol: 'HTTP', allowedNamespaces: 'own' }, { hostname: '*.example', allowedNamespaces: 'all' }, { allowedNamespaces: { op: 'in', key: 'team', values: ['red'] } }],
    }]);
  });

  it('reads routes of every kind of the Gateway API, without parents that are no Gateway and backends that are no Service', () => {
    const spec = {
      parentRefs: [{ name: 'g', namespace: 'edge', sectionName: 'a' }, { kind: 'Service', group: '', name: 'mesh' }], hostnames: ['shop.example'],
      rules: [{ matches: [{ path: { type: 'PathPrefix', value: '/pay' } }, { method: { service: 'pay.Pay', method: 'Do' } }, { method: 'GET' }], backendRefs: [{ name: 'pay', port: 80 }, { name: 'far', namespace: 'lab', port: 81 }, { kind: 'Bucket', group: 'x', name: 'b' }] }],
    };
    for (const kind of ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute']) {
      expect(build({ ...gatewayApi, apiVersion: 'gateway.networking.k8s.io/v1alpha2', kind, metadata, spec }).gatewayRoutes).toMatchObject([{
        kind, parents: [{ namespace: 'edge', gateway: 'g', listener: 'a', port: null }], hostnames: ['shop.example'],
        rules: [{ paths: ['/pay', '/pay.Pay/Do'], backends: [{ namespace: 'shop', service: 'pay', port: 80 }, { namespace: 'lab', service: 'far', port: 81 }] }],
      }]);
    }
  });

  it('reads a ReferenceGrant', () => {
    const spec = { from: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: 'edge' }], to: [{ group: '', kind: 'Service' }, { group: '', kind: 'Secret' }, { group: '', kind: 'Service', name: 'pay' }] };
    expect(build({ ...gatewayApi, apiVersion: 'gateway.networking.k8s.io/v1beta1', kind: 'ReferenceGrant', metadata, spec }).referenceGrants).toMatchObject([{ namespace: 'shop', from: [{ kind: 'HTTPRoute', namespace: 'edge' }], services: [null, 'pay'] }]);
  });

  it('reads an OpenShift Route with its alternate backends', () => {
    const spec = { host: 'shop.apps.example', path: '/a', to: { kind: 'Service', name: 'web' }, alternateBackends: [{ kind: 'Service', name: 'web-b' }], port: { targetPort: 'http' } };
    expect(build({ apiVersion: 'route.openshift.io/v1', kind: 'Route', metadata, spec, status: { ingress: [{ routerName: 'default' }] } }).openShiftRoutes).toMatchObject([{ host: 'shop.apps.example', path: '/a', services: ['web', 'web-b'], targetPort: 'http', routers: ['default'] }]);
  });

  it('reads what a Service says of readiness and of its load balancer, and whether an endpoint serves to the end', () => {
    expect(build({ apiVersion: 'v1', kind: 'Service', metadata, spec: { publishNotReadyAddresses: true, loadBalancerSourceRanges: ['198.51.100.0/24'] }, status: { loadBalancer: { ingress: [{ hostname: 'lb.example' }] } } }).services).toMatchObject([{ isPublishingNotReady: true, loadBalancerSourceRanges: ['198.51.100.0/24'], loadBalancerHostnames: ['lb.example'] }]);
    const endpoints = [{ addresses: ['10.0.0.1'], conditions: { ready: false, serving: true, terminating: true } }, { addresses: ['10.0.0.2'], conditions: { ready: false, serving: false, terminating: true } }];
    expect(build({ apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice', metadata, addressType: 'IPv4', endpoints }).endpointSlices[0]?.endpoints).toMatchObject([{ isReady: false, isServingToTheEnd: true }, { isServingToTheEnd: false }]);
  });
});
