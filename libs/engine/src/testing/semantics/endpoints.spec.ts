import { describe, expect, it } from 'vitest';
import { CAST, pod, policy, world } from '../world.ts';

const DENY = policy('shop/deny', 'podSelector: {}, policyTypes: [Ingress, Egress]');
const with_ = (...more: readonly string[]): ReturnType<typeof world> => world([CAST, ...more]);
const HOST = pod('lab/host', { labels: 'app: web', ip: '172.18.0.2', hostIP: '172.18.0.2', node: 'n2', spec: 'hostNetwork: true', ports: '{name: http, containerPort: 9100}' });
const deployment = (more = ''): string => `{apiVersion: apps/v1, kind: Deployment, metadata: {namespace: shop, name: later}, spec: {replicas: 3, selector: {matchLabels: {app: later}}, template: {metadata: {labels: {app: later}}, spec: {${more}containers: [{name: main, image: x, ports: [{name: http, containerPort: 8888}]}]}}}}`;

describe('pods, nodes and addresses', () => {
  it('PD-1 a pod and its own node always reach each other', () => {
    const { verdict, explain } = with_(DENY);
    expect(verdict('node:n1', 'shop/db', 'TCP 80')).toBe('ALLOWED');
    expect(verdict('shop/db', 'node:n1', 'TCP 80')).toBe('ALLOWED');
    const { ingress } = explain('node:n1', 'shop/db', 'TCP 80');
    expect(ingress.decidedBy.map(({ code }) => code)).toEqual(['OWN_NODE_ALLOWED']);
    expect(ingress.isolatedBy.map(({ name }) => name)).toEqual(['deny']);
  });

  it('PD-1 names the exemption only where isolation would have dropped the traffic', () => {
    expect(with_().explain('node:n1', 'shop/db', 'TCP 80').ingress.decidedBy.map(({ code }) => code)).toEqual(['DEFAULT_ALLOW']);
    const admitting = with_(policy('shop/p', 'podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 172.18.0.0/16}}]}]'));
    expect(admitting.explain('node:n1', 'shop/db', 'TCP 80').ingress.decidedBy.map(({ code }) => code)).toEqual(['ADMITTED_BY_RULE']);
  });

  it('PD-2 other nodes need an ipBlock', () => {
    expect(with_(DENY).verdict('node:n2', 'shop/db', 'TCP 80')).toBe('DENIED');
    expect(with_(policy('shop/p', 'podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 172.18.0.2/32}}]}]')).verdict('node:n2', 'shop/db', 'TCP 80')).toBe('ALLOWED');
  });

  it('PD-3 and PD-4 a pod reaches itself, on its own address too', () => {
    const { explain } = with_(DENY);
    const trace = explain('shop/db', 'shop/db', 'TCP 80');
    expect(trace.verdict).toBe('ALLOWED');
    expect([trace.egress, trace.ingress].map((leg) => leg.decidedBy.map(({ code }) => code))).toEqual([['SAME_POD'], ['SAME_POD']]);
  });

  it('PD-6 a host-network pod counts as its node: nothing selects it and only a block means it', () => {
    const { verdict, explain } = with_(HOST, policy('lab/deny', 'podSelector: {}'));
    expect(verdict('shop/db', 'lab/host', 'TCP 80')).toBe('ALLOWED');
    expect(explain('shop/db', 'lab/host', 'TCP 80').ingress.decidedBy.map(({ code }) => code)).toEqual(['NOT_GOVERNED']);
    const bySelector = with_(HOST, policy('shop/p', 'podSelector: {}, ingress: [{from: [{namespaceSelector: {}}]}]'));
    expect(bySelector.verdict('lab/host', 'shop/db', 'TCP 80')).toBe('DENIED');
    const byBlock = with_(HOST, policy('shop/p', 'podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 172.18.0.2/32}}]}]'));
    expect(byBlock.verdict('lab/host', 'shop/db', 'TCP 80')).toBe('ALLOWED');
  });

  it('PD-6 a host-network pod is a pod like any other where the setting says so', () => {
    const settings = { 'reference.host-network': 'pod' };
    expect(world([CAST, HOST, policy('lab/deny', 'podSelector: {}')], settings).verdict('shop/db', 'lab/host', 'TCP 80')).toBe('DENIED');
    expect(world([CAST, HOST, policy('shop/p', 'podSelector: {}, ingress: [{from: [{namespaceSelector: {}}]}]')], settings).verdict('lab/host', 'shop/db', 'TCP 80')).toBe('ALLOWED');
    expect(world([CAST, HOST, policy('shop/p', 'podSelector: {}, policyTypes: [Egress], egress: [{ports: [{port: http}]}]')], settings).set('shop/db', 'lab/host')).toBe('IPv4 TCP 9100');
  });

  it('PD-6 a host-network pod without pod addresses has those of its host', () => {
    const bare = pod('lab/host', { hostIP: '172.18.0.2', node: 'n2', spec: 'hostNetwork: true' });
    expect(with_(bare, policy('shop/p', 'podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 172.18.0.2/32}}]}]')).verdict('lab/host', 'shop/db', 'TCP 80')).toBe('ALLOWED');
  });

  it('PD-8 a host-network pod of the same node falls under the node\'s exemption', () => {
    const host = pod('lab/host', { ip: '172.18.0.1', spec: 'hostNetwork: true' });
    expect(with_(DENY, host).verdict('lab/host', 'shop/db', 'TCP 80')).toBe('ALLOWED');
    expect(with_(DENY, HOST).verdict('lab/host', 'shop/db', 'TCP 80')).toBe('DENIED');
  });

  it.each(['Succeeded', 'Failed'])('PD-9 a pod that has %s is no endpoint and lends its address to nobody', (phase) => {
    const { firewalls, verdict } = with_(pod('shop/done', { labels: 'app: done', ip: '10.0.9.9', phase }), policy('shop/p', 'podSelector: {matchLabels: {app: db}}, ingress: [{from: [{podSelector: {matchLabels: {app: done}}}]}]'));
    expect(firewalls.absent).toEqual([{ ref: 'pod:shop/done', code: 'POD_NOT_RUNNING' }]);
    expect(firewalls.endpoints.some(({ ref }) => ref === 'pod:shop/done')).toBe(false);
    expect(verdict('10.0.9.9', 'shop/db', 'TCP 80')).toBe('DENIED');
  });

  it('PD-10 a pod that is being deleted still counts, flagged', () => {
    const { firewalls, verdict } = with_(DENY, pod('shop/going', { ip: '10.0.1.9', metadata: "deletionTimestamp: '2026-01-01T00:00:00Z'" }));
    expect(verdict('lab/web', 'shop/going', 'TCP 80')).toBe('DENIED');
    expect(firewalls.endpoints.find(({ name }) => name === 'going')?.caveats.map(({ code }) => code)).toEqual(['POD_TERMINATING']);
  });

  it('PD-11 a Pending pod without address is matched by labels and never by address', () => {
    const pending = pod('shop/soon', { labels: 'app: soon', phase: 'Pending', node: '' });
    expect(with_(pending, DENY).verdict('lab/web', 'shop/soon', 'TCP 80')).toBe('DENIED');
    const peer = (from: string): string => with_(pending, policy('shop/p', `podSelector: {matchLabels: {app: db}}, ingress: [{from: [${from}]}]`)).verdict('shop/soon', 'shop/db', 'TCP 80');
    expect(peer('{podSelector: {matchLabels: {app: soon}}}')).toBe('ALLOWED');
    expect(peer('{ipBlock: {cidr: 0.0.0.0/0}}')).toBe('DENIED');
  });

  it('PD-12 each family of a dual-stack pod is evaluated by itself', () => {
    const dual = (name: string, n: number): string => pod(`shop/${name}`, { labels: `app: ${name}`, ips: [`10.0.8.${n}`, `2001:db8::${n}`] });
    const { set, verdict } = with_(dual('one', 1), dual('two', 2), policy('shop/p', 'podSelector: {matchLabels: {app: two}}, ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8}}], ports: [{port: 80}]}]'));
    expect(set('shop/one', 'shop/two')).toBe('IPv4 TCP 80');
    expect(verdict('shop/one', 'shop/two', 'TCP 80')).toBe('PARTIAL');
    expect(verdict('shop/one', 'shop/two', 'IPv4 TCP 80')).toBe('ALLOWED');
    expect(verdict('shop/one', 'shop/two', 'IPv6 TCP 80')).toBe('DENIED');
    expect(set('shop/web', 'shop/one')).toBe('IPv4 TCP; IPv4 UDP; IPv4 SCTP');
  });

  it('PD-13 a selector matches a pod on all its families', () => {
    const dual = (name: string, n: number): string => pod(`shop/${name}`, { labels: `app: ${name}`, ips: [`10.0.8.${n}`, `2001:db8::${n}`] });
    const { set } = with_(dual('one', 1), dual('two', 2), policy('shop/p', 'podSelector: {matchLabels: {app: two}}, ingress: [{from: [{podSelector: {matchLabels: {app: one}}}], ports: [{port: 80}]}]'));
    expect(set('shop/one', 'shop/two')).toBe('TCP 80');
  });

  it('PD-14 a workload without pods is evaluated by its template', () => {
    const { verdict, set, firewalls } = with_(deployment(), policy('shop/p', 'podSelector: {matchLabels: {app: later}}, ingress: [{ports: [{port: http}]}]'));
    expect(verdict('shop/web', 'deploy:shop/later', 'TCP 80')).toBe('DENIED');
    expect(set('shop/web', 'deploy:shop/later')).toBe('IPv4 TCP 8888');
    expect(firewalls.endpoints.find(({ kind }) => kind === 'workload')).toMatchObject({ ref: 'deploy:shop/later', pods: 3, areAddressesKnown: false, families: 1 });
  });

  it('PD-14 a rule by address is undecided for it, unless the rule covers the whole family', () => {
    const block = (cidr: string): ReturnType<typeof world> => with_(deployment(), policy('shop/p', `podSelector: {matchLabels: {app: db}}, ingress: [{from: [{ipBlock: {cidr: ${cidr}}}]}]`));
    expect(block('10.0.0.0/8').verdict('deploy:shop/later', 'shop/db', 'TCP 80')).toBe('UNKNOWN');
    expect(block('10.0.0.0/8').explain('deploy:shop/later', 'shop/db', 'TCP 80').ingress.steps.map(({ code }) => code)).toContain('ADDRESS_UNKNOWN');
    expect(block('0.0.0.0/0').verdict('deploy:shop/later', 'shop/db', 'TCP 80')).toBe('ALLOWED');
    expect(block('"::/0"').verdict('deploy:shop/later', 'shop/db', 'TCP 80')).toBe('DENIED');
  });

  it('PD-14 old ReplicaSets of a Deployment that has pods are no endpoints', () => {
    const set = (name: string): string => `{apiVersion: apps/v1, kind: ReplicaSet, metadata: {namespace: shop, name: ${name}, ownerReferences: [{apiVersion: apps/v1, kind: Deployment, name: later, controller: true}]}, spec: {replicas: 0, selector: {matchLabels: {app: later}}, template: {metadata: {labels: {app: later}}, spec: {containers: []}}}}`;
    const owned = pod('shop/later-new-1', { labels: 'app: later', ip: '10.0.1.9', metadata: 'ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: later-new, controller: true}]' });
    const refs = (...more: readonly string[]): readonly string[] => with_(...more).firewalls.endpoints.filter(({ workload }) => workload === 'deploy:shop/later').map(({ ref }) => ref);
    expect(refs(deployment(), set('later-old'), set('later-new'), owned)).toEqual(['pod:shop/later-new-1']);
    expect(refs(deployment(), set('later-old'), set('later-new'))).toEqual(['deploy:shop/later']);
    expect(refs(set('later-old'), set('later-new'))).toHaveLength(1);
  });

  it('PD-19 a node has its internal and external addresses and no other', () => {
    const node = '{apiVersion: v1, kind: Node, metadata: {name: n3}, status: {addresses: [{type: InternalIP, address: 172.18.0.3}, {type: ExternalIP, address: 203.0.113.3}, {type: Hostname, address: 198.51.100.3}]}}';
    const to = (cidr: string): string => with_(node, policy('shop/p', `podSelector: {}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: ${cidr}}}]}]`)).verdict('shop/db', 'node:n3', 'TCP 80');
    expect([to('172.18.0.3/32'), to('203.0.113.3/32'), to('198.51.100.3/32')]).toEqual(['ALLOWED', 'ALLOWED', 'DENIED']);
  });
});
