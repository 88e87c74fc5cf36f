import { describe, expect, it } from 'vitest';
import { refusalsAs } from '../../enforcers/registry.ts';
import { buildSnapshot } from '../../read/snapshot/build-snapshot.ts';
import { readTexts } from '../../read/session.ts';
import { ciliumPolicy, clusterwidePolicy, configurationOf, nodeSettingsOf, recordedPod, underCilium } from '../cilium-world.ts';
import { CAST, pod } from '../world.ts';

const DB = 'endpointSelector: {matchLabels: {app: db}}';
const FROM_WEB = ciliumPolicy('shop/p', `${DB}, ingress: [{fromEndpoints: [{matchLabels: {app: web}}]}]`);
const identity = (namespace: string, app: string, ...more: readonly string[]): readonly string[] => [
  `k8s:app=${app}`, `k8s:io.kubernetes.pod.namespace=${namespace}`, `k8s:io.cilium.k8s.namespace.labels.kubernetes.io/metadata.name=${namespace}`, `k8s:io.cilium.k8s.namespace.labels.team=${namespace === 'shop' ? 'blue' : 'red'}`,
  'k8s:io.cilium.k8s.policy.cluster=default', 'k8s:io.cilium.k8s.policy.serviceaccount=default', ...more,
];
/** Records of all pods of the cast on node n1, with other labels for some. */
const records = (others: Readonly<Record<string, readonly string[]>> = {}): readonly string[] => Object.entries({
  'shop/web': identity('shop', 'web', 'k8s:tier='), 'shop/db': identity('shop', 'db'), 'shop/api': identity('shop', 'api'), 'lab/web': identity('lab', 'web'), ...others,
}).map(([ref, labels]) => recordedPod(ref, labels));
const told = (yaml: readonly string[]): readonly string[] => {
  const read = readTexts([{ file: 'x.yaml', text: [CAST, ...yaml].join('\n---\n') }]);
  return refusalsAs(buildSnapshot(read.objects, read.coverage).snapshot, { name: 'cilium', version: null }, {}).map(({ severity, code, resource }) => `${severity} ${code} ${resource?.namespace ?? ''}/${resource?.name ?? ''}`);
};

describe('what agents have recorded', () => {
  it('CI-34 goes before what the labels of a pod would give, and the answer says so', () => {
    const world = underCilium([FROM_WEB, ...records({ 'shop/web': identity('shop', 'old') })]);
    expect([world.verdict('shop/web', 'shop/db', 'TCP 1'), underCilium([FROM_WEB, ...records()]).verdict('shop/web', 'shop/db', 'TCP 1')]).toEqual(['DENIED', 'ALLOWED']);
    expect(world.firewalls.endpoints.find(({ ref }) => ref === 'pod:shop/web')?.caveats).toMatchObject([{ code: 'IDENTITY_DIFFERS', message: 'The identity that the agent has recorded for pod:shop/web is not that of its labels: app, tier differ. Answers go by the recorded one.' }]);
    expect(told(records({ 'shop/web': identity('shop', 'old') }))).toEqual(['warning IDENTITY_DIFFERS shop/web']);
    expect(told(records())).toEqual([]);
  });

  it('CI-34 is found by number where slices stand for CiliumEndpoints', () => {
    const slice = '{apiVersion: cilium.io/v2alpha1, kind: CiliumEndpointSlice, metadata: {name: s}, namespace: shop, endpoints: [{name: web, id: 7}, {name: db, id: 8}, {name: api, id: 9}]}';
    const named = '{apiVersion: cilium.io/v2, kind: CiliumIdentity, metadata: {name: "7"}, security-labels: {"k8s:app": other, "k8s:io.kubernetes.pod.namespace": shop, "k8s:io.cilium.k8s.policy.cluster": default}}';
    expect(underCilium([FROM_WEB, slice, named]).verdict('shop/web', 'shop/db', 'TCP 1')).toBe('DENIED');
    expect(underCilium([FROM_WEB, slice]).verdict('shop/web', 'shop/db', 'TCP 1')).toBe('ALLOWED');
  });

  it('CI-34 gives the name of the cluster where no configuration was collected', () => {
    const elsewhere = Object.fromEntries(['shop/web', 'shop/db', 'shop/api', 'lab/web'].map((ref) => [ref, identity(ref.split('/')[0] ?? '', ref.split('/')[1] ?? '', 'k8s:io.cilium.k8s.policy.cluster=west').filter((label) => !label.endsWith('cluster=default'))]));
    const { firewalls, verdict } = underCilium([FROM_WEB, ...records(elsewhere)]);
    expect([firewalls.enforcer.settings['cilium.cluster-name'], verdict('shop/web', 'shop/db', 'TCP 1')]).toEqual(['west', 'ALLOWED']);
  });

  it('CI-34 leaves labels of a Namespace that was not collected out of the comparison, and knows them', () => {
    const bare = pod('far/web', { labels: 'app: web', ip: '10.0.3.1' });
    const record = recordedPod('far/web', ['k8s:app=web', 'k8s:io.kubernetes.pod.namespace=far', 'k8s:io.cilium.k8s.namespace.labels.team=red', 'k8s:io.cilium.k8s.policy.cluster=default', 'k8s:io.cilium.k8s.policy.serviceaccount=default']);
    const collection = '{apiVersion: postern/v1, kind: Collection, collected: [{group: "", kind: Pod, namespaces: "*"}, {group: networking.k8s.io, kind: NetworkPolicy, namespaces: "*"}]}';
    const read = readTexts([{ file: 'x.yaml', text: [collection, bare, record].join('\n---\n') }]);
    expect(refusalsAs(buildSnapshot(read.objects, read.coverage).snapshot, { name: 'cilium', version: null }, {})).toEqual([]);
  });

  it('CI-35 takes a running pod without a record for one that is not managed, where its node has others', () => {
    const policies = [ciliumPolicy('shop/p', 'endpointSelector: {}, ingress: [{fromEntities: [unmanaged]}]'), ciliumPolicy('lab/q', 'endpointSelector: {}, ingress: [{fromEndpoints: [{}]}]')];
    const some = records().filter((text) => !text.includes('name: api}'));
    const { verdict, firewalls, explain } = underCilium([...policies, ...some]);
    expect([verdict('shop/api', 'shop/db', 'TCP 1'), verdict('shop/web', 'shop/db', 'TCP 1'), verdict('shop/api', 'lab/web', 'TCP 1')]).toEqual(['ALLOWED', 'DENIED', 'DENIED']);
    expect(explain('shop/web', 'shop/api', 'TCP 1').ingress.decidedBy.map(({ code }) => code)).toEqual(['NOT_GOVERNED']);
    expect(firewalls.endpoints.flatMap(({ ref, caveats }) => caveats.map(({ code }) => `${ref} ${code}`))).toEqual(['pod:shop/api UNMANAGED_POD']);
    expect(told(some)).toEqual(['warning UNMANAGED_POD shop/api']);
  });
});

describe('settings on some nodes', () => {
  const NODE = '{apiVersion: v1, kind: Node, metadata: {name: n2, labels: {pool: edge}}, status: {addresses: [{type: InternalIP, address: 172.18.0.2}]}}';
  const edge = (defaults: string, ...more: readonly string[]) => underCilium([configurationOf('enable-policy: default'), NODE, nodeSettingsOf('edge', '{matchLabels: {pool: edge}}', defaults), ...more]);

  it('CI-36 hold for the pods of those nodes alone', () => {
    const { verdict, firewalls } = edge('enable-policy: always');
    expect([verdict('shop/web', 'lab/job', 'TCP 1'), verdict('shop/web', 'shop/db', 'TCP 1'), verdict('lab/job', 'shop/db', 'TCP 1')]).toEqual(['DENIED', 'ALLOWED', 'DENIED']);
    expect(firewalls.caveats).toMatchObject([{ code: 'SETTINGS_BY_NODE', message: 'The agents of node n2 have settings of their own: enable-policy=always.' }]);
  });

  it('CI-36 can be audit mode, or the host firewall', () => {
    const closed = clusterwidePolicy('c', 'endpointSelector: {}, ingress: [{}]');
    const audit = edge('policy-audit-mode: "true"', closed);
    expect([audit.verdict('shop/web', 'lab/job', 'TCP 1'), audit.verdict('shop/web', 'shop/db', 'TCP 1')]).toEqual(['ALLOWED', 'DENIED']);
    expect(audit.firewalls.caveats.map(({ code, message }) => `${code} ${message.split(':')[0] ?? ''}`)).toContain('AUDIT_ONLY On node n2');
    const wall = edge('enable-host-firewall: "true"', clusterwidePolicy('h', 'nodeSelector: {}, ingress: [{}]'));
    expect([wall.verdict('shop/web', 'node:n2', 'TCP 1'), wall.verdict('lab/job', 'node:n1', 'TCP 1')]).toEqual(['DENIED', 'ALLOWED']);
  });

  it('CI-36 give way to what the question sets, and to nothing where they say the same', () => {
    const policies = [configurationOf(''), NODE, nodeSettingsOf('edge', '{}', 'enable-policy: always')];
    expect(underCilium(policies, { 'enable-policy': 'default' }).verdict('shop/web', 'lab/job', 'TCP 1')).toBe('ALLOWED');
    expect(edge('enable-policy: default').firewalls.caveats).toEqual([]);
  });

  it('CI-36 leave open which ones a workload without pods will have', () => {
    const later = '{apiVersion: apps/v1, kind: Deployment, metadata: {namespace: shop, name: later}, spec: {selector: {matchLabels: {app: later}}, template: {metadata: {labels: {app: later}}, spec: {containers: []}}}}';
    expect(edge('enable-policy: always', later).firewalls.endpoints.find(({ ref }) => ref === 'deploy:shop/later')?.caveats.map(({ code }) => code)).toEqual(['NODE_UNKNOWN']);
  });
});

describe('what an answer rests on', () => {
  it('CI-37 says which Services and addresses never reach a policy as they were sent', () => {
    const redirect = (name: string, frontend: string): string => `{apiVersion: cilium.io/v2, kind: CiliumLocalRedirectPolicy, metadata: {namespace: shop, name: ${name}}, spec: {redirectFrontend: {${frontend}}, redirectBackend: {}}}`;
    const service = '{apiVersion: v1, kind: Service, metadata: {namespace: shop, name: dns}, spec: {selector: {app: db}, ports: [{port: 53}]}}';
    const { firewalls } = underCilium([configurationOf(''), service, redirect('a', 'serviceMatcher: {serviceName: dns, namespace: shop}'), redirect('b', 'addressMatcher: {ip: 169.254.169.254}')]);
    expect(firewalls.directory?.service('shop', 'dns')?.gap).toContain('CiliumLocalRedirectPolicy shop/a');
    expect(firewalls.caveats).toMatchObject([{ code: 'ADDRESS_MAY_BE_REWRITTEN', resources: [{ name: 'b' }] }]);
  });

  it('CI-38 says which settings are assumed where the configuration was not collected', () => {
    const [assumed] = underCilium([], { 'enable-policy': 'always' }).firewalls.caveats;
    expect(assumed?.code).toBe('SETTINGS_ASSUMED');
    expect(assumed?.message).toContain('policy-audit-mode=false');
    expect(assumed?.message).not.toContain('enable-policy=');
    expect(underCilium([configurationOf('enable-policy: default')]).firewalls.caveats).toEqual([]);
  });
});
