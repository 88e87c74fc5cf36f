import { describe, expect, it } from 'vitest';
import { lowerAs } from '../../enforcers/registry.ts';
import { explainBounds } from '../../explain/bounds.ts';
import { connectionText } from '../../model/connection-text.ts';
import type { PairEnd } from '../../model/question.ts';
import { atSourcePort } from '../../model/source-port.ts';
import { calicoObject, calicoPolicy, globalPolicy, underCalico } from '../calico-world.ts';
import { pod, policy, world, type World } from '../world.ts';

const WEB = "selector: app == 'web'";
const SLICE = '{apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {namespace: shop, name: mix-1, labels: {kubernetes.io/service-name: mix}}, addressType: IPv4, endpoints: [{addresses: [10.0.1.1], conditions: {ready: false}}, {addresses: [203.0.113.9]}], ports: [{port: 80}, {port: 53, protocol: UDP}, {name: any}]}';

const OVER_IPV4 = 'IPv4 TCP; IPv4 UDP; IPv4 SCTP; ICMP; IPv4 PROTO';
const OVER_IPV6 = 'IPv6 TCP; IPv6 UDP; IPv6 SCTP; ICMPv6; IPv6 PROTO';

/** What `shop/web` lets in of `lab/web` by one rule. */
const letIn = (rule: string, more: readonly string[] = []): string => underCalico([globalPolicy('p', `${WEB}, ingress: [${rule}]`), ...more]).set('lab/web', 'shop/web');
const set = (name: string, nets: string, labels = 'k: v'): string => calicoObject(name.includes('/') ? 'NetworkSet' : 'GlobalNetworkSet', name, `nets: [${nets}]`, labels);
const ends = (world: World, ...from: readonly string[]): readonly string[] => from.filter((end) => world.verdict(end, 'shop/web', 'TCP 80') === 'ALLOWED');

describe('rules of Calico', () => {
  it('CR-1 prefixes of one family take the rule out of the other; a negated everything matches nothing', () => {
    const both = [pod('shop/two', { labels: 'app: two', ips: ['10.0.1.9', 'fd00::9'] }), pod('lab/two', { labels: 'app: peer', ips: ['10.0.2.9', 'fd00::29'] })];
    const at = (entity: string): string => underCalico([...both, globalPolicy('p', `selector: app == 'two', ingress: [{action: Deny, source: {${entity}}}, {action: Allow}]`)]).set('lab/two', 'shop/two');
    expect(at('notNets: [192.0.2.0/24]')).toBe(OVER_IPV6);
    expect(at('nets: [10.0.0.0/8, "fd00::/16"]')).toBe('');
    expect(at('notNets: [0.0.0.0/0]')).toBe(at("selector: app == 'nobody'"));
    expect(at('nets: [10.0.0.0/8], notNets: ["fd00::/16"]')).toBe(at("selector: app == 'nobody'"));
  });

  it('CR-2 the name of a version of ICMP implies the family, its number does not; a type may come with a code', () => {
    expect(letIn('{action: Allow, protocol: ICMP, icmp: {type: 8}}')).toBe('ICMP 8');
    expect(letIn('{action: Allow, protocol: ICMP, icmp: {type: 3, code: 1}}')).toBe('ICMP 3/1');
    expect(letIn('{action: Allow, protocol: 1}')).toBe('ICMP');
    expect(letIn('{action: Allow, protocol: ICMPv6}')).toBe('');
    expect(letIn('{action: Allow, ipVersion: 6}')).toBe('');
    expect(letIn('{action: Allow, protocol: ICMP, notICMP: {type: 3, code: 1}}')).toBe(letIn('{action: Deny, protocol: ICMP, icmp: {type: 3, code: 1}}, {action: Allow, protocol: ICMP}'));
  });

  it('CR-3 protocols are names in any case and numbers, negated too', () => {
    expect([letIn('{action: Allow, protocol: tcp}'), letIn('{action: Allow, protocol: "17"}'), letIn('{action: Allow, protocol: 132}')]).toEqual(['IPv4 TCP', 'IPv4 UDP', 'IPv4 SCTP']);
    expect(letIn('{action: Deny, notProtocol: TCP}, {action: Allow}')).toBe('IPv4 TCP');
  });

  it('CR-4 ports are numbers, ranges and names of one list, and negated as one', () => {
    const named = [pod('shop/named', { labels: 'app: named', ip: '10.0.1.9', ports: '{name: http, containerPort: 8080}, {name: http, containerPort: 53, protocol: UDP}', spec: 'initContainers: [{name: i, ports: [{name: setup, containerPort: 7000}]}]' })];
    const at = (rule: string): string => underCalico([...named, globalPolicy('p', `selector: app == 'named', ingress: [${rule}]`)]).set('lab/web', 'shop/named');
    expect(at('{action: Allow, protocol: TCP, destination: {ports: [80, "90:91", http]}}')).toBe('IPv4 TCP 80,90-91,8080');
    expect(at('{action: Allow, destination: {ports: [http]}}')).toBe('IPv4 TCP 8080; IPv4 UDP 53');
    expect(at('{action: Allow, protocol: TCP, destination: {ports: [setup]}}')).toBe('IPv4 TCP 7000');
    expect(at('{action: Allow, protocol: TCP, destination: {notPorts: [80, http]}}')).toBe('IPv4 TCP 1-79,81-8079,8081-65535');
    expect(at('{action: Allow, protocol: UDP, destination: {notPorts: [http]}}')).toBe('IPv4 UDP 1-52,54-65535');
  });

  it('CR-5 a port by name is one of endpoints that the same end selects by their labels', () => {
    const at = (entity: string): string => underCalico([globalPolicy('p', `selector: app == 'api', ingress: [{action: Allow, protocol: TCP, destination: {${entity}}}]`)]).set('lab/web', 'shop/api');
    expect([at("ports: [http, 9000], selector: app == 'api'"), at("ports: [http], selector: app == 'db'")]).toEqual(['IPv4 TCP 8080,9000', '']);
    expect(underCalico([globalPolicy('p', "selector: app == 'web', egress: [{action: Allow, protocol: TCP, destination: {ports: [http], namespaceSelector: team == 'red'}}]")]).set('shop/web', 'lab/job')).toBe('IPv4 TCP 9090');
  });

  it('CR-6 a port of the sending end needs a question that names it', () => {
    const world = underCalico([globalPolicy('p', `${WEB}, ingress: [{action: Allow, protocol: TCP, source: {ports: ["1024:2000"]}}]`)]);
    expect([world.set('lab/web', 'shop/web'), world.maybe('lab/web', 'shop/web')]).toEqual(['', 'IPv4 TCP']);
    expect(world.explain('lab/web', 'shop/web', 'TCP 80').ingress.steps.map(({ code }) => code)).toContain('DEPENDS_ON_SOURCE_PORT');
    expect(world.verdict('lab/web', 'shop/web', 'UDP 80')).toBe('DENIED');
    const [from, to] = ['pod:lab/web', 'pod:shop/web'].map((ref): PairEnd => ({ kind: 'endpoint', index: world.firewalls.endpoints.findIndex((endpoint) => endpoint.ref === ref) }));
    expect([1023, 1024, 2000, 2001].map((port) => connectionText(explainBounds(atSourcePort(world.firewalls, port), from ?? { kind: 'endpoint', index: 0 }, to ?? { kind: 'endpoint', index: 0 }).surely))).toEqual(['', 'IPv4 TCP', 'IPv4 TCP', '']);
  });

  it('CR-7 a rule with conditions on HTTP decides about the connection without them', () => {
    const trace = underCalico([globalPolicy('p', `${WEB}, ingress: [{action: Allow, protocol: TCP, http: {methods: [GET]}}]`)]).explain('lab/web', 'shop/web', 'TCP 80');
    expect([trace.verdict, trace.caveats.map(({ code }) => code)]).toEqual(['ALLOWED', ['L7_FILTERED']]);
  });

  it('CR-8 an object that Felix cannot take counts for nothing, and what it can leave out is left out', () => {
    expect(letIn("{action: Deny, source: {selector: 'app ='}}")).toBe(OVER_IPV4);
    expect(letIn('{action: Allow, source: {nets: [203.0.113.0/99]}}')).toBe(OVER_IPV4);
  });
});

describe('who Calico selects', () => {
  it('CP-1 labels of the pod itself count for nothing where Calico derives them', () => {
    const spoof = pod('lab/spoof', { labels: 'app: web, pcns.team: blue, projectcalico.org/namespace: shop', ip: '10.0.2.9' });
    const world = underCalico([spoof, globalPolicy('p', `${WEB}, namespaceSelector: team == 'blue', ingress: [{action: Allow, source: {selector: projectcalico.org/namespace == 'shop'}}]`)]);
    expect([world.verdict('lab/spoof', 'shop/web', 'TCP 80'), world.verdict('shop/db', 'shop/web', 'TCP 80'), world.verdict('shop/db', 'lab/spoof', 'TCP 80')]).toEqual(['DENIED', 'ALLOWED', 'ALLOWED']);
  });

  it('CP-1 selectors of Kubernetes see what Calico derives, too', () => {
    const peers = policy('shop/k', 'podSelector: {matchLabels: {projectcalico.org/serviceaccount: default}}, ingress: [{from: [{namespaceSelector: {}, podSelector: {matchLabels: {pcns.team: red}}}]}]');
    const world = underCalico([pod('shop/spoof', { labels: 'pcns.team: red', ip: '10.0.1.9' }), peers]);
    expect(ends(world, 'lab/job', 'shop/spoof')).toEqual(['lab/job']);
  });

  it('CP-1 a network set cannot say which namespace it is of', () => {
    const sets = [calicoObject('NetworkSet', 'lab/s', 'nets: [203.0.113.0/24]', 'projectcalico.org/namespace: shop'), calicoObject('NetworkSet', 'lab/t', 'nets: [198.51.100.0/24]', 'pcns.team: blue')];
    const from = (entity: string): readonly string[] => ends(underCalico([...sets, globalPolicy('p', `${WEB}, ingress: [{action: Allow, source: {${entity}}}]`)]), '203.0.113.9', '198.51.100.9');
    expect([from("selector: projectcalico.org/namespace == 'shop'"), from("selector: pcns.team == 'blue'"), from("selector: pcns.team == 'red'")]).toEqual([[], ['198.51.100.9'], ['203.0.113.9']]);
  });

  it('CP-2 accounts select by name and by their labels; one without an object has its name alone', () => {
    const accounts = [pod('lab/pay', { labels: 'app: pay', ip: '10.0.2.9', spec: 'serviceAccountName: payer' }), '{apiVersion: v1, kind: ServiceAccount, metadata: {namespace: lab, name: payer, labels: {duty: money}}}'];
    const from = (entity: string): readonly string[] => ends(underCalico([...accounts, globalPolicy('p', `${WEB}, namespaceSelector: team == 'blue', ingress: [{action: Allow, source: {${entity}}}]`)]), 'lab/pay', 'lab/job');
    expect([from('serviceAccounts: {names: [payer]}'), from("serviceAccounts: {selector: duty == 'money'}"), from("serviceAccounts: {names: [default], selector: '!has(duty)'}"), from('serviceAccounts: {}')]).toEqual([['lab/pay'], ['lab/pay'], ['lab/job'], ['lab/pay', 'lab/job']]);
  });

  it('CP-3 a namespaced rule that selects by label means its own namespace, unless it selects namespaces', () => {
    const from = (entity: string): readonly string[] => ends(underCalico([calicoPolicy('shop/p', `${WEB}, ingress: [{action: Allow, source: {${entity}}}]`)]), 'shop/db', 'lab/job', '203.0.113.9');
    expect(from('selector: all()')).toEqual(['shop/db']);
    expect(from("notSelector: app == 'db'")).toEqual([]);
    expect(from('namespaceSelector: all()')).toEqual(['shop/db', 'lab/job']);
    expect(from("namespaceSelector: team == 'red', notSelector: app == 'db'")).toEqual(['lab/job']);
    expect(from('nets: [0.0.0.0/0]')).toEqual(['shop/db', 'lab/job', '203.0.113.9']);
  });

  it('CP-4 a selector comes to addresses: sets of networks match whatever is inside, whoever that is', () => {
    const sets = [set('g', '203.0.113.0/24, 10.0.2.2/32'), set('shop/s', '198.51.100.0/24'), set('lab/s', '192.0.2.0/24')];
    const from = (policyOf: typeof calicoPolicy, name: string, entity: string): readonly string[] => ends(underCalico([...sets, policyOf(name, `${WEB}, ingress: [{action: Allow, source: {${entity}}}]`)]), 'lab/job', 'shop/db', '203.0.113.9', '198.51.100.9', '192.0.2.9');
    expect(from(globalPolicy, 'p', "selector: k == 'v'")).toEqual(['lab/job', '203.0.113.9', '198.51.100.9', '192.0.2.9']);
    expect(from(calicoPolicy, 'shop/p', "selector: k == 'v'")).toEqual(['198.51.100.9']);
    expect(from(calicoPolicy, 'shop/p', "selector: k == 'v', namespaceSelector: global()")).toEqual(['lab/job', '203.0.113.9']);
    expect(from(globalPolicy, 'p', "notSelector: k == 'v'")).toEqual(['shop/db']);
  });

  it('CP-5 an end of its own is selected by address too', () => {
    const world = underCalico([set('g', '10.0.1.1/32'), globalPolicy('p', `${WEB}, ingress: [{action: Allow, destination: {selector: k == 'v'}}]`)]);
    expect([world.verdict('shop/db', 'shop/web', 'TCP 80'), world.verdict('shop/db', 'lab/web', 'TCP 80')]).toEqual(['ALLOWED', 'DENIED']);
  });

  it('CP-6 a negative selector of namespaces reaches what has none, but no address that nothing names', () => {
    const world = underCalico([set('g', '203.0.113.0/24', ''), globalPolicy('p', `${WEB}, ingress: [{action: Allow, source: {namespaceSelector: '!has(team)'}}]`)]);
    expect(ends(world, 'shop/db', 'lab/job', '203.0.113.9', '198.51.100.9')).toEqual(['203.0.113.9']);
  });

  it('CP-7 a selector of namespaces makes all() mean pods and sets of namespaces', () => {
    const global = [set('g', '203.0.113.0/24', ''), set('lab/s', '198.51.100.0/24', '')];
    expect(ends(underCalico([...global, globalPolicy('p', `${WEB}, ingress: [{action: Allow, source: {namespaceSelector: all()}}]`)]), 'lab/job', '203.0.113.9', '198.51.100.9')).toEqual(['lab/job', '198.51.100.9']);
    expect(ends(underCalico([...global, globalPolicy('p', `${WEB}, ingress: [{action: Allow, source: {selector: all()}}]`)]), 'lab/job', '203.0.113.9', '198.51.100.9')).toEqual(['lab/job', '203.0.113.9', '198.51.100.9']);
  });

  it('CP-8 a Service is its slices, ready or not: addresses with their ports as a destination, addresses as a source', () => {
    const to = underCalico([SLICE, globalPolicy('p', "selector: app == 'db', egress: [{action: Allow, destination: {services: {name: mix, namespace: shop}}}]")]);
    expect([to.set('shop/db', 'shop/web'), to.set('shop/db', '203.0.113.9'), to.set('shop/db', 'lab/web')]).toEqual(['IPv4 TCP 80; IPv4 UDP 53', 'IPv4 TCP 80; IPv4 UDP 53', '']);
    expect(ends(underCalico([SLICE, globalPolicy('p', `${WEB}, ingress: [{action: Allow, source: {services: {name: mix, namespace: shop}}}]`)]), 'shop/db', '203.0.113.9')).toEqual(['203.0.113.9']);
  });

  it('CP-9 a Service without a namespace is nobody, unless a question takes the documentation at its word', () => {
    const objects = [SLICE, calicoPolicy('shop/p', "selector: app == 'db', egress: [{action: Allow, destination: {services: {name: mix}}}]")];
    expect([underCalico(objects).set('shop/db', '203.0.113.9'), underCalico(objects, { 'services-without-namespace': 'policy-namespace' }).set('shop/db', '203.0.113.9')]).toEqual(['', 'IPv4 TCP 80; IPv4 UDP 53']);
  });

  it('CP-10 peers of Kubernetes policies are pods, but an admin peer by namespaces alone reaches their sets', () => {
    const admin = '{apiVersion: policy.networking.k8s.io/v1alpha2, kind: ClusterNetworkPolicy, metadata: {name: c}, spec: {tier: Admin, priority: 1, subject: {namespaces: {}}, ingress: [{action: Deny, from: [{namespaces: {}}]}]}}';
    const world = underCalico([set('lab/s', '203.0.113.0/24'), set('g', '198.51.100.0/24'), admin]);
    expect(ends(world, 'lab/job', '203.0.113.9', '198.51.100.9')).toEqual(['198.51.100.9']);
  });

  it('CR-9 a prefix of a Kubernetes policy that Felix cannot read leaves its peer open, and ends a list of exceptions', () => {
    const at = (block: string, from: string): string => underCalico([policy('shop/k', `podSelector: {matchLabels: {app: web}}, ingress: [{from: [{ipBlock: {${block}}}]}]`)]).verdict(from, 'shop/web', 'TCP 80');
    expect(at('cidr: 203.0.113.0/99', '198.51.100.9')).toBe('ALLOWED');
    expect(['203.0.113.1', '203.0.113.3', '203.0.113.2'].map((from) => at('cidr: 203.0.113.0/24, except: [203.0.113.1/32, nonsense, 203.0.113.3/32]', from))).toEqual(['DENIED', 'ALLOWED', 'ALLOWED']);
    expect(at('cidr: 203.0.113.0/24', '198.51.100.9')).toBe('DENIED');
  });

  it('CP-11 values are looked into by the words of selectors, of pods and sets alike', () => {
    const from = (selector: string): readonly string[] => ends(underCalico([set('g', '203.0.113.0/24', 'app: worker'), globalPolicy('p', `${WEB}, namespaceSelector: team == 'blue', ingress: [{action: Allow, source: {selector: "${selector}"}}]`)]), 'shop/db', 'shop/api', '203.0.113.9');
    expect([from("app contains 'p'"), from("app starts with 'd'"), from("app ends with 'er'"), from("!(app starts with 'd')")]).toEqual([['shop/api'], ['shop/db'], ['203.0.113.9'], ['shop/api', '203.0.113.9']]);
  });

  it('CP-12 what has no address yet is judged by label, and left open where a rule asks for an address', () => {
    const deploy = '{apiVersion: apps/v1, kind: Deployment, metadata: {namespace: shop, name: new}, spec: {template: {metadata: {labels: {app: new}}}}}';
    const verdict = (rule: string): string => underCalico([deploy, pod('shop/waiting', { labels: 'app: new' }), globalPolicy('p', `${WEB}, ingress: [${rule}]`)]).verdict('shop/waiting', 'shop/web', 'TCP 80');
    expect([verdict("{action: Allow, source: {selector: app == 'new'}}"), verdict('{action: Allow, source: {nets: [10.0.0.0/8]}}'), verdict('{action: Allow, source: {nets: [0.0.0.0/0]}}')]).toEqual(['ALLOWED', 'UNKNOWN', 'ALLOWED']);
    const own = underCalico([deploy, globalPolicy('p', "selector: app == 'new', ingress: [{action: Allow, destination: {nets: [10.0.0.0/8]}}]")]);
    expect(own.verdict('shop/web', 'deploy:shop/new', 'TCP 80')).toBe('UNKNOWN');
  });

  it('CP-14 a pod with an address and without a node is no endpoint: no selector means it and no policy governs it', () => {
    const early = pod('shop/early', { labels: 'app: web', ip: '10.0.1.9', node: '' });
    const world = underCalico([early, globalPolicy('p', `${WEB}, ingress: [{action: Deny, source: {selector: all()}}, {action: Allow, source: {nets: [10.0.1.9/32]}}]`)]);
    expect([world.verdict('shop/early', 'shop/web', 'TCP 80'), world.verdict('shop/db', 'shop/web', 'TCP 80'), world.verdict('shop/db', 'shop/early', 'TCP 80')]).toEqual(['ALLOWED', 'DENIED', 'ALLOWED']);
    expect(world.firewalls.endpoints.find(({ ref }) => ref === 'pod:shop/early')?.caveats.map(({ code }) => code)).toEqual(['UNMANAGED_POD']);
  });

  it('CP-14 a pod without a node is judged by its labels where the input tells no node of any pod', () => {
    const web = pod('alone/web', { labels: 'app: web', ip: '10.0.1.1', node: '' });
    const other = pod('alone/other', { labels: 'app: other', ip: '10.0.1.2', node: '' });
    const bare = world([web, other, globalPolicy('p', `${WEB}, ingress: [{action: Deny}]`)], {}, (snapshot, asked = {}) => lowerAs(snapshot, { name: 'calico', version: null }, asked));
    expect(bare.verdict('alone/other', 'alone/web', 'TCP 80')).toBe('DENIED');
  });

  it('CP-13 a pod that does not exist yet is seen with the labels of its namespace', () => {
    const world = underCalico([globalPolicy('p', "selector: app == 'new' && pcns.team == 'blue', ingress: [{action: Deny}]")]);
    const supposed = world.firewalls.directory?.supposePod('hypothetical:0', 'shop', { app: 'new' });
    expect(supposed?.labels).toMatchObject({ app: 'new', '@namespace': 'shop', '@namespace:team': 'blue', '@account': 'default' });
  });
});
