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

const PODS = 6000;
const pods = (count: number): string => Array.from({ length: count }, (_, at) => JSON.stringify({
  apiVersion: 'v1', kind: 'Pod', metadata: { name: `pod-${String(at)}`, namespace: `ns-${String(at % 50)}`, labels: { app: `app-${String(at % 7)}` } },
  spec: { containers: [{ name: 'c', ports: [{ name: 'http', containerPort: 8080 }] }] }, status: { phase: 'Running', podIPs: [{ ip: `10.0.${String(at >> 8)}.${String(at & 255)}` }] },
})).join('\n');

/** How often a quick request is answered while a slow one runs: a count, so that a busy machine changes little. */
async function answeredDuring(work: PromiseLike<unknown>, quick: () => PromiseLike<{ readonly status: number }>): Promise<number> {
  const state = { isDone: false };
  const done = Promise.resolve(work).finally(() => { state.isDone = true; });
  let answered = 0;
  while (!state.isDone) { expect((await quick()).status).toBe(200); answered += 1; }
  await done;
  return answered;
}

it('goes on answering while an upload is read and published', async () => {
  const upload = service.admin.post('/v1/clusters/prod/snapshots').type('application/x-ndjson').set('Prefer', 'wait=60').send(pods(PODS)).expect(201);
  const question = () => service.admin.get('/v1/views/prod@1/reachability?from=ns:web&to=ns:shop');
  await question();
  expect(await answeredDuring(upload, question)).toBeGreaterThan(5);
});

it('goes on answering while a large version is loaded', async () => {
  const load = service.admin.get('/v1/views/prod@2/who-can-reach?to=ns:ns-1').expect(200);
  expect(await answeredDuring(load, () => service.admin.get('/v1/clusters'))).toBeGreaterThan(3);
  const { body } = await service.admin.get('/v1/clusters/prod/snapshots/2').expect(200);
  expect(body).toMatchObject({ stats: { pods: PODS } });
});
