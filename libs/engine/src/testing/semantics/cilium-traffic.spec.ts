import { describe, expect, it } from 'vitest';
import { ciliumPolicy, clusterwidePolicy, underCilium } from '../cilium-world.ts';
import { pod, policy } from '../world.ts';

const DB = 'endpointSelector: {matchLabels: {app: db}}';
const OUTSIDE = '203.0.113.9';
/** Verdicts of traffic from shop/web to shop/db under ingress rules of shop/db. */
const asked = (sections: string, traffic: readonly string[], more: readonly string[] = []): readonly string[] => {
  const { verdict } = underCilium([ciliumPolicy('shop/p', `${DB}, ${sections}`), ...more]);
  return traffic.map((one) => verdict('shop/web', 'shop/db', one));
};
const Y = 'ALLOWED'; const N = 'DENIED';

describe('nothing, null and empty', () => {
  it.each([
    ['null sections', 'ingress: null, egress: [{}]', Y], ['an empty element of a deny list', 'ingressDeny: [{}]', N], ['null peers', 'ingress: [{fromEndpoints: null, toPorts: [{ports: [{port: "80"}]}]}]', Y],
    ['null ports', 'ingress: [{fromEndpoints: [{}], toPorts: null}]', Y], ['no entities beside other peers', 'ingress: [{fromEntities: [], toPorts: [{ports: [{port: "80"}]}]}]', N],
    ['no prefixes', 'ingress: [{fromCIDR: [], toPorts: [{ports: [{port: "80"}]}]}]', N], ['no sets of prefixes', 'ingress: [{fromCIDRSet: []}]', N], ['no groups beside ports', 'ingress: [{fromGroups: [], toPorts: [{ports: [{port: "80"}]}]}]', Y],
    ['no groups alone', 'ingress: [{fromGroups: []}]', N], ['a group that nothing resolves', 'ingress: [{fromGroups: [{aws: {}}], toPorts: [{ports: [{port: "80"}]}]}]', N],
    ['types of ICMP that are none', 'ingress: [{icmps: [{fields: []}]}]', N], ['no types of ICMP', 'ingress: [{fromEndpoints: [{}], icmps: []}]', Y],
    ['an element without ports beside one with', 'ingress: [{toPorts: [{ports: []}, {ports: [{port: "81"}]}]}]', N], ['a deny without ports', `ingressDeny: [{toPorts: [{ports: []}]}], enableDefaultDeny: {ingress: false}`, Y],
    ['ports that are null', 'ingress: [{toPorts: [{ports: null}]}]', N],
  ])('CI-2 %s', (_, sections, wanted) => {
    expect(asked(sections, ['TCP 80'])).toEqual([wanted]);
  });

  it('CI-2 an empty list beside other peers takes nobody, and is no second kind of peer', () => {
    expect(asked('ingress: [{fromEndpoints: [], fromEntities: [all]}]', ['TCP 80'])).toEqual([N]);
    expect(asked('ingress: [{fromEndpoints: [{}], fromCIDR: []}]', ['TCP 80'])).toEqual([N]);
    expect(asked('ingress: [{fromEndpoints: [{}], fromGroups: []}]', ['TCP 80'])).toEqual([Y]);
  });

  it('CI-55 spec and specs are rules of one policy, each by itself', () => {
    const both = `{apiVersion: cilium.io/v2, kind: CiliumNetworkPolicy, metadata: {namespace: shop, name: p}, spec: {${DB}, ingress: [{toPorts: [{ports: [{port: "80"}]}]}]}, specs: [{${DB}, ingress: [{toPorts: [{ports: [{port: "81"}]}]}]}, {endpointSelector: {matchLabels: {app: api}}, ingress: [{}]}]}`;
    const { verdict, explain } = underCilium([both]);
    expect(['TCP 80', 'TCP 81', 'TCP 82'].map((traffic) => verdict('shop/web', 'shop/db', traffic))).toEqual([Y, Y, N]);
    expect(verdict('shop/web', 'shop/api', 'TCP 80')).toBe(N);
    expect(explain('shop/web', 'shop/db', 'TCP 81').ingress.decidedBy.map(({ origin }) => origin?.pointer)).toEqual(['/specs/0/ingress/0']);
    const broken = both.replace('endpointSelector: {matchLabels: {app: api}}, ingress: [{}]', 'endpointSelector: {}, ingress: [{fromEntities: [nobody]}]');
    expect(underCilium([broken]).verdict('shop/web', 'shop/db', 'TCP 82')).toBe(Y);
  });
});

describe('default deny', () => {
  it('CI-27 is not asked for by rules that say so, which still allow and deny', () => {
    const quiet = 'enableDefaultDeny: {ingress: false, egress: false}';
    expect(asked(`ingress: [{toPorts: [{ports: [{port: "80"}]}]}], ${quiet}`, ['TCP 80', 'TCP 81'])).toEqual([Y, Y]);
    expect(asked(`ingressDeny: [{toPorts: [{ports: [{port: "80"}]}]}], ${quiet}`, ['TCP 80', 'TCP 81'])).toEqual([N, Y]);
    expect(asked(`ingress: [{toPorts: [{ports: [{port: "80"}]}]}], ${quiet}`, ['TCP 80', 'TCP 81'], [ciliumPolicy('shop/q', `${DB}, ingress: [{}]`)])).toEqual([Y, N]);
    expect(asked('egress: [{}], enableDefaultDeny: {ingress: true}', ['TCP 80'])).toEqual([Y]);
    const off = underCilium([ciliumPolicy('shop/p', `${DB}, ingress: [{fromEntities: [none]}], ${quiet}`)], { 'enable-non-default-deny-policies': 'false' });
    expect(off.verdict('shop/web', 'shop/db', 'TCP 80')).toBe(N);
  });

  it('CI-27 that nobody asks for leaves hosts and the world open too', () => {
    const { verdict } = underCilium([ciliumPolicy('shop/p', `${DB}, ingress: [{fromEntities: [none]}], enableDefaultDeny: {ingress: false}`)]);
    expect([verdict('node:n1', 'shop/db', 'TCP 1'), verdict('node:n2', 'shop/db', 'TCP 1'), verdict(OUTSIDE, 'shop/db', 'TCP 1')]).toEqual([Y, Y, Y]);
  });
});

describe('a deny beside an allow', () => {
  const ports = (list: string): string => `toPorts: [{ports: [${list}]}]`;
  it.each([
    ['ports of everybody beside a peer', '{fromEndpoints: [{}]}', `{${ports('{port: "80"}')}}`, [N, Y, Y]],
    ['a peer beside ports of everybody', `{${ports('{port: "80"}')}}`, '{fromEndpoints: [{matchLabels: {app: web}}]}', [N, N, N]],
    ['a hole in a range', `{${ports('{port: "1", endPort: 1024}')}}`, `{${ports('{port: "80"}')}}`, [N, Y, N]],
    ['a range around a port', `{${ports('{port: "80"}')}}`, `{${ports('{port: "1", endPort: 1024}')}}`, [N, N, N]],
    ['a range out of all ports', `{${ports('{port: "0"}')}}`, `{${ports('{port: "1", endPort: 1024}')}}`, [N, N, Y]],
  ])('CI-64 %s', (_, allow, deny, wanted) => {
    expect(asked(`ingress: [${allow}], ingressDeny: [${deny}]`, ['TCP 80', 'TCP 81', 'TCP 2000'])).toEqual(wanted);
  });

  it('CI-64 of a port without a protocol is for TCP, UDP and SCTP, and never for ICMP', () => {
    const { verdict } = underCilium([ciliumPolicy('shop/p', `${DB}, ingress: [{fromEndpoints: [{}]}], ingressDeny: [{toPorts: [{ports: [{port: "80"}]}]}]`)], { 'enable-sctp': 'true' });
    expect(['TCP 80', 'UDP 80', 'SCTP 80', 'ICMP 8'].map((traffic) => verdict('shop/web', 'shop/db', traffic))).toEqual([N, N, N, Y]);
  });
});

describe('ports by name', () => {
  it('CI-41 are looked up at each destination, and match nothing where they are not found', () => {
    const { verdict } = underCilium([ciliumPolicy('shop/p', 'endpointSelector: {matchLabels: {app: web}}, egress: [{toEndpoints: [{matchExpressions: [{key: "k8s:io.kubernetes.pod.namespace", operator: Exists}]}], toPorts: [{ports: [{port: http}]}]}]')]);
    expect([verdict('shop/web', 'shop/api', 'TCP 8080'), verdict('shop/web', 'lab/job', 'TCP 9090'), verdict('shop/web', 'lab/job', 'TCP 8080'), verdict('shop/web', 'shop/db', 'TCP 8080')]).toEqual([Y, Y, N, N]);
    expect(asked('ingress: [{toPorts: [{ports: [{port: SQL, protocol: TCP}]}]}]', ['TCP 5432', 'UDP 5432'])).toEqual([Y, N]);
    expect(asked('ingress: [{toPorts: [{ports: [{port: sql, protocol: UDP}]}]}]', ['TCP 5432', 'UDP 5432'])).toEqual([N, N]);
    expect(asked('ingress: [{fromEndpoints: [{}]}], ingressDeny: [{toPorts: [{ports: [{port: none}]}]}]', ['TCP 5432'])).toEqual([Y]);
  });

  it('CI-41 do not exist in the world and at hosts', () => {
    const host = pod('shop/onhost', { labels: 'app: onhost', ip: '172.18.0.2', node: 'n2', ports: '{name: http, containerPort: 8080}', spec: 'hostNetwork: true' });
    const { verdict } = underCilium([host, ciliumPolicy('shop/p', `${DB}, egress: [{toEntities: [all], toPorts: [{ports: [{port: http}]}]}]`)]);
    expect([verdict('shop/db', OUTSIDE, 'TCP 8080'), verdict('shop/db', 'shop/onhost', 'TCP 8080'), verdict('shop/db', 'shop/api', 'TCP 8080')]).toEqual([N, N, Y]);
  });
});

describe('ICMP', () => {
  it('CI-54 passes a default deny by a rule without ports or by its type, by number or name, whatever the code', () => {
    expect(asked('ingress: [{fromEndpoints: [{}]}]', ['ICMP 8'])).toEqual([Y]);
    expect(asked('ingress: [{icmps: [{fields: [{type: 8}]}]}]', ['ICMP 8', 'ICMP 3', 'ICMPv6 128', 'TCP 80'])).toEqual([Y, N, N, N]);
    expect(asked('ingress: [{icmps: [{fields: [{type: EchoRequest}, {family: IPv6, type: EchoRequest}]}]}]', ['ICMP 8', 'ICMPv6 128'])).toEqual([Y, Y]);
    expect(asked('ingress: [{fromEndpoints: [{}]}], ingressDeny: [{icmps: [{fields: [{type: 8}]}]}]', ['ICMP 8', 'ICMP 3'])).toEqual([N, Y]);
  });
});

describe('what a proxy does', () => {
  it.each([
    ['HTTP', 'rules: {http: [{method: GET}]}', 'HTTP requests'], ['server names', 'serverNames: [a.example]', 'TLS server names'], ['a protocol of its own', 'rules: {l7proto: x, l7: [{}]}', 'requests of x'], ['Kafka', 'rules: {kafka: []}', 'Kafka requests'],
  ])('CI-19 leaves the connection open and says that it filters %s', (_, filter, wanted) => {
    const { explain, verdict } = underCilium([ciliumPolicy('shop/p', `${DB}, ingress: [{toPorts: [{ports: [{port: "80", protocol: TCP}], ${filter}}]}]`)], { version: '1.19.0' });
    expect(verdict('shop/web', 'shop/db', 'TCP 80')).toBe(Y);
    expect(explain('shop/web', 'shop/db', 'TCP 80').caveats.map(({ message }) => message).join()).toContain(wanted);
  });

  it('CI-19 names what passes, and all conditions of a rule', () => {
    const messages = (rule: string): readonly string[] => underCilium([ciliumPolicy('shop/p', `${DB}, ingress: [${rule}]`)], { version: '1.18.0' }).explain('shop/web', 'shop/db', 'TCP 80').caveats.map(({ message }) => message);
    const http = (rules: string, more = ''): string => `{toPorts: [{ports: [{port: "80", protocol: TCP}], rules: {http: [${rules}]}}]${more}}`;
    expect(messages(http('{method: GET, path: /public, host: a.example}, {method: PUT, headers: [X-Token]}'))).toEqual(['The connection is allowed; a proxy then filters HTTP requests, of which GET /public at a.example, PUT with X-Token pass.']);
    expect(messages(http('{}, {path: /1}, {path: /2}, {path: /3}'))).toEqual(['The connection is allowed; a proxy then filters HTTP requests, of which all, /1, /2 and 1 more pass.']);
    expect(messages(http('{}', ', authentication: {mode: required}')).length).toBe(2);
  });

  it.each([['1.17.0', 'L7_FILTERED'], ['1.18.0', '']])('CI-19 in %s filters of a policy that asks for no default deny say: %s', (version, wanted) => {
    const { explain } = underCilium([ciliumPolicy('shop/p', `${DB}, enableDefaultDeny: {ingress: false}, ingress: [{toPorts: [{ports: [{port: "80", protocol: TCP}], rules: {http: [{method: GET}]}}]}]`)], { version });
    expect(explain('shop/web', 'shop/db', 'TCP 80').caveats.map(({ code }) => code).join()).toBe(wanted);
  });

  it('CI-19 does not look at kafka and protocols of its own since 1.20', () => {
    const { explain } = underCilium([ciliumPolicy('shop/p', `${DB}, ingress: [{toPorts: [{ports: [{port: "80"}], rules: {kafka: [{}]}}]}]`)]);
    expect(explain('shop/web', 'shop/db', 'TCP 80').caveats).toEqual([]);
    expect(underCilium([ciliumPolicy('shop/p', `${DB}, ingress: [{toPorts: [{ports: [{port: "80"}], rules: {kafka: [{}]}}]}]`)], { version: '1.19.0' }).firewalls.caveats.map(({ code }) => code)).toContain('FIELD_NOT_HONOURED');
  });

  it('CI-19 says nothing where another rule denies', () => {
    const { explain } = underCilium([ciliumPolicy('shop/p', `${DB}, ingress: [{toPorts: [{ports: [{port: "80", protocol: TCP}], rules: {http: [{}]}}]}], ingressDeny: [{fromEndpoints: [{}]}]`)]);
    expect(explain('shop/web', 'shop/db', 'TCP 80').caveats).toEqual([]);
  });
});

describe('NetworkPolicies', () => {
  const np = (spec: string, traffic: string, from = 'shop/web', settings: Readonly<Record<string, string>> = {}): string => underCilium([policy('shop/np', `podSelector: {matchLabels: {app: db}}, ${spec}`)], settings).verdict(from, 'shop/db', traffic);

  it.each([
    ['ingress: [{}]', 'ICMP 8', 'lab/job', Y], ['ingress: [{from: []}]', 'TCP 1', OUTSIDE, Y], ['ingress: [{ports: []}]', 'TCP 1', OUTSIDE, Y], ['ingress: [{ports: [{}]}]', 'TCP 1', OUTSIDE, Y], ['ingress: [{ports: [{}]}]', 'UDP 1', OUTSIDE, N],
    ['ingress: [{ports: [{}]}]', 'ICMP 8', OUTSIDE, N], ['ingress: [{ports: [{port: 80}]}]', 'UDP 80', 'shop/web', N], ['policyTypes: [Ingress]', 'TCP 1', 'shop/web', N], ['policyTypes: [Egress]', 'TCP 1', 'shop/web', Y],
    ['ingress: [{from: [{namespaceSelector: {}}]}]', 'TCP 1', 'lab/job', Y], ['ingress: [{from: [{namespaceSelector: {}}]}]', 'TCP 1', 'node:n2', N], ['ingress: [{from: [{namespaceSelector: {}}]}]', 'TCP 1', OUTSIDE, N],
    ['ingress: [{from: [{podSelector: {}}]}]', 'TCP 1', 'lab/web', N], ['ingress: [{from: [{namespaceSelector: {matchLabels: {team: red}}, podSelector: {matchLabels: {run: job}}}]}]', 'ICMP 8', 'lab/job', Y],
    ['ingress: [{from: [{ipBlock: {cidr: 0.0.0.0/0}}]}]', 'TCP 1', OUTSIDE, Y], ['ingress: [{from: [{ipBlock: {cidr: 0.0.0.0/0}}]}]', 'TCP 1', 'shop/web', N], ['ingress: [{from: [{ipBlock: {cidr: 0.0.0.0/0}}]}]', 'TCP 1', 'node:n2', N],
    ['ingress: [{from: [{ipBlock: {cidr: 203.0.113.0/24, except: [203.0.113.0/28]}}]}]', 'TCP 1', OUTSIDE, N], ['ingress: [{ports: [{port: sql}]}]', 'TCP 5432', 'shop/web', Y],
  ])('CI-65 %s: %s from %s', (spec, traffic, from, wanted) => {
    expect(np(spec, traffic, from)).toBe(wanted);
  });

  it('CI-65 add up with policies of Cilium', () => {
    const { verdict } = underCilium([policy('shop/np', 'podSelector: {matchLabels: {app: db}}, ingress: [{from: [{podSelector: {matchLabels: {app: web}}}]}]'), ciliumPolicy('shop/p', `${DB}, ingress: [{fromEndpoints: [{matchLabels: {app: api}}]}]`), clusterwidePolicy('c', 'endpointSelector: {}, enableDefaultDeny: {ingress: false}, ingress: [{fromEntities: [world]}]')]);
    expect(['shop/web', 'shop/api', 'lab/web', OUTSIDE].map((from) => verdict(from, 'shop/db', 'TCP 1'))).toEqual([Y, Y, N, Y]);
  });
});
