import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { PolicyDocument } from '../../policies/document.ts';
import type { Snapshot } from '../../resources/snapshot.ts';
import { readTexts } from '../session.ts';
import { buildSnapshot } from './build-snapshot.ts';

function build(...texts: readonly string[]): { readonly snapshot: Snapshot<PolicyDocument>; readonly diagnostics: readonly Diagnostic[] } {
  const read = readTexts(texts.map((text, index) => ({ file: `${String(index)}.yaml`, text })));
  return buildSnapshot(read.objects, read.coverage);
}

const told = ({ diagnostics }: { readonly diagnostics: readonly Diagnostic[] }): readonly string[] => diagnostics.filter(({ code }) => code !== 'NAMESPACE_SYNTHESISED').map(({ severity, code, path }) => `${severity} ${code} ${path ?? ''}`);
const owned = (kind: string, owner: string, extra = ''): string => `ownerReferences: [{apiVersion: x/v1, kind: ${kind}, name: ${owner}, controller: true}]${extra}`;
const pod = (name: string, metadata = '', rest = ''): string => `---\napiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, namespace: shop${metadata === '' ? '' : `, ${metadata}`}}\n${rest}`;
const object = (apiVersion: string, kind: string, name: string, metadata = '', rest = ''): string => pod(name, metadata, rest).replace('apiVersion: v1\nkind: Pod', `apiVersion: ${apiVersion}\nkind: ${kind}`);

describe('top owners', () => {
  const stand = (...texts: readonly string[]): readonly string[] => build(texts.join('\n')).snapshot.pods.map(({ workload, directOwner }) => `${directOwner} ${workload}`);

  it('come from the owner objects when they are there', () => {
    expect(stand(pod('p', owned('ReplicaSet', 'odd')), object('apps/v1', 'ReplicaSet', 'odd', owned('Deployment', 'web')))).toEqual(['rs:shop/odd deploy:shop/web']);
    expect(stand(pod('p', owned('ReplicaSet', 'web-5d9c7bf4d6')), object('apps/v1', 'ReplicaSet', 'web-5d9c7bf4d6'))).toEqual(['rs:shop/web-5d9c7bf4d6 rs:shop/web-5d9c7bf4d6']);
    expect(stand(pod('p', owned('Job', 'nightly')), object('batch/v1', 'Job', 'nightly', owned('CronJob', 'night')))).toEqual(['job:shop/nightly cronjob:shop/night']);
  });

  it('come from the pod-template-hash in the name of a ReplicaSet that is not there', () => {
    expect(stand(pod('p', owned('ReplicaSet', 'web-aeiou1', ', labels: {pod-template-hash: aeiou1}')))).toEqual(['rs:shop/web-aeiou1 deploy:shop/web']);
  });

  it.each([['web-5d9c7bf4d6', 'deploy:shop/web'], ['a-b-bcdfghjk', 'deploy:shop/a-b'], ['web-bcdfghj', 'rs:shop/web-bcdfghj'], ['web-bcdfghjklmn', 'rs:shop/web-bcdfghjklmn'], ['web-aaaaaaaa', 'rs:shop/web-aaaaaaaa'], ['web-bcdfghj3', 'rs:shop/web-bcdfghj3'], ['bcdfghjk', 'rs:shop/bcdfghjk']])(
    'come from 8 to 10 safe characters in the name of the ReplicaSet %s', (name, top) => { expect(stand(pod('p', owned('ReplicaSet', name)))).toEqual([`rs:shop/${name} ${top}`]); });

  it.each([['backup-28123456', 'cronjob:shop/backup'], ['backup-1234567', 'job:shop/backup-1234567'], ['backup-12345678901', 'job:shop/backup-12345678901'], ['backup-1234567a', 'job:shop/backup-1234567a']])(
    'come from a dash and 8 to 10 digits in the name of the Job %s', (name, top) => { expect(stand(pod('p', owned('Job', name)))).toEqual([`job:shop/${name} ${top}`]); });

  it('are the pod itself where no workload of Kubernetes owns it', () => {
    expect(stand(pod('a'), pod('b', owned('Node', 'n1')), pod('c', owned('Rollout', 'r')), pod('d', 'ownerReferences: []'))).toEqual(['a', 'b', 'c', 'd'].map((name) => `pod:shop/${name} pod:shop/${name}`));
  });

  it('prefer the owner that controls, and end in a circle', () => {
    expect(stand(pod('p', 'ownerReferences: [{apiVersion: v1, kind: Job, name: j}, {apiVersion: apps/v1, kind: StatefulSet, name: db, controller: true}]'))).toEqual(['sts:shop/db sts:shop/db']);
    expect(stand(pod('p', owned('DaemonSet', 'a')), object('apps/v1', 'DaemonSet', 'a', owned('ReplicationController', 'b')), object('v1', 'ReplicationController', 'b', owned('DaemonSet', 'a')))).toEqual(['ds:shop/a rc:shop/b']);
  });
});

describe('workloads', () => {
  it('without pods stand for as many as they ask for, one at least (PD-14)', () => {
    const template = 'spec: {replicas: 3, template: {metadata: {labels: {app: web}}, spec: {serviceAccountName: sa, containers: [{ports: [{name: http, containerPort: 80}]}]}}}';
    const { workloads } = build(object('apps/v1', 'Deployment', 'web', '', template), object('apps/v1', 'StatefulSet', 'none', '', 'spec: {replicas: 0}'), object('batch/v1', 'CronJob', 'cron', '', 'spec: {jobTemplate: {spec: {parallelism: 2, template: {metadata: {labels: {job: x}}}}}}')).snapshot;
    expect(workloads).toMatchObject([
      { ref: 'cronjob:shop/cron', replicas: 2, labels: { job: 'x' }, hasPods: false },
      { ref: 'sts:shop/none', replicas: 1, labels: {}, hasPods: false, serviceAccountName: 'default' },
      { ref: 'deploy:shop/web', workload: 'deploy:shop/web', replicas: 3, labels: { app: 'web' }, serviceAccountName: 'sa', ports: [{ name: 'http', protocol: 'TCP', port: 80, hostPort: null }], hasPods: false },
    ]);
  });

  it('with pods in the snapshot are no endpoints, nor is what they own', () => {
    const deployment = object('apps/v1', 'Deployment', 'web');
    const [now, old] = ['web-new', 'web-old'].map((name) => object('apps/v1', 'ReplicaSet', name, owned('Deployment', 'web')));
    const occupied = (...texts: readonly (string | undefined)[]): unknown => Object.fromEntries(build(texts.join('\n')).snapshot.workloads.map(({ name, hasPods }) => [name, hasPods]));
    expect(occupied(deployment, now, old, pod('p', owned('ReplicaSet', 'web-new')))).toEqual({ 'web': true, 'web-new': true, 'web-old': true });
    expect(occupied(deployment, now)).toEqual({ 'web': false, 'web-new': true });
    expect(occupied(now)).toEqual({ 'web-new': false });
    expect(occupied(deployment, pod('p', owned('ReplicaSet', 'web-bcdfghjk')))).toEqual({ web: true });
  });
});

describe('namespaces', () => {
  it('NP-45 have the label of their name, whatever the input says', () => {
    const { namespaces } = build('apiVersion: v1\nkind: Namespace\nmetadata: {name: shop, labels: {a: b, kubernetes.io/metadata.name: other}}').snapshot;
    expect(namespaces.get('shop')).toMatchObject({ labels: { a: 'b', 'kubernetes.io/metadata.name': 'shop' }, isSynthesised: false });
  });

  it('U16 are made up where objects stand in one that is missing', () => {
    const { snapshot, diagnostics } = build(pod('a') + pod('b'));
    expect([...snapshot.namespaces.values()]).toEqual([{ name: 'shop', labels: { 'kubernetes.io/metadata.name': 'shop' }, isSynthesised: true, areLabelsUnknown: false, source: null }]);
    expect(diagnostics).toMatchObject([{ severity: 'info', code: 'NAMESPACE_SYNTHESISED' }]);
  });

  it('U16 have unknown labels where a Collection record leaves Namespaces out', () => {
    const record = (kinds: string): string => `apiVersion: postern/v1\nkind: Collection\ncollected: [${kinds}]\n`;
    expect(build(record('{group: "", kind: Pod}') + pod('a')).snapshot.namespaces.get('shop')?.areLabelsUnknown).toBe(true);
    expect(build(record('{group: "", kind: Pod}, {group: "", kind: Namespace}') + pod('a')).snapshot.namespaces.get('shop')?.areLabelsUnknown).toBe(false);
  });
});

describe('objects that do not hold together', () => {
  it('a label value that is no string refuses the whole object', () => {
    const result = build(pod('a', 'labels: {debug: yes}'), pod('b', 'labels: {debug: "yes"}'), object('apps/v1', 'Deployment', 'c', '', 'spec: {template: {metadata: {labels: {mode: 0755}}}}'));
    expect(result.snapshot.pods.map(({ name }) => name)).toEqual(['b']);
    expect(result.snapshot.workloads).toEqual([]);
    expect(told(result)).toEqual(['error LABEL_INVALID /metadata/labels/debug', 'error OBJECT_MALFORMED /spec/template/metadata/labels/mode']);
  });

  it('a value that cannot be used is left out and the object stays', () => {
    const result = build(pod('a', '', 'spec: {containers: [{ports: [{containerport: 80}, {containerPort: 81, protocol: tcp}, {containerPort: 82}]}]}\nstatus: {podIP: 10.0.0.300}'));
    expect(result.snapshot.pods).toMatchObject([{ name: 'a', podIPs: [], ports: [{ port: 82 }] }]);
    expect(told(result)).toEqual(['warning VALUE_LEFT_OUT /spec/containers/0/ports/0/containerPort', 'warning VALUE_LEFT_OUT /spec/containers/0/ports/1/protocol', 'warning VALUE_LEFT_OUT /status/podIPs/0/ip']);
  });

  it('two running pods with one address are told', () => {
    const at = (name: string, more = ''): string => pod(name, '', `spec: {hostNetwork: ${more === 'host' ? 'true' : 'false'}}\nstatus: {podIP: 10.0.0.1, phase: ${more === 'done' ? 'Succeeded' : 'Running'}}`);
    expect(told(build(at('a'), at('b')))).toEqual(['warning ADDRESS_SHARED ']);
    expect(told(build(at('a'), at('b', 'done'), at('c', 'host')))).toEqual([]);
  });

  it('policies keep their state, whatever it is', () => {
    const policy = (name: string, spec: string): string => object('networking.k8s.io/v1', 'NetworkPolicy', name, '', `spec: ${spec}\n`);
    const { snapshot, diagnostics } = build([policy('a', '{}'), policy('b', '{policyTypes: [x]}'), policy('c', '{podselector: {}}'), policy('d', '['), object('extensions/v1beta1', 'NetworkPolicy', 'e')].join('\n'));
    expect(snapshot.policies.map(({ name, state, manifest }) => [name, state, manifest === null])).toEqual([['a', 'accepted', false], ['b', 'refused', true], ['c', 'pruned', false], ['d', 'unreadable', true], ['e', 'refused', true]]);
    expect(diagnostics.filter(({ code }) => code === 'FIELD_PRUNED')).toHaveLength(1);
  });
});

describe('a snapshot', () => {
  it('is the same from objects that were stored as JSON and came back in another order', () => {
    const read = readTexts([{ file: 'a', text: [pod('b', 'labels: {a: b}', 'status: {podIPs: [{ip: "FD00::1"}]}'), pod('a'), object('apps/v1', 'Deployment', 'web'), object('networking.k8s.io/v1', 'NetworkPolicy', 'n', '', 'spec: {ingress: null}')].join('\n') }]);
    const stored = JSON.parse(JSON.stringify([...read.objects].reverse())) as typeof read.objects;
    const [first, second] = [read.objects, stored].map((objects) => buildSnapshot(objects, read.coverage));
    expect(second).toEqual(first);
    expect(first?.snapshot.pods.map(({ name }) => name)).toEqual(['a', 'b']);
  });
});
