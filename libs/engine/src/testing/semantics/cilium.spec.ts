import { describe, expect, it } from 'vitest';
import { cidrGroupOf, ciliumPolicy, clusterwidePolicy, underCilium } from '../cilium-world.ts';
import { policy } from '../world.ts';

const DB = 'endpointSelector: {matchLabels: {app: db}}';
const OUTSIDE = '203.0.113.9';

describe('what a policy of Cilium selects', () => {
  it('CI-1 isolates a direction that has a section, and the other not', () => {
    const { verdict } = underCilium([ciliumPolicy('shop/p', `${DB}, ingress: [{fromEndpoints: [{matchLabels: {app: web}}]}]`)]);
    expect(verdict('shop/web', 'shop/db', 'TCP 5432')).toBe('ALLOWED');
    expect(verdict('lab/web', 'shop/db', 'TCP 5432')).toBe('DENIED');
    expect(verdict('shop/api', 'shop/db', 'TCP 5432')).toBe('DENIED');
    expect(verdict('shop/db', 'lab/web', 'TCP 80')).toBe('ALLOWED');
  });

  it.each([
    ['an empty element', 'ingress: [{}]', 'DENIED'],
    ['an empty section', 'ingress: [], egress: [{}]', 'ALLOWED'],
    ['an empty list of peers', 'ingress: [{fromEndpoints: [], toPorts: [{ports: [{port: "5432"}]}]}]', 'DENIED'],
    ['ports without peers', 'ingress: [{toPorts: [{ports: [{port: "5432"}]}]}]', 'ALLOWED'],
    ['a port rule without ports', 'ingress: [{toPorts: [{ports: []}]}]', 'DENIED'],
    ['an empty list of port rules', 'ingress: [{fromEndpoints: [{}], toPorts: []}]', 'ALLOWED'],
    ['a deny without peers and ports', 'ingressDeny: [{}], enableDefaultDeny: {ingress: false}', 'ALLOWED'],
  ])('CI-2 reads %s as %s', (_, sections, wanted) => {
    expect(underCilium([ciliumPolicy('shop/p', `${DB}, ${sections}`)]).verdict('shop/web', 'shop/db', 'TCP 5432')).toBe(wanted);
  });

  it('CI-3 keeps a namespaced subject in its namespace, whatever its labels say', () => {
    const overwritten = underCilium([ciliumPolicy('shop/p', 'endpointSelector: {matchLabels: {"k8s:io.kubernetes.pod.namespace": lab}}, ingress: [{}]')]);
    expect([overwritten.verdict('lab/job', 'shop/db', 'TCP 1'), overwritten.verdict('shop/db', 'lab/web', 'TCP 1')]).toEqual(['DENIED', 'ALLOWED']);
    const bare = underCilium([ciliumPolicy('shop/p', 'endpointSelector: {matchLabels: {io.kubernetes.pod.namespace: lab}}, ingress: [{}]')]);
    expect(bare.verdict('lab/job', 'shop/db', 'TCP 1')).toBe('ALLOWED');
  });

  it('CI-4 does not see labels that identities lack', () => {
    const spec = 'endpointSelector: {}, ingress: [{fromEndpoints: [{matchLabels: {app: web}}]}]';
    expect(underCilium([ciliumPolicy('shop/p', spec)]).verdict('shop/web', 'shop/db', 'TCP 1')).toBe('ALLOWED');
    expect(underCilium([ciliumPolicy('shop/p', spec)], { labels: 'k8s:team' }).verdict('shop/web', 'shop/db', 'TCP 1')).toBe('DENIED');
  });
});

describe('peers', () => {
  it('CI-5 tells the own node from others', () => {
    const { verdict } = underCilium([ciliumPolicy('shop/p', `${DB}, ingress: [{fromEntities: [remote-node]}]`)]);
    expect([verdict('node:n1', 'shop/db', 'TCP 1'), verdict('node:n2', 'shop/db', 'TCP 1')]).toEqual(['ALLOWED', 'ALLOWED']);
    const strict = underCilium([ciliumPolicy('shop/p', `${DB}, ingress: [{fromEntities: [remote-node]}]`)], { 'allow-localhost': 'policy' });
    expect([strict.verdict('node:n1', 'shop/db', 'TCP 1'), strict.verdict('node:n2', 'shop/db', 'TCP 1')]).toEqual(['DENIED', 'ALLOWED']);
  });

  it('CI-6 lets an explicit deny of the own host win', () => {
    expect(underCilium([ciliumPolicy('shop/p', `${DB}, ingressDeny: [{fromEntities: [host]}]`)]).verdict('node:n1', 'shop/db', 'TCP 1')).toBe('DENIED');
  });

  it('CI-7 takes everything for a cluster-wide empty selector but hosts and the world', () => {
    const { verdict } = underCilium([clusterwidePolicy('p', 'endpointSelector: {matchLabels: {app: db}}, ingress: [{fromEndpoints: [{}]}]')]);
    expect([verdict('lab/job', 'shop/db', 'TCP 1'), verdict('node:n2', 'shop/db', 'TCP 1'), verdict(OUTSIDE, 'shop/db', 'TCP 1')]).toEqual(['ALLOWED', 'DENIED', 'DENIED']);
  });

  it('CI-8 never matches pods or nodes by address, unless told to', () => {
    const blocks = [ciliumPolicy('shop/p', `${DB}, egress: [{toCIDR: [10.0.0.0/8, 172.18.0.0/16]}]`)];
    const plain = underCilium(blocks);
    expect([plain.verdict('shop/db', 'shop/web', 'TCP 1'), plain.verdict('shop/db', 'node:n2', 'TCP 1'), plain.verdict('shop/db', '10.9.9.9', 'TCP 1')]).toEqual(['DENIED', 'DENIED', 'ALLOWED']);
    const nodes = underCilium(blocks, { 'policy-cidr-match-mode': 'nodes' });
    expect([nodes.verdict('shop/db', 'shop/web', 'TCP 1'), nodes.verdict('shop/db', 'node:n2', 'TCP 1')]).toEqual(['DENIED', 'ALLOWED']);
    expect(underCilium(blocks, { 'policy-cidr-match-mode': 'pods' }).verdict('shop/db', 'shop/web', 'TCP 1')).toBe('ALLOWED');
    expect(underCilium(blocks, { 'policy-cidr-match-mode': 'pods', version: '1.19.3' }).verdict('shop/db', 'shop/web', 'TCP 1')).toBe('DENIED');
  });

  it('CI-9 reads groups of prefixes by name and by label', () => {
    const groups = [cidrGroupOf('office', 'role: office', '203.0.113.0/24'), cidrGroupOf('all', 'role: all', '0.0.0.0/0')];
    const to = (element: string): string => underCilium([...groups, ciliumPolicy('shop/p', `${DB}, egress: [{toCIDRSet: [${element}]}]`)]).verdict('shop/db', OUTSIDE, 'TCP 1');
    expect([to('{cidrGroupRef: office}'), to('{cidrGroupRef: all}'), to('{cidrGroupRef: missing}')]).toEqual(['ALLOWED', 'DENIED', 'DENIED']);
    expect([to('{cidrGroupSelector: {matchLabels: {role: office}}}'), to('{cidrGroupSelector: {matchExpressions: [{key: role, operator: NotIn, values: [office]}]}}')]).toEqual(['ALLOWED', 'DENIED']);
  });

  it('CI-10 cannot tell of an address whether a name stands for it, unless nobody looks at DNS', () => {
    const names = ciliumPolicy('shop/p', `${DB}, egress: [{toFQDNs: [{matchName: api.example.com}]}]`);
    const dns = clusterwidePolicy('dns', 'endpointSelector: {matchLabels: {app: web}}, egress: [{toEndpoints: [{}], toPorts: [{ports: [{port: "53", protocol: ANY}], rules: {dns: [{matchPattern: "*"}]}}]}]');
    const trace = underCilium([names, dns]).explain('shop/db', OUTSIDE, 'TCP 443');
    expect(trace.verdict).toBe('UNKNOWN');
    expect(trace.egress.decidedBy.map(({ code }) => code)).toContain('DEPENDS_ON_DNS');
    const alone = underCilium([names]).explain('shop/db', OUTSIDE, 'TCP 443');
    expect([alone.verdict, alone.caveats.map(({ code }) => code)]).toEqual(['DENIED', ['DEPENDS_ON_DNS']]);
  });

  it('CI-11 takes every peer for a Service that resolves to nothing beside ports', () => {
    const { verdict } = underCilium([ciliumPolicy('shop/p', `${DB}, egress: [{toServices: [{k8sService: {serviceName: none, namespace: shop}}], toPorts: [{ports: [{port: "80"}]}]}]`)]);
    expect([verdict('shop/db', OUTSIDE, 'TCP 80'), verdict('shop/db', OUTSIDE, 'TCP 81')]).toEqual(['ALLOWED', 'DENIED']);
  });
});

describe('ports', () => {
  it.each([
    ['"80"', 'TCP 80', 'ALLOWED'], ['"80"', 'UDP 80', 'ALLOWED'], ['"80"', 'ICMP 8', 'DENIED'], ['"010"', 'TCP 8', 'ALLOWED'], ['"0"', 'TCP 9', 'ALLOWED'], ['"0"', 'ICMP 8', 'DENIED'],
    ['"80", endPort: 90', 'TCP 90', 'ALLOWED'], ['"80", endPort: 70', 'TCP 75', 'DENIED'], ['"80", protocol: tcp', 'UDP 80', 'DENIED'], ['SQL', 'TCP 5432', 'ALLOWED'], ['"0x50"', 'TCP 80', 'DENIED'], ['"8_0"', 'TCP 80', 'ALLOWED'],
  ])('CI-12 of %s lets %s be %s', (port, traffic, wanted) => {
    expect(underCilium([ciliumPolicy('shop/p', `${DB}, ingress: [{toPorts: [{ports: [{port: ${port}}]}]}]`)]).verdict('shop/web', 'shop/db', traffic)).toBe(wanted);
  });

  it('CI-13 lets ICMP type 0 stand for every type', () => {
    const { verdict } = underCilium([ciliumPolicy('shop/p', `${DB}, ingress: [{icmps: [{fields: [{type: 0}]}]}]`)]);
    expect([verdict('shop/web', 'shop/db', 'ICMP 8'), verdict('shop/web', 'shop/db', 'TCP 1')]).toEqual(['ALLOWED', 'DENIED']);
  });
});

describe('what goes together', () => {
  it('CI-14 lets a deny of any kind of policy win over the allow of another', () => {
    const { verdict, explain } = underCilium([policy('shop/allow', 'podSelector: {matchLabels: {app: db}}, ingress: [{}]'), clusterwidePolicy('deny', 'endpointSelector: {}, ingressDeny: [{fromEndpoints: [{matchLabels: {app: web}}]}]')]);
    expect([verdict('shop/web', 'shop/db', 'TCP 1'), verdict('shop/api', 'shop/db', 'TCP 1')]).toEqual(['DENIED', 'ALLOWED']);
    expect(explain('shop/web', 'shop/db', 'TCP 1').ingress.decidedBy).toMatchObject([{ code: 'DENY_RULE', tier: 'ENFORCER', origin: { kind: 'CiliumClusterwideNetworkPolicy', name: 'deny', pointer: '/spec/ingressDeny/0' } }]);
  });

  it('CI-14 advises no rule before a deny that none can precede', () => {
    const { explain } = underCilium([ciliumPolicy('shop/p', `${DB}, ingressDeny: [{fromEndpoints: [{}]}]`)]);
    expect(explain('shop/web', 'shop/db', 'TCP 1').blockers.map(({ fix }) => fix)).toEqual(['Take TCP 1 from pod:shop/web out of ingress rule 0 of CiliumNetworkPolicy shop/p; no rule that allows it counts beside that one.']);
  });

  it('CI-15 names every policy behind a default deny', () => {
    const { explain } = underCilium([ciliumPolicy('shop/a', `${DB}, ingress: [{}]`), policy('shop/b', 'podSelector: {}, policyTypes: [Ingress]')]);
    expect(explain('shop/web', 'shop/db', 'TCP 1').ingress.isolatedBy.map(({ name }) => name)).toEqual(['a', 'b']);
  });

  it('CI-16 is open without policies, closed in mode always, and untouched in mode never', () => {
    expect(underCilium([]).verdict('shop/web', 'shop/db', 'TCP 1')).toBe('ALLOWED');
    expect(underCilium([], { 'enable-policy': 'always' }).verdict('shop/web', 'shop/db', 'TCP 1')).toBe('DENIED');
    expect(underCilium([ciliumPolicy('shop/p', `${DB}, ingress: [{}]`)], { 'enable-policy': 'never' }).verdict('shop/web', 'shop/db', 'TCP 1')).toBe('ALLOWED');
  });

  it('CI-17 closes a pod without ingress rules to its own host in mode always since 1.20', () => {
    const always = (version: string, ...policies: readonly string[]): string => underCilium(policies, { 'enable-policy': 'always', version }).verdict('node:n1', 'shop/db', 'TCP 1');
    expect([always('1.20.2'), always('1.19.6'), always('1.20.2', ciliumPolicy('shop/p', `${DB}, ingress: [{}]`))]).toEqual(['DENIED', 'ALLOWED', 'ALLOWED']);
  });

  it('CI-18 drops nothing in audit mode and says what would be dropped', () => {
    const { verdict, firewalls, explain } = underCilium([ciliumPolicy('shop/p', `${DB}, ingress: [{}]`)], { 'policy-audit-mode': 'true' });
    expect(verdict('shop/web', 'shop/db', 'TCP 1')).toBe('ALLOWED');
    expect(firewalls.caveats.map(({ code }) => code)).toContain('AUDIT_ONLY');
    expect(explain('shop/web', 'shop/db', 'TCP 1').ingress.decidedBy.map(({ code }) => code)).toContain('AUDIT_ONLY');
  });

  it('CI-19 says of a filtered connection that it is filtered, unless a plain rule cancels the filter', () => {
    const filter = '{toPorts: [{ports: [{port: "80", protocol: TCP}], rules: {http: [{method: GET}]}}]}';
    const caveats = (elements: string): readonly string[] => underCilium([ciliumPolicy('shop/p', `${DB}, ingress: [${elements}]`)]).explain('shop/web', 'shop/db', 'TCP 80').caveats.map(({ code }) => code);
    expect(caveats(filter)).toEqual(['L7_FILTERED']);
    expect(caveats(`${filter}, {fromEndpoints: [{}]}`)).toEqual([]);
  });

  it('CI-20 puts host policies in front of nodes only where the host firewall is on', () => {
    const policies = [clusterwidePolicy('h', 'nodeSelector: {}, ingress: [{fromEntities: [cluster], toPorts: [{ports: [{port: "22"}]}]}]')];
    const on = underCilium(policies, { 'enable-host-firewall': 'true' });
    expect([on.verdict('shop/web', 'node:n2', 'TCP 22'), on.verdict('shop/web', 'node:n2', 'TCP 23'), on.verdict('shop/web', 'shop/db', 'TCP 23')]).toEqual(['ALLOWED', 'DENIED', 'ALLOWED']);
    expect(underCilium(policies).verdict('shop/web', 'node:n2', 'TCP 23')).toBe('ALLOWED');
  });
});

describe('what is not known', () => {
  const BROKEN = 'apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: {namespace: shop, name: p}\nspec: {endpointSelector: {matchLabels: {a: "x}';

  it('CI-23 leaves open what an unreadable policy may allow or deny in its namespace', () => {
    const { verdict } = underCilium([BROKEN]);
    expect([verdict('shop/web', 'shop/db', 'TCP 1'), verdict('lab/web', 'lab/job', 'TCP 1')]).toEqual(['UNKNOWN', 'ALLOWED']);
  });

  it('CI-25 gives no effect to what the configuration has switched off', () => {
    const filtered = ciliumPolicy('shop/p', `${DB}, ingress: [{toPorts: [{ports: [{port: "80", protocol: TCP}], rules: {http: []}}]}]`);
    expect(underCilium([filtered]).verdict('shop/web', 'shop/db', 'TCP 1')).toBe('DENIED');
    expect(underCilium([filtered], { 'enable-l7-proxy': 'false' }).verdict('shop/web', 'shop/db', 'TCP 1')).toBe('ALLOWED');
    const types = ciliumPolicy('shop/p', `${DB}, ingress: [{icmps: [{fields: [{type: 8}]}]}]`);
    const bare = ciliumPolicy('shop/p', `${DB}, ingress: [{toPorts: [{ports: [{protocol: GRE}]}]}]`);
    expect([underCilium([bare]).verdict('shop/web', 'shop/db', 'TCP 1'), underCilium([bare], { 'enable-extended-ip-protocols': 'true' }).verdict('shop/web', 'shop/db', 'TCP 1')]).toEqual(['ALLOWED', 'DENIED']);
    expect(underCilium([types], { 'enable-icmp-rules': 'false' }).verdict('shop/web', 'shop/db', 'TCP 1')).toBe('ALLOWED');
  });

  it('refuses settings and releases that do not exist', () => {
    expect(() => underCilium([], { 'enable-polcy': 'always' })).toThrow(/There is no setting cilium.enable-polcy/);
    expect(() => underCilium([], { 'enable-policy': 'sometimes' })).toThrow(/default or always or never/);
    expect(() => underCilium([], { version: 'latest' })).toThrow(/no release/);
  });
});

describe('what the agent refuses', () => {
  it.each([
    ['two kinds of peers', `${DB}, ingress: [{fromEndpoints: [{}], fromCIDR: [10.0.0.0/8]}]`, 'PEERS_MIXED'],
    ['no section', DB, 'SECTIONS_EMPTY'],
    ['a subject of nodes in a namespace', 'nodeSelector: {}, ingress: [{}]', 'SUBJECT_INVALID'],
    ['an unknown entity', `${DB}, ingress: [{fromEntities: [World]}]`, 'ENTITY_UNKNOWN'],
    ['an exception outside its block', `${DB}, egress: [{toCIDRSet: [{cidr: 10.0.0.0/8, except: [11.0.0.0/16]}]}]`, 'EXCEPT_INVALID'],
    ['an octal port that is none', `${DB}, ingress: [{toPorts: [{ports: [{port: "080"}]}]}]`, 'PORT_INVALID'],
    ['ICMP beside ports', `${DB}, ingress: [{toPorts: [{ports: [{port: "80"}]}], icmps: [{fields: [{type: 8}]}]}]`, 'ICMP_INVALID'],
    ['a filter of HTTP over UDP', `${DB}, ingress: [{toPorts: [{ports: [{port: "80", protocol: UDP}], rules: {http: []}}]}]`, 'L7_INVALID'],
    ['a regular expression that the agent cannot read', `${DB}, ingress: [{toPorts: [{ports: [{port: "80", protocol: TCP}], rules: {http: [{path: "/(?!x)"}]}}]}]`, 'L7_INVALID'],
    ['a filter over tcp in small letters', `${DB}, ingress: [{toPorts: [{ports: [{port: "80", protocol: tcp}], rules: {http: []}}]}]`, 'L7_INVALID'],
    ['a port of a protocol that has none', `${DB}, ingress: [{toPorts: [{ports: [{port: "80", protocol: GRE}]}]}]`, 'PORT_INVALID'],
    ['a listener on ingress', `${DB}, ingress: [{toPorts: [{ports: [{port: "80"}], listener: {name: x}}]}]`, 'PROXY_INVALID'],
  ])('CI-21 %s, and with it the whole policy', (_, spec, code) => {
    const { diagnostics, verdict } = underCilium([ciliumPolicy('shop/p', spec)]);
    expect(diagnostics.map((diagnostic) => diagnostic.code)).toContain(`CILIUM_POLICY_${code}`);
    expect(verdict('shop/web', 'shop/db', 'TCP 1')).toBe('ALLOWED');
  });

  it.each([
    ['egressDeny: [{toFQDNs: [{matchName: a.example}], toPorts: [{ports: [{port: "80"}]}]}]', 'denies every peer on its ports', 'DENIED'],
    ['egressDeny: [{toEntities: [world], toPorts: [{ports: [{port: "80", protocol: TCP}], rules: {http: [{}]}}]}]', 'whole ports are denied', 'DENIED'],
    ['egress: [{toEntites: [cluster], toPorts: [{ports: [{port: "80"}]}]}]', 'allows every peer on its ports', 'ALLOWED'],
  ])('CI-52 a field that nobody knows is dropped and the rest is kept: %s', (section, wanted, verdict) => {
    const { diagnostics, verdict: asked } = underCilium([ciliumPolicy('shop/p', `${DB}, ${section}`)]);
    expect(diagnostics.find(({ code }) => code === 'FIELD_PRUNED')?.message).toContain(wanted);
    expect(asked('shop/db', OUTSIDE, 'TCP 80')).toBe(verdict);
  });

  it('CI-21 a cluster-wide policy that names an Envoy configuration of a namespace', () => {
    const listener = (kind: string): readonly string[] => underCilium([clusterwidePolicy('p', `${DB}, egress: [{toEndpoints: [{}], toPorts: [{ports: [{port: "80"}], listener: {envoyConfig: {kind: ${kind}, name: x}, name: front}}]}]`)]).diagnostics.map(({ code }) => code);
    expect([listener('CiliumEnvoyConfig'), listener('CiliumClusterwideEnvoyConfig')]).toEqual([['CILIUM_POLICY_PROXY_INVALID'], []]);
  });

  it('CI-22 a selector of nodes where the configuration does not allow it', () => {
    const policies = [ciliumPolicy('shop/p', `${DB}, egress: [{toNodes: [{}]}]`)];
    expect(underCilium(policies).firewalls.caveats.map(({ code }) => code)).toContain('FIELD_NOT_HONOURED');
    expect(underCilium(policies, { 'enable-node-selector-labels': 'true' }).verdict('shop/db', 'shop/web', 'TCP 1')).toBe('DENIED');
  });
});
