import { describe, expect, it } from 'vitest';
import { readTexts } from '../read/session.ts';
import { buildSnapshot } from '../read/snapshot/build-snapshot.ts';
import type { PolicyDocument } from '../policies/document.ts';
import type { Snapshot } from './snapshot.ts';

const build = (value: object): Snapshot<PolicyDocument> => {
  const read = readTexts([{ file: 'a.json', text: JSON.stringify(value) }]);
  const { snapshot, diagnostics } = buildSnapshot(read.objects, read.coverage);
  expect([...read.diagnostics, ...diagnostics].filter(({ severity }) => severity === 'error')).toEqual([]);
  return snapshot;
};
const metadata = { name: 'x', namespace: 'shop' };

describe('Pods', () => {
  const pod = (spec: object, status: object = {}, more: object = {}): unknown => build({ apiVersion: 'v1', kind: 'Pod', metadata: { ...metadata, ...more }, spec, status }).pods[0];

  it('PD-12 take podIPs before podIP, in canonical text and once each', () => {
    expect(pod({}, { podIP: '10.0.0.9', podIPs: [{ ip: '10.0.0.1' }, { ip: 'FD00:0::1' }, { ip: '10.0.0.1' }], hostIP: '192.168.0.1' })).toMatchObject({ podIPs: ['10.0.0.1', 'fd00::1'], hostIPs: ['192.168.0.1'] });
    expect(pod({}, { podIP: '10.0.0.9', podIPs: [] })).toMatchObject({ podIPs: ['10.0.0.9'], hostIPs: [] });
    expect(pod({}, { podIP: '' })).toMatchObject({ podIPs: [] });
  });

  it('PT-10 U8 count the ports of restartable init containers and not those of plain ones', () => {
    const port = (containerPort: number): object => ({ containerPort });
    expect(pod({ containers: [{ ports: [port(80)] }], initContainers: [{ ports: [port(81)] }, { restartPolicy: 'Always', ports: [{ ...port(82), name: 'proxy', protocol: 'UDP', hostPort: 9 }] }] })).toMatchObject({
      ports: [{ name: null, protocol: 'TCP', port: 80, hostPort: null }, { name: 'proxy', protocol: 'UDP', port: 82, hostPort: 9 }], sidecarPorts: [{ port: 82 }],
    });
  });

  it('are Pending until a kubelet reports, and terminate once a deletion is asked for', () => {
    expect(pod({})).toMatchObject({ phase: 'Pending', isTerminating: false, hostNetwork: false, serviceAccountName: 'default', nodeName: null, labels: {} });
    expect(pod({ hostNetwork: true, serviceAccount: 'old', nodeName: 'n' }, { phase: 'Failed' }, { deletionTimestamp: '2026-01-01T00:00:00Z' })).toMatchObject({ phase: 'Failed', isTerminating: true, hostNetwork: true, serviceAccountName: 'old', nodeName: 'n' });
    expect(pod({}, { phase: 'Lost' })).toMatchObject({ phase: 'Unknown' });
  });
});

describe('Nodes', () => {
  it('PD-19 have the addresses of types InternalIP and ExternalIP', () => {
    const addresses = [{ type: 'Hostname', address: 'x' }, { type: 'InternalIP', address: '10.0.0.1' }, { type: 'ExternalIP', address: '2001:DB8::1' }, { type: 'InternalDNS', address: 'x.local' }];
    const node = build({ apiVersion: 'v1', kind: 'Node', metadata: { name: 'x' }, spec: { podCIDR: '10.1.0.0/24' }, status: { addresses, conditions: [{ type: 'Ready', status: 'False' }] } }).nodes[0];
    expect(node).toMatchObject({ name: 'x', addresses: ['10.0.0.1', '2001:db8::1'], podCIDRs: ['10.1.0.0/24'], isReady: false });
    expect(build({ apiVersion: 'v1', kind: 'Node', metadata: { name: 'x' } }).nodes[0]).toMatchObject({ addresses: [], podCIDRs: [], isReady: null });
  });
});

describe('Services, EndpointSlices and Ingresses', () => {
  it('read a Service with named and numbered target ports', () => {
    const ports = [{ name: 'http', port: 80, targetPort: 'web' }, { port: 53, protocol: 'UDP', targetPort: 5353, nodePort: 30053 }, { port: 9 }];
    expect(build({ apiVersion: 'v1', kind: 'Service', metadata, spec: { selector: { app: 'x' }, ports, clusterIP: '10.0.0.1' }, status: { loadBalancer: { ingress: [{ ip: '192.0.2.1' }, { hostname: 'lb' }] } } }).services[0]).toMatchObject({
      type: 'ClusterIP', selector: { app: 'x' }, clusterIPs: ['10.0.0.1'], loadBalancerAddresses: ['192.0.2.1'], isHeadless: false,
      ports: [{ name: 'http', protocol: 'TCP', port: 80, targetPort: 'web', nodePort: null }, { name: null, protocol: 'UDP', port: 53, targetPort: 5353, nodePort: 30_053 }, { targetPort: null }],
    });
    expect(build({ apiVersion: 'v1', kind: 'Service', metadata, spec: { clusterIPs: ['None'] } }).services[0]).toMatchObject({ isHeadless: true, clusterIPs: [], selector: null });
    expect(build({ apiVersion: 'v1', kind: 'Service', metadata, spec: { type: 'ExternalName', externalName: 'example.com' } }).services[0]).toMatchObject({ type: 'ExternalName', externalName: 'example.com' });
  });

  it('read an EndpointSlice', () => {
    const slice = { apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice', metadata: { ...metadata, labels: { 'kubernetes.io/service-name': 'web' } }, addressType: 'IPv4', endpoints: [{ addresses: ['10.0.0.1'], targetRef: { kind: 'Pod', name: 'p' } }, { addresses: ['10.0.0.2'], conditions: { ready: false }, targetRef: { kind: 'Node', name: 'n' } }], ports: [{ name: '', port: 80 }] };
    expect(build(slice).endpointSlices[0]).toMatchObject({ serviceName: 'web', endpoints: [{ addresses: ['10.0.0.1'], isReady: true, podName: 'p' }, { isReady: false, podName: null }], ports: [{ name: null, protocol: 'TCP', port: 80 }] });
  });

  it('read an Ingress of today and of v1beta1', () => {
    const rule = (backend: object): object => ({ rules: [{ host: 'a.example', http: { paths: [{ path: '/', backend }] } }] });
    const want = (port: unknown): object => ({ rules: [{ host: 'a.example', path: '/', backend: { service: 's', port } }] });
    expect(build({ apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata, spec: { ...rule({ service: { name: 's', port: { number: 80 } } }), defaultBackend: { resource: {} } } }).ingresses[0]).toMatchObject({ ...want(80), defaultBackend: null });
    expect(build({ apiVersion: 'extensions/v1beta1', kind: 'Ingress', metadata, spec: { ...rule({ serviceName: 's', servicePort: 'http' }), backend: { serviceName: 'd' } } }).ingresses[0]).toMatchObject({ ...want('http'), defaultBackend: { service: 'd', port: null } });
  });
});
