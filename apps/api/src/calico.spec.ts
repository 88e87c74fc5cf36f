import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestService } from './testing/service.ts';
import type { TestService } from './testing/service.ts';

let service: TestService;

const container = { name: 'calico-node', image: 'quay.io/calico/node:v3.32.1', env: [{ name: 'FELIX_DEFAULTENDPOINTTOHOSTACTION', value: 'ACCEPT' }] };
const pod = (name: string, ip: string, account: string): object => ({
  apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'shop', labels: { app: name } }, spec: { nodeName: 'a', serviceAccountName: account, containers: [] }, status: { phase: 'Running', podIP: ip },
});
const remembered = (json: object): object => ({ annotations: { 'projectcalico.org/metadata': JSON.stringify({ ...json, annotations: { note: 'hush' } }) } });
const stored = (kind: string, name: string, metadata: object, spec: object): object => ({ apiVersion: 'crd.projectcalico.org/v1', kind, metadata: { name, namespace: 'shop', ...metadata }, spec });
const cluster = (types: object): string => JSON.stringify({
  apiVersion: 'v1', kind: 'List', items: [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } }, { apiVersion: 'v1', kind: 'Node', metadata: { name: 'a' } },
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'payer', namespace: 'shop', labels: { duty: 'money' } }, secrets: [{ name: 'hush' }] },
    pod('web', '10.0.0.1', 'default'), pod('pay', '10.0.0.2', 'payer'),
    { apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name: 'calico-node', namespace: 'kube-system' }, spec: { template: { spec: { containers: [container] } } }, status: { desiredNumberScheduled: 1, numberReady: 1 } },
    { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'calico-node-a', namespace: 'kube-system', ownerReferences: [{ apiVersion: 'apps/v1', kind: 'DaemonSet', name: 'calico-node', controller: true }] }, spec: { nodeName: 'a', hostNetwork: true, containers: [container] }, status: { phase: 'Running', containerStatuses: [{ name: 'calico-node', ready: true }] } },
    stored('NetworkSet', 'outside', remembered({ labels: { net: 'out' } }), { nets: ['203.0.113.0/24'] }),
    stored('NetworkPolicy', 'default.web', remembered({ name: 'web' }), { selector: "app == 'web'", ingress: [{ action: 'Allow', source: { selector: "net == 'out'" } }, { action: 'Allow', source: { serviceAccounts: { selector: "duty == 'money'" } } }], ...types }),
  ],
});

beforeAll(async () => {
  service = await startTestService();
  await service.cluster('prod', cluster({ types: ['Ingress'] }), cluster({ types: [] }), cluster({}), cluster({ types: null }));
});
afterAll(() => service.close());

const verdict = async (version: number, from: string, to: string): Promise<unknown> => (await service.admin.get(`/v1/views/prod@${String(version)}/reachability`).query({ from, to, traffic: 'tcp/80' }).expect(200)).body.verdict as unknown;

it('tells absent, empty and null from a list of types, after storage too', async () => {
  expect(await Promise.all([1, 2, 3, 4].map((version) => verdict(version, 'pod:shop/web', 'pod:shop/pay')))).toEqual(['ALLOWED', 'DENIED', 'DENIED', 'DENIED']);
});

it('keeps labels of accounts and of stored sets, and nothing else that stands beside them', async () => {
  expect(await Promise.all(['ip:203.0.113.9', 'pod:shop/pay', 'ip:198.51.100.1'].map((from) => verdict(1, from, 'pod:shop/web')))).toEqual(['ALLOWED', 'ALLOWED', 'DENIED']);
  expect(JSON.stringify(await service.rows('SELECT content FROM resource_version'))).not.toContain('hush');
});

it('lists a stored policy by the name that users know, with the manifest of its object', async () => {
  const query = '{ policies(view: "prod@1", first: 10) { edges { node { ref { apiVersion kind namespace name } manifest } } } }';
  const { body } = await service.admin.post('/graphql').send({ query }).expect(200);
  expect(body).toMatchObject({ data: { policies: { edges: [
    { node: { ref: { kind: 'NetworkPolicy', namespace: 'shop', name: 'web', apiVersion: 'crd.projectcalico.org/v1' } } }, { node: { ref: { kind: 'NetworkSet', name: 'outside' } } },
  ] } } });
  const [first] = (body as { readonly data: { readonly policies: { readonly edges: readonly { readonly node: { readonly manifest: string } }[] } } }).data.policies.edges;
  expect(JSON.parse(first?.node.manifest ?? '')).toMatchObject({ metadata: { name: 'default.web' }, spec: { types: ['Ingress'] } });
});
