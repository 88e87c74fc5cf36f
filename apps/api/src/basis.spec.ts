import { afterAll, beforeAll, expect, it } from 'vitest';
import { SHOP } from './testing/manifests.ts';
import { startTestService } from './testing/service.ts';
import type { TestService } from './testing/service.ts';

/** The shop with ranges of ports, on a node that Flannel wires and on which nothing filters. */
const RANGES = SHOP.replace('ports: [{ port: 8080 }]', 'ports: [{ port: 8080, endPort: 8090 }]');
const FLANNEL = `${RANGES}
---
apiVersion: v1
kind: Node
metadata: { name: n1 }
spec: { podCIDR: 10.1.0.0/24 }
status: { conditions: [{ type: NetworkUnavailable, status: 'False', reason: FlannelIsUp }, { type: Ready, status: 'True' }], addresses: [{ type: InternalIP, address: 192.0.2.1 }] }
---
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: kube-flannel-ds, namespace: kube-flannel }
spec: { selector: { matchLabels: { app: flannel } }, template: { metadata: { labels: { app: flannel } }, spec: { hostNetwork: true, containers: [{ name: kube-flannel, image: 'ghcr.io/flannel-io/flannel:v0.25.1' }] } } }
status: { desiredNumberScheduled: 1, currentNumberScheduled: 1, numberReady: 1 }
---
apiVersion: v1
kind: Pod
metadata: { name: kube-flannel-ds-x, namespace: kube-flannel, labels: { app: flannel }, ownerReferences: [{ apiVersion: apps/v1, kind: DaemonSet, name: kube-flannel-ds, controller: true }] }
spec: { nodeName: n1, hostNetwork: true, containers: [{ name: kube-flannel, image: 'ghcr.io/flannel-io/flannel:v0.25.1' }] }
status: { phase: Running, podIP: 192.0.2.1, containerStatuses: [{ name: kube-flannel, ready: true, image: 'ghcr.io/flannel-io/flannel:v0.25.1' }] }
`;

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
  await service.cluster('plain', RANGES);
  await service.cluster('edge', FLANNEL);
});
afterAll(() => service.close());

const ask = (path: string, query: object = {}) => service.admin.get(`/v1/views/${path}`).query(query);
const OTHER = { from: 'pod:web/other', to: 'deploy:shop/api', traffic: 'tcp/8080' };
const FRONTEND = { ...OTHER, from: 'pod:web/frontend' };

it('answers as another enforcer would, with the reason where that differs from what policies say', async () => {
  const asked = { ...FRONTEND, traffic: 'tcp/8085' };
  expect((await ask('plain@1/reachability', asked).expect(200)).body).toMatchObject({ verdict: 'ALLOWED', byBasis: { specified: 'ALLOWED', enforced: 'UNKNOWN' } });
  expect((await ask('plain@1/reachability', { ...asked, as: 'weave@2.8.1' }).expect(200)).body).toMatchObject({ verdict: 'DENIED', byBasis: { specified: 'ALLOWED', enforced: 'DENIED', differences: ['FIELD_NOT_HONOURED'] } });
  expect((await ask('plain@1/reachability', { ...asked, as: 'weave@2.8.1', basis: 'specified' }).expect(200)).body).toMatchObject({ verdict: 'ALLOWED', byBasis: { specified: 'ALLOWED', enforced: 'DENIED' } });
  expect((await ask('plain@1/reachability', { ...asked, as: 'felix' }).expect(422)).body).toMatchObject({ code: 'VALIDATION_FAILED' });
});

it('answers by what the recognised cluster does, unless it is asked for what policies say', async () => {
  expect((await ask('edge@1/reachability', OTHER).expect(200)).body).toMatchObject({ verdict: 'ALLOWED', byBasis: { specified: 'DENIED', enforced: 'ALLOWED', differences: ['NO_ENFORCER'] } });
  expect((await ask('edge@1/reachability', { ...OTHER, basis: 'specified' }).expect(200)).body).toMatchObject({ verdict: 'DENIED', basis: 'SPECIFIED' });
  expect((await ask('edge@1/reachability', { ...OTHER, as: 'reference' }).expect(200)).body).toMatchObject({ verdict: 'DENIED', byBasis: { specified: 'DENIED', enforced: 'UNKNOWN' } });
});

it('lists, exposes and compares by the same basis', async () => {
  const who = async (query: object): Promise<readonly string[]> => ((await ask('edge@1/who-can-reach', { to: 'deploy:shop/api', group: 'pod', ...query }).expect(200)).body as { peers: { ref: string }[] }).peers.map(({ ref }) => ref);
  expect(await who({ basis: 'specified' })).not.toContain('pod:web/other');
  expect(await who({ basis: 'enforced' })).toContain('pod:web/other');
  const exposed = await ask('edge@1/exposure', { basis: 'enforced' }).expect(200);
  expect((exposed.body as { caveats: { code: string }[] }).caveats.map(({ code }) => code)).toContain('NO_ENFORCER');
  const probe = await service.admin.post('/v1/views/edge@1/reachability:batch?basis=specified').set('Content-Type', 'application/x-ndjson').send('{"id":1,"src":"pod:web/other","dst":"deploy:shop/api","protocol":"TCP","port":8080}\n').expect(200);
  expect(JSON.parse(probe.text)).toMatchObject({ id: 1, verdict: 'DENIED', byBasis: { enforced: 'ALLOWED' } });
  const diff = await service.admin.get('/v1/diff').query({ base: 'edge@1', target: 'edge@1', basis: 'enforced' }).expect(200);
  expect(diff.body).toMatchObject({ changes: [] });
});

it('gives GraphQL both answers of every row', async () => {
  const query = `query ($under: UnderInput, $basis: Basis! = EFFECTIVE) { whoCanReach(view: "edge@1", to: { ref: "deploy:shop/api" }, under: $under, basis: $basis, groupBy: POD, first: 50) {
    edges { node { ref } reachability { verdict byBasis { specified enforced differences } } } } }`;
  const rows = async (variables: object): Promise<Record<string, unknown>> => {
    const { body } = await service.admin.post('/graphql').send({ query, variables }).expect(200);
    return Object.fromEntries((body as { data: { whoCanReach: { edges: { node: { ref: string }; reachability: object }[] } } }).data.whoCanReach.edges.map(({ node, reachability }) => [node.ref, reachability]));
  };
  expect((await rows({}))['pod:web/other']).toEqual({ verdict: 'ALLOWED', byBasis: { specified: 'DENIED', enforced: 'ALLOWED', differences: ['NO_ENFORCER'] } });
  expect((await rows({ basis: 'SPECIFIED' }))['pod:web/frontend']).toMatchObject({ verdict: 'ALLOWED', byBasis: { specified: 'ALLOWED', enforced: 'ALLOWED', differences: [] } });
  expect((await rows({ under: { as: 'weave', version: '2.8.1' } }))['pod:web/frontend']).toMatchObject({ verdict: 'ALLOWED' });
});

it('lists where the cluster does otherwise than its policies say, page by page', async () => {
  const whole = (await ask('edge@1/enforcement-differences', { group: 'pod' }).expect(200)).body as { total: number; differences: { from: string; to: string; specified: string; enforced: string; differences: string[] }[]; enforcer: object };
  expect(whole.enforcer).toEqual({ name: 'flannel', version: '0.25.1' });
  expect(whole.differences).toContainEqual(expect.objectContaining({ from: 'pod:web/other', to: 'deploy:shop/api', specified: '', enforced: 'ALL', differences: ['NO_ENFORCER'] }));
  const first = await ask('edge@1/enforcement-differences', { group: 'pod', limit: 1 }).expect(200);
  expect(first.headers['link']).toContain('rel="next"');
  expect((first.body as typeof whole).differences).toEqual(whole.differences.slice(0, 1));
  await ask('plain@1/enforcement-differences').expect(422);
  const query = 'query ($under: UnderInput) { enforcementDifferences(view: "plain@1", under: $under, groupBy: POD, first: 50) { edges { node { from { ref } to { ref } specified { text } enforced { text } differences } } total { value } caveats { code } } }';
  const { body } = await service.admin.post('/graphql').send({ query, variables: { under: { as: 'weave' } } }).expect(200);
  expect((body as { data: { enforcementDifferences: { edges: { node: object }[] } } }).data.enforcementDifferences.edges.map(({ node }) => node))
    .toContainEqual({ from: { ref: 'pod:web/frontend' }, to: { ref: 'deploy:shop/api' }, specified: { text: 'TCP 8080-8090' }, enforced: { text: 'TCP 8080' }, differences: ['FIELD_NOT_HONOURED'] });
});

it('compares one version under two enforcers', async () => {
  const { body } = await service.admin.get('/v1/diff').query({ base: 'plain@1', target: 'plain@1', as: 'weave@2.8.1', asTarget: 'kindnet', group: 'pod' }).expect(200);
  expect((body as { changes: object[] }).changes).toContainEqual(expect.objectContaining({ kind: 'CHANGED', from: 'pod:web/frontend', to: 'deploy:shop/api', before: 'TCP 8080', after: 'TCP 8080-8090', causes: ['ENFORCEMENT'] }));
  const query = 'query { diff(base: "plain@1", target: "plain@1", under: { as: "flannel" }, underTarget: { as: "weave" }, groupBy: POD) { summary { opened closed } } }';
  const { body: answer } = await service.admin.post('/graphql').send({ query }).expect(200);
  expect((answer as { data: { diff: { summary: { closed: string } } } }).data.diff.summary.closed).not.toBe('0');
});

it('keeps apart what is asked of one version under different enforcers', async () => {
  const one = await ask('plain@1/reachability', { ...FRONTEND, as: 'flannel' }).expect(200);
  const other = await ask('plain@1/reachability', { ...FRONTEND, as: 'kube-router' }).expect(200);
  expect(one.headers['etag']).not.toBe(other.headers['etag']);
});
