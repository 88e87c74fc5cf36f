import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestService } from './testing/service.ts';
import type { TestService } from './testing/service.ts';

const EXAMPLE = join(import.meta.dirname, '../../../examples/textbook-cilium');
const TEXTBOOK = ['cluster.yaml', 'policies.yaml'].map((file) => readFileSync(join(EXAMPLE, file), 'utf8')).join('\n---\n');
/** The same with one more element, whose list of peers is empty, null or not there. */
const withPeers = (peers: string): string => `${TEXTBOOK}\n---\n{apiVersion: cilium.io/v2, kind: CiliumNetworkPolicy, metadata: {namespace: backend, name: more}, spec: {endpointSelector: {matchLabels: {app: app-1}}, ingress: [{${peers}toPorts: [{ports: [{port: "9090"}]}]}]}}\n`;
const RECORDED = `${TEXTBOOK}
---
{apiVersion: cilium.io/v2, kind: CiliumEndpoint, metadata: {namespace: frontend, name: frontend}, status: {identity: {id: 7, labels: ["k8s:app=old", "k8s:io.kubernetes.pod.namespace=frontend", "k8s:io.cilium.k8s.policy.cluster=default"]}}}
---
{apiVersion: cilium.io/v2, kind: CiliumEndpointSlice, metadata: {name: s}, namespace: backend, endpoints: [{name: app-1, id: 8}, {name: app-2, id: 9}]}
---
{apiVersion: cilium.io/v2, kind: CiliumNodeConfig, metadata: {namespace: kube-system, name: x}, spec: {nodeSelector: {}, defaults: {policy-audit-mode: "false"}}}
`;

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
  await service.cluster('textbook', TEXTBOOK);
  await service.cluster('empty', withPeers('fromEndpoints: [], '));
  await service.cluster('null', withPeers('fromEndpoints: null, '));
  await service.cluster('absent', withPeers(''));
  await service.cluster('recorded', RECORDED);
});
afterAll(() => service.close());

const verdict = async (view: string, traffic = 'tcp/8080', query: object = {}): Promise<string> => (
  (await service.admin.get(`/v1/views/${view}@1/reachability`).query({ from: 'pod:frontend/frontend', to: 'pod:backend/app-1', traffic, ...query }).expect(200)).body as { readonly verdict: string }
).verdict;

it('answers as the recognised Cilium does, and under settings of a question', async () => {
  expect([await verdict('textbook'), await verdict('textbook', 'tcp/9090')]).toEqual(['ALLOWED', 'DENIED']);
  expect(await verdict('textbook', 'tcp/9090', { as: 'cilium@1.20.2', set: 'cilium.enable-policy=never', basis: 'enforced' })).toBe('ALLOWED');
});

it('keeps what is empty, null and absent apart from the file to the answer', async () => {
  expect([await verdict('empty', 'tcp/9090'), await verdict('null', 'tcp/9090'), await verdict('absent', 'tcp/9090')]).toEqual(['DENIED', 'ALLOWED', 'ALLOWED']);
});

it('keeps what agents have recorded', async () => {
  expect([await verdict('recorded'), await verdict('recorded', 'tcp/8080', { basis: 'specified' })]).toEqual(['DENIED', 'ALLOWED']);
});

it('lists mistakes that only show under it', async () => {
  const { body } = await service.admin.get('/v1/clusters/textbook/snapshots/1/findings').expect(200);
  expect(JSON.stringify(body)).toContain('CILIUM_ICMP_BLOCKED');
});
