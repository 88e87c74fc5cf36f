import { describe, expect, it } from 'vitest';
import { calicoMistakes } from '../calico-mistakes.ts';
import { policy } from '../world.ts';

/** An object of Calico in flow YAML; a reference without a slash has no namespace. */
function object(kind: string, ref: string, spec: string, { labels = '', apiVersion = 'projectcalico.org/v3' }: { readonly labels?: string; readonly apiVersion?: string } = {}): string {
  const [first = '', second] = ref.split('/');
  return `{apiVersion: ${apiVersion}, kind: ${kind}, metadata: {${second === undefined ? `name: ${first}` : `namespace: ${first}, name: ${second}`}, labels: {${labels}}}, spec: {${spec}}}`;
}

const np = (ref: string, spec: string): string => object('NetworkPolicy', ref, spec);
const gnp = (name: string, spec: string): string => object('GlobalNetworkPolicy', name, spec);
const HOST = object('HostEndpoint', 'n1-eth0', 'node: n1, interfaceName: eth0, expectedIPs: [172.18.0.1]', { labels: 'role: edge' });
const GLOBAL_SET = object('GlobalNetworkSet', 'out', 'nets: [203.0.113.0/24]', { labels: 'net: out' });
const ALLOW = 'ingress: [{action: Allow}]';

const mistakes = (objects: readonly string[], settings: Readonly<Record<string, string>> = {}): readonly string[] => calicoMistakes(objects, settings).map(({ code, path }) => `${code.replace('CALICO_', '')} ${path ?? ''}`);

describe('mistakes that show under Calico', () => {
  it('CW-1 are global policies for pods that stand in front of hosts too', () => {
    expect(mistakes([HOST, gnp('p', `selector: all(), ${ALLOW}`)])).toEqual(['SELECTS_HOSTS /spec/selector']);
    expect(mistakes([gnp('p', `selector: all(), ${ALLOW}`)])).toEqual([]);
    for (const spec of ['selector: role == "edge"', 'selector: app == "web"', 'namespaceSelector: all()', 'applyOnForward: true']) expect(mistakes([HOST, gnp('p', `${spec}, ${ALLOW}`)]), spec).toEqual([]);
    const controllers = object('KubeControllersConfiguration', 'default', 'controllers: {node: {hostEndpoint: {autoCreate: Enabled}}}');
    expect(mistakes([controllers, gnp('p', ALLOW)])).toEqual(['SELECTS_HOSTS /spec/selector']);
  });

  it('CW-2 are stored policies without types', () => {
    const stored = (spec: string): string => object('NetworkPolicy', 'shop/p', spec, { apiVersion: 'crd.projectcalico.org/v1' });
    expect([mistakes([stored(ALLOW)]), mistakes([stored(`types: [Ingress], ${ALLOW}`)]), mistakes([np('shop/p', ALLOW)])]).toEqual([['TYPES_MISSING /spec/types'], [], []]);
  });

  it('CW-3 are negative selectors of namespaces where something has none', () => {
    const subject = gnp('p', `namespaceSelector: '!has(team)', selector: role == "edge", ${ALLOW}`);
    const peer = (selector: string): string => np('shop/q', `ingress: [{action: Allow, source: {namespaceSelector: ${selector}}}]`);
    expect(mistakes([HOST, subject, peer("team != 'red'")])).toEqual(['NEGATIVE_NAMESPACES /spec/namespaceSelector', 'NEGATIVE_NAMESPACES /spec/ingress/0/source/namespaceSelector']);
    expect(mistakes([GLOBAL_SET, peer("team != 'red'")])).toEqual(['NEGATIVE_NAMESPACES /spec/ingress/0/source/namespaceSelector']);
    for (const objects of [[peer("team != 'red'")], [GLOBAL_SET, peer('all()')], [GLOBAL_SET, peer('global()')], [GLOBAL_SET, peer('has(team)')]]) expect(mistakes(objects)).toEqual([]);
  });

  it('CW-4 are denials of everything but prefixes of one family', () => {
    const rule = (of: string): string => np('shop/p', `order: 1, egress: [{${of}}]`);
    expect(mistakes([rule('action: Deny, destination: {notNets: [10.0.0.0/8]}')])).toEqual(['FAMILY_FIXED /spec/egress/0']);
    for (const of of ['action: Allow, destination: {notNets: [10.0.0.0/8]}', 'action: Deny, destination: {notNets: [10.0.0.0/8, "2001:db8::/32"]}', 'action: Deny, ipVersion: 4, destination: {notNets: [10.0.0.0/8]}', 'action: Deny, destination: {nets: [10.0.0.0/8], notNets: [10.1.0.0/16]}']) {
      expect(mistakes([rule(of)]), of).toEqual([]);
    }
  });

  it('CW-5 are Services without a namespace, unless they are asked about as documented', () => {
    const p = np('shop/p', 'egress: [{action: Allow, destination: {services: {name: db}}}]');
    expect([mistakes([p]), mistakes([p], { 'services-without-namespace': 'policy-namespace' })]).toEqual([['SERVICE_WITHOUT_NAMESPACE /spec/egress/0/destination/services'], []]);
    expect(mistakes([np('shop/p', 'egress: [{action: Allow, destination: {services: {name: db, namespace: shop}}}]')])).toEqual([]);
  });

  it('CW-6 are conditions on requests where no proxy looks at them', () => {
    const p = np('shop/p', 'ingress: [{action: Allow, http: {methods: [GET]}}]');
    expect([mistakes([p]), mistakes([object('FelixConfiguration', 'default', 'policySyncPathPrefix: /var/run/nodeagent, defaultEndpointToHostAction: Accept'), p])]).toEqual([['HTTP_NOT_FILTERED /spec/ingress/0/http'], []]);
  });

  it('CW-7 are tiers that deny in one direction alone', () => {
    const tier = (rest: string): string => object('Tier', 'ops', `order: 5${rest}`);
    const within = np('shop/ops.p', `tier: ops, selector: app == "web", ${ALLOW}`);
    expect(mistakes([tier(''), within])).toEqual(['TIER_ONE_WAY /spec/defaultAction']);
    expect(mistakes([tier(', defaultAction: Pass'), within])).toEqual([]);
    expect(mistakes([tier(''), within, np('shop/ops.q', 'tier: ops, egress: [{action: Allow}]')])).toEqual([]);
    expect(mistakes([tier('')])).toEqual([]);
  });

  it('CW-8 are policies that allow behind a NetworkPolicy what that isolates', () => {
    const isolating = policy('shop/iso', 'podSelector: {matchLabels: {app: web}}');
    const later = (spec: string): readonly string[] => mistakes([isolating, np('shop/p', spec)]);
    expect(later(`selector: app == "web", ${ALLOW}`)).toEqual(['OPENS_ISOLATION /spec/ingress']);
    expect(later(`order: 1001, selector: app == "web", ${ALLOW}`)).toEqual(['OPENS_ISOLATION /spec/ingress']);
    for (const spec of [`order: 999, selector: app == "web", ${ALLOW}`, `selector: app == "db", ${ALLOW}`, 'selector: app == "web", egress: [{action: Allow}]', 'selector: app == "web", ingress: [{action: Deny}]']) expect(later(spec), spec).toEqual([]);
  });

  it('CW-9 are policies for hosts alone that select pods', () => {
    for (const field of ['preDNAT', 'doNotTrack']) expect(mistakes([gnp('p', `${field}: true, applyOnForward: true, selector: app == "web", ${ALLOW}`)])).toEqual(['HOSTS_ONLY /spec']);
    expect(mistakes([HOST, gnp('p', `preDNAT: true, applyOnForward: true, ${ALLOW}`)])).toEqual([]);
  });

  it('CW-10 are selectors of peers that only sets elsewhere fit', () => {
    const peer = (of: string): string => np('shop/p', `egress: [{action: Allow, destination: {${of}}}]`);
    expect(mistakes([GLOBAL_SET, peer('selector: net == "out"')])).toEqual(['SET_OUT_OF_REACH /spec/egress/0/destination/selector']);
    const own = object('NetworkSet', 'shop/out', 'nets: [203.0.113.0/24]', { labels: 'net: out' });
    for (const objects of [[peer('selector: net == "out"')], [GLOBAL_SET, peer('selector: net == "out", namespaceSelector: global()')], [GLOBAL_SET, own, peer('selector: net == "out"')], [GLOBAL_SET, peer('selector: app == "web" || net == "out"')]]) expect(mistakes(objects)).toEqual([]);
    expect(mistakes([GLOBAL_SET, gnp('p', 'egress: [{action: Allow, destination: {selector: net == "out"}}]')])).toEqual([]);
  });

  it('CW-11 are configurations that leave open what happens between a pod and its node', () => {
    expect(mistakes([object('FelixConfiguration', 'default', 'bpfEnabled: false')])).toEqual(['HOST_ACTION_UNSET /spec/defaultEndpointToHostAction']);
    expect(mistakes([object('FelixConfiguration', 'default', 'defaultEndpointToHostAction: Drop')])).toEqual([]);
    expect(mistakes([object('FelixConfiguration', 'node.n1', '')])).toEqual([]);
  });

  it('CW-12 are policies in a tier without an object', () => {
    const p = np('shop/ops.p', `tier: ops, ${ALLOW}`);
    expect([mistakes([p]), mistakes([p, object('Tier', 'ops', 'defaultAction: Pass')]), mistakes([np('shop/p', `tier: kube-admin, ${ALLOW}`)]), mistakes([p], { version: '3.28.0' })]).toEqual([['TIER_MISSING /spec/tier'], [], [], []]);
  });

  it('CW-13 are peers of a ClusterNetworkPolicy that reach addresses of network sets', () => {
    const cnp = (peer: string): string => `{apiVersion: policy.networking.k8s.io/v1alpha2, kind: ClusterNetworkPolicy, metadata: {name: c}, spec: {tier: Admin, priority: 1, subject: {namespaces: {}}, egress: [{action: Deny, to: [${peer}]}]}}`;
    const set = object('NetworkSet', 'lab/out', 'nets: [203.0.113.0/24]');
    expect(mistakes([set, cnp('{namespaces: {matchLabels: {team: red}}}')])).toEqual(['PEER_REACHES_SETS /spec/egress/0/to/0']);
    expect(mistakes([GLOBAL_SET, cnp('{namespaces: {matchExpressions: [{key: team, operator: DoesNotExist}]}}')])).toEqual(['PEER_REACHES_SETS /spec/egress/0/to/0']);
    for (const objects of [[set, cnp('{namespaces: {matchLabels: {team: blue}}}')], [set, cnp('{pods: {namespaceSelector: {}, podSelector: {}}}')], [GLOBAL_SET, cnp('{namespaces: {}}')]]) expect(mistakes(objects)).toEqual([]);
  });

  it('CW-14 are conditions that Felix leaves out', () => {
    expect(mistakes([np('shop/p', 'selector: app == "web", ingress: [{action: Allow, source: {nets: [nonsense]}}]')])).toEqual(['TERM_LEFT_OUT /spec/ingress/0/source/nets/0']);
  });

  it('CW-15 are policies of equal order that disagree about a pod', () => {
    const [allow, deny] = [np('shop/a', `order: 5, selector: app == "web", ${ALLOW}`), np('shop/b', 'order: 5, ingress: [{action: Deny}]')];
    expect(calicoMistakes([allow, deny]).map(({ code, resource, message }) => [code, resource?.name, /NetworkPolicy shop\/(\w) goes first, by ([\w ]+) that/.exec(message)?.slice(1)])).toEqual([['CALICO_ORDER_TIED', 'b', ['a', 'the name']]]);
    expect(calicoMistakes([allow, deny], { version: '3.31.0' }).map(({ message }) => message.includes('by the namespace and name'))).toEqual([true]);
    for (const objects of [[allow, np('shop/b', 'order: 6, ingress: [{action: Deny}]')], [allow, np('shop/b', `order: 5, ${ALLOW}`)], [allow, np('lab/b', 'order: 5, ingress: [{action: Deny}]')], [allow, np('shop/b', 'order: 5, egress: [{action: Deny}]')]]) expect(mistakes(objects)).toEqual([]);
  });
});
