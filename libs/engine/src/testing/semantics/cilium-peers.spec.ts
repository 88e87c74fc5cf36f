import { describe, expect, it } from 'vitest';
import { cidrGroupOf, ciliumPolicy, clusterwidePolicy, recordedPod, underCilium } from '../cilium-world.ts';
import { pod } from '../world.ts';

const DB = 'endpointSelector: {matchLabels: {app: db}}';
const OUTSIDE = '203.0.113.9';
const SLICE = '{apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {namespace: default, name: kubernetes, labels: {kubernetes.io/service-name: kubernetes}}, addressType: IPv4, endpoints: [{addresses: [198.51.100.7]}], ports: [{port: 443}]}';
const ON_NODE = SLICE.replace('198.51.100.7', '172.18.0.2');
const PEERS = ['shop/web', 'shop/api', 'lab/web', 'lab/job', 'node:n1', 'node:n2', OUTSIDE, '198.51.100.7'];

/** Which of the peers an egress element of shop/db lets it reach. */
function reached(element: string, settings: Readonly<Record<string, string>> = {}, more: readonly string[] = [], isClusterwide = false): readonly string[] {
  const spec = `${DB}, egress: [${element}]`;
  const { verdict } = underCilium([isClusterwide ? clusterwidePolicy('p', spec) : ciliumPolicy('shop/p', spec), ...more], settings);
  return PEERS.filter((peer) => verdict('shop/db', peer, 'TCP 80') === 'ALLOWED');
}
const to = (selector: string): string => `{toEndpoints: [${selector}]}`;
const PODS = ['shop/web', 'shop/api', 'lab/web', 'lab/job'];

describe('selectors', () => {
  it('CI-56 mean a label of pods with k8s:, with any: and without a source, and nothing in the dotted form', () => {
    expect(['k8s:app', 'any:app', 'app', 'k8s.app', 'other:app'].map((key) => reached(to(`{matchLabels: {"${key}": web}}`)))).toEqual([['shop/web'], ['shop/web'], ['shop/web'], [], []]);
  });

  it('CI-57 AND what they ask for and OR the elements of a list; what is missing is not in', () => {
    expect(reached(to('{matchLabels: {app: web}, matchExpressions: [{key: tier, operator: Exists}]}'))).toEqual(['shop/web']);
    expect(reached(to('{matchLabels: {app: web}}, {matchLabels: {app: api}}'))).toEqual(['shop/web', 'shop/api']);
    expect(reached(to('{matchExpressions: [{key: tier, operator: NotIn, values: [x]}]}'))).toEqual(['shop/web', 'shop/api']);
    expect(reached(to('{matchExpressions: [{key: tier, operator: DoesNotExist}]}'))).toEqual(['shop/api']);
    expect(reached(to('{matchExpressions: [{key: app, operator: In, values: [WEB]}]}'))).toEqual([]);
  });

  it('CI-58 of peers are in the namespace of their policy unless they name one, a label of one, or something reserved', () => {
    const named = 'io.kubernetes.pod.namespace';
    expect(reached(to('{}'))).toEqual(['shop/web', 'shop/api']);
    expect([`k8s:${named}`, named].map((key) => reached(to(`{matchLabels: {"${key}": lab}}`)))).toEqual([['lab/web', 'lab/job'], ['lab/web', 'lab/job']]);
    expect(reached(to(`{matchExpressions: [{key: "k8s:${named}", operator: Exists}]}`))).toEqual(PODS);
    expect(reached(to('{matchLabels: {"k8s:io.cilium.k8s.namespace.labels.team": red}}'))).toEqual(['lab/web', 'lab/job']);
    expect(reached(to('{matchLabels: {"reserved:remote-node": ""}}'))).toEqual(['node:n2']);
    expect(reached(to(`{matchLabels: {"k8s:${named}": lab}}, {matchLabels: {app: web}}`))).toEqual(['shop/web', 'lab/web', 'lab/job']);
  });

  it('CI-61 see namespaces, their labels, service accounts and the cluster as labels of pods', () => {
    const account = pod('shop/teller', { labels: 'app: teller', ip: '10.0.1.9', spec: 'serviceAccountName: money' });
    const world = underCilium([account, ciliumPolicy('shop/p', `${DB}, ingress: [{fromEndpoints: [{matchLabels: {"k8s:io.cilium.k8s.policy.serviceaccount": money}}]}]`)]);
    expect([world.verdict('shop/teller', 'shop/db', 'TCP 1'), world.verdict('shop/web', 'shop/db', 'TCP 1')]).toEqual(['ALLOWED', 'DENIED']);
    expect(reached(to('{matchLabels: {io.cilium.k8s.policy.cluster: default}}'))).toEqual(['shop/web', 'shop/api']);
    expect(reached(to('{matchLabels: {io.cilium.k8s.policy.cluster: other}}'))).toEqual([]);
  });

  it('CI-7 without requirements in a cluster-wide policy take every pod', () => {
    expect(reached(to('{}'), {}, [], true)).toEqual(PODS);
    expect(reached(to('{matchLabels: {app: web}}'), {}, [], true)).toEqual(['shop/web', 'lab/web']);
    expect(reached(to('{matchExpressions: [{key: app, operator: NotIn, values: [web]}]}'), {}, [], true)).toEqual(['shop/api', 'lab/job']);
  });

  it('CI-56 of a subject that ask for something reserved select no pod', () => {
    expect(underCilium([ciliumPolicy('shop/p', 'endpointSelector: {matchLabels: {"reserved:host": ""}}, ingress: [{}]')]).verdict('shop/web', 'shop/db', 'TCP 1')).toBe('ALLOWED');
  });
});

describe('the mesh', () => {
  const SELECT = (labels: string): string => ciliumPolicy('shop/p', `${DB}, ingress: [{fromEndpoints: [{matchLabels: {${labels}}}]}]`);
  /** The pod shop/api as one that agents know from another cluster. */
  const remote = (policy: string, settings: Readonly<Record<string, string>>): string => {
    const records = [['shop/api', 'web', 'other'], ['shop/web', 'web', 'default'], ['shop/db', 'db', 'default'], ['lab/web', 'web', 'default']].map(([ref = '', app = '', cluster = '']) => recordedPod(ref, [`k8s:app=${app}`, `k8s:io.kubernetes.pod.namespace=${ref.split('/')[0] ?? ''}`, `k8s:io.cilium.k8s.policy.cluster=${cluster}`]));
    return underCilium([policy, ...records], { 'cluster-name': 'default', ...settings }).verdict('shop/api', 'shop/db', 'TCP 1');
  };

  it.each([['1.17.9', 'ALLOWED'], ['1.18.4', 'ALLOWED'], ['1.19.0', 'DENIED'], ['1.20.2', 'DENIED']])('CI-33 in %s pods of another cluster are %s by a selector that names no cluster', (version, wanted) => {
    expect(remote(SELECT('app: web'), { version })).toBe(wanted);
  });

  it('CI-33 takes them where the selector names their cluster, and goes by policy-default-local-cluster since 1.18', () => {
    expect(remote(SELECT('app: web, io.cilium.k8s.policy.cluster: other'), {})).toBe('ALLOWED');
    expect(remote(SELECT('app: web'), { 'policy-default-local-cluster': 'false' })).toBe('ALLOWED');
    expect(remote(SELECT('app: web'), { version: '1.18.0', 'policy-default-local-cluster': 'true' })).toBe('DENIED');
    expect(remote(SELECT('app: web'), { version: '1.17.0', 'policy-default-local-cluster': 'true' })).toBe('ALLOWED');
  });

  it('CI-33 counts them in cluster-mesh and not in cluster', () => {
    const entity = (name: string): string => ciliumPolicy('shop/p', `${DB}, ingress: [{fromEntities: [${name}]}]`);
    expect([remote(entity('cluster'), {}), remote(entity('cluster-mesh'), {})]).toEqual(['DENIED', 'ALLOWED']);
  });
});

describe('entities', () => {
  it.each([
    ['all', PEERS], ['world', [OUTSIDE, '198.51.100.7']], ['host', ['node:n1']], ['remote-node', ['node:n2']], ['cluster', [...PODS, 'node:n1', 'node:n2', '198.51.100.7']], ['kube-apiserver', ['198.51.100.7']],
    ['none', []], ['unmanaged', []], ['cluster-mesh', [...PODS, 'node:n1', 'node:n2', '198.51.100.7']], ['world-ipv4', [OUTSIDE, '198.51.100.7']], ['world-ipv6', []],
  ])('CI-46 %s', (entity, wanted) => {
    expect(reached(`{toEntities: [${entity}]}`, {}, [SLICE])).toEqual(wanted);
  });

  it('CI-47 an API server outside is the world and itself, and a node that runs one is a node as well', () => {
    expect(reached('{toCIDR: [198.51.100.0/24]}', {}, [SLICE])).toEqual(['198.51.100.7']);
    expect(reached('{toEntities: [kube-apiserver]}', {}, [ON_NODE])).toEqual(['node:n2']);
    expect(reached('{toEntities: [remote-node]}', {}, [ON_NODE])).toEqual(['node:n2']);
    const denied = ciliumPolicy('shop/deny', `${DB}, egressDeny: [{toEntities: [world]}]`);
    expect(reached('{toEntities: [kube-apiserver]}', {}, [SLICE, denied])).toEqual([]);
  });
});

describe('prefixes', () => {
  it('CI-8 are sets: the union of what allows, less what is denied, however long the prefixes are', () => {
    expect(reached('{toCIDR: [203.0.113.0/24]}', {}, [ciliumPolicy('shop/d', `${DB}, egressDeny: [{toCIDR: [203.0.0.0/8]}]`)])).toEqual([]);
    expect(reached('{toCIDR: [203.0.0.0/8]}', {}, [ciliumPolicy('shop/d', `${DB}, egressDeny: [{toCIDR: [203.0.113.9/32]}]`)])).toEqual([]);
  });

  it('CI-62 leave exceptions to other rules, in allows and in denies', () => {
    expect(reached('{toCIDRSet: [{cidr: 203.0.113.0/24, except: [203.0.113.8/29]}]}')).toEqual([]);
    expect(reached('{toCIDRSet: [{cidr: 203.0.113.0/24, except: [203.0.113.8/29]}]}, {toCIDR: [203.0.113.9/32]}')).toEqual([OUTSIDE]);
    expect(reached('{toEntities: [world]}', {}, [ciliumPolicy('shop/d', `${DB}, egressDeny: [{toCIDRSet: [{cidr: 0.0.0.0/0, except: [203.0.113.0/24]}]}]`)])).toEqual([OUTSIDE]);
  });

  it('CI-62 of a whole family are the world of that family alone', () => {
    expect([reached('{toCIDR: [0.0.0.0/0]}'), reached('{toCIDR: ["::/0"]}')]).toEqual([[OUTSIDE, '198.51.100.7'], []]);
    expect(reached('{toCIDRSet: [{cidr: 0.0.0.0/0, except: [198.51.100.0/24]}]}')).toEqual([OUTSIDE]);
  });

  it('CI-9 of groups that overlap carry the labels of all of them', () => {
    const groups = [cidrGroupOf('wide', 'role: wide', '203.0.0.0/8'), cidrGroupOf('narrow', 'place: here', '203.0.113.0/24')];
    const both = '{toCIDRSet: [{cidrGroupSelector: {matchLabels: {role: wide, place: here}}}]}';
    const negative = '{toCIDRSet: [{cidrGroupSelector: {matchExpressions: [{key: role, operator: DoesNotExist}]}}]}';
    expect([reached(both, {}, groups), reached(negative, {}, groups)]).toEqual([[OUTSIDE], ['198.51.100.7']]);
  });
});

describe('nodes', () => {
  const NODE = '{apiVersion: v1, kind: Node, metadata: {name: n2, labels: {pool: edge}}, status: {addresses: [{type: InternalIP, address: 172.18.0.2}]}}';
  const on = { 'enable-node-selector-labels': 'true' };

  it('CI-59 are other nodes only, by their labels', () => {
    expect([reached('{toNodes: [{}]}', on, [NODE]), reached('{toNodes: [{matchLabels: {pool: edge}}]}', on, [NODE]), reached('{toNodes: [{matchLabels: {pool: core}}]}', on, [NODE]), reached('{toNodes: []}', on, [NODE])]).toEqual([['node:n2'], ['node:n2'], [], []]);
  });

  it('CI-59 have the labels that the option node-labels leaves them, none of which are left out by default', () => {
    const named = NODE.replace('pool: edge', 'pool: edge, kubernetes.io/hostname: n2');
    const by = (label: string, option: string): readonly string[] => reached(`{toNodes: [{matchLabels: {${label}}}]}`, { ...on, 'node-labels': option }, [named]);
    expect([by('pool: edge', ''), by('kubernetes.io/hostname: n2', ''), by('pool: edge', '!pool'), by('pool: edge', 'kubernetes.io'), by('kubernetes.io/hostname: n2', 'node:kubernetes.io'), by('pool: edge', 'k8s:!pool')]).toEqual([['node:n2'], ['node:n2'], [], [], ['node:n2'], ['node:n2']]);
  });

  it('CI-60 carry the cluster label only where they can be selected, so that negative selectors then take them', () => {
    const negative = to('{matchExpressions: [{key: io.cilium.k8s.namespace.labels.team, operator: NotIn, values: [red]}]}');
    expect([reached(negative), reached(negative, on)]).toEqual([['shop/web', 'shop/api'], ['shop/web', 'shop/api', 'node:n1', 'node:n2']]);
  });
});

describe('names', () => {
  const asked = (pattern: string, name: string, version: string): boolean => {
    const { firewalls } = underCilium([ciliumPolicy('shop/p', `${DB}, egress: [{toFQDNs: [${pattern}]}]`)], { version });
    const named = firewalls.directory?.supposeName?.('fqdn', name);
    return firewalls.tiers.egress.flatMap(({ rules }) => rules).some(({ action, peers, certainty }) => action === 'allow' && certainty === 'certain' && peers !== 'any' && peers.some(({ labels }) => labels?.op === 'exists' && Object.hasOwn(named?.labels ?? {}, labels.key)));
  };

  it.each([
    ['{matchName: api.example.com}', 'api.example.com', true], ['{matchName: API.Example.com}', 'api.example.com', true], ['{matchName: api.example.com.}', 'api.example.com', true], ['{matchName: example.com}', 'api.example.com', false],
    ['{matchPattern: "*.example.com"}', 'api.example.com', true], ['{matchPattern: "*.example.com"}', 'a.b.example.com', false], ['{matchPattern: "*.example.com"}', 'example.com', false], ['{matchPattern: "a*.example.com"}', 'api.example.com', true],
    ['{matchPattern: "*"}', 'a.b.example.com', true], ['{matchPattern: "**.example.com"}', 'a.b.example.com', true], ['{matchPattern: "**.example.com"}', 'example.com', false],
  ])('CI-50 %s of %s', (pattern, name, wanted) => {
    expect(asked(pattern, name, '1.20.2')).toBe(wanted);
  });

  it('CI-50 two stars in front are one before 1.19', () => {
    expect([asked('{matchPattern: "**.example.com"}', 'a.b.example.com', '1.18.4'), asked('{matchPattern: "**.example.com"}', 'a.example.com', '1.18.4')]).toEqual([false, true]);
  });
});
