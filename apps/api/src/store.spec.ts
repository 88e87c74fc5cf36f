import { afterAll, beforeAll, expect, it } from 'vitest';
import { STORE } from './testing/store.ts';
import { startTestService } from './testing/service.ts';
import type { TestService } from './testing/service.ts';

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
  await service.cluster('prod', STORE);
});
afterAll(() => service.close());

interface Answer { readonly data: Readonly<Record<string, unknown>>; readonly errors?: readonly { readonly extensions: object }[] }
const ask = async (query: string, variables: object = {}): Promise<Answer> => (await service.admin.post('/graphql').send({ query, variables })).body as Answer;
const data = async (query: string, variables: object = {}): Promise<Readonly<Record<string, unknown>>> => {
  const { data: found, errors } = await ask(query, variables);
  expect(errors).toBeUndefined();
  return found;
};

const REACH = `query ($from: EndpointInput!, $to: EndpointInput!, $traffic: TrafficInput) { canReach(view: "prod@1", from: $from, to: $to, traffic: $traffic) {
  verdict allowed { text } caveats { code } from { __typename ref ... on HypotheticalPod { hypotheticalNamespace: namespace labels { key value } } }
  to { __typename ref kind ... on Service { backends readyBackends namespace { ref } } }
  explanation { summary service { service { apiVersion kind namespace name } servicePort targetPort ports { protocol servicePort targetPort } backends readyBackends } blockers { direction code fix } } } }`;
const FRONTEND = { ref: 'pod:web/frontend' };

it('asks a Service on its own port and shows the hop', async () => {
  const { canReach } = await data(REACH, { from: FRONTEND, to: { service: { namespace: 'shop', name: 'api', port: 'www' } }, traffic: { protocol: 'TCP', port: 80 } });
  const hop = { protocol: 'TCP', servicePort: 80, targetPort: '8080' };
  expect(canReach).toMatchObject({
    verdict: 'ALLOWED', caveats: expect.arrayContaining([{ code: 'SERVICE_PORT_REMAPPED' }]) as unknown, to: { __typename: 'Service', ref: 'svc:shop/api:www', kind: 'SERVICE', backends: 1, readyBackends: 1, namespace: { ref: 'ns:shop' } },
    explanation: { service: { service: { apiVersion: 'v1', kind: 'Service', namespace: 'shop', name: 'api' }, servicePort: 80, targetPort: '8080', ports: [hop], backends: 1, readyBackends: 1 } },
  });
  const { body } = await service.admin.get('/v1/views/prod@1/reachability').query({ from: 'pod:web/frontend', to: 'svc:shop/api:www', traffic: 'tcp/80' }).expect(200);
  expect(body).toMatchObject({ verdict: 'ALLOWED', service: { ...hop, backends: 1 } });
  const several = await data(REACH, { from: FRONTEND, to: { ref: 'svc:shop/api' } });
  expect(several['canReach']).toMatchObject({ explanation: { service: { ports: [hop, { protocol: 'TCP', servicePort: 9000, targetPort: '9000' }] } } });
  const plain = await data(REACH, { from: FRONTEND, to: { ref: 'pod:shop/api' } });
  expect(plain['canReach']).toMatchObject({ explanation: { service: null } });
});

it('says what is missing where nothing stands behind a Service', async () => {
  const { canReach } = await data(REACH, { from: FRONTEND, to: { service: { namespace: 'shop', name: 'none' } } });
  expect(canReach).toMatchObject({ caveats: expect.arrayContaining([{ code: 'SERVICE_HAS_NO_BACKEND' }]) as unknown, to: { backends: 0 }, explanation: { blockers: [{ direction: 'INGRESS', code: 'SERVICE_HAS_NO_BACKEND' }] } });
});

it('answers for a pod that does not exist yet, by its labels', async () => {
  const { canReach } = await data(REACH, { from: { hypothetical: { namespace: 'web', labels: [{ key: 'tier', value: 'x' }, { key: 'app', value: 'new' }] } }, to: { ref: 'pod:shop/api' }, traffic: { protocol: 'TCP', port: 8080 } });
  expect(canReach).toMatchObject({
    verdict: 'ALLOWED', from: { __typename: 'HypotheticalPod', ref: 'hypothetical:web{app=new,tier=x}', hypotheticalNamespace: 'web', labels: [{ key: 'app', value: 'new' }, { key: 'tier', value: 'x' }] },
  });
  const wrong = await ask(REACH, { from: { hypothetical: { namespace: 'web', labels: [{ key: 'a,b', value: 'x' }] } }, to: FRONTEND });
  expect(wrong.errors?.[0]?.extensions).toMatchObject({ code: 'REF_INVALID' });
});

it('finds Services by name', async () => {
  const { endpoints } = await data('{ endpoints(view: "prod@1", search: "api", kinds: [SERVICE]) { ref __typename } }');
  expect(endpoints).toEqual([{ ref: 'svc:shop/api', __typename: 'Service' }]);
});

const EXPOSURE = `query ($direction: Direction!, $first: Int!, $after: String, $groupBy: Granularity! = WORKLOAD) { exposure(view: "prod@1", direction: $direction, first: $first, after: $after, groupBy: $groupBy) {
  edges { cursor node { endpoint { ref __typename } verdict allowed { text } via { kind resource { apiVersion kind name } hostnames addresses ports source assumption verdict allowed { text } } } }
  total { value relation } pageInfo { hasNextPage endCursor } blocked deadEnds caveats { code } } }`;

it('lists what the outside can reach and through what', async () => {
  const { exposure } = await data(EXPOSURE, { direction: 'INGRESS', first: 50 });
  expect(exposure).toMatchObject({ blocked: 0, deadEnds: 1, caveats: expect.arrayContaining([{ code: 'ENFORCEMENT_UNKNOWN' }]) as unknown, pageInfo: { hasNextPage: false } });
  const { edges } = exposure as { edges: readonly { node: { endpoint: { ref: string }; via: readonly object[] } }[] };
  const api = edges.find(({ node }) => node.endpoint.ref === 'pod:shop/api');
  expect(api?.node.via).toContainEqual(expect.objectContaining({ kind: 'LOAD_BALANCER', resource: { apiVersion: 'v1', kind: 'Service', name: 'api' }, addresses: ['192.0.2.10'], verdict: 'PARTIAL', allowed: { text: 'TCP 8080' } }));
});

it('gives the same exposure over REST, page by page, with what is closed on every page', async () => {
  const whole = await service.admin.get('/v1/views/prod@1/exposure').expect(200);
  expect(whole.body).toMatchObject({ schemaVersion: 1, view: { ref: 'prod@1' }, deadEnds: [{ kind: 'LOAD_BALANCER', resource: { name: 'none' } }] });
  const rows: unknown[] = [];
  for (let path: string | undefined = '/v1/views/prod@latest/exposure?limit=1'; path !== undefined;) {
    const { body, headers }: { body: { exposures: unknown[]; total: number; deadEnds: unknown[] }; headers: Record<string, string> } = await service.admin.get(path).expect(200);
    expect(body).toMatchObject({ total: whole.body.total as number, deadEnds: whole.body.deadEnds as unknown[] });
    rows.push(...body.exposures);
    path = /<([^>]+)>/.exec(headers['link'] ?? '')?.[1];
  }
  expect(rows).toEqual(whole.body.exposures);
  expect(new Set(rows.map((row) => (row as { direction: string }).direction))).toEqual(new Set(['INGRESS', 'EGRESS']));
  const egress = await service.admin.get('/v1/views/prod@1/exposure?direction=egress').expect(200);
  expect(egress.body.exposures).toEqual(rows.filter((row) => (row as { direction: string }).direction === 'EGRESS'));
  await service.admin.get('/v1/views/prod@1/exposure?basis=enforced').expect(422);
  await service.admin.get('/v1/views/prod@1/exposure').set('If-None-Match', whole.headers['etag'] ?? '').expect(304);
});

const FINDINGS = 'query ($filter: FindingFilter, $first: Int! = 50, $after: String) { findings(view: "prod@1", filter: $filter, first: $first, after: $after) { edges { cursor node { id fingerprint rule { code docsUrl } severity message path subjects { apiVersion kind namespace name } locations { file line } } } total { value } pageInfo { hasNextPage endCursor } } }';

it('finds mistakes in a stored version at the place where they were written', async () => {
  const { findings } = await data(FINDINGS, { filter: { codes: ['POLICY_SELECTS_NOTHING', 'FIELD_PRUNED'] } });
  const stale = { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', namespace: 'shop', name: 'stale' };
  const { edges } = findings as { edges: readonly { node: { rule: { code: string }; path: string; fingerprint: string } }[] };
  const lines = STORE.split('\n');
  const lineOf = (text: string): number => lines.findIndex((line) => line.includes(text)) + 1;
  expect(edges.map(({ node }) => node)).toEqual(expect.arrayContaining([
    expect.objectContaining({ rule: { code: 'FIELD_PRUNED', docsUrl: 'docs/problems/README.md#field_pruned' }, subjects: [stale], path: '/spec/ingres', locations: [{ file: '-', line: lineOf('ingres: []') }] }),
    expect.objectContaining({ rule: { code: 'POLICY_SELECTS_NOTHING', docsUrl: 'docs/problems/README.md#policy_selects_nothing' }, subjects: [stale], path: '/spec/podSelector', locations: [{ file: '-', line: lineOf('podSelector: {matchLabels: {app: gone}}') }] }),
  ]));
});

it('filters and pages findings alike over both interfaces', async () => {
  const all = await service.admin.get('/v1/clusters/prod/snapshots/latest/findings').expect(200);
  const items = all.body.items as readonly { fingerprint: string; severity: string; resource: { namespace: string } | null }[];
  expect(all.body.total).toBe(items.length);
  expect(items.length).toBeGreaterThan(1);
  const { findings } = await data(FINDINGS);
  const prints = (of: unknown): readonly string[] => (of as { edges: readonly { node: { fingerprint: string } }[] }).edges.map(({ node }) => node.fingerprint);
  expect(prints(findings)).toEqual(items.map(({ fingerprint }) => fingerprint));
  const page = await service.admin.get('/v1/clusters/prod/snapshots/latest/findings?limit=1').expect(200);
  expect(page.headers['link']).toContain('/v1/clusters/prod/snapshots/1/findings?limit=1&cursor=');
  const high = await service.admin.get('/v1/clusters/prod/snapshots/1/findings?minSeverity=high&namespace=shop').expect(200);
  expect(high.body.items).toHaveLength(1);
  expect(high.body.items).toEqual(items.filter(({ severity, resource }) => ['high', 'critical'].includes(severity) && resource?.namespace === 'shop'));
  expect(prints((await data(FINDINGS, { filter: { minSeverity: 'HIGH', namespaces: ['shop'] } }))['findings'])).toEqual((high.body.items as typeof items).map(({ fingerprint }) => fingerprint));
});

it('finds the same mistakes after the files were moved', async () => {
  await service.cluster('moved', `# a line more\n${STORE}`);
  const prints = async (cluster: string): Promise<readonly string[]> => ((await service.admin.get(`/v1/clusters/${cluster}/snapshots/latest/findings`).expect(200)).body.items as readonly { fingerprint: string }[]).map(({ fingerprint }) => fingerprint);
  expect(await prints('moved')).toEqual(await prints('prod'));
});

it('lists policies of every tier with their priority', async () => {
  const { policies } = await data('{ policies(view: "prod@1", first: 10, filter: { tiers: [ADMIN, BASELINE] }) { edges { node { ref { apiVersion kind name } tier priority directions rules { outcome ref { name pointer } } } } total { value } } }');
  expect(policies).toMatchObject({
    total: { value: 2 },
    edges: expect.arrayContaining([
      { node: { ref: { apiVersion: 'policy.networking.k8s.io/v1alpha1', kind: 'AdminNetworkPolicy', name: 'guard' }, tier: 'ADMIN', priority: 7, directions: ['INGRESS'], rules: [{ outcome: 'DENIES', ref: { name: 'no-telnet', pointer: '/spec/ingress/0' } }] } },
      expect.objectContaining({ node: expect.objectContaining({ tier: 'BASELINE', priority: null }) as unknown }),
    ]) as unknown,
  });
});
