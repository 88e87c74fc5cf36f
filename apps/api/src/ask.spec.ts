import type { Response } from 'supertest';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { SHOP, SHOP_OPENED } from './testing/manifests.ts';
import { startTestService } from './testing/service.ts';
import type { TestService } from './testing/service.ts';

let service: TestService;

beforeAll(async () => {
  service = await startTestService();
  await service.cluster('prod', SHOP, SHOP_OPENED);
});
afterAll(() => service.close());

const ask = (path: string, query: object = {}) => service.admin.get(`/v1/views/${path}`).query(query);
const nextOf = ({ headers }: Response): string | null => /^<([^>]+)>; rel="next"$/.exec(headers['link'] ?? '')?.[1] ?? null;
const POINT = { from: 'pod:web/frontend', to: 'deploy:shop/api', traffic: 'tcp/8080' };

it('answers a point question with every step and what would have to change', async () => {
  const allowed = await ask('prod@1/reachability', POINT).expect(200);
  expect(allowed.body).toMatchObject({
    schemaVersion: 1, verdict: 'ALLOWED', allowed: true, set: 'TCP 8080', view: { ref: 'prod@1' },
    ingress: { decidedBy: [{ code: 'ADMITTED_BY_RULE', namespace: 'shop', name: 'api-in', rule: 0, pointer: '/spec/ingress/0' }] },
  });
  const denied = await ask('prod@1/reachability', { ...POINT, from: 'pod:web/other' }).expect(200);
  expect(denied.body).toMatchObject({ verdict: 'DENIED', blockers: [{ direction: 'ingress', policies: [{ name: 'api-in' }] }] });
});

it('answers under the settings that are asked for', async () => {
  await ask('prod@1/reachability', { ...POINT, set: 'reference.host-network=pod' }).expect(200);
  const { body } = await ask('prod@1/reachability', { ...POINT, set: 'no.such=1' }).expect(422);
  expect(body).toMatchObject({ code: 'VALIDATION_FAILED' });
});

it('pages through a set question without losing or repeating a row', async () => {
  const whole = await ask('prod@1/who-can-reach', { to: 'deploy:shop/api', group: 'pod' }).expect(200);
  expect(whole.body.peers).toContainEqual(expect.objectContaining({ ref: 'pod:web/frontend' }));
  const all = await ask('prod@1/who-can-reach', { to: 'ns:web', group: 'pod' }).expect(200);
  const rows: unknown[] = [];
  for (let path: string | null = '/v1/views/prod@latest/who-can-reach?to=ns:web&group=pod&limit=1'; path !== null;) {
    const page: Response = await service.admin.get(path).expect(200);
    rows.push(...page.body.peers as unknown[]);
    path = nextOf(page);
    // A version that comes in between pages must not move them.
    if (rows.length === 1) expect(path).toContain('/v1/views/prod@2/');
  }
  expect(rows).toEqual(all.body.peers);
  expect(rows.length).toBeGreaterThan(1);
});

it('lists what an end can reach', async () => {
  const { body } = await ask('prod@1/reachable-from', { from: 'pod:web/frontend' }).expect(200);
  expect(body).toMatchObject({ from: 'pod:web/frontend', traffic: 'any' });
  expect(body.peers).toContainEqual(expect.objectContaining({ ref: 'deploy:shop/api', allowed: 'TCP 8080' }));
});

it('lets immutable views be cached, and names what the latest view resolved to', async () => {
  const fixed = await ask('prod@1/reachability', POINT).expect(200);
  expect(fixed.headers['cache-control']).toContain('immutable');
  expect(fixed.headers['content-location']).toBeUndefined();
  await ask('prod@1/reachability', POINT).set('If-None-Match', fixed.headers['etag'] ?? '').expect(304);
  const other = await ask('prod@1/reachability', { ...POINT, traffic: 'tcp/9090' }).expect(200);
  expect(other.headers['etag']).not.toBe(fixed.headers['etag']);
  const moving = await ask('prod@latest/reachability', POINT).expect(200);
  expect(moving.headers['cache-control']).toContain('no-cache');
  expect(moving.headers['content-location']).toMatch(/^\/v1\/views\/prod@2\/reachability\?from=/);
});

it('answers a batch line by line in order, bad lines in their place', async () => {
  const lines = [
    '{"id":"1","src":"pod:web/frontend","dst":"deploy:shop/api","protocol":"TCP","port":8080}', 'no json', '{"id":3,"src":"pod:web/nobody","dst":"deploy:shop/api","traffic":"any"}',
    ...Array.from({ length: 250 }, (_, index) => `{"id":"n${String(index)}","src":"pod:web/other","dst":"deploy:shop/api","protocol":"TCP","port":8080}`),
  ];
  const answer = await service.admin.post('/v1/views/prod@1/reachability:batch').type('application/x-ndjson').send(lines.join('\n')).buffer(true).expect(200);
  const records = answer.text.trim().split('\n').map((line) => JSON.parse(line) as { id: unknown });
  expect(records).toHaveLength(lines.length);
  expect(records[0]).toMatchObject({ id: '1', verdict: 'ALLOWED', allowed: true });
  expect(records[1]).toMatchObject({ id: null, error: { code: 'VALIDATION_FAILED' } });
  expect(records[2]).toMatchObject({ id: 3, error: { code: 'ENDPOINT_NOT_IN_VIEW' } });
  expect(records.at(-1)).toMatchObject({ id: 'n249', verdict: 'DENIED' });
});

it('says what changed between two versions and because of which object', async () => {
  const { body } = await service.admin.get('/v1/diff').query({ base: 'prod@1', target: 'prod@latest' }).expect(200);
  expect(body).toMatchObject({
    comparable: true, base: 'prod@1', target: 'prod@2',
    changes: [{ kind: 'CHANGED', from: 'pod:web/frontend', to: 'deploy:shop/api', before: 'TCP 8080', after: 'TCP 8080,9090', causes: ['POLICY'] }],
    resources: [{ op: 'MODIFIED', kind: 'NetworkPolicy', namespace: 'shop', name: 'api-in' }],
  });
  const same = await service.admin.get('/v1/diff').query({ base: 'prod@2', target: 'prod@2' }).expect(200);
  expect(same.body).toMatchObject({ changes: [], resources: [] });
  const page = await service.admin.get('/v1/diff').query({ base: 'prod@1', target: 'prod@2', format: 'md' }).expect(200);
  expect(page.headers['content-type']).toBe('text/markdown; charset=utf-8');
  expect(page.text).toContain('| CHANGED | `pod:web/frontend` | `deploy:shop/api` | TCP 8080 | TCP 8080,9090 | POLICY | `~NetworkPolicy shop/api-in` |\n');
  const sheet = await service.admin.get('/v1/views/prod@2/export').query({ format: 'csv' }).expect(200);
  expect(sheet.text).toMatch(/^from,to,verdict,allowed,partial,undecided,conditions\n/);
  expect(sheet.text).toContain('pod:web/frontend,deploy:shop/api,ALLOWED,"TCP 8080,9090",,,\n');
  expect((await service.admin.get('/v1/views/prod@2/export').query({ format: 'xml' }).expect(422)).body).toMatchObject({ code: 'VALIDATION_FAILED' });
});

it('shows history, coverage, diagnostics and objects of a version', async () => {
  const list = await service.admin.get('/v1/clusters/prod/snapshots?limit=1').expect(200);
  expect(list.body).toMatchObject({ total: 2, items: [{ ref: 'prod@2', sequence: 2, changed: true, parent: 1 }] });
  const next = await service.admin.get(nextOf(list) ?? '').expect(200);
  expect(next.body.items).toMatchObject([{ ref: 'prod@1', stats: { pods: 2, policies: 1 } }]);
  const version = next.body.items[0] as { contentDigest: string };
  await service.admin.get(`/v1/clusters/prod/snapshots/${version.contentDigest}`).expect(200).expect(({ body }) => { expect(body).toMatchObject({ sequence: 1 }); });
  const coverage = await service.admin.get('/v1/clusters/prod/snapshots/1/coverage').expect(200);
  expect(coverage.body).toMatchObject({ complete: true });
  await service.admin.get('/v1/clusters/prod/snapshots/1/diagnostics').expect(200).expect(({ body }) => { expect(body.total).toBe(body.items.length); });
  const pods = await service.admin.get('/v1/clusters/prod/snapshots/1/resources?kind=Pod&limit=1').expect(200);
  expect(pods.body.items).toMatchObject([{ kind: 'Pod', namespace: 'web', name: 'frontend', object: { metadata: { labels: { app: 'frontend' } } } }]);
  const rest = await service.admin.get(nextOf(pods) ?? '').expect(200);
  expect(rest.body.items).toMatchObject([{ name: 'other' }]);
  expect(rest.headers['link']).toBeUndefined();
});

it('keeps a pinned version and forgets one that is deleted', async () => {
  await service.cluster('history', SHOP, SHOP_OPENED);
  await service.admin.put('/v1/clusters/history/snapshots/1/pin').send({ pinned: true }).expect(200);
  await service.admin.delete('/v1/clusters/history/snapshots/1').expect(412);
  await service.admin.put('/v1/clusters/history/snapshots/1/pin').send({ pinned: false }).expect(200);
  await service.admin.delete('/v1/clusters/history/snapshots/1').expect(204);
  const gone = await service.admin.get('/v1/views/history@1/reachability').query(POINT).expect(410);
  expect(gone.body).toMatchObject({ code: 'SNAPSHOT_EXPIRED' });
  await service.admin.get('/v1/views/history@2/reachability').query(POINT).expect(200);
});
