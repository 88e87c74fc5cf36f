import { performance } from 'node:perf_hooks';
import type { Response } from 'supertest';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { SHOP, SHOP_OPENED } from './testing/manifests.ts';
import { startTestService } from './testing/service.ts';
import type { TestService } from './testing/service.ts';

/** Pods that all reach each other: their list by pods takes a while. */
const CROWD = Array.from({ length: 700 }, (_, at) => JSON.stringify({
  apiVersion: 'v1', kind: 'Pod', metadata: { name: `p${String(at)}`, namespace: 'crowd', labels: { app: `a${String(at % 9)}` } }, spec: { nodeName: 'n1', containers: [{ name: 'c', image: 'i' }] },
  status: { phase: 'Running', podIP: `10.2.${String(at >> 8)}.${String(at & 255)}`, podIPs: [{ ip: `10.2.${String(at >> 8)}.${String(at & 255)}` }] },
})).join('\n---\n');

let service: TestService;
beforeAll(async () => {
  service = await startTestService({ BACKGROUND_PER_TOKEN: '2' });
  await service.cluster('prod', SHOP, SHOP_OPENED);
  await service.cluster('crowd', CROWD);
});
afterAll(() => service.close());

const WAIT = { timeout: 40_000, interval: 20 };
const LONG = '/v1/views/crowd@1/export?group=pod';
const begin = async (path: string, by = service.admin): Promise<string> => {
  const { headers, body } = await by.get(path).set('Prefer', 'respond-async').expect(202);
  expect(headers['location']).toBe(`/v1/operations/${String(body.id)}`);
  expect(headers['preference-applied']).toBe('respond-async');
  return headers['location'] ?? '';
};
const state = async (location: string): Promise<string> => (await service.admin.get(location).expect(200)).body.state as string;
const ended = async (location: string): Promise<Response> => {
  await expect.poll(() => state(location), WAIT).not.toBe('RUNNING');
  return service.admin.get(location);
};

/** A document may have another order of fields. */
const content = ({ type, text }: Response): unknown => (type === 'application/json' ? JSON.parse(text) : text);

it.each([
  ['EXPORT', '/v1/views/prod@2/export'], ['EXPORT', '/v1/views/prod@2/export?format=ndjson&group=pod&basis=specified'], ['EXPORT', '/v1/views/prod@2/export?format=csv'],
  ['EXPORT', '/v1/views/prod@2/export?format=md'], ['EXPORT', '/v1/views/prod@2/export?format=dot&group=namespace'],
  ['DIFF', '/v1/diff?base=prod@1&target=prod@2'], ['DIFF', '/v1/diff?base=prod@1&target=prod@2&format=md'], ['DIFF', '/v1/diff?base=prod@1&target=prod@2&format=csv'],
  ['POLICY_IMPACT', '/v1/clusters/prod/snapshots/2/policy-impact?limit=200'],
  ['FINDINGS', '/v1/clusters/prod/snapshots/1/findings?limit=200'], ['DIFFERENCES', '/v1/views/prod@2/enforcement-differences?as=weave@2.8.1&limit=200'],
])('%s %s in the background gives what the question itself gives', async (kind, path) => {
  const direct = await service.admin.get(path).expect(200);
  const location = await begin(path);
  const { body } = await ended(location);
  expect(body).toMatchObject({ kind, state: 'SUCCEEDED', progress: 1, problem: null, resultUrl: `${location}/result` });
  const result = await service.admin.get(String(body.resultUrl)).expect(200);
  expect(result.headers['content-encoding']).toBe('gzip');
  expect(result.headers['content-type']).toBe(direct.headers['content-type']);
  expect(content(result)).toEqual(content(direct));
  const plain = await service.admin.get(String(body.resultUrl)).set('Accept-Encoding', 'identity').expect(200);
  expect(plain.headers['content-encoding']).toBeUndefined();
  expect(plain.text).toBe(result.text);
});

it('tells how far the work is while it goes on, and lets people ask meanwhile', async () => {
  const location = await begin(LONG);
  const seen = new Set<number>();
  await expect.poll(async () => {
    const { body } = await service.admin.get(location).expect(200);
    if (body.state === 'RUNNING' && body.progress !== null) seen.add(body.progress as number);
    return body.state as string;
  }, WAIT).toBe('SUCCEEDED');
  const fractions = [...seen];
  expect(fractions.some((fraction) => fraction > 0.2 && fraction < 0.95)).toBe(true);
  expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
});

it('ends the work when it is cancelled, and keeps nothing of it', async () => {
  const location = await begin(LONG);
  await expect.poll(async () => ((await service.admin.get(location)).body as { progress: number | null }).progress ?? 0, WAIT).toBeGreaterThan(0);
  const { body } = await service.admin.delete(location).expect(200);
  expect(body).toMatchObject({ state: 'CANCELLED', resultUrl: null });
  // What waits behind it gets its turn.
  const started = performance.now();
  expect((await ended(await begin('/v1/views/prod@1/export'))).body).toMatchObject({ state: 'SUCCEEDED' });
  expect(performance.now() - started).toBeLessThan(30_000);
  expect((await service.admin.delete(location).expect(200)).body).toMatchObject({ state: 'CANCELLED' });
  expect((await service.admin.get(`${location}/result`).expect(404)).body).toMatchObject({ code: 'NOT_FOUND' });
});

it('notices what another process has cancelled', async () => {
  const [theirs, own] = [await begin(LONG), await begin(LONG)];
  await service.admin.get(LONG).set('Prefer', 'respond-async').expect(429);
  await service.storage.operations.cancel(theirs.slice('/v1/operations/'.length));
  let third = '';
  await expect.poll(async () => {
    const { status, headers } = await service.admin.get('/v1/views/prod@1/export').set('Prefer', 'respond-async');
    third = headers['location'] ?? '';
    return status;
  }, { ...WAIT, interval: 200 }).toBe(202);
  expect(await state(theirs)).toBe('CANCELLED');
  await service.admin.delete(own).expect(200);
  expect((await ended(third)).body).toMatchObject({ state: 'SUCCEEDED' });
});

it('is the business of the token that asked alone', async () => {
  const other = service.as(await service.token({ name: 'other' }));
  const location = await begin('/v1/views/prod@1/export');
  await ended(location);
  for (const path of [location, `${location}/result`]) expect((await other.get(path).expect(404)).body).toMatchObject({ code: 'NOT_FOUND' });
  await other.delete(location).expect(404);
  await service.admin.get(`${location}/result`).expect(200);
  const sender = service.as(await service.token({ scopes: ['SNAPSHOT_WRITE'] }));
  await sender.get('/v1/views/prod@1/export').set('Prefer', 'respond-async').expect(403);
});

it('is kept for a while, and gone for good afterwards', async () => {
  const location = await begin('/v1/views/prod@1/export');
  const { body } = await ended(location);
  expect(Date.parse(String(body.expiresAt)) - Date.now()).toBeGreaterThan(80_000_000);
  await service.rows('UPDATE operation SET expires_at = now() WHERE expires_at IS NOT NULL');
  expect((await service.admin.get(`${location}/result`).expect(410)).body).toMatchObject({ code: 'RESULT_EXPIRED' });
  expect(await service.storage.operations.dropExpired()).toBeGreaterThan(0);
  expect(await service.rows('SELECT 1 FROM operation_result')).toEqual([]);
  await service.admin.get(`${location}/result`).expect(410);
});

it('lets one token have only so many at once, and says why a question failed', async () => {
  const first = await begin(LONG); const second = await begin(LONG);
  expect((await service.admin.get(LONG).set('Prefer', 'respond-async').expect(429)).body).toMatchObject({ code: 'RATE_LIMITED' });
  for (const location of [first, second]) await service.admin.delete(location).expect(200);
  const refused = await ended(await begin('/v1/views/prod@1/enforcement-differences'));
  expect(refused.body).toMatchObject({ state: 'FAILED', problem: { code: 'VALIDATION_FAILED', status: 422 } });
});

it('refuses answers that are larger than allowed, and says where to ask when a deadline passes', async () => {
  const tight = await startTestService({ RESULT_MAX_BYTES: '100', ANALYSIS_TIMEOUT_MS: '1500' });
  await tight.cluster('crowd', CROWD);
  expect((await tight.admin.get('/v1/views/crowd@1/export').expect(422)).body).toMatchObject({ code: 'QUERY_TOO_COMPLEX' });
  const { headers } = await tight.admin.get('/v1/views/crowd@1/export').set('Prefer', 'respond-async').expect(202);
  await expect.poll(async () => (await tight.admin.get(headers['location'] ?? '')).body as object, WAIT).toMatchObject({ state: 'FAILED', problem: { code: 'QUERY_TOO_COMPLEX' } });
  await tight.close();
  const hasty = await startTestService({ ANALYSIS_TIMEOUT_MS: '1' });
  await hasty.cluster('crowd', CROWD);
  const { body } = await hasty.admin.get(LONG).expect(504);
  expect(body).toMatchObject({ code: 'ANALYSIS_TIMEOUT' });
  expect(body.detail).toContain('Prefer: respond-async');
  await hasty.close();
});
