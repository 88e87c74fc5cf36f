import { describe, expect, it } from 'vitest';
import { cidrGroupOf, ciliumPolicy, clusterwidePolicy, underCilium } from '../cilium-world.ts';
import { policy } from '../world.ts';

const DB = 'endpointSelector: {matchLabels: {app: db}}';
const OUTSIDE = '203.0.113.9';
const SERVICE = '{apiVersion: v1, kind: Service, metadata: {name: web, namespace: shop}, spec: {selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}}';

describe('what old releases require of peers', () => {
  const requires = (subject: string, selector: string, section = 'ingress'): string => ciliumPolicy('shop/require', `endpointSelector: ${subject}, ${section}: [{fromRequires: [${selector}]}]`);
  const open = (...policies: readonly string[]) => underCilium([ciliumPolicy('shop/open', `${DB}, ingress: [{fromEndpoints: [{}]}]`), ...policies], { version: '1.18.4' });

  it('CI-24 is ANDed to the selectors of every policy of the subject and grants nothing', () => {
    const { verdict } = open(requires('{}', '{matchLabels: {app: web}}'));
    expect([verdict('shop/web', 'shop/db', 'TCP 1'), verdict('shop/api', 'shop/db', 'TCP 1'), verdict('shop/web', 'shop/api', 'TCP 1')]).toEqual(['ALLOWED', 'DENIED', 'DENIED']);
  });

  it('CI-24 leaves alone the rules of pods that it does not select, and peers that no selector names', () => {
    expect(open(requires('{matchLabels: {app: api}}', '{matchLabels: {app: web}}')).verdict('shop/api', 'shop/db', 'TCP 1')).toBe('ALLOWED');
    const world = open(requires('{}', '{matchLabels: {app: web}}'), clusterwidePolicy('rest', `${DB}, ingress: [{fromEntities: [world]}, {toPorts: [{ports: [{port: "90"}]}]}]`));
    expect([world.verdict(OUTSIDE, 'shop/db', 'TCP 1'), world.verdict('shop/api', 'shop/db', 'TCP 90')]).toEqual(['ALLOWED', 'ALLOWED']);
  });

  it('CI-24 holds for NetworkPolicies too, and is in the namespace of its policy', () => {
    const policies = [policy('shop/any', 'podSelector: {matchLabels: {app: db}}, ingress: [{from: [{namespaceSelector: {}}]}]'), requires('{}', '{matchLabels: {app: web}}')];
    const { verdict } = underCilium(policies, { version: '1.18.4' });
    expect([verdict('shop/web', 'shop/db', 'TCP 1'), verdict('lab/web', 'shop/db', 'TCP 1')]).toEqual(['ALLOWED', 'DENIED']);
  });

  it('CI-24 in the deny lists narrows denies alone', () => {
    const { verdict } = open(ciliumPolicy('shop/deny', `${DB}, ingressDeny: [{fromEndpoints: [{}]}, {fromRequires: [{matchLabels: {app: web}}]}]`));
    expect([verdict('shop/web', 'shop/db', 'TCP 1'), verdict('shop/api', 'shop/db', 'TCP 1')]).toEqual(['DENIED', 'ALLOWED']);
  });

  it('CI-24 of too many policies that overlap leaves the answer open', () => {
    const many = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((key) => clusterwidePolicy(key, `endpointSelector: {matchExpressions: [{key: ${key}, operator: DoesNotExist}]}, ingress: [{fromRequires: [{matchLabels: {app: web}}]}]`));
    expect(open(...many).verdict('shop/web', 'shop/db', 'TCP 1')).toBe('UNKNOWN');
  });

  it('CI-24 is gone since 1.19, and takes the policy with it', () => {
    const policies = [ciliumPolicy('shop/p', `${DB}, ingress: [{fromEndpoints: [{}]}, {fromRequires: [{matchLabels: {app: web}}]}]`)];
    expect(underCilium(policies, { version: '1.19.0' }).firewalls.caveats.map(({ code }) => code)).toContain('FIELD_NOT_HONOURED');
    expect(underCilium(policies, { version: '1.19.0' }).verdict('lab/job', 'shop/db', 'TCP 1')).toBe('ALLOWED');
    const empty = underCilium([ciliumPolicy('shop/p', `${DB}, ingress: [{fromEndpoints: [{}], fromRequires: []}]`)]);
    expect([empty.verdict('shop/web', 'shop/db', 'TCP 1'), empty.verdict('lab/job', 'shop/db', 'TCP 1')]).toEqual(['ALLOWED', 'DENIED']);
  });
});

describe('what a release brought', () => {
  it.each([['1.15.9', 'DENIED'], ['1.16.0', 'ALLOWED']])('CI-26 in %s a port inside a range is %s', (version, wanted) => {
    const ranges = [ciliumPolicy('shop/p', `${DB}, ingress: [{toPorts: [{ports: [{port: "80", endPort: 90}]}]}]`), policy('shop/q', 'podSelector: {matchLabels: {app: api}}, ingress: [{ports: [{port: 80, endPort: 90}]}]')];
    const { verdict } = underCilium(ranges, { version });
    expect([verdict('shop/web', 'shop/db', 'TCP 85'), verdict('shop/web', 'shop/api', 'TCP 85')]).toEqual([wanted, wanted]);
    expect([verdict('shop/web', 'shop/db', 'TCP 80'), verdict('shop/web', 'shop/api', 'TCP 80')]).toEqual(['ALLOWED', 'ALLOWED']);
  });

  it.each([['1.15.9', 'DENIED'], ['1.16.0', 'ALLOWED']])('CI-27 in %s a policy that asks for no default deny leaves others %s', (version, wanted) => {
    const policies = [ciliumPolicy('shop/p', `${DB}, ingress: [{fromEndpoints: [{}]}], enableDefaultDeny: {ingress: false}`)];
    expect(underCilium(policies, { version }).verdict('lab/job', 'shop/db', 'TCP 1')).toBe(wanted);
  });

  it('CI-22 before 1.16 does not see selectors of nodes, so that its ports are for everybody', () => {
    const policies = [ciliumPolicy('shop/p', `${DB}, egress: [{toNodes: [{}], toPorts: [{ports: [{port: "80"}]}]}]`)];
    expect(underCilium(policies, { version: '1.15.9' }).verdict('shop/db', 'shop/web', 'TCP 80')).toBe('ALLOWED');
    expect(underCilium(policies, { version: '1.15.9' }).verdict('shop/db', 'shop/web', 'TCP 81')).toBe('DENIED');
  });

  it('CI-28 takes Services with a selector since 1.17, on every port of their pods', () => {
    const to = (version: string): readonly string[] => {
      const { verdict } = underCilium([SERVICE, ciliumPolicy('shop/p', `${DB}, egress: [{toServices: [{k8sService: {serviceName: web}}]}]`)], { version });
      return [verdict('shop/db', 'shop/web', 'TCP 9'), verdict('shop/db', 'lab/web', 'TCP 9')];
    };
    expect([to('1.17.0'), to('1.16.9')]).toEqual([['ALLOWED', 'DENIED'], ['DENIED', 'DENIED']]);
  });

  it.each([
    ['toServices beside toPorts', 'egress: [{toServices: [{k8sService: {serviceName: web}}], toPorts: [{ports: [{port: "80"}]}]}]', '1.16.9', '1.17.0'],
    ['groups of prefixes by label', 'egress: [{toCIDRSet: [{cidrGroupSelector: {matchLabels: {role: x}}}]}]', '1.16.9', '1.17.0'],
    ['the pods of every cluster', 'egress: [{toEntities: [cluster-mesh]}]', '1.19.6', '1.20.0'],
  ])('CI-29 refuses the whole policy for %s in older releases', (_, section, before, since) => {
    const policies = [SERVICE, cidrGroupOf('g', 'role: x', '203.0.113.0/24'), ciliumPolicy('shop/p', `${DB}, ${section}`)];
    const refused = (version: string): boolean => underCilium(policies, { version }).firewalls.caveats.some(({ code }) => code === 'FIELD_NOT_HONOURED');
    expect([refused(before), refused(since)]).toEqual([true, false]);
  });

  it.each([['1.17.9', 'ALLOWED'], ['1.18.0', 'DENIED']])('CI-4 in %s a peer by its zone is %s', (version, wanted) => {
    const zoned = '{apiVersion: v1, kind: Pod, metadata: {namespace: shop, name: zoned, labels: {topology.kubernetes.io/zone: a}}, spec: {nodeName: n1, containers: []}, status: {phase: Running, podIPs: [{ip: 10.0.1.9}]}}';
    const policies = [zoned, ciliumPolicy('shop/p', `${DB}, ingress: [{fromEndpoints: [{matchLabels: {topology.kubernetes.io/zone: a}}]}]`)];
    expect(underCilium(policies, { version }).verdict('shop/zoned', 'shop/db', 'TCP 1')).toBe(wanted);
  });
});

describe('what goes by the configuration', () => {
  it('CI-30 closes nodes in mode always only where the host firewall is on', () => {
    const always = (settings: Readonly<Record<string, string>>): readonly string[] => {
      const { verdict } = underCilium([], { 'enable-policy': 'always', ...settings });
      return [verdict('node:n1', 'node:n2', 'TCP 1'), verdict(OUTSIDE, 'node:n2', 'TCP 1')];
    };
    expect([always({}), always({ 'enable-host-firewall': 'true' })]).toEqual([['ALLOWED', 'ALLOWED'], ['DENIED', 'DENIED']]);
  });

  it('CI-31 says what authentication a connection needs, and that it is off', () => {
    const messages = (version: string): readonly string[] => underCilium([ciliumPolicy('shop/p', `${DB}, ingress: [{fromEndpoints: [{}], authentication: {mode: required}}]`)], { version }).explain('shop/web', 'shop/db', 'TCP 1').caveats.map(({ code, message }) => `${code} ${message}`);
    expect(messages('1.18.0')).toEqual(['NEEDS_AUTHENTICATION The rule that allows the connection asks for mutual authentication.']);
    expect(messages('1.20.2')[0]).toContain('mesh-auth-enabled is off here');
    const failing = underCilium([ciliumPolicy('shop/p', `${DB}, ingress: [{fromEndpoints: [{}], authentication: {mode: test-always-fail}}]`)]);
    expect(failing.verdict('shop/web', 'shop/db', 'TCP 1')).toBe('DENIED');
  });

  it('CI-40 lets rules name protocols without ports where they are switched on, and leaves them open elsewhere', () => {
    const policies = [ciliumPolicy('shop/p', `${DB}, ingress: [{toPorts: [{ports: [{protocol: GRE}, {port: "0", protocol: VRRP}]}]}]`)];
    const asked = (settings: Readonly<Record<string, string>>): readonly string[] => ['PROTO 47', 'PROTO 112', 'PROTO 50'].map((traffic) => underCilium(policies, settings).verdict('shop/web', 'shop/db', traffic));
    expect(asked({ 'enable-extended-ip-protocols': 'true' })).toEqual(['ALLOWED', 'ALLOWED', 'DENIED']);
    expect(asked({ 'enable-extended-ip-protocols': 'true', version: '1.18.4' })).toEqual(['DENIED', 'ALLOWED', 'DENIED']);
    expect(asked({})).toEqual(['UNKNOWN', 'UNKNOWN', 'UNKNOWN']);
    const any = [ciliumPolicy('shop/p', `${DB}, ingress: [{toPorts: [{ports: [{port: "0"}]}]}]`)];
    expect(underCilium(any, { 'enable-extended-ip-protocols': 'true' }).verdict('shop/web', 'shop/db', 'PROTO 47')).toBe('DENIED');
  });

  it('CI-32 keeps peers by a namespace label to pods in a cluster-wide policy, however they are asked for', () => {
    const { verdict } = underCilium([clusterwidePolicy('p', `${DB}, ingress: [{fromEndpoints: [{matchExpressions: [{key: io.cilium.k8s.namespace.labels.team, operator: NotIn, values: [red]}]}]}]`)], { 'policy-default-local-cluster': 'false' });
    expect([verdict('shop/web', 'shop/db', 'TCP 1'), verdict('lab/job', 'shop/db', 'TCP 1'), verdict(OUTSIDE, 'shop/db', 'TCP 1')]).toEqual(['ALLOWED', 'DENIED', 'DENIED']);
  });
});
