import { afterAll, beforeAll, expect, it } from 'vitest';
import { SHOP } from './testing/manifests.ts';
import { startTestService } from './testing/service.ts';
import type { TestService } from './testing/service.ts';

const policy = (name: string, spec: object): string => JSON.stringify({ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { namespace: 'web', name }, spec: { podSelector: {}, policyTypes: ['Ingress'], ...spec } });
const open = (port: number, endPort: number): object => ({ ingress: [{ from: [{ podSelector: {} }], ports: [{ port, endPort }] }] });

let service: TestService;
beforeAll(async () => {
  service = await startTestService({});
  await service.cluster('prod', [SHOP, policy('a', open(80, 81)), policy('b', open(82, 83)), policy('both', open(81, 82))].join('\n---\n'));
});
afterAll(() => service.close());

const PATH = '/v1/clusters/prod/snapshots/latest/policy-impact';
const QUERY = '{ policies(view: "prod@1", filter: { namespaces: ["web"] }, first: 10) { edges { node { ref { name } marginalImpact { total allowed } rules { status shadowedBy { pointer } } } } } }';

async function nodes(): Promise<unknown> {
  const { body } = await service.admin.post('/graphql').send({ query: QUERY }).expect(200);
  return (body as { readonly data: { readonly policies: { readonly edges: readonly { readonly node: object }[] } } }).data.policies.edges.map(({ node }) => node);
}

it('is not known before anybody has asked for it, and then wherever policies are shown', async () => {
  const unknown = { marginalImpact: null, rules: [{ status: null, shadowedBy: null }] };
  expect(await nodes()).toEqual(['a', 'b', 'both'].map((name) => ({ ref: { name }, ...unknown })));

  const { headers } = await service.admin.get(PATH).set('Prefer', 'respond-async').expect(202);
  const location = headers['location'] ?? '';
  await expect.poll(async () => (await service.admin.get(location)).body.state as string, { timeout: 40_000 }).toBe('SUCCEEDED');
  expect((await service.admin.get(location)).body).toMatchObject({ kind: 'POLICY_IMPACT', progress: 1 });

  const unchanged = { total: '0', allowed: '0' };
  expect(await nodes()).toEqual([
    { ref: { name: 'a' }, marginalImpact: unchanged, rules: [{ status: 'EFFECTIVE', shadowedBy: [] }] },
    { ref: { name: 'b' }, marginalImpact: unchanged, rules: [{ status: 'EFFECTIVE', shadowedBy: [] }] },
    { ref: { name: 'both' }, marginalImpact: unchanged, rules: [{ status: 'REDUNDANT', shadowedBy: [{ pointer: '/spec/ingress/0' }, { pointer: '/spec/ingress/0' }] }] },
  ]);
}, 60_000);

it('is listed page by page, in the order of the first rules', async () => {
  const first = await service.admin.get(`${PATH}?limit=2`).expect(200);
  expect(first.body).toMatchObject({ total: 4 });
  const next = /<([^>]+)>; rel="next"/.exec(first.headers['link'] ?? '')?.[1] ?? '';
  expect(next).toContain('/snapshots/1/');
  const rest = await service.admin.get(next.replace(/^https?:\/\/[^/]+/, '')).expect(200);
  const all = [...first.body.items, ...rest.body.items] as readonly { readonly policy: { readonly name: string }; readonly effect: string; readonly rules: readonly object[] }[];
  expect(all.map(({ policy: { name }, effect }) => `${name} ${effect}`).sort()).toEqual(['a END_TO_END', 'api-in END_TO_END', 'b END_TO_END', 'both NONE']);
  expect(all.find(({ policy: { name } }) => name === 'both')?.rules).toEqual([{ direction: 'ingress', rule: 0, name: null, pointer: '/spec/ingress/0', status: 'REDUNDANT', isOwnSide: false, shadowedBy: ['a', 'b'].map((name) => ({ group: 'networking.k8s.io', kind: 'NetworkPolicy', namespace: 'web', name, rule: 0, pointer: '/spec/ingress/0' })) }]);
});

it('takes the right to ask about connections', async () => {
  await service.as(await service.token({ scopes: ['SNAPSHOT_WRITE'] })).get(PATH).expect(403);
});
