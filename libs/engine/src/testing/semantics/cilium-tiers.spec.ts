import { describe, expect, it } from 'vitest';
import { ciliumPolicy, clusterwidePolicy, underCilium } from '../cilium-world.ts';
import { pod, policy } from '../world.ts';

const DB = 'endpointSelector: {matchLabels: {app: db}}';
const OUTSIDE = '203.0.113.9';
const Y = 'ALLOWED'; const N = 'DENIED';
const ON = { 'enable-k8s-cluster-network-policy': 'true' };
const SUBJECT = 'subject: {pods: {namespaceSelector: {matchLabels: {team: blue}}, podSelector: {matchLabels: {app: db}}}}';

/** A ClusterNetworkPolicy in front of shop/db. */
const cnp = (name: string, tier: string, priority: number, rules: string): string => `{apiVersion: policy.networking.k8s.io/v1alpha2, kind: ClusterNetworkPolicy, metadata: {name: ${name}}, spec: {tier: ${tier}, priority: ${String(priority)}, ${SUBJECT}, ${rules}}}`;
const from = (action: string, peer = 'namespaces: {}', extra = ''): string => `{action: ${action}, from: [{${peer}}]${extra}}`;
const ingress = (...rules: readonly string[]): string => `ingress: [${rules.join(', ')}]`;
const verdict = (policies: readonly string[], source = 'shop/web', traffic = 'TCP 80', settings: Readonly<Record<string, string>> = ON): string => underCilium(policies, settings).verdict(source, 'shop/db', traffic);
const CLOSED = ciliumPolicy('shop/closed', `${DB}, ingress: [{}]`);
const DENY = ciliumPolicy('shop/deny', `${DB}, ingressDeny: [{fromEndpoints: [{}]}], enableDefaultDeny: {ingress: false}`);

describe('ClusterNetworkPolicies', () => {
  it('CI-44 go before and after the others: the admin tier, then all of them together, then the baseline, then the default', () => {
    expect(verdict([cnp('a', 'Admin', 1, ingress(from('Accept'))), DENY])).toBe(Y);
    expect(verdict([cnp('a', 'Admin', 1, ingress(from('Deny'))), policy('shop/np', 'podSelector: {}, ingress: [{}]')])).toBe(N);
    expect(verdict([cnp('b', 'Baseline', 1, ingress(from('Deny'))), policy('shop/np', 'podSelector: {}, ingress: [{}]')])).toBe(Y);
    expect(verdict([cnp('b', 'Baseline', 1, ingress(from('Deny')))])).toBe(N);
    expect(verdict([cnp('b', 'Baseline', 1, ingress(from('Accept'))), CLOSED])).toBe(Y);
    expect(verdict([cnp('b', 'Baseline', 1, ingress(from('Accept', 'namespaces: {matchLabels: {team: red}}'))), CLOSED])).toBe(N);
  });

  it('CI-44 say so where a baseline opens what a policy closes', () => {
    const codes = (...others: readonly string[]): readonly string[] => underCilium([cnp('b', 'Baseline', 1, ingress(from('Accept'))), ...others], ON).explain('shop/web', 'shop/db', 'TCP 80').caveats.map(({ code }) => code);
    expect([codes(CLOSED), codes(), codes(DENY)]).toEqual([['DEPARTS_FROM_DOCUMENTATION'], [], []]);
  });

  it('CI-44 are read by priority and by place, and a deny wins where both are equal', () => {
    expect(verdict([cnp('a', 'Admin', 2, ingress(from('Deny'))), cnp('b', 'Admin', 1, ingress(from('Accept')))])).toBe(Y);
    expect(verdict([cnp('a', 'Admin', 1, ingress(from('Accept'), from('Deny')))])).toBe(Y);
    expect(verdict([cnp('a', 'Admin', 1, ingress(from('Accept'))), cnp('b', 'Admin', 1, ingress(from('Deny')))])).toBe(N);
    expect(verdict([cnp('a', 'Admin', 1, ingress(from('Pass'))), cnp('b', 'Admin', 1, ingress(from('Accept')))])).toBe(Y);
  });

  it('CI-44 hand on what they pass, to an open default where nobody asks for another', () => {
    const pass = cnp('a', 'Admin', 1, ingress(from('Pass'), from('Deny')));
    expect([verdict([pass]), verdict([pass, CLOSED]), verdict([pass, DENY])]).toEqual([Y, N, N]);
    expect(verdict([cnp('b', 'Baseline', 1, ingress(from('Pass'), from('Deny')))])).toBe(Y);
  });

  it('CI-44 ask for no default deny', () => {
    expect(verdict([cnp('a', 'Admin', 1, ingress(from('Accept', 'namespaces: {matchLabels: {team: red}}')))])).toBe(Y);
  });

  it('CI-44 are read only where they are switched on, since 1.20', () => {
    const deny = [cnp('a', 'Admin', 1, ingress(from('Deny')))];
    expect([verdict(deny, 'shop/web', 'TCP 80', {}), verdict(deny), verdict(deny, 'shop/web', 'TCP 80', { ...ON, version: '1.19.6' })]).toEqual([Y, N, Y]);
  });

  it('CI-45 mean pods by namespaces, every protocol where they name none, and named ports whatever the protocol', () => {
    const deny = (peer: string, extra = ''): readonly string[] => [cnp('a', 'Admin', 1, ingress(from('Deny', peer, extra)))];
    expect([verdict(deny('namespaces: {}')), verdict(deny('namespaces: {}'), 'node:n2'), verdict(deny('namespaces: {}'), OUTSIDE), verdict(deny('namespaces: {}'), 'shop/web', 'ICMP 8')]).toEqual([N, Y, Y, N]);
    expect([verdict(deny('pods: {podSelector: {matchLabels: {app: web}}}')), verdict(deny('pods: {podSelector: {matchLabels: {app: web}}}'), 'shop/api')]).toEqual([N, Y]);
    expect([verdict(deny('namespaces: {}', ', protocols: [{destinationNamedPort: sql}]'), 'shop/web', 'TCP 5432'), verdict(deny('namespaces: {}', ', protocols: [{destinationNamedPort: sql}]'))]).toEqual([N, Y]);
    expect([verdict(deny('namespaces: {}', ', protocols: [{tcp: {destinationPort: {number: 80}}}]')), verdict(deny('namespaces: {}', ', protocols: [{tcp: {destinationPort: {number: 80}}}]'), 'shop/web', 'UDP 80')]).toEqual([N, Y]);
  });

  it('CI-45 mean the world by networks, and nodes where those can be selected', () => {
    const egress = (peer: string, settings: Readonly<Record<string, string>>): readonly string[] => {
      const { verdict: asked } = underCilium([cnp('a', 'Admin', 1, `egress: [{action: Deny, to: [{${peer}}]}]`)], settings);
      return ['shop/web', 'node:n2', 'node:n1', OUTSIDE].map((to) => asked('shop/db', to, 'TCP 80'));
    };
    expect(egress('networks: [0.0.0.0/0]', ON)).toEqual([Y, Y, Y, N]);
    expect(egress('nodes: {}', ON)).toEqual([Y, Y, Y, Y]);
    expect(egress('nodes: {}', { ...ON, 'enable-node-selector-labels': 'true' })).toEqual([Y, N, N, Y]);
  });

  it('CI-45 without a positive requirement on namespaces take everybody', () => {
    const negative = from('Deny', 'namespaces: {matchExpressions: [{key: team, operator: NotIn, values: [red]}]}');
    const world = underCilium([cnp('a', 'Admin', 1, ingress(negative))], ON);
    expect(['lab/job', 'node:n2', OUTSIDE].map((source) => world.verdict(source, 'shop/db', 'TCP 80'))).toEqual([N, N, N]);
    expect(world.explain(OUTSIDE, 'shop/db', 'TCP 80').caveats.map(({ code }) => code)).toEqual(['DEPARTS_FROM_DOCUMENTATION']);
  });
});

describe('hosts', () => {
  const HOST = pod('shop/onhost', { labels: 'app: web', ip: '172.18.0.2', node: 'n2', spec: 'hostNetwork: true' });

  it('CI-66 lend their identity to pods on their network, which no selector means and no policy selects', () => {
    const world = underCilium([HOST, ciliumPolicy('shop/p', `${DB}, ingress: [{fromEndpoints: [{matchLabels: {app: web}}]}]`), ciliumPolicy('shop/q', 'endpointSelector: {matchLabels: {app: web}}, ingress: [{}]')]);
    expect([world.verdict('shop/onhost', 'shop/db', 'TCP 1'), world.verdict('lab/job', 'shop/onhost', 'TCP 1'), world.verdict('lab/job', 'shop/web', 'TCP 1')]).toEqual([N, Y, N]);
    expect(underCilium([HOST, ciliumPolicy('shop/p', `${DB}, ingress: [{fromEntities: [remote-node]}]`)]).verdict('shop/onhost', 'shop/db', 'TCP 1')).toBe(Y);
  });

  it('CI-5 always reach the pods on them, by the weakest allow of all', () => {
    const to = (sections: string, source: string, settings: Readonly<Record<string, string>> = {}): string => underCilium([ciliumPolicy('shop/p', `${DB}, ${sections}`)], settings).verdict(source, 'shop/db', 'TCP 80');
    expect([to('ingress: [{}]', 'node:n1'), to('ingress: [{}]', 'node:n2'), to('ingress: [{}]', 'node:n1', { 'allow-localhost': 'policy' })]).toEqual([Y, N, N]);
    expect([to('ingressDeny: [{fromEntities: [all]}]', 'node:n1'), to('ingressDeny: [{toPorts: [{ports: [{port: "80"}]}]}]', 'node:n1'), to('ingressDeny: [{toPorts: [{ports: [{port: "81"}]}]}]', 'node:n1')]).toEqual([N, N, Y]);
    expect(underCilium([ciliumPolicy('shop/p', `${DB}, egress: [{}]`)]).verdict('shop/db', 'node:n1', 'TCP 80')).toBe(N);
  });

  it('CI-20 are selected by labels that identities keep', () => {
    const node = '{apiVersion: v1, kind: Node, metadata: {name: n2, labels: {pool: edge, kubernetes.io/hostname: n2}}, status: {addresses: [{type: InternalIP, address: 172.18.0.2}]}}';
    const asked = (selector: string, settings: Readonly<Record<string, string>> = {}): readonly string[] => {
      const world = underCilium([node, clusterwidePolicy('h', `nodeSelector: ${selector}, ingress: [{}]`)], { 'enable-host-firewall': 'true', ...settings });
      return ['node:n1', 'node:n2'].map((to) => world.verdict(OUTSIDE, to, 'TCP 1'));
    };
    expect([asked('{}'), asked('{matchLabels: {pool: edge}}'), asked('{matchLabels: {kubernetes.io/hostname: n2}}'), asked('{matchLabels: {pool: edge}}', { labels: 'k8s:app' })]).toEqual([[N, N], [Y, N], [Y, Y], [Y, Y]]);
  });

  it('CI-20 hold to one side only: what a pod sends is judged by the pod, what a node receives by the node', () => {
    const world = underCilium([clusterwidePolicy('h', 'nodeSelector: {}, ingress: [{fromEntities: [cluster], toPorts: [{ports: [{port: "22", protocol: TCP}]}]}]'), ciliumPolicy('shop/p', `${DB}, egress: [{toEntities: [remote-node]}]`)], { 'enable-host-firewall': 'true' });
    expect([world.verdict('shop/db', 'node:n2', 'TCP 22'), world.verdict('shop/db', 'node:n2', 'TCP 23'), world.verdict('shop/db', 'node:n1', 'TCP 22'), world.verdict('node:n2', OUTSIDE, 'TCP 1')]).toEqual([Y, N, N, Y]);
  });

  it('CI-67 a pod always reaches itself', () => {
    expect(underCilium([ciliumPolicy('shop/p', `${DB}, ingress: [{}], egress: [{}]`)]).verdict('shop/db', 'shop/db', 'TCP 1')).toBe(Y);
  });

  it('CI-54 an end that no policy can select lets everything pass', () => {
    const { explain } = underCilium([ciliumPolicy('shop/p', `${DB}, ingress: [{}]`)]);
    expect(explain(OUTSIDE, 'shop/db', 'TCP 1').egress.decidedBy.map(({ code }) => code)).toEqual(['NOT_GOVERNED']);
  });
});

describe('labels that identities have', () => {
  const peer = (label: string, option: string, value = 'x'): string => {
    const labelled = pod('shop/labelled', { labels: `${label}: ${value}`, ip: '10.0.1.9' });
    return underCilium([labelled, ciliumPolicy('shop/p', `endpointSelector: {}, ingress: [{fromEndpoints: [{matchLabels: {${label}: ${value}}}]}]`)], { labels: option }).verdict('shop/labelled', 'shop/db', 'TCP 1');
  };

  it.each([
    ['app.kubernetes.io/name', '', Y], ['kubernetes.io/x', '', N], ['io.kubernetes.x', '', N], ['k8s.io/x', '', N], ['some.beta.kubernetes.io/x', '', N], ['statefulset.kubernetes.io/pod-name', '', N], ['apps.kubernetes.io/pod-index', '', N],
    ['batch.kubernetes.io/job-completion-index', '', N], ['batch.kubernetes.io/controller-uid', '', N], ['controller-uid', '', N], ['pod-template-hash', '', N], ['pod-template-generation', '', N], ['controller-revision-hash', '', N], ['etcd_node', '', N],
    ['annotation.x', '', N], ['app', '', Y], ['tier', 'k8s:!tier', N], ['tier', '!tier', N], ['app', '!tier', Y], ['tier', '!k8s:tier', N], ['env', 'k8s:app', N], ['app', 'k8s:app', Y], ['application', 'k8s:app', Y], ['app.kubernetes.io/name', 'k8s:app$', Y],
    ['tier-x', '!t tier-x', Y], ['tier', '!t tier-x', N], ['app', 'other:app', N],
  ])('CI-4 %s under the option "%s" is there: %s', (label, option, wanted) => {
    expect(peer(label, option)).toBe(wanted);
  });

  it('CI-4 always are the namespace, its labels, the service account and the cluster', () => {
    const spec = 'endpointSelector: {}, ingress: [{fromEndpoints: [{matchLabels: {"k8s:io.kubernetes.pod.namespace": lab, "k8s:io.cilium.k8s.namespace.labels.team": red, io.cilium.k8s.policy.serviceaccount: default}}]}]';
    expect(underCilium([ciliumPolicy('shop/p', spec)], { labels: 'k8s:none' }).verdict('lab/job', 'shop/db', 'TCP 1')).toBe(Y);
  });
});
