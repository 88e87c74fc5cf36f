import type { NestExpressApplication } from '@nestjs/platform-express';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import type { GraphQLObjectType, GraphQLSchema } from 'graphql';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { SHOP } from './testing/manifests.ts';
import { startTestService } from './testing/service.ts';
import type { TestService } from './testing/service.ts';

let service: TestService;
let schema: GraphQLSchema;

beforeAll(async () => {
  service = await startTestService();
  schema = service.app.get(GraphQLSchemaHost, { strict: false }).schema;
  await service.cluster('prod', SHOP);
  await service.cluster('secret', SHOP);
});
afterAll(() => service.close());

const PUBLIC = new Set(['get /livez', 'get /readyz', 'get /version']);

interface Layer { readonly route?: { readonly path: string; readonly methods: Readonly<Record<string, boolean>> } }
const METHODS = ['get', 'head', 'post', 'put', 'patch', 'delete', 'options'] as const;

/** Every route that the router knows, with something in place of each parameter; wildcards belong to middleware. */
function routes(app: NestExpressApplication): readonly { readonly method: (typeof METHODS)[number]; readonly path: string }[] {
  const { router } = app.getHttpAdapter().getInstance() as unknown as { router: { stack: readonly Layer[] } };
  return router.stack.flatMap(({ route }) => (route === undefined || route.path.includes('*') ? [] : METHODS.filter((method) => route.methods[method] === true).map((method) => ({ method, path: pathOf(route.path) }))));
}

const pathOf = (pattern: string): string => `/${pattern.replaceAll(/(?<!\\):\w+/g, 'prod').replaceAll('\\', '').replace(/^\//, '')}`;

it('answers 401 on every route without credentials, and tells nothing of what is behind it', async () => {
  const all = routes(service.app);
  expect(all.map(({ path }) => path)).toEqual(expect.arrayContaining(['/v1/clusters', '/v1/clusters/prod/snapshots', '/v1/diff', '/v1/views/prod/exposure', '/v1/clusters/prod/snapshots/prod/findings', '/v1/operations/prod', '/metrics', '/openapi.json']));
  expect(all.length).toBeGreaterThan(20);
  for (const { method, path } of all) {
    const answer = await service.stranger[method](path);
    const name = `${method} ${path}`;
    if (PUBLIC.has(name)) { expect(answer.status, name).toBe(200); continue; }
    expect(answer.status, name).toBe(401);
    if (method === 'head' || path === '/graphql') continue;
    expect(answer.type, name).toBe('application/problem+json');
    expect(answer.body, name).toMatchObject({ code: 'UNAUTHENTICATED', status: 401 });
  }
});

it('answers 401 on every root field without credentials, introspection included', async () => {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].filter((type): type is GraphQLObjectType => type instanceof Object);
  const fields = roots.flatMap((type) => Object.keys(type.getFields()));
  expect(fields).toEqual(expect.arrayContaining(['clusters', 'cluster', 'view', 'endpoints', 'canReach', 'whoCanReach', 'reachableFrom', 'policies', 'diff', 'exposure', 'findings']));
  for (const field of [...fields, '__schema { types { name } }', '__typename']) {
    const answer = await service.stranger.post('/graphql').send({ query: `{ ${field} }` });
    expect(answer.status, field).toBe(401);
    expect(answer.body, field).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
    expect(answer.body.data, field).toBeUndefined();
  }
  await service.stranger.get('/graphql').query({ query: '{__typename}' }).expect(401);
});

it.each(['/graphql/x', '/graphql//', '/graphql/x/y'])('answers no document at %s, past the gate', async (path) => {
  const document = { query: '{ __schema { queryType { name } } }' };
  for (const caller of [service.stranger, service.admin]) expect((await caller.post(path).send(document).expect(404)).body).toMatchObject({ code: 'NOT_FOUND' });
  await service.stranger.post('/graphql/').send(document).expect(401);
  await service.admin.post('/GRAPHQL').send(document).expect(200);
});

it('refuses tokens that are malformed, wrong, revoked or expired', async () => {
  const text = await service.token({ name: 'short', expiresAt: new Date(Date.now() + 1500) });
  await service.as(text).get('/v1/clusters').expect(200);
  for (const wrong of ['postern_', 'nonsense', `${text.slice(0, -1)}${text.endsWith('a') ? 'b' : 'a'}`]) {
    const { body } = await service.as(wrong).get('/v1/clusters').expect(401);
    expect(body).toMatchObject({ code: 'UNAUTHENTICATED' });
  }
  await service.stranger.get('/v1/clusters').set('Authorization', `Basic ${text}`).expect(401);
  await new Promise((resolve) => { setTimeout(resolve, 1600); });
  const { body } = await service.as(text).get('/v1/clusters').expect(401);
  expect(body).toMatchObject({ code: 'TOKEN_EXPIRED' });
  const revoked = await service.storage.tokens.create({ name: 'revoked', scopes: ['ADMIN'], clusters: ['*'] });
  await service.storage.tokens.revoke(revoked.token.id);
  await service.as(revoked.text).get('/v1/clusters').expect(401);
});

it('names the scope that is missing, over both interfaces', async () => {
  const writer = service.as(await service.token({ scopes: ['SNAPSHOT_WRITE'] }));
  const { body } = await writer.get('/v1/clusters/prod/snapshots').expect(403);
  expect(body).toMatchObject({ code: 'SCOPE_MISSING', errors: [{ scope: 'SNAPSHOT_READ' }] });
  const graphql = await writer.post('/graphql').send({ query: '{ clusters(first: 1) { nodes { slug } } }' });
  expect(graphql.body).toMatchObject({ data: null, errors: [{ extensions: { code: 'SCOPE_MISSING', errors: [{ scope: 'CONNECTIVITY_READ' }] } }] });
});

it('lets a collector send versions of its cluster and read nothing', async () => {
  const collector = service.as(await service.token({ scopes: ['SNAPSHOT_WRITE'], clusters: ['prod'] }));
  await collector.post('/v1/clusters/prod/snapshots').type('application/yaml').set('Prefer', 'wait=60').send(SHOP).expect(200);
  await collector.post('/v1/clusters/secret/snapshots').type('application/yaml').send(SHOP).expect(404);
  for (const path of ['/v1/clusters', '/v1/clusters/prod/snapshots/1', '/v1/views/prod@1/who-can-reach?to=ns:web', '/v1/diff?base=prod@1&target=prod@1']) await collector.get(path).expect(403);
});

it('answers for a cluster that is not the caller\'s as for one that does not exist', async () => {
  const reader = service.as(await service.token({ scopes: ['CONNECTIVITY_READ', 'SNAPSHOT_READ'], clusters: ['prod'] }));
  for (const path of ['/v1/clusters/CLUSTER', '/v1/clusters/CLUSTER/snapshots', '/v1/views/CLUSTER@latest/reachability?from=ns:web&to=ns:shop', '/v1/views/CLUSTER@latest/exposure', '/v1/clusters/CLUSTER/snapshots/latest/findings', '/v1/diff?base=CLUSTER@1&target=prod@1']) {
    const hidden = await reader.get(path.replace('CLUSTER', 'secret')).expect(404);
    const absent = await reader.get(path.replace('CLUSTER', 'absent')).expect(404);
    expect(String(hidden.body.detail).replaceAll('secret', 'absent')).toBe(absent.body.detail);
    expect(hidden.body.code).toBe('NOT_FOUND');
  }
  const { body } = await reader.post('/graphql').send({ query: '{ clusters(first: 10) { nodes { slug } total { value } } cluster(slug: "secret") { slug } view(ref: "secret@latest") { id } }' });
  expect(body.data).toEqual({ clusters: { nodes: [{ slug: 'prod' }], total: { value: 1 } }, cluster: null, view: null });
  const listed = await reader.get('/v1/clusters').expect(200);
  expect(listed.body).toMatchObject({ total: 1, items: [{ slug: 'prod' }] });
});

it('keeps changes of clusters to administrators', async () => {
  const reader = service.as(await service.token({ scopes: ['CONNECTIVITY_READ', 'SNAPSHOT_READ', 'SNAPSHOT_WRITE'] }));
  await reader.post('/v1/clusters').send({ slug: 'new' }).expect(403);
  await reader.patch('/v1/clusters/prod').send({ displayName: 'x' }).expect(403);
  await reader.delete('/v1/clusters/prod').expect(403);
  await reader.delete('/v1/clusters/prod/snapshots/1').expect(403);
  await reader.get('/metrics').expect(403);
  await service.admin.patch('/v1/clusters/prod').send({ displayName: 'Production' }).expect(200).expect(({ body }) => { expect(body).toMatchObject({ slug: 'prod', displayName: 'Production', latest: 1 }); });
  await service.admin.get('/metrics').expect(200).expect(/postern_http_request_duration_seconds/);
});

it('writes neither tokens nor bodies to its log', () => {
  const log = service.log.join('');
  expect(log).toContain('"method":"POST"');
  expect(log).not.toContain('postern_');
  expect(log).not.toContain('NetworkPolicy');
  expect(log).not.toMatch(/authorization/i);
});
