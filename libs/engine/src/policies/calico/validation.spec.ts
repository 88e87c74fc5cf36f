import { describe, expect, it } from 'vitest';
import type { PolicyDocument } from '../document.ts';
import { readPolicy } from '../parse.ts';

interface Object { readonly apiVersion?: string; readonly kind?: string; readonly name?: string; readonly namespace?: string; readonly labels?: Readonly<Record<string, string>>; readonly spec?: object }

function read({ apiVersion = 'projectcalico.org/v3', kind = 'NetworkPolicy', name = 'p', namespace = 'shop', labels = {}, spec = {} }: Object): { readonly document: PolicyDocument; readonly told: readonly string[] } {
  const identity = { group: apiVersion.replace(/\/.*/, ''), kind, namespace, name };
  const { document, diagnostics } = readPolicy({ identity, apiVersion, value: { apiVersion, kind, metadata: { name, namespace, labels }, spec }, source: { file: 'x', document: 1, line: 1 } });
  return { document, told: diagnostics.map(({ severity, code, path }) => `${severity} ${code.replace('CALICO_POLICY_', '')} ${path ?? ''}`) };
}

const rule = (of: object, spec: object = {}): Object => ({ spec: { ...spec, ingress: [{ action: 'Allow', ...of }] } });
const effect = (object: Object): readonly unknown[] => {
  const { document, told } = read(object);
  return [document.state, document.manifest !== null && 'leftOut' in document.manifest ? document.manifest.leftOut : null, ...told];
};
const AT = '/spec/ingress/0';

describe('objects that the API of Calico refuses', () => {
  it.each<readonly [string, Object, string]>([
    ['a selector', { spec: { selector: 'a =' } }, 'SELECTOR_INVALID /spec/selector'],
    ['a selector of a rule', rule({ source: { selector: 'a' } }), `SELECTOR_INVALID ${AT}/source/selector`],
    ['a negated selector of a rule', rule({ source: { notSelector: 'a' } }), `SELECTOR_INVALID ${AT}/source/notSelector`],
    ['a selector of a peer\'s namespaces', rule({ source: { namespaceSelector: 'a' } }), `SELECTOR_INVALID ${AT}/source/namespaceSelector`],
    ['a selector of a peer\'s accounts', rule({ source: { serviceAccounts: { selector: 'a' } } }), `SELECTOR_INVALID ${AT}/source/serviceAccounts/selector`],
    ['a port without protocol', rule({ destination: { notPorts: [80] } }), `PORT_INVALID ${AT}/destination/notPorts/0`],
    ['a named port of a protocol without ports', rule({ protocol: 'UDPLite', destination: { ports: ['http'] } }), `PORT_INVALID ${AT}/destination/ports`],
    ['port 0', rule({ protocol: 'TCP', destination: { ports: ['0:9'] } }), `PORT_INVALID ${AT}/destination/ports/0`],
    ['a range that begins with the larger number', rule({ protocol: 'TCP', destination: { ports: ['9:8'] } }), `PORT_INVALID ${AT}/destination/ports/0`],
    ['an unknown protocol', rule({ protocol: 'TPC' }), `PROTOCOL_INVALID ${AT}/protocol`],
    ['protocol 0', rule({ notProtocol: 0 }), `PROTOCOL_INVALID ${AT}/notProtocol`],
    ['an unknown family', rule({ ipVersion: 5 }), `IP_VERSION_INVALID ${AT}/ipVersion`],
    ['type 255 of ICMP', rule({ protocol: 'ICMP', icmp: { type: 255 } }), `ICMP_INVALID ${AT}/icmp/type`],
    ['Pass in another case', { spec: { ingress: [{ action: 'pass' }] } }, `ACTION_INVALID ${AT}/action`],
    ['an unknown action', { spec: { ingress: [{ action: 'Block' }] } }, `ACTION_INVALID ${AT}/action`],
  ])('CX-1 count as absent where Felix cannot use them: %s', (_, object, expected) => {
    expect(effect(object)).toEqual(['refused', null, `error ${expected}`]);
  });

  it.each<readonly [string, Object, string]>([
    ['a prefix', rule({ source: { nets: ['10.0.0.0/8', 'x'] } }), `CIDR_INVALID ${AT}/source/nets/1`],
    ['a selector of the policy\'s namespaces', { kind: 'GlobalNetworkPolicy', namespace: '', spec: { namespaceSelector: 'a' } }, 'SELECTOR_INVALID /spec/namespaceSelector'],
    ['a selector of the policy\'s accounts', { spec: { serviceAccountSelector: 'a' } }, 'SELECTOR_INVALID /spec/serviceAccountSelector'],
    ['a code of ICMP without type', rule({ protocol: 'ICMP', icmp: { code: 3 } }), `ICMP_INVALID ${AT}/icmp`],
  ])('CX-2 lose what Felix cannot read, and so mean more: %s', (_, object, expected) => {
    expect(effect(object)).toEqual(['accepted', [expected.split(' ')[1]], `warning ${expected}`]);
  });

  it.each<readonly [string, Object, string]>([
    ['a bare address among prefixes', rule({ source: { nets: ['10.0.0.1'] } }), `CIDR_INVALID ${AT}/source/nets/0`],
    ['a negated prefix of everything', rule({ source: { notNets: ['::/0'] } }), `CIDR_INVALID ${AT}/source/notNets/0`],
    ['both families at the two ends', rule({ source: { nets: ['10.0.0.0/8'] }, destination: { notNets: ['2001:db8::/32'] } }), `FAMILY_MIXED ${AT}`],
    ['ipVersion against prefixes', rule({ ipVersion: 6, source: { nets: ['10.0.0.0/8'] } }), `FAMILY_MIXED ${AT}`],
    ['ICMP of the other family', rule({ ipVersion: 6, protocol: 'ICMP' }), `FAMILY_MIXED ${AT}/ipVersion`],
    ['ICMP by its number', rule({ protocol: 1, icmp: { type: 8 } }), `ICMP_INVALID ${AT}/icmp`],
    ['a negated protocol of the other family', rule({ ipVersion: 4, notProtocol: 'ICMPv6' }), `FAMILY_MIXED ${AT}/ipVersion`],
    ['http beside a number', rule({ protocol: 6, http: { methods: ['GET'] } }), `HTTP_INVALID ${AT}/http`],
    ['a port of an interface in capitals', { kind: 'HostEndpoint', namespace: '', spec: { node: 'a', interfaceName: '*', ports: [{ name: 'HTTP', protocol: 'TCP', port: 80 }] } }, 'HOST_ENDPOINT_INVALID /spec/ports/0'],
    ['icmp without protocol', rule({ icmp: { type: 8 } }), `ICMP_INVALID ${AT}/icmp`],
    ['global() beside more', rule({ source: { namespaceSelector: 'global() || has(a)' } }), `SELECTOR_INVALID ${AT}/source/namespaceSelector`],
    ['global() elsewhere', { spec: { selector: '!global()' } }, 'SELECTOR_INVALID /spec/selector'],
    ['services beside a selector', rule({ source: { services: { name: 'a', namespace: 'b' }, selector: 'all()' } }), `SERVICES_INVALID ${AT}/source/services`],
    ['http in a rule that denies', { spec: { ingress: [{ action: 'Deny', http: { methods: ['GET'] } }] } }, `HTTP_INVALID ${AT}/http`],
    ['a protocol in another case', rule({ protocol: 'tcp' }), `PROTOCOL_INVALID ${AT}/protocol`],
    ['a number as text', rule({ protocol: '6' }), `PROTOCOL_INVALID ${AT}/protocol`],
    ['an action in another case', { spec: { ingress: [{ action: 'allow' }] } }, `ACTION_INVALID ${AT}/action`],
    ['no action', { spec: { ingress: [{}] } }, `ACTION_INVALID ${AT}/action`],
    ['doNotTrack alone', { kind: 'GlobalNetworkPolicy', namespace: '', spec: { doNotTrack: true } }, 'HOST_POLICY_INVALID /spec'],
    ['a type twice', { spec: { types: ['Ingress', 'Ingress'] } }, 'TYPES_INVALID /spec/types'],
    ['more deletions than a tier', { kind: 'StagedNetworkPolicy', spec: { stagedAction: 'Delete', order: 1 } }, 'STAGED_INVALID /spec'],
    ['another order of a built-in tier', { kind: 'Tier', namespace: '', name: 'default', spec: { order: 5, defaultAction: 'Deny' } }, 'TIER_INVALID /spec/order'],
    ['a set with Calico\'s own label', { kind: 'NetworkSet', labels: { 'projectcalico.org/namespace': 'x' }, spec: { nets: ['10.0.0.1'] } }, 'LABEL_KEY_INVALID /metadata/labels'],
    ['an interface\'s long name', { kind: 'HostEndpoint', namespace: '', spec: { node: 'a', interfaceName: 'a-very-long-name' } }, 'HOST_ENDPOINT_INVALID /spec/interfaceName'],
    ['the name of a profile', { kind: 'HostEndpoint', namespace: '', spec: { node: 'a', interfaceName: '*', profiles: ['A,b'] } }, 'HOST_ENDPOINT_INVALID /spec/profiles/0'],
    ['an annotation of a rule', rule({ metadata: { annotations: { 'a b': '' } } }), `LABEL_KEY_INVALID ${AT}/metadata/annotations/a b`],
    ['a name of three parts', { name: 'a.b.c' }, 'NAME_INVALID /metadata/name'],
  ])('CX-3 are taken as they stand otherwise: %s', (_, object, expected) => {
    const [state, , ...told] = effect(object);
    expect([state, ...told]).toEqual(['accepted', `warning ${expected}`]);
  });

  it('CX-3 are deleted with a spec that says nothing else, in whatever words', () => {
    expect(read({ kind: 'StagedKubernetesNetworkPolicy', spec: { stagedAction: 'Delete', podSelector: {}, ingress: [], egress: null } }).told).toEqual([]);
    expect(read({ kind: 'StagedKubernetesNetworkPolicy', spec: { stagedAction: 'Delete', podSelector: { matchLabels: { a: 'b' } } } }).told).toEqual(['warning STAGED_INVALID /spec']);
    expect(read({ kind: 'StagedNetworkPolicy', spec: { stagedAction: 'Delete', order: 0 } }).told).toEqual(['warning STAGED_INVALID /spec']);
  });

  it('CX-4 stay unread where they have a condition of another edition, so that nothing is guessed', () => {
    expect(effect({ spec: { egress: [{ action: 'Allow', destination: { domains: ['example.com'] } }] } })).toEqual(['unreadable', null, 'error FIELD_UNSUPPORTED /spec/egress/0/destination/domains']);
    expect(effect({ spec: { colour: 'red' } })).toEqual(['pruned', [], 'warning FIELD_PRUNED /spec/colour']);
  });

  it('CX-5 have directions by their rules where they are live without types, and both where they are stored so', () => {
    const directions = (apiVersion: string, spec: object): unknown => { const { document } = read({ apiVersion, spec }); return document.api === 'calico' ? document.manifest?.directions : null; };
    const some = [{ action: 'Allow' }];
    expect(directions('projectcalico.org/v3', {})).toEqual(['ingress']);
    expect(directions('projectcalico.org/v3', { ingress: [], egress: [], types: [] })).toEqual(['ingress']);
    expect(directions('projectcalico.org/v3', { egress: some })).toEqual(['egress']);
    expect(directions('projectcalico.org/v3', { ingress: some, egress: some })).toEqual(['ingress', 'egress']);
    for (const spec of [{}, { types: [] }, { egress: some }]) expect(directions('crd.projectcalico.org/v1', spec)).toEqual(['ingress', 'egress']);
    expect(directions('crd.projectcalico.org/v1', { types: ['egress'], ingress: some })).toEqual(['egress']);
    expect(directions('projectcalico.org/v3', { types: ['Both'] })).toEqual([]);
  });

  it('CX-6 are host endpoints without node or way to find the interface, and lose addresses that are none', () => {
    expect(read({ kind: 'HostEndpoint', namespace: '', spec: { interfaceName: '*' } }).told).toEqual(['error HOST_ENDPOINT_INVALID /spec/node']);
    expect(read({ kind: 'HostEndpoint', namespace: '', spec: { node: 'a' } }).told).toEqual(['error HOST_ENDPOINT_INVALID /spec']);
    expect(read({ kind: 'HostEndpoint', namespace: '', spec: { node: 'a', expectedIPs: ['x', '10.0.0.1'] } }).document.manifest).toMatchObject({ expectedIPs: ['10.0.0.1'], interfaceName: null });
  });

  it('CX-7 are of one version in each group', () => {
    expect(read({ apiVersion: 'projectcalico.org/v1' }).told).toEqual(['error VERSION_NOT_SERVED /apiVersion']);
    expect(read({ apiVersion: 'crd.projectcalico.org/v1' }).told).toEqual([]);
  });
});
