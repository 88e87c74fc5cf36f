import { describe, expect, it } from 'vitest';
import { pod, policy } from '../testing/world.ts';
import { diffOf, lines, objects } from './testing/two-clusters.ts';

const namespace = (name: string, labels = ''): string => `{apiVersion: v1, kind: Namespace, metadata: {name: ${name}, labels: {${labels}}}}`;
const owner = (name: string): string => `ownerReferences: [{apiVersion: apps/v1, kind: StatefulSet, name: ${name}, uid: u, controller: true}]`;
const SHOP = [namespace('shop', 'team: blue'), pod('shop/web', { labels: 'app: web', ip: '10.0.1.1' }), pod('shop/db', { labels: 'app: db', ip: '10.0.1.2' })];
const CLOSED = policy('shop/db', 'podSelector: {matchLabels: {app: db}}, policyTypes: [Ingress]');
const OPEN = policy('shop/db', 'podSelector: {matchLabels: {app: db}}, policyTypes: [Ingress], ingress: [{from: [{podSelector: {matchLabels: {app: web}}}], ports: [{port: 5432}]}]');

describe('what changed between two versions', () => {
  it('names the policy that opened a connection', () => {
    const diff = diffOf([...SHOP, CLOSED], [...SHOP, OPEN]);
    expect(lines(diff)).toEqual(['OPENED pod:shop/web > pod:shop/db: "" to "TCP 5432" by POLICY']);
    expect(diff.changes[0]?.causedBy).toMatchObject([{ op: 'MODIFIED', kind: 'NetworkPolicy', namespace: 'shop', name: 'db' }]);
  });

  it('shows a policy that isolates as closing Pods and ranges, IPv4 before IPv6', () => {
    expect(lines(diffOf(SHOP, [...SHOP, CLOSED]))).toEqual([
      'CLOSED pod:shop/web > pod:shop/db: "ALL" to "" by POLICY', 'CLOSED ip:0.0.0.0/0 > pod:shop/db: "ALL" to "" by POLICY',
    ]);
  });

  it('W5 merges ranges where before and after are equal, on the common refinement of both versions', () => {
    const from = (cidr: string): string => policy('shop/db', `podSelector: {matchLabels: {app: db}}, ingress: [{from: [{ipBlock: {cidr: ${cidr}}}]}]`);
    expect(lines(diffOf([...SHOP, from('192.0.2.0/24')], [...SHOP, from('192.0.2.0/25')]))).toEqual(['CLOSED ip:192.0.2.128/25 > pod:shop/db: "ALL" to "" by POLICY']);
    expect(lines(diffOf([...SHOP, from('192.0.2.0/25')], [...SHOP, from('192.0.2.64/26')]))).toEqual(['CLOSED ip:192.0.2.0/26 > pod:shop/db: "ALL" to "" by POLICY']);
  });

  it('blames the label of a Pod that a policy came to select', () => {
    const relabelled = [namespace('shop', 'team: blue'), pod('shop/web', { labels: 'app: web', ip: '10.0.1.1' }), pod('shop/db', { labels: 'app: cache', ip: '10.0.1.2' })];
    const diff = diffOf([...SHOP, CLOSED], [...relabelled, CLOSED]);
    expect(lines(diff)).toContain('OPENED pod:shop/web > pod:shop/db: "" to "ALL" by LABELS');
    expect(diff.changes.flatMap(({ causedBy }) => causedBy.map(({ kind, name }) => `${kind} ${name}`))).toEqual(['Pod db', 'Pod db']);
  });

  it('blames the labels of a namespace', () => {
    const blueOnly = policy('shop/db', 'podSelector: {matchLabels: {app: db}}, ingress: [{from: [{namespaceSelector: {matchLabels: {team: blue}}}]}]');
    const diff = diffOf([...SHOP, blueOnly], [namespace('shop', 'team: red'), ...SHOP.slice(1), blueOnly]);
    expect(lines(diff)).toEqual(['CLOSED pod:shop/web > pod:shop/db: "ALL" to "" by NAMESPACE']);
    expect(diff.changes[0]?.causedBy).toMatchObject([{ op: 'MODIFIED', kind: 'Namespace', name: 'shop' }]);
  });

  it('W5 sees no change where Pods are replaced under one owner with equal labels', () => {
    const replica = (name: string, ip: string): string => pod(`shop/${name}`, { labels: 'app: db', ip, metadata: owner('db') });
    const before = [...SHOP.slice(0, 2), replica('db-a', '10.0.1.7'), replica('db-b', '10.0.1.8'), OPEN];
    const after = [...SHOP.slice(0, 2), replica('db-c', '10.0.1.9'), replica('db-d', '10.0.1.4'), replica('db-e', '10.0.1.5'), OPEN];
    const diff = diffOf(before, after);
    expect(lines(diff)).toEqual([]);
    expect(lines(diffOf(before, after.filter((text) => !text.includes('db-e')), { groupBy: 'pod' }))).toEqual([]);
    expect(objects(diff)).toEqual(['-= Pod shop/db-a', '-= Pod shop/db-b', '+= Pod shop/db-c', '+= Pod shop/db-d', '+ Pod shop/db-e']);
  });

  it('shows a changed policy at the new Pod where one was replaced too', () => {
    const replica = (name: string): string => pod(`shop/${name}`, { labels: 'app: db', ip: '10.0.1.7', metadata: owner('db') });
    expect(lines(diffOf([...SHOP.slice(0, 2), replica('db-a'), CLOSED], [...SHOP.slice(0, 2), replica('db-b'), OPEN], { groupBy: 'pod' }))).toEqual(['OPENED pod:shop/web > pod:shop/db-b: "" to "TCP 5432" by POLICY']);
  });

  it('W5 sees a change where a Pod came back with an address that a block tells apart', () => {
    const block = policy('shop/web', 'podSelector: {matchLabels: {app: web}}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 10.0.1.0/29}}]}]');
    const moved = [...SHOP.slice(0, 2), pod('shop/db', { labels: 'app: db', ip: '10.0.1.9' })];
    expect(lines(diffOf([...SHOP, block], [...moved, block]))).toEqual(['CLOSED pod:shop/web > pod:shop/db: "ALL" to "" by NETWORK']);
  });

  it('includes endpoints of one side only, and hides them on request', () => {
    const added = [...SHOP, pod('shop/api', { labels: 'app: api', ip: '10.0.1.3' })];
    const diff = diffOf(SHOP, added);
    expect(new Set(diff.changes.flatMap(({ causes }) => causes))).toEqual(new Set(['ENDPOINT_ADDED']));
    expect(lines(diff)).toContain('OPENED pod:shop/api > ip:0.0.0.0/0: "" to "ALL" by ENDPOINT_ADDED');
    expect(diff.changes[0]?.causedBy).toMatchObject([{ op: 'ADDED', kind: 'Pod', name: 'api' }]);
    expect(lines(diffOf(SHOP, added, { ignoreEndpointChurn: true }))).toEqual([]);
    expect(new Set(diffOf(added, SHOP).changes.flatMap(({ causes }) => causes))).toEqual(new Set(['ENDPOINT_REMOVED']));
  });

  it('says that a connection became unknown where its policy cannot be read, and for want of what', () => {
    const broken = 'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  namespace: shop\n  name: db\nspec: [unclosed';
    const diff = diffOf([...SHOP, OPEN], [...SHOP, broken]);
    const change = diff.changes.find(({ from, to }) => from.ref === 'pod:shop/web' && to.ref === 'pod:shop/db');
    expect(change).toMatchObject({ kind: 'BECAME_UNKNOWN', causes: ['POLICY', 'COVERAGE'] });
    expect(change?.causedBy).toMatchObject([{ op: 'MODIFIED', kind: 'NetworkPolicy', name: 'db' }]);
  });

  it('W6 sees no change in policies that mean the same, and lists them', () => {
    const written = policy('shop/db', 'podSelector: {matchLabels: {app: db}}, policyTypes: null, egress: null, ingress: [{ports: [{port: 80}, {port: 81}]}, {from: [], ports: [{port: 90}]}]');
    const rewritten = policy('shop/db', 'podSelector: {matchExpressions: [{key: app, operator: In, values: [db]}]}, policyTypes: [Ingress], ingress: [{ports: [{port: 90, protocol: TCP}]}, {ports: [{port: 80, endPort: 81}]}]');
    const renamed = policy('shop/database', 'podSelector: {matchLabels: {app: db}}, ingress: [{ports: [{port: 80}, {port: 81}]}, {ports: [{port: 90}]}]');
    expect(diffOf([...SHOP, written], [...SHOP, rewritten])).toMatchObject({ changes: [], resources: [{ op: 'MODIFIED', isSemantic: false }] });
    const diff = diffOf([...SHOP, written], [...SHOP, renamed]);
    expect(lines(diff)).toEqual([]);
    expect(objects(diff)).toEqual(['+= NetworkPolicy shop/database', '-= NetworkPolicy shop/db']);
  });

  it('is not comparable where the two versions declare that they collected different kinds', () => {
    const collection = (kinds: string): string => `{apiVersion: postern/v1, kind: Collection, collected: [${kinds}]}`;
    const pods = '{group: "", kind: Pod, namespaces: "*"}'; const policies = '{group: networking.k8s.io, kind: NetworkPolicy, namespaces: "*"}';
    const diff = diffOf([collection(`${pods}, ${policies}`), ...SHOP], [collection(pods), ...SHOP]);
    expect(diff.comparable).toBe(false);
    expect(diff.caveats[0]).toMatchObject({ code: 'KIND_NOT_COLLECTED', message: 'The two versions collected different kinds: only the first has NetworkPolicy.networking.k8s.io.' });
    expect(diffOf([collection(pods), ...SHOP], [collection(pods), ...SHOP]).comparable).toBe(true);
    expect(diffOf([...SHOP, CLOSED], SHOP).comparable).toBe(true);
  });

  it('groups by namespace where it is asked to', () => {
    expect(lines(diffOf([...SHOP, CLOSED], SHOP, { groupBy: 'namespace' }))).toEqual([
      'CHANGED ns:shop > ns:shop: "" to "ALL" by POLICY', 'CHANGED ip:0.0.0.0/0 > ns:shop: "" to "ALL" by POLICY',
    ]);
  });
});
