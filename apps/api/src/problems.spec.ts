import type { Response } from 'supertest';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { PROBLEMS } from './platform/problems/problem-catalogue.ts';
import type { ProblemCode } from './platform/problems/problem-catalogue.ts';
import { SHOP, SHOP_OPENED } from './testing/manifests.ts';
import { startTestService } from './testing/service.ts';
import type { TestService } from './testing/service.ts';

let service: TestService;
/** With limits so low that every one is met. */
let tight: TestService;

const TWINS = ['Deployment', 'StatefulSet'].map((kind) => `---\napiVersion: apps/v1\nkind: ${kind}\nmetadata: { name: twin, namespace: shop }\nspec: { selector: { matchLabels: { a: b } }, template: { metadata: { labels: { a: b } }, spec: { containers: [{ name: c, image: i }] } } }\n`).join('');

/** Asks for what only the objects of a version tell, and those are no objects any more. */
const BROKEN = '/v1/views/broken@1/exposure';

beforeAll(async () => {
  service = await startTestService({ UPLOAD_MAX_BYTES: '100000' });
  await service.cluster('prod', SHOP, `${SHOP_OPENED}${TWINS}`);
  await service.cluster('empty');
  await service.cluster('broken', SHOP);
  await service.rows("UPDATE resource_version SET content = 'null' WHERE cluster_id = (SELECT id FROM cluster WHERE slug = 'broken')");
  tight = await startTestService({ COST_BUCKET: '500', COST_RESTORE_PER_SECOND: '1', ANALYSIS_TIMEOUT_MS: '1' });
  await tight.cluster('prod', SHOP);
});
afterAll(async () => { await service.close(); await tight.close(); });

const get = (path: string) => service.admin.get(path);
const point = (from: string, view = 'prod@2'): string => `/v1/views/${view}/reachability?from=${encodeURIComponent(from)}&to=ns:shop`;
const send = (slug: string, text: string, headers: Readonly<Record<string, string>> = {}, query = '') => service.admin.post(`/v1/clusters/${slug}/snapshots${query}`).set({ 'Content-Type': 'application/yaml', 'Prefer': 'wait=60', ...headers }).send(text);
const graphql = (query: string) => service.admin.post('/graphql').send({ query });
const cursorOf = ({ headers }: Response): string => /cursor=([^&>]+)/.exec(headers['link'] ?? '')?.[1] ?? '';
const expired = async (): Promise<string> => {
  const text = await service.token({ name: 'expired' });
  await service.rows("UPDATE api_token SET expires_at = now() - interval '1 minute' WHERE name = 'expired'");
  return text;
};

const expiredResult = async (): Promise<Response> => {
  const { headers } = await get('/v1/views/prod@latest/export').set('Prefer', 'respond-async').expect(202);
  await expect.poll(async () => ((await get(headers['location'] ?? '')).body as { state: string }).state, { timeout: 30_000 }).toBe('SUCCEEDED');
  await service.rows("UPDATE operation SET expires_at = now() WHERE kind = 'EXPORT'");
  return get(`${headers['location'] ?? ''}/result`);
};

/** One way to meet every code. */
const WAYS = {
  UNAUTHENTICATED: () => service.stranger.get('/v1/clusters'),
  TOKEN_EXPIRED: async () => service.as(await expired()).get('/v1/clusters'),
  SCOPE_MISSING: async () => service.as(await service.token({ scopes: ['AUDIT_READ'] })).get('/v1/clusters'),
  NOT_FOUND: () => get('/v1/clusters/absent'),
  SNAPSHOT_EXPIRED: async () => { await service.admin.delete('/v1/clusters/prod/snapshots/1').expect(204); return get(point('ns:web', 'prod@1')); },
  RESULT_EXPIRED: () => expiredResult(),
  REF_INVALID: () => get(point('pod:web')),
  AMBIGUOUS_ENDPOINT: () => get(point('workload:shop/twin')),
  ENDPOINT_NOT_IN_VIEW: () => get(point('pod:web/frontent')),
  VALIDATION_FAILED: () => get('/v1/clusters?limit=many'),
  MANIFEST_INVALID: () => send('prod', 'a: [1'),
  QUERY_TOO_COMPLEX: () => graphql(`{ ${'clusters(first: 200) { nodes { latest { sequence } snapshots(first: 200) { nodes { sequence } } } } '.repeat(1)} }`),
  QUERY_TOO_DEEP: () => graphql(`{ ${'a { '.repeat(20)} b ${'} '.repeat(20)} }`),
  DOCUMENT_TOO_LARGE: () => graphql(`{ clusters(first: 1) { nodes { slug } } } # ${'x'.repeat(70_000)}`),
  SNAPSHOT_NOT_READY: () => get(point('ns:web', 'empty@latest')),
  SNAPSHOT_OUT_OF_ORDER: () => send('prod', SHOP, {}, '?capturedAt=2001-01-01T00%3A00%3A00Z'),
  PRECONDITION_FAILED: async () => { await service.admin.put('/v1/clusters/prod/snapshots/2/pin').send({ pinned: true }).expect(200); return service.admin.delete('/v1/clusters/prod/snapshots/2'); },
  IDEMPOTENCY_KEY_REUSED: async () => { const key = { 'Idempotency-Key': 'k' }; await send('empty', SHOP, key).expect(201); return send('empty', SHOP_OPENED, key); },
  CURSOR_INVALID: () => get('/v1/clusters?cursor=nonsense'),
  CURSOR_MISMATCH: async () => get(`/v1/clusters/prod/snapshots?cursor=${cursorOf(await get('/v1/clusters?limit=1'))}`),
  PAYLOAD_TOO_LARGE: () => send('prod', '#'.repeat(200_000)),
  UNSUPPORTED_MEDIA_TYPE: () => send('prod', SHOP, { 'Content-Type': 'image/png' }),
  NOT_ACCEPTABLE: () => get('/v1/clusters').set('Accept', 'text/csv'),
  RATE_LIMITED: async () => { const spender = tight.as(await tight.token({})); for (let at = 0; at < 12; at += 1) await spender.get('/v1/diff?base=prod@9&target=prod@9'); return spender.get('/v1/diff?base=prod@9&target=prod@9'); },
  ANALYSIS_TIMEOUT: () => tight.admin.get(point('ns:web', 'prod@1')),
  UNAVAILABLE: async () => { await tight.rows('SELECT 1'); await dropDatabase(tight); return tight.stranger.get('/readyz'); },
  INTERNAL: () => get(BROKEN),
} satisfies Record<ProblemCode, () => PromiseLike<Response>>;

async function dropDatabase({ databaseUrl }: TestService): Promise<void> {
  const name = new URL(databaseUrl).pathname.slice(1);
  await service.rows(`DROP DATABASE ${name} WITH (FORCE)`);
}

it.each(Object.keys(WAYS) as ProblemCode[])('%s can be met, with the status and title of the catalogue', async (code) => {
  const answer = await WAYS[code]();
  const { errors } = answer.body as { errors?: readonly { extensions: object }[] };
  const isGraphql = errors?.[0] !== undefined && 'extensions' in errors[0];
  const { status, title, retryable } = PROBLEMS[code];
  expect(isGraphql ? errors[0]?.extensions : answer.body).toMatchObject({ code, status, title, retryable, type: `urn:postern:problem:${code}`, requestId: answer.headers['x-request-id'] });
  if (isGraphql) return;
  expect(answer.status).toBe(status);
  expect(answer.type).toBe('application/problem+json');
  expect(Object.keys(answer.body as object).sort()).toEqual(['code', 'detail', 'errors', 'instance', 'requestId', 'retryable', 'status', 'title', 'type']);
  if (status === 429 || status === 503) expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
});

it('points at the column of a reference that cannot be read, and lists what a wrong or ambiguous one may mean', async () => {
  expect((await get(point('pod:web'))).body.errors).toMatchObject([{ column: expect.any(Number) as number }]);
  expect((await get(point('workload:shop/twin'))).body.errors).toMatchObject([{ candidates: ['deploy:shop/twin', 'sts:shop/twin'] }]);
  expect((await get(point('pod:web/frontent'))).body.errors).toMatchObject([{ near: expect.arrayContaining(['pod:web/frontend']) as string[] }]);
});

it('tells nothing of a bug but its request id, under which the log has all of it', async () => {
  const rest = await get(BROKEN).set('X-Request-Id', 'find-me-rest').expect(500);
  const query = await graphql('{ policies(view: "broken@1", first: 1) { edges { node { id } } } }').set('X-Request-Id', 'find-me-graphql');
  expect(query.body).toMatchObject({ data: null, errors: [{ extensions: { code: 'INTERNAL', requestId: 'find-me-graphql' } }] });
  for (const { text } of [rest, query]) for (const word of ['TypeError', 'null)', '.ts', '.js', 'Cannot read']) expect(text).not.toContain(word);
  for (const id of ['find-me-rest', 'find-me-graphql']) expect(service.log.filter((line) => line.includes(id)).join('')).toContain('Cannot read');
});

it('gives bodies of requests their own limit', async () => {
  await service.admin.post('/v1/clusters').send({ slug: 'big', displayName: 'x'.repeat(3_000_000) }).expect(413);
  await service.admin.post('/v1/clusters').type('application/json').send('{"slug":').expect(422).expect(({ body }) => { expect(body).toMatchObject({ code: 'VALIDATION_FAILED' }); });
  await service.admin.post('/v1/clusters').send({ slug: 'UPPER', other: 1 }).expect(422).expect(({ body }) => { expect((body as { errors: object[] }).errors).toMatchObject([{ path: 'slug' }, {}]); });
  await service.admin.post('/v1/views/prod@2/reachability:batch').type('application/x-ndjson').send('{}\n'.repeat(10_001)).expect(422);
});
