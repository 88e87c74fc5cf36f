import { afterAll, beforeAll, expect, it } from 'vitest';
import { SHOP, SHOP_OPENED } from './testing/manifests.ts';
import { startTestService } from './testing/service.ts';
import type { TestService } from './testing/service.ts';

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
  await service.admin.post('/v1/clusters').send({ slug: 'prod' }).expect(201);
});
afterAll(() => service.close());

const upload = (text: string) => service.admin.post('/v1/clusters/prod/snapshots').type('application/yaml').set('Prefer', 'wait=30').send(text);

it('answers over both interfaces what was sent', async () => {
  const made = await upload(SHOP);
  if (made.status >= 500) console.log(service.log.filter((l) => l.includes('err')).join('\n'));
  expect(made.body).toMatchObject({ sequence: 1, state: 'READY', unchanged: false });
  expect(made.status).toBe(201);
  const why = await service.admin.get('/v1/views/prod@latest/reachability').query({ from: 'pod:web/frontend', to: 'deploy:shop/api', traffic: 'tcp/8080' });
  expect(why.body).toMatchObject({ verdict: 'ALLOWED', set: 'TCP 8080' });
  const { body } = await service.admin.post('/graphql').send({ query: '{ canReach(view: "prod@latest", from: { ref: "pod:web/frontend" }, to: { ref: "deploy:shop/api" }, traffic: { protocol: TCP, port: 8080 }) { verdict allowed { text } explanation { summary ingress { steps { code policy { ref { name } } } } } } }' });
  expect(body).toMatchObject({ data: { canReach: { verdict: 'ALLOWED' } } });
  expect((await upload(SHOP)).status).toBe(200);
  expect((await upload(SHOP_OPENED)).status).toBe(201);
  const diff = await service.admin.get('/v1/diff').query({ base: 'prod@1', target: 'prod@2' });
  expect(diff.body).toMatchObject({ comparable: true });
  console.log(JSON.stringify(body), JSON.stringify(diff.body));
});
