import { loadConfig } from '@postern/config';
import type { NestExpressApplication } from '@nestjs/platform-express';
import request from 'supertest';
import type TestAgent from 'supertest/lib/agent.js';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { createApp } from './create-app.ts';
import { SHOP } from './testing/manifests.ts';
import { startTestService } from './testing/service.ts';
import type { TestService } from './testing/service.ts';

let service: TestService;
const log: string[] = [];
const later: NestExpressApplication[] = [];
beforeAll(async () => { service = await startTestService(); });
afterEach(async () => { await Promise.all(later.splice(0).map((app) => app.close())); });
afterAll(() => service.close());

/** Another process on the same database, which has loaded nothing yet. */
async function anotherService(): Promise<TestAgent> {
  const app = await createApp(loadConfig({ DATABASE_URL: service.databaseUrl, PORT: '0', LOG_LEVEL: 'info' }), { write: (line: string) => { log.push(line); } });
  later.push(app);
  await app.listen(0, '127.0.0.1');
  return request.agent(app.getHttpServer()).set('Authorization', `Bearer ${service.adminToken}`);
}

/** With what a view alone does not tell: a node, pods on its network with and without an address, and one that has finished. */
const CLUSTER = `${SHOP}
---
{apiVersion: v1, kind: Node, metadata: {name: n1, labels: {zone: a}}, status: {addresses: [{type: InternalIP, address: 172.16.0.1}]}}
---
{apiVersion: v1, kind: Pod, metadata: {name: agent, namespace: shop, labels: {app: agent}}, spec: {nodeName: n1, hostNetwork: true}, status: {phase: Running, hostIP: 172.16.0.1}}
---
{apiVersion: v1, kind: Pod, metadata: {name: agent-2, namespace: shop}, spec: {nodeName: n1, hostNetwork: true}, status: {phase: Pending, podIP: 172.16.0.1, hostIP: 172.16.0.1}}
---
{apiVersion: v1, kind: Pod, metadata: {name: done, namespace: shop, labels: {job: once}}, status: {phase: Succeeded, podIP: 10.9.9.9}}
`;

const QUESTIONS = [
  'views/CLUSTER@1/who-can-reach?to=ns:shop', 'views/CLUSTER@1/who-can-reach?to=ns:shop&group=pod', 'views/CLUSTER@1/reachable-from?from=ns:web', 'views/CLUSTER@1/reachability?from=ns:web&to=ns:shop',
  'views/CLUSTER@1/reachability?from=ns:web&to=ns:shop&explain=true', 'views/CLUSTER@1/reachability?from=hypothetical:web{app=x}&to=ns:shop', 'views/CLUSTER@1/exposure', 'clusters/CLUSTER/snapshots/1/findings',
];
const ENDPOINTS = '{ endpoints(view: "CLUSTER@1", search: "", first: 50) { __typename ref ... on Pod { ips phase hostNetwork labels { key value } } ... on ClusterNode { addresses labels { key value } } ... on Namespace { labels { key value } podCount } ... on Workload { podCount } } }';

async function answersOf(agent: TestAgent, cluster: string): Promise<readonly unknown[]> {
  const answers: unknown[] = [];
  for (const question of QUESTIONS) { const { status, body } = await agent.get(`/v1/${question.replace('CLUSTER', cluster)}`); answers.push([status, body as unknown]); }
  const response = await agent.post('/graphql').send({ query: ENDPOINTS.replaceAll('CLUSTER', cluster) });
  const { data, errors } = response.body as { readonly data: unknown; readonly errors?: unknown };
  return [...answers, data, errors ?? 'no errors'];
}

const storedRows = async (): Promise<number> => (await service.rows('SELECT FROM compiled_view')).length;

async function until(isReached: () => Promise<boolean>): Promise<void> {
  for (let left = 100; left > 0 && !(await isReached()); left -= 1) await new Promise((resolve) => { setTimeout(resolve, 100); });
  expect(await isReached()).toBe(true);
}

it('what one process has compiled another one loads, and every answer is the same', async () => {
  await service.cluster('one', CLUSTER);
  const first = await answersOf(service.admin, 'one');
  expect(first.at(-1)).toBe('no errors');
  expect(QUESTIONS.map((_, index) => (first[index] as readonly unknown[])[0])).toEqual(QUESTIONS.map(() => 200));
  await until(async () => await storedRows() > 0);
  expect(await answersOf(await anotherService(), 'one')).toEqual(first);
});

it('a version is ready before anybody asks', async () => {
  await service.cluster('early', CLUSTER);
  await until(async () => (await service.rows('SELECT FROM compiled_view v JOIN cluster c ON c.id = v.cluster_id WHERE c.slug = \'early\'')).length === 1);
});

it('bytes that are damaged or from nowhere are made anew', async () => {
  await service.cluster('two', CLUSTER);
  const first = await answersOf(service.admin, 'two');
  await until(async () => await storedRows() > 1);
  for (const content of ["'\\x00'", 'substring(content for 90)', "'\\x28b52ffd'::bytea || content"]) {
    await service.rows(`UPDATE compiled_view SET content = ${content}`);
    expect(await answersOf(await anotherService(), 'two')).toEqual(first);
  }
});

it('a version that is deleted takes its bytes along', async () => {
  await service.cluster('three', SHOP, `${SHOP}\n---\n{apiVersion: v1, kind: Namespace, metadata: {name: more}}`);
  const kept = (): Promise<readonly unknown[]> => service.rows('SELECT v.sequence FROM compiled_view v JOIN cluster c ON c.id = v.cluster_id WHERE c.slug = \'three\' ORDER BY v.sequence');
  await until(async () => (await kept()).length === 2);
  await service.admin.delete('/v1/clusters/three/snapshots/1').expect(204);
  expect(await kept()).toEqual([{ sequence: 2 }]);
});
