import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { SHOP, SHOP_OPENED } from './testing/manifests.ts';
import { startTestService } from './testing/service.ts';
import type { TestService } from './testing/service.ts';

let service: TestService;

beforeAll(async () => {
  service = await startTestService();
  await service.cluster('prod', SHOP, SHOP_OPENED);
  await service.cluster('second', SHOP);
  await service.cluster('third', SHOP);
});
afterEach(() => { vi.restoreAllMocks(); });
afterAll(() => service.close());

interface Answer { readonly data: Record<string, never>; readonly errors?: readonly { readonly message: string; readonly extensions: Readonly<Record<string, unknown>> }[]; readonly extensions: { readonly cost: { readonly requested: number; readonly remaining: number } } }

const ask = async (query: string, variables: object = {}): Promise<Answer> => (await service.admin.post('/graphql').send({ query, variables })).body as Answer;
const data = async (query: string, variables: object = {}): Promise<Record<string, never>> => {
  const { data: found, errors } = await ask(query, variables);
  expect(errors).toBeUndefined();
  return found;
};

const REACH = `query ($from: EndpointInput!, $to: EndpointInput!, $traffic: TrafficInput, $under: UnderInput) {
  canReach(view: "prod@latest", from: $from, to: $to, traffic: $traffic, under: $under) {
    verdict allowed { isAll isEmpty text rules { protocol families ports } } confidence caveats { code message } byBasis { specified enforced differences }
    from { __typename ref kind ... on Pod { namespace { ref podCount } labels { key value } ips } } to { __typename ref displayName ... on Workload { resourceKind podCount } }
    snapshot { sequence contentDigest cluster { slug } }
    explanation(detail: ALL) { summary
      egress { verdict steps { code } }
      ingress { direction verdict allowed { text } steps { tier outcome code message policy { ref { kind namespace name } source { file line } } rule { index pointer } } }
      blockers { direction code fix policies { ref { name } } } } } }`;

it('answers whether one end can reach another, with the rules that decide', async () => {
  const { canReach } = await data(REACH, { from: { pod: { namespace: 'web', name: 'frontend' } }, to: { workload: { namespace: 'shop', name: 'api', kind: 'Deployment' } }, traffic: { protocol: 'TCP', port: 8080 } });
  expect(canReach).toMatchObject({
    verdict: 'ALLOWED', allowed: { isEmpty: false, text: 'TCP 8080', rules: [{ protocol: 'TCP', ports: ['8080'] }] }, byBasis: { specified: 'ALLOWED', enforced: null, differences: [] },
    from: { __typename: 'Pod', ref: 'pod:web/frontend', kind: 'POD', namespace: { ref: 'ns:web', podCount: 2 }, labels: [{ key: 'app', value: 'frontend' }], ips: ['10.1.0.5'] },
    to: { __typename: 'Workload', ref: 'deploy:shop/api', resourceKind: 'Deployment', podCount: 1 },
    snapshot: { sequence: 2, cluster: { slug: 'prod' } },
    explanation: { ingress: { direction: 'INGRESS', verdict: 'ALLOWED' }, blockers: [] },
  });
  const { explanation } = canReach as unknown as { explanation: { ingress: { steps: object[] } } };
  expect(explanation.ingress.steps).toContainEqual(expect.objectContaining({ code: 'ADMITTED_BY_RULE', outcome: 'ADMITS', policy: { ref: { kind: 'NetworkPolicy', namespace: 'shop', name: 'api-in' }, source: { file: '-', line: 27 } }, rule: { index: 0, pointer: '/spec/ingress/0' } }));
});

it('lets no answer be kept on its way', async () => {
  const { headers } = await service.admin.post('/graphql').send({ query: '{ clusters(first: 1) { nodes { slug } } }' }).expect(200);
  expect(headers['cache-control']).toBe('no-store');
});

it('names everything that would have to change', async () => {
  const { canReach } = await data(REACH, { from: { ref: 'pod:web/other' }, to: { selector: { pods: { matchLabels: [{ key: 'app', value: 'api' }] }, namespaces: { matchExpressions: [{ key: 'team', operator: 'IN', values: ['shop', 'x'] }] } } } });
  expect(canReach).toMatchObject({ verdict: 'DENIED', to: { __typename: 'PodSelection' }, explanation: { blockers: [{ direction: 'INGRESS', policies: [{ ref: { name: 'api-in' } }] }] } });
});

it('reads every form of an end and of traffic', async () => {
  const from = { ref: 'pod:web/frontend' };
  for (const to of [{ namespace: 'shop' }, { cidr: '203.0.113.0/24' }, { internet: true }, { workload: { namespace: 'shop', name: 'api' } }]) expect(await data(REACH, { from, to })).toBeTruthy();
  for (const traffic of [{ protocol: 'TCP', port: 8000, endPort: 8100 }, { protocol: 'TCP', namedPort: 'http' }, { protocol: 'ICMP', icmpType: 3, icmpCode: 1 }, { protocolNumber: 47 }, { protocol: 'UDP', family: 'IPV4', sourcePort: 5000 }]) {
    expect(await data(REACH, { from, to: { namespace: 'shop' }, traffic })).toBeTruthy();
  }
  for (const traffic of [{ port: 80 }, { family: 'IPV4' }, { sourcePort: 9 }]) {
    const wrong = await ask(REACH, { from, to: { namespace: 'shop' }, traffic });
    expect(wrong.errors?.[0]?.extensions).toMatchObject({ code: 'VALIDATION_FAILED', errors: [{ path: 'traffic.protocol' }] });
  }
  const both = await ask(REACH, { from: { ref: 'ns:web', namespace: 'web' }, to: from });
  expect(both.errors?.[0]?.extensions).toMatchObject({ code: 'VALIDATION_FAILED' });
  const under = await ask(REACH, { from, to: from, under: { as: 'felix' } });
  expect(under.errors?.[0]?.extensions).toMatchObject({ code: 'VALIDATION_FAILED' });
  expect((await ask(REACH, { from, to: from, under: { version: '1.20' } })).errors?.[0]?.extensions).toMatchObject({ code: 'VALIDATION_FAILED', errors: [{ path: 'under.as' }] });
});

const WHO = `query ($first: Int!, $after: String, $filter: PeerFilter, $to: EndpointInput = { namespace: "web" }) {
  whoCanReach(view: "prod@1", to: $to, groupBy: POD, first: $first, after: $after, filter: $filter) {
    edges { cursor node { ref __typename } reachability { verdict allowed { text } explanation { summary } } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } total { value relation } summary { total allowed } } }`;
interface Page { readonly edges: readonly { readonly cursor: string; readonly node: { readonly ref: string } }[]; readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string }; readonly total: { readonly value: number } }

it('pages stably, though versions come in between', async () => {
  const whole = (await data(WHO, { first: 200 }))['whoCanReach'] as unknown as Page;
  expect(whole.total).toEqual({ value: whole.edges.length, relation: 'EXACT' });
  const refs: string[] = [];
  let after: string | null = null;
  for (let more = true; more;) {
    const page: Page = (await data(WHO, { first: 1, after }))['whoCanReach'] as unknown as Page;
    refs.push(...page.edges.map(({ node }) => node.ref));
    ({ pageInfo: { hasNextPage: more, endCursor: after } } = page);
    if (refs.length === 1) await service.admin.post('/v1/clusters/prod/snapshots').type('application/yaml').set('Prefer', 'wait=60').send(`${SHOP}\n# ${String(refs.length)}\n---\n{apiVersion: v1, kind: Namespace, metadata: {name: late}}\n`).expect(201);
  }
  expect(refs).toEqual(whole.edges.map(({ node }) => node.ref));
  expect(new Set(refs).size).toBe(refs.length);
});

it('refuses cursors of other questions, and texts that are none', async () => {
  const { edges } = (await data(WHO, { first: 1 }))['whoCanReach'] as unknown as Page;
  const other = await ask(WHO, { first: 1, after: edges[0]?.cursor, to: { namespace: 'shop' } });
  expect(other.errors?.[0]?.extensions).toMatchObject({ code: 'CURSOR_MISMATCH', status: 400 });
  const none = await ask(WHO, { first: 1, after: 'nonsense' });
  expect(none.errors?.[0]?.extensions).toMatchObject({ code: 'CURSOR_INVALID' });
  for (const first of [0, 201, -1]) expect((await ask(WHO, { first })).errors?.[0]?.extensions).toMatchObject({ code: 'VALIDATION_FAILED' });
});

it('filters peers', async () => {
  const external = (await data(WHO, { first: 50, filter: { externalOnly: true } }))['whoCanReach'] as unknown as Page;
  expect(external.edges.length).toBeGreaterThan(0);
  for (const { node } of external.edges) expect(node).toMatchObject({ __typename: 'AddressRange' });
  const own = (await data(WHO, { first: 50, filter: { namespaces: ['shop'], verdicts: ['ALLOWED'] } }))['whoCanReach'] as unknown as Page;
  expect(own.edges.map(({ node }) => node.ref)).toEqual(['deploy:shop/api']);
});

it('lists what an end can reach by workload', async () => {
  const { reachableFrom } = await data('{ reachableFrom(view: "prod@1", from: { ref: "pod:web/frontend" }, first: 10) { edges { node { ref } reachability { allowed { text } to { ref } } } } }');
  expect((reachableFrom as unknown as Page).edges).toContainEqual({ node: { ref: 'deploy:shop/api' }, reachability: { allowed: { text: 'TCP 8080' }, to: { ref: 'deploy:shop/api' } } });
});

it('finds ends by a part of their name, and what selects and isolates them', async () => {
  const { endpoints } = await data('{ endpoints(view: "prod@1", search: "api") { ref kind ... on Workload { isolation { ingress egress } pods(first: 5) { total { value } } namespace { isolation { ingress } } } } }');
  expect(endpoints).toEqual([{ ref: 'deploy:shop/api', kind: 'WORKLOAD', isolation: { ingress: 'ISOLATED', egress: 'NOT_ISOLATED' }, pods: { total: { value: 0 } }, namespace: { isolation: { ingress: 'ISOLATED' } } }]);
  const found = await data('{ endpoints(view: "prod@1", search: "web", kinds: [POD]) { ref ... on Pod { selectedBy { ref { name } } isolation { ingress } workload { ref } hostNetwork phase nodeName } } }');
  expect(found['endpoints']).toEqual(['frontend', 'other'].map((name) => ({ ref: `pod:web/${name}`, selectedBy: [], isolation: { ingress: 'NOT_ISOLATED' }, workload: null, hostNetwork: false, phase: 'Running', nodeName: 'n1' })));
});

it('lists policies with their rules, by what they select', async () => {
  const query = 'query ($filter: PolicyFilter) { policies(view: "prod@1", filter: $filter, first: 10) { edges { node { ref { apiVersion kind namespace name } tier directions rules { direction outcome ref { index pointer } } manifest } } total { value } } }';
  const { policies } = await data(query, { filter: { selecting: { ref: 'deploy:shop/api' }, namespaces: ['shop'] } });
  expect(policies).toMatchObject({ total: { value: 1 }, edges: [{ node: { ref: { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', namespace: 'shop', name: 'api-in' }, tier: 'NETWORK_POLICY', directions: ['INGRESS'], rules: [{ direction: 'INGRESS', outcome: 'ADMITS', ref: { index: 0, pointer: '/spec/ingress/0' } }] } }] });
  expect((await data(query, { filter: { selecting: { ref: 'pod:web/other' } } }))['policies']).toMatchObject({ total: { value: 0 }, edges: [] });
});

it('says what changed, page by page', async () => {
  const { diff } = await data(`{ diff(base: "prod@1", target: "prod@2") { comparable summary { opened closed changed } base { ... on Snapshot { sequence } } target { ... on Snapshot { sequence } }
    changes(first: 5, kinds: [CHANGED]) { edges { node { kind from { ref } to { ref } before { text } after { text } gained { text } lost { isEmpty } causes causedBy { op ref { name } } } } total { value } }
    resourceChanges(first: 5) { edges { node { op ref { kind name } } } } } }`);
  expect(diff).toMatchObject({
    comparable: true, summary: { opened: '0', closed: '0', changed: '1' }, base: { sequence: 1 }, target: { sequence: 2 },
    changes: { total: { value: 1 }, edges: [{ node: { kind: 'CHANGED', from: { ref: 'pod:web/frontend' }, to: { ref: 'deploy:shop/api' }, gained: { text: 'TCP 9090' }, lost: { isEmpty: true }, causes: ['POLICY'], causedBy: [{ op: 'MODIFIED', ref: { name: 'api-in' } }] } }] },
    resourceChanges: { edges: [{ node: { op: 'MODIFIED', ref: { kind: 'NetworkPolicy', name: 'api-in' } } }] },
  });
  const mixed = await ask('{ diff(base: "prod@1", target: "second@1") { comparable } }');
  expect(mixed.errors?.[0]?.extensions).toMatchObject({ code: 'VALIDATION_FAILED' });
});

const MATRIX = `query ($rows: AxisInput!, $columns: AxisInput!, $traffic: TrafficInput) { matrix(view: "prod@2", rows: $rows, columns: $columns, traffic: $traffic) {
  rows { items { ref } total { value } pageInfo { hasNextPage hasPreviousPage endCursor } } columns { items { ref } total { value } } cells { row column verdict allowedShare text } truncated pairs { total allowed denied } caveats { code } } }`;
interface Side { readonly items: readonly { readonly ref: string }[]; readonly total: { readonly value: number }; readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string } }
interface MatrixPage { readonly rows: Side; readonly columns: Side; readonly cells: readonly { readonly row: number; readonly column: number; readonly verdict: string; readonly allowedShare: number; readonly text: string }[]; readonly truncated: boolean; readonly pairs: Readonly<Record<string, string>> }
const matrix = async (variables: object): Promise<MatrixPage> => (await data(MATRIX, variables))['matrix'] as unknown as MatrixPage;

it('answers a page of who can send what to whom, cells without any connection left out', async () => {
  const pods = { granularity: 'POD', first: 50 };
  const whole = await matrix({ rows: pods, columns: pods });
  expect(whole).toMatchObject({ truncated: false, rows: { pageInfo: { hasNextPage: false } } });
  const named = whole.cells.map(({ row, column, ...cell }) => ({ from: whole.rows.items[row]?.ref, to: whole.columns.items[column]?.ref, ...cell }));
  expect(named).toContainEqual({ from: 'pod:web/frontend', to: 'deploy:shop/api', verdict: 'ALLOWED', allowedShare: 1, text: 'TCP 8080,9090' });
  expect(named.filter(({ from, to }) => from === 'pod:web/other' && to === 'deploy:shop/api')).toEqual([]);
  expect(whole.pairs['allowed']).toBe(String(whole.cells.filter(({ verdict }) => verdict === 'ALLOWED').length));
  const rows = await matrix({ rows: { ...pods, first: 1 }, columns: pods });
  expect(rows).toMatchObject({ truncated: true, rows: { items: [whole.rows.items[0]], total: { value: whole.rows.total.value }, pageInfo: { hasNextPage: true } } });
  const next = await matrix({ rows: { ...pods, first: 1, after: rows.rows.pageInfo.endCursor }, columns: pods });
  expect(next.rows.items).toEqual([whole.rows.items[1]]);
});

it('narrows a side of the matrix to namespaces, and the question to traffic', async () => {
  const within = (namespace: string): object => ({ granularity: 'NAMESPACE', within: [{ namespace }], first: 10 });
  const { cells, rows, columns, pairs } = await matrix({ rows: within('web'), columns: within('shop'), traffic: { protocol: 'TCP', port: 8080 } });
  expect([rows.items, columns.items]).toEqual([[{ ref: 'ns:web' }], [{ ref: 'ns:shop' }]]);
  expect(cells).toEqual([{ row: 0, column: 0, verdict: 'PARTIAL', allowedShare: Number(pairs['allowed']) / Number(pairs['total']), text: 'partly TCP 8080' }]);
  const refused = await ask(MATRIX, { rows: { granularity: 'POD', within: [{ ref: 'pod:web/other' }], first: 1 }, columns: within('web') });
  expect(refused.errors?.[0]?.extensions).toMatchObject({ code: 'VALIDATION_FAILED', errors: [{ path: 'rows.within.0', message: 'pod:web/other is no namespace' }] });
  expect((await ask(MATRIX, { rows: { granularity: 'POD', first: 201 }, columns: within('web') })).errors?.[0]?.extensions).toMatchObject({ code: 'VALIDATION_FAILED' });
});

/** Statements that the request's own connections send; the analysis threads have theirs. */
async function statements(query: string): Promise<number> {
  const sent = vi.spyOn(pg.Client.prototype, 'query');
  await data(query);
  return sent.mock.calls.length;
}

it.each([
  ['{ clusters(first: 10) { nodes { slug } } }', 2],
  ['{ clusters(first: 10) { nodes { slug latest { sequence cluster { slug } parent { sequence } } } } }', 5],
  ['{ cluster(slug: "prod") { snapshots(first: 10) { nodes { sequence parent { sequence } cluster { slug } } } } }', 5],
  ['{ view(ref: "prod@latest") { id } }', 3],
  ['{ canReach(view: "prod@1", from: { ref: "ns:web" }, to: { ref: "ns:shop" }) { verdict explanation { summary } snapshot { cluster { slug } } } }', 4],
  ['{ whoCanReach(view: "prod@1", to: { ref: "ns:shop" }, first: 50) { edges { reachability { explanation { summary } snapshot { cluster { slug } } } } } }', 4],
  ['{ reachableFrom(view: "prod@1", from: { ref: "ns:web" }, first: 50) { edges { node { ref } } } }', 3],
  ['{ endpoints(view: "prod@1", search: "") { ref ... on Pod { namespace { ref } selectedBy { id } } } }', 3],
  ['{ policies(view: "prod@1", first: 50) { edges { node { id } } } }', 3],
  ['{ policies(view: "prod@1", first: 50) { edges { node { marginalImpact { total } rules { status shadowedBy { index } } } } } }', 3],
  ['{ exposure(view: "prod@1", direction: INGRESS, first: 50) { edges { node { endpoint { ref } via { kind } } } } }', 3],
  ['{ matrix(view: "prod@1", rows: { granularity: POD, first: 50 }, columns: { granularity: NAMESPACE, first: 50 }) { rows { items { ref } } cells { text } pairs { allowed } } }', 3],
  ['{ findings(view: "prod@1", first: 50) { edges { node { id } } } }', 3],
  ['{ canReach(view: "prod@1", from: { ref: "ns:web" }, to: { hypothetical: { namespace: "shop", labels: [] } }) { explanation { service { servicePort } summary } } }', 3],
  ['{ diff(base: "prod@1", target: "prod@2") { changes(first: 10) { edges { node { kind } } } } }', 5],
])('stays within its statements: %s', async (query, budget) => {
  await data(query);
  const sent = await statements(query);
  expect(sent).toBeGreaterThan(0);
  expect(sent).toBeLessThanOrEqual(budget);
});

it('says on every answer what it cost', async () => {
  const { extensions } = await ask('{ whoCanReach(view: "prod@1", to: { ref: "ns:web" }, first: 100) { edges { node { ref } reachability { explanation { summary } } } } }');
  // The question 10, then a hundred times an edge, its node, its answer and an explanation for 2.
  expect(extensions.cost.requested).toBe(10 + 100 * (1 + 1 + 1 + 2));
  // Both sides of a page together, however many cells they make.
  const page = await ask('{ matrix(view: "prod@1", rows: { granularity: POD, first: 30 }, columns: { granularity: POD, first: 20 }) { rows { items { ref } } cells { text } } }');
  expect(page.extensions.cost.requested).toBe(20 + 50 * (1 + 1 + 1));
  expect((await ask('{ nothing }')).extensions.cost).toMatchObject({ requested: 0 });
});
