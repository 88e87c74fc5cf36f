import type { Response } from 'supertest';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { SHOP } from './testing/manifests.ts';
import { startTestService } from './testing/service.ts';
import type { TestService } from './testing/service.ts';

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
  await service.cluster('prod', SHOP);
});
afterAll(() => service.close());

const ask = (query: string, variables: object = {}) => service.admin.post('/graphql').send({ query, variables });
const codeOf = ({ body }: Response): unknown => (body as { errors?: readonly { extensions: { code: unknown } }[] }).errors?.[0]?.extensions.code;
const nested = (depth: number): string => `{ clusters(first: 1) { nodes { snapshots(first: 1) ${'{ nodes { cluster { snapshots(first: 1) '.repeat(depth)} { total { value } } ${'} } }'.repeat(depth)} } } }`;

it.each([
  ['a document of more bytes', `{ __typename } #${'x'.repeat(66_000)}`, 'DOCUMENT_TOO_LARGE'],
  ['a document of more tokens', `{ ${'a '.repeat(6000)} }`, 'DOCUMENT_TOO_LARGE'],
  ['deep nesting', nested(4), 'QUERY_TOO_DEEP'],
  ['nesting that would exhaust the stack', `{ ${'a{'.repeat(1600)} a ${'}'.repeat(1600)} }`, 'QUERY_TOO_DEEP'],
  ['depth hidden in fragments', `{ ...f0 } ${Array.from({ length: 14 }, (_, at) => `fragment f${String(at)} on Query { a { ...f${String(at + 1)} } }`).join(' ')} fragment f14 on Query { b }`, 'QUERY_TOO_DEEP'],
  ['many aliases', `{ ${Array.from({ length: 31 }, (_, at) => `a${String(at)}: __typename`).join(' ')} }`, 'QUERY_TOO_COMPLEX'],
  ['many root fields', `{ ${'__typename '.repeat(21)} }`, 'QUERY_TOO_COMPLEX'],
  ['many fields, which validation would compare in pairs', `{ clusters(first: 1) { ${'__typename '.repeat(1100)} } }`, 'QUERY_TOO_COMPLEX'],
  ['fields that fragments multiply', `{ ...f0 } ${Array.from({ length: 10 }, (_, at) => `fragment f${String(at)} on Query { ...f${String(at + 1)} ...f${String(at + 1)} ...f${String(at + 1)} }`).join(' ')} fragment f10 on Query { a }`, 'QUERY_TOO_COMPLEX'],
  ['a costly operation', '{ clusters(first: 200) { nodes { snapshots(first: 100) { nodes { sequence } } } } }', 'QUERY_TOO_COMPLEX'],
])('refuses %s before it does any work', async (_, query, code) => {
  const started = performance.now();
  const answer = await ask(query);
  expect(codeOf(answer)).toBe(code);
  expect(answer.status).toBe(422);
  expect(answer.body).toMatchObject({ extensions: { cost: {} } });
  // Generous: what is refused costs milliseconds, and a machine may be busy.
  expect(performance.now() - started).toBeLessThan(2000);
});

it('lets through what is just within the limits', async () => {
  expect((await ask(`{ ${Array.from({ length: 20 }, (_, at) => `a${String(at)}: __typename`).join(' ')} }`)).status).toBe(200);
  expect(codeOf(await ask(nested(2)))).toBeUndefined();
});

it('counts variables and defaults of `first`', async () => {
  const query = 'query ($n: Int!) { clusters(first: $n) { nodes { snapshots(first: 100) { nodes { sequence } } } } }';
  expect(codeOf(await ask(query, { n: 200 }))).toBe('QUERY_TOO_COMPLEX');
  expect(codeOf(await ask(query, { n: 2 }))).toBeUndefined();
  const withDefault = 'query ($n: Int = 200) { clusters(first: $n) { nodes { snapshots(first: 100) { nodes { sequence } } } } }';
  expect(codeOf(await ask(withDefault))).toBe('QUERY_TOO_COMPLEX');
});

it('refuses batches, requests that a browser could forge, and documents that do not parse', async () => {
  const batch = await service.admin.post('/graphql').send([{ query: '{ __typename }' }, { query: '{ __typename }' }]);
  expect(batch.status).toBe(400);
  const forged = await service.admin.get('/graphql').query({ query: '{ __typename }' });
  expect(forged.status).toBe(400);
  expect(codeOf(forged)).toBe('VALIDATION_FAILED');
  await service.admin.get('/graphql').set('Apollo-Require-Preflight', '1').query({ query: '{ __typename }' }).expect(200);
  for (const query of ['{', '{ nothing }', '{ ...a } fragment a on Query { ...a }', '']) expect(codeOf(await ask(query)), query).toBe('VALIDATION_FAILED');
});

it('introspects for callers with a token', async () => {
  const { body } = await ask('{ __schema { queryType { fields { name } } } }');
  expect(body).toMatchObject({ data: { __schema: { queryType: { fields: expect.arrayContaining([{ name: 'canReach' }]) as object[] } } } });
});

it('tells each token apart and gives the budget back with time', async () => {
  const small = await startTestService({ COST_BUCKET: '30', COST_RESTORE_PER_SECOND: '20' });
  try {
    const query = { query: '{ clusters(first: 9) { nodes { slug } } }' };
    const spender = small.as(await small.token({}));
    const first = await spender.post('/graphql').send(query);
    expect(first.body).toMatchObject({ extensions: { cost: { requested: 10, remaining: 20 } } });
    await spender.post('/graphql').send(query);
    await spender.post('/graphql').send(query);
    const refused = await spender.post('/graphql').send(query);
    expect(codeOf(refused)).toBe('RATE_LIMITED');
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect(codeOf(await small.as(await small.token({})).post('/graphql').send(query))).toBeUndefined();
    await expect.poll(async () => codeOf(await spender.post('/graphql').send(query)), { timeout: 10_000, interval: 600 }).toBeUndefined();
  } finally { await small.close(); }
});

it('makes an address that keeps failing wait', async () => {
  const small = await startTestService({ COST_BUCKET: '50', COST_RESTORE_PER_SECOND: '1' });
  try {
    const statuses: number[] = [];
    for (let at = 0; at < 8; at += 1) statuses.push((await small.stranger.get('/v1/clusters')).status);
    expect(statuses.slice(0, 5)).toEqual([401, 401, 401, 401, 401]);
    expect(statuses.at(-1)).toBe(429);
    await small.admin.get('/v1/clusters').expect(200);
  } finally { await small.close(); }
});

it('tells everybody what it bounds', async () => {
  const { body } = await service.stranger.get('/version').expect(200);
  expect(body).toMatchObject({ name: 'postern', limits: { maxPageSize: 200, maxDepth: 12, maxCost: 5000, costBucket: 20_000, costRestorePerSecond: 200, batchProbes: 10_000 } });
});
