import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestService } from './testing/service.ts';
import type { TestService } from './testing/service.ts';

let service: TestService;

const node = (name: string): object => ({ apiVersion: 'v1', kind: 'Node', metadata: { name }, status: { nodeInfo: { operatingSystem: 'linux', kubeletVersion: 'v1.33.4' }, conditions: [{ type: 'Ready', status: 'True' }] } });
const container = { name: 'cilium-agent', image: 'quay.io/cilium/cilium:v1.18.6', args: ['--token=hush'], env: [{ name: 'PASSWORD', value: 'hush' }] };
const agent = (on: string, ready: boolean): object => ({
  apiVersion: 'v1', kind: 'Pod', metadata: { name: `cilium-${on}`, namespace: 'kube-system', ownerReferences: [{ apiVersion: 'apps/v1', kind: 'DaemonSet', name: 'cilium', controller: true }] },
  spec: { nodeName: on, hostNetwork: true, containers: [container] }, status: { phase: 'Running', podIP: '192.0.2.1', containerStatuses: [{ name: 'cilium-agent', ready }] },
});
const web = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', namespace: 'shop' }, spec: { nodeName: 'b', containers: [{ name: 'web', image: 'example.test/web:1' }] }, status: { phase: 'Running', podIP: '10.0.0.9' } };
const cluster = (settings: Readonly<Record<string, string>>, isReady: boolean): string => JSON.stringify({
  apiVersion: 'v1', kind: 'List', items: [
    node('a'), node('b'), agent('a', true), agent('b', isReady), web,
    { apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name: 'cilium', namespace: 'kube-system' }, spec: { template: { spec: { containers: [container] } } }, status: { desiredNumberScheduled: 2, numberReady: isReady ? 2 : 1 } },
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'cilium-config', namespace: 'kube-system' }, data: { 'routing-mode': 'tunnel', ...settings } },
    { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'closed', namespace: 'shop' }, spec: { podSelector: {} } },
  ],
});

beforeAll(async () => {
  service = await startTestService();
  await service.cluster('prod', cluster({ 'enable-policy': 'default' }, true), cluster({ 'enable-policy': 'default' }, false), cluster({ 'enable-policy': 'never' }, true));
});
afterAll(() => service.close());

const enforcement = (ref: string) => service.admin.get(`/v1/clusters/prod/snapshots/${ref}/enforcement`);
const graphql = async (query: string): Promise<Record<string, unknown>> => {
  const { body } = await service.admin.post('/graphql').send({ query }).expect(200);
  expect(body.errors).toBeUndefined();
  return body.data as Record<string, unknown>;
};

it('tells of a version who filters in it, which is another version where an agent is lost or a switch is flipped', async () => {
  const [first, second, third] = await Promise.all(['1', '2', '3'].map(async (ref) => (await enforcement(ref).expect(200)).body as Record<string, unknown>));
  expect(first).toMatchObject({ schemaVersion: 1, view: { ref: 'prod@1' }, verdict: 'yes', confidence: 'high', networking: { plugin: 'cilium', version: '1.18.6' }, enforcers: [{ name: 'cilium', state: 'on', settings: { 'cilium.enable-policy': 'default' } }], pin: null });
  expect(second).toMatchObject({ verdict: 'partial', nodes: [{ node: 'a', state: 'enforcing' }, { node: 'b', state: 'agent-not-ready', without: 'frozen' }], warnings: [{ code: 'POLICY_ENGINE_NOT_READY_ON_NODE' }] });
  expect(third).toMatchObject({ verdict: 'no', enforcers: [{ state: 'off', offReason: 'enable-policy=never: no policy is read' }], ignoredKinds: ['networking.k8s.io/NetworkPolicy'] });
});

it('keeps of agents no more than what tells whether they filter', async () => {
  const stored = JSON.stringify(await service.rows('SELECT content FROM resource_version'));
  expect(stored).toContain('quay.io/cilium/cilium:v1.18.6');
  expect(stored).not.toMatch(/hush|PASSWORD|example\.test/);
});

it('lets an answer be cached, and names what the latest version is', async () => {
  const moving = await enforcement('latest').expect(200);
  expect(moving.headers).toMatchObject({ 'cache-control': 'private, no-cache', 'content-location': '/v1/clusters/prod/snapshots/3/enforcement' });
  await enforcement('latest').set('If-None-Match', moving.headers['etag'] ?? '').expect(304);
});

it('answers the same in GraphQL, for a version, a view and a node', async () => {
  const data = await graphql('{ cluster(slug: "prod") { latest { enforcement { verdict enforcers { name state offReason } nodes(first: 1, states: [DISABLED_BY_CONFIG]) { total { value } nodes { node state enforcer } } warnings { code docsUrl } evidence { resource { kind } field value weight } capabilities { feature support } pin { enforcer } } } } view(ref: "prod@2") { enforcement { verdict confidence networking { name version mode } } } endpoints(view: "prod@2", search: "b", kinds: [NODE], first: 5) { ref ... on ClusterNode { enforcement } } }');
  expect(data).toMatchObject({
    cluster: { latest: { enforcement: { verdict: 'NO', enforcers: [{ name: 'cilium', state: 'OFF' }], nodes: { total: { value: 2 }, nodes: [{ node: 'a', state: 'DISABLED_BY_CONFIG', enforcer: 'cilium' }] }, pin: null } } },
    view: { enforcement: { verdict: 'PARTIAL', confidence: 'HIGH', networking: { name: 'cilium', version: '1.18.6', mode: 'tunnel/vxlan' } } }, endpoints: [{ ref: 'node:b', enforcement: 'AGENT_NOT_READY' }],
  });
});

it('goes by what a person says of a cluster until that is taken back, and says so', async () => {
  const ask = async (): Promise<unknown> => (await service.admin.get('/v1/views/prod@3/reachability').query({ from: 'internet', to: 'pod:shop/web', traffic: 'tcp/80' }).expect(200)).body.verdict as unknown;
  expect(await ask()).toBe('ALLOWED');
  const { body } = await service.admin.patch('/v1/clusters/prod').send({ enforcement: { enforcer: 'weave', version: '2.8.1', reason: 'the image is renamed' } }).expect(200);
  expect(body.enforcementPin).toMatchObject({ enforcer: 'weave-npc', version: '2.8.1', by: 'test', reason: 'the image is renamed' });
  expect((await enforcement('3').expect(200)).body).toMatchObject({ verdict: 'yes', confidence: 'medium', enforcers: [{ name: 'weave-npc', version: '2.8.1', state: 'on' }], pin: { enforcer: 'weave-npc', by: 'test' } });
  expect(await ask()).toBe('DENIED');
  await service.admin.patch('/v1/clusters/prod').send({ enforcement: null }).expect(200);
  expect((await enforcement('3').expect(200)).body).toMatchObject({ verdict: 'no', pin: null });
});

it('takes no enforcer or release that does not exist, and changes nothing then', async () => {
  for (const wrong of [{ enforcer: 'no-such' }, { enforcer: 'weave', version: 'newest' }]) {
    const { body } = await service.admin.patch('/v1/clusters/prod').send({ displayName: 'Other', enforcement: wrong }).expect(422);
    expect(body).toMatchObject({ code: 'VALIDATION_FAILED' });
  }
  await service.admin.patch('/v1/clusters/prod').send({}).expect(422);
  expect((await service.admin.get('/v1/clusters/prod').expect(200)).body).toMatchObject({ displayName: 'prod', enforcementPin: null });
});
