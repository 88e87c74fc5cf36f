import { request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { Response } from 'supertest';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { SHOP, SHOP_OPENED } from './testing/manifests.ts';
import { startTestService } from './testing/service.ts';
import type { TestService } from './testing/service.ts';

let service: TestService;
beforeAll(async () => {
  service = await startTestService({ UPLOAD_MAX_BYTES: '200000', UPLOAD_MAX_TEXT_BYTES: '400000' });
  for (const slug of ['prod', 'forms', 'keys', 'broken', 'times']) await service.cluster(slug);
});
afterAll(() => service.close());

const pod = (name: string, extra: object = {}): object => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'a', labels: { app: name } }, spec: { containers: [] }, status: { phase: 'Running' }, ...extra });
const send = (slug: string, body: string | Buffer, { type = 'application/yaml', headers = {} }: { readonly type?: string; readonly headers?: Readonly<Record<string, string>> } = {}) =>
  service.admin.post(`/v1/clusters/${slug}/snapshots`).set({ 'Content-Type': type, 'Prefer': 'wait=60', ...headers }).serialize((data: unknown) => data as string).send(body as string);
const history = async (slug: string): Promise<number> => Number((await service.admin.get(`/v1/clusters/${slug}/snapshots`).expect(200)).body.total);

it('answers 202 at once, and the operation leads to the version', async () => {
  const answer = await service.admin.post('/v1/clusters/prod/snapshots').type('application/yaml').send(SHOP).expect(202);
  const location = String(answer.headers['location']);
  expect(answer.body).toMatchObject({ kind: 'INGEST' });
  await expect.poll(async () => (await service.admin.get(location).expect(200)).body.state as unknown, { timeout: 20_000 }).toBe('SUCCEEDED');
  const { body } = await service.admin.get(location);
  expect(body).toMatchObject({ resultUrl: '/v1/clusters/prod/snapshots/1', unchanged: false, problem: null });
  await service.admin.get(String(body.resultUrl)).expect(200);
});

it('makes no version of the same content', async () => {
  const again = await send('prod', SHOP).expect(200);
  expect(again.body).toMatchObject({ sequence: 1, unchanged: true });
  const other = await send('prod', SHOP_OPENED).expect(201);
  expect(other.body).toMatchObject({ sequence: 2, unchanged: false });
  expect(other.headers['location']).toBe('/v1/clusters/prod/snapshots/2');
});

it('reads NDJSON, Lists, JSON and YAML to the same content, plain and compressed', async () => {
  const objects = [pod('a'), pod('b'), pod('ü')];
  const list = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects });
  const ndjson = objects.map((object) => JSON.stringify(object)).join('\n');
  await send('forms', ndjson, { type: 'application/x-ndjson' }).expect(201);
  const all: readonly Response[] = [
    await send('forms', list, { type: 'application/json' }), await send('forms', `---\n${list}\n`), await send('forms', ndjson, { type: 'application/json; charset=utf-8' }),
    await send('forms', gzipSync(ndjson), { type: 'application/x-ndjson', headers: { 'Content-Encoding': 'gzip' } }),
  ];
  expect(all.map(({ status, body }) => [status, (body as { sequence: number }).sequence])).toEqual(all.map(() => [200, 1]));
});

it('keeps what an upload says about itself', async () => {
  const query = '?gitRepository=https%3A%2F%2Fexample.org%2Fr&gitCommit=abc&capturedAt=2026-01-02T03%3A04%3A05Z&label=env%3Dtest&file=all.yaml';
  const { body } = await service.admin.post(`/v1/clusters/times/snapshots${query}`).type('application/yaml').set({ Prefer: 'wait=60' }).send(SHOP).expect(201);
  expect(body).toMatchObject({ capturedAt: '2026-01-02T03:04:05.000Z', source: { kind: 'GIT', gitRepository: 'https://example.org/r', gitCommit: 'abc' }, labels: { env: 'test' } });
  const why = await service.admin.get('/v1/views/times@1/reachability?from=pod:web/frontend&to=deploy:shop/api&traffic=tcp/8080').expect(200);
  expect(why.body.ingress.decidedBy).toMatchObject([{ file: 'all.yaml' }]);
  const early = await service.admin.post('/v1/clusters/times/snapshots?capturedAt=2025-01-01T00%3A00%3A00Z').type('application/yaml').set({ Prefer: 'wait=60' }).send(SHOP_OPENED).expect(409);
  expect(early.body).toMatchObject({ code: 'SNAPSHOT_OUT_OF_ORDER' });
});

it('takes a Collection record\'s time for the version\'s', async () => {
  const record = { apiVersion: 'postern/v1', kind: 'Collection', collected: [{ group: '', kind: 'Pod', namespaces: '*' }], capturedAt: '2026-02-02T00:00:00Z', source: 'test' };
  const { body } = await send('times', [record, pod('z')].map((line) => JSON.stringify(line)).join('\n'), { type: 'application/x-ndjson' }).expect(201);
  expect(body).toMatchObject({ capturedAt: '2026-02-02T00:00:00.000Z' });
});

it('answers a repeated request by its key once, and refuses the key for another', async () => {
  const headers = { 'Idempotency-Key': 'one' };
  const first = await send('keys', SHOP, { headers }).expect(201);
  await send('keys', SHOP_OPENED).expect(201);
  const again = await send('keys', SHOP, { headers }).expect(200);
  expect(again.headers['idempotent-replayed']).toBe('true');
  expect((again.body as { sequence: number }).sequence).toBe((first.body as { sequence: number }).sequence);
  expect(await history('keys')).toBe(2);
  const reused = await send('keys', SHOP_OPENED, { headers }).expect(422);
  expect(reused.body).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
  await send('keys', SHOP, { headers: { 'Idempotency-Key': 'x'.repeat(300) } }).expect(422);
});

it('keeps the rest of an upload with a bad document, and says where the bad one is', async () => {
  const { body } = await send('broken', `${SHOP}\n---\napiVersion: v1\nkind: Pod\nmetadata: [\n`).expect(201);
  expect(body).toMatchObject({ stats: { pods: 2 } });
  const { body: list } = await service.admin.get('/v1/clusters/broken/snapshots/1/diagnostics?minSeverity=error').expect(200);
  expect(list.items).toMatchObject([{ severity: 'error', file: '-', line: expect.any(Number) as number }]);
});

it.each([
  ['no manifests at all', 'application/yaml', Buffer.from('hello: world\n')],
  ['nothing', 'application/yaml', Buffer.from('')],
  ['broken YAML', 'application/yaml', Buffer.from('a: [1, 2\nb: }')],
  ['broken JSON', 'application/json', Buffer.from('{"kind":')],
  ['broken NDJSON', 'application/x-ndjson', Buffer.from('{"kind":\n{}}\n')],
  ['bytes that are not UTF-8', 'application/yaml', Buffer.from([0x61, 0x3a, 0x20, 0xff, 0xfe, 0x0a])],
  ['deep nesting', 'application/json', Buffer.from('['.repeat(100_000))],
  ['a bomb of aliases', 'application/yaml', Buffer.from(`a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghi'.split('').map((name, at) => `${name}: &${name} [${`*${'abcdefgh'[at] ?? ''},`.repeat(9)}]`).join('\n')}\n`)],
])('refuses %s with the file, the line and the reason', async (_, type, body) => {
  const answer = await send('broken', body, { type }).expect(422);
  expect(answer.body).toMatchObject({ code: 'MANIFEST_INVALID' });
  for (const part of answer.body.errors as object[]) expect(part).toMatchObject({ file: '-', reason: expect.any(String) as string });
  expect(await history('broken')).toBe(1);
});

it('refuses damaged and oversized bodies and goes on', async () => {
  const gzip = { 'Content-Encoding': 'gzip' };
  const damaged = await send('broken', Buffer.from('not gzip at all'), { headers: gzip });
  expect(damaged.body).toMatchObject({ code: 'MANIFEST_INVALID', status: 422 });
  const cut = await send('broken', gzipSync(SHOP).subarray(0, 100), { headers: gzip });
  expect(cut.body).toMatchObject({ code: 'MANIFEST_INVALID' });
  const bomb = await send('broken', gzipSync(Buffer.alloc(50_000_000, '#\n')), { headers: gzip });
  expect(bomb.body).toMatchObject({ code: 'PAYLOAD_TOO_LARGE', status: 413 });
  const large = await send('broken', '#'.repeat(250_000));
  expect(large.body).toMatchObject({ code: 'PAYLOAD_TOO_LARGE', status: 413 });
  expect(await history('broken')).toBe(1);
  await send('broken', SHOP_OPENED).expect(201);
});

it.each([['application/x-tar', {}], ['text/plain', {}], ['application/x-www-form-urlencoded', {}], ['application/yaml', { 'Content-Encoding': 'zstd' }], ['application/yaml; charset=latin1', {}]])('refuses %s %o', async (type, headers) => {
  const { body } = await send('prod', SHOP, { type, headers }).expect(415);
  expect(body).toMatchObject({ code: 'UNSUPPORTED_MEDIA_TYPE' });
});

it('knows no cluster that was not made', async () => { await send('nowhere', SHOP).expect(404); });

it('leaves nothing behind of an upload whose sender went away', async () => {
  const before = await history('prod');
  const { port } = service.app.getHttpServer().address() as AddressInfo;
  for (let attempt = 0; attempt < 3; attempt += 1) {
    await new Promise<void>((resolve) => {
      const upload = httpRequest({ port, host: '127.0.0.1', method: 'POST', path: '/v1/clusters/prod/snapshots', headers: { 'Authorization': `Bearer ${service.adminToken}`, 'Content-Type': 'application/x-ndjson' } });
      upload.on('error', () => { resolve(); });
      upload.write(`${JSON.stringify(pod(`half-${String(attempt)}`))}\n`.repeat(attempt * 500 + 1), () => { setTimeout(() => { upload.destroy(); }, 50); });
    });
  }
  // Both threads are free again, and the history is what it was.
  await Promise.all([send('prod', SHOP_OPENED).expect(200), send('prod', SHOP_OPENED).expect(200), send('prod', SHOP_OPENED).expect(200)]);
  expect(await history('prod')).toBe(before);
  expect(await service.rows('SELECT 1 FROM snapshot_staging')).toEqual([]);
  expect(await service.rows("SELECT 1 FROM operation WHERE state NOT IN ('SUCCEEDED', 'FAILED')")).toEqual([]);
  const why = await service.admin.get('/v1/views/prod@latest/reachability?from=pod:web/frontend&to=deploy:shop/api').expect(200);
  expect(why.body).toMatchObject({ verdict: 'ALLOWED' });
});

it('tells a version that means something else from one that is only written otherwise', async () => {
  await service.cluster('meaning', SHOP, SHOP.replace('policyTypes: [Ingress]', 'policyTypes: [Ingress, Ingress]'), SHOP_OPENED);
  const sequences = async (query: string): Promise<unknown> => ((await service.admin.get(`/v1/clusters/meaning/snapshots${query}`).expect(200)).body as { items: { sequence: number }[] }).items.map(({ sequence }) => sequence);
  expect(await sequences('')).toEqual([3, 2, 1]);
  expect(await sequences('?changedOnly=true')).toEqual([3, 1]);
});
