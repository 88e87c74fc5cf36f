import { describe, expect, it } from 'vitest';
import type { ParsedPolicy } from '../../model/manifest/parse-policy.ts';
import type { NetworkPolicyManifest } from './manifest.ts';
import { parseNetworkPolicy } from './parse.ts';

type ParsedNetworkPolicy = ParsedPolicy<NetworkPolicyManifest>;

const source = { file: 'a.yaml', document: 1, line: 3 };

function parse(spec: unknown, { name = 'web', namespace = 'shop', apiVersion = 'networking.k8s.io/v1', rest = {} } = {}): ParsedNetworkPolicy {
  const value = { apiVersion, kind: 'NetworkPolicy', metadata: { name, namespace }, ...(spec === undefined ? {} : { spec }), ...rest };
  return parseNetworkPolicy({ identity: { group: 'networking.k8s.io', kind: 'NetworkPolicy', namespace, name }, apiVersion, value, source });
}

/** Code and pointer of every error. */
const errors = ({ diagnostics }: ParsedNetworkPolicy): readonly string[] => diagnostics.filter(({ severity }) => severity === 'error').map(({ code, path }) => `${code.replace('NETWORK_POLICY_', '')} ${path ?? ''}`);
const specErrors = (spec: unknown): readonly string[] => errors(parse(spec));
const peer = (from: unknown): readonly string[] => specErrors({ ingress: [{ from: [from] }] });
const port = (item: unknown): readonly string[] => specErrors({ egress: [{ ports: [item] }] });
const select = (podSelector: unknown): readonly string[] => specErrors({ podSelector });

describe('names', () => {
  it('V1 refuses a name that is no DNS subdomain', () => {
    expect(errors(parse({}, { name: 'Web' }))).toEqual(['NAME_INVALID /metadata/name']);
    expect(errors(parse({}, { name: 'a.b-c' }))).toEqual([]);
  });

  it('V2 refuses a namespace that is no DNS label', () => {
    expect(errors(parse({}, { namespace: 'a.b' }))).toEqual(['NAMESPACE_INVALID /metadata/namespace']);
  });

  it('V3 V4 refuses the policy for its own labels too', () => {
    const withLabels = (labels: unknown): readonly string[] => errors(parse({}, { rest: { metadata: { name: 'web', namespace: 'shop', labels } } }));
    expect(withLabels({ 'a b': 'x', c: 'y z' })).toEqual(['LABEL_KEY_INVALID /metadata/labels/a b', 'LABEL_VALUE_INVALID /metadata/labels/c']);
    expect(withLabels({ debug: true })).toEqual(['MALFORMED /metadata/labels/debug']);
    expect(withLabels(null)).toEqual([]);
  });
});

describe('selectors', () => {
  it('V3 refuses bad keys wherever a selector stands', () => {
    expect(select({ matchLabels: { 'a/b/c': 'x' } })).toEqual(['LABEL_KEY_INVALID /spec/podSelector/matchLabels/a~1b~1c']);
    expect(peer({ namespaceSelector: { matchExpressions: [{ key: '-a', operator: 'Exists' }] } })).toEqual(['LABEL_KEY_INVALID /spec/ingress/0/from/0/namespaceSelector/matchExpressions/0/key']);
    expect(select({ matchExpressions: [{ operator: 'Exists' }] })).toEqual(['LABEL_KEY_INVALID /spec/podSelector/matchExpressions/0/key']);
  });

  it('V4 refuses bad values in labels and in expressions', () => {
    expect(select({ matchLabels: { a: 'x y' }, matchExpressions: [{ key: 'b', operator: 'In', values: ['ok', '-'] }] }))
      .toEqual(['LABEL_VALUE_INVALID /spec/podSelector/matchLabels/a', 'LABEL_VALUE_INVALID /spec/podSelector/matchExpressions/0/values/1']);
    expect(select({ matchLabels: { a: '' } })).toEqual([]);
  });

  it.each(['in', 'Gt', '', null, 'constructor'])('V5 refuses the operator %s', (operator) => {
    expect(select({ matchExpressions: [{ key: 'a', operator, values: ['x'] }] })).toEqual(['OPERATOR_INVALID /spec/podSelector/matchExpressions/0/operator']);
  });

  it.each([['In', []], ['NotIn', undefined], ['NotIn', null], ['Exists', ['x']], ['DoesNotExist', ['x']]])('V6 refuses %s with values %j', (operator, values) => {
    expect(select({ matchExpressions: [{ key: 'a', operator, values }] })).toEqual(['VALUES_INVALID /spec/podSelector/matchExpressions/0/values']);
  });

  it.each([['In', ['x']], ['NotIn', ['']], ['Exists', []], ['DoesNotExist', null]])('V6 takes %s with values %j', (operator, values) => {
    expect(select({ matchExpressions: [{ key: 'a', operator, values }] })).toEqual([]);
  });
});

describe('ports', () => {
  it.each(['tcp', 'ICMP', 'ANY', ''])('V7 refuses the protocol "%s"', (protocol) => { expect(port({ protocol })).toEqual(['PROTOCOL_INVALID /spec/egress/0/ports/0/protocol']); });
  it.each(['TCP', 'UDP', 'SCTP', null, undefined])('V7 takes the protocol %s', (protocol) => { expect(port({ protocol })).toEqual([]); });
  it.each([0, -1, 65_536])('V8 refuses port %i', (number) => { expect(port({ port: number })).toEqual(['PORT_INVALID /spec/egress/0/ports/0/port']); });
  it.each([1, 65_535, null])('V8 takes port %s', (number) => { expect(port({ port: number })).toEqual([]); });
  it.each(['80', 'HTTP', 'a--b', 'abcdefghijklmnop', ''])('V9 PT-12 refuses the port name "%s"', (name) => { expect(port({ port: name })).toEqual(['PORT_NAME_INVALID /spec/egress/0/ports/0/port']); });
  it('V10 refuses endPort without port', () => { expect(port({ endPort: 90 })).toEqual(['END_PORT_INVALID /spec/egress/0/ports/0/endPort']); });
  it('V11 refuses endPort with a named port', () => { expect(port({ port: 'http', endPort: 90 })).toEqual(['END_PORT_INVALID /spec/egress/0/ports/0/endPort']); });
  it.each([[90, 89], [90, 65_536], [1, 0]])('V12 refuses the range %i to %i', (first, last) => { expect(port({ port: first, endPort: last })).toEqual(['END_PORT_INVALID /spec/egress/0/ports/0/endPort']); });
  it.each([[90, 90], [90, 65_535]])('V12 takes the range %i to %i', (first, last) => { expect(port({ port: first, endPort: last })).toEqual([]); });
});

describe('peers', () => {
  it.each([{}, { podSelector: null }, { podSelector: null, namespaceSelector: null, ipBlock: null }, null])('V13 refuses the peer %j', (item) => {
    expect(peer(item)).toEqual(['PEER_EMPTY /spec/ingress/0/from/0']);
  });

  it('V13 NP-39 takes empty selectors', () => {
    expect(peer({ podSelector: {} })).toEqual([]);
    expect(peer({ namespaceSelector: {} })).toEqual([]);
  });

  it('V14 refuses ipBlock beside a selector', () => {
    expect(peer({ ipBlock: { cidr: '10.0.0.0/8' }, podSelector: {} })).toEqual(['PEER_AMBIGUOUS /spec/ingress/0/from/0']);
    expect(peer({ ipBlock: { cidr: '10.0.0.0/8' }, podSelector: null })).toEqual([]);
  });

  it.each([undefined, '', '10.0.0.1', '10.0.0.0/33', '10.0.0/8', '10.0.0.0/-1', 'fe80::/129', '10.0.0.0/8 ', '10.0.0.256/8', 'fe80::%eth0/64', '10.0.0.0/ 8'])('V15 refuses the prefix %j', (cidr) => {
    expect(peer({ ipBlock: { cidr } })).toEqual(['CIDR_INVALID /spec/ingress/0/from/0/ipBlock/cidr']);
  });

  it.each([
    ['10.0.0.0/8', ''], ['10.0.0.0/8', '11.0.0.0/16'], ['10.0.0.0/8', '10.0.0.0/8'], ['10.0.0.0/16', '10.0.0.0/8'], ['10.0.0.0/8', 'fe80::/64'], ['fe80::/10', 'fec0::/64'], ['0.0.0.0/0', '10.0.0.1'],
  ])('V16 refuses to carve out of %s the prefix "%s"', (cidr, except) => {
    expect(peer({ ipBlock: { cidr, except: [except] } })).toEqual(['EXCEPT_INVALID /spec/ingress/0/from/0/ipBlock/except/0']);
  });

  it.each([['10.0.0.0/8', '10.255.0.0/16'], ['::/0', 'fe80::/10'], ['10.0.0.0/31', '10.0.0.1/32']])('V16 takes %s without %s', (cidr, except) => {
    expect(peer({ ipBlock: { cidr, except: [except] } })).toEqual([]);
  });
});

describe('the rest of the spec', () => {
  it('V17 refuses more than two types and unknown ones, and takes repeats (NP-21)', () => {
    expect(specErrors({ policyTypes: ['Ingress', 'Egress', 'Ingress'] })).toEqual(['TYPES_INVALID /spec/policyTypes']);
    expect(specErrors({ policyTypes: ['ingress', null] })).toEqual(['TYPES_INVALID /spec/policyTypes/0', 'TYPES_INVALID /spec/policyTypes/1']);
    expect(specErrors({ policyTypes: ['Ingress', 'Ingress'] })).toEqual([]);
  });

  it('V18 takes a policy without podSelector, or without spec', () => {
    expect(parse({ ingress: [] })).toMatchObject({ state: 'accepted', manifest: { spec: { ingress: [] } } });
    expect(parse(undefined)).toMatchObject({ state: 'accepted', manifest: { spec: {} } });
  });

  it('NP-46 keeps absent, null and empty apart in the manifest', () => {
    expect(parse({ podSelector: null, ingress: null, egress: [{ to: [], ports: null }] }).manifest?.spec).toEqual({ podSelector: null, ingress: null, egress: [{ to: [], ports: null }] });
  });

  it('names every violation of one policy', () => {
    const found = specErrors({ policyTypes: ['X'], ingress: [{ from: [{}], ports: [{ port: 0, protocol: 'tcp' }] }] });
    expect(found).toHaveLength(4);
  });

  it.each([[{ ingress: 'all' }, '/spec/ingress'], [{ ingress: [{ ports: 80 }] }, '/spec/ingress/0/ports'], [{ egress: [{ ports: [{ port: 80.5 }] }] }, '/spec/egress/0/ports/0/port'], [[], '/spec'], [{ podSelector: { matchLabels: { a: 1 } } }, '/spec/podSelector/matchLabels/a']])(
    'refuses the wrong structure %j', (spec, pointer) => { expect(specErrors(spec)).toEqual([`MALFORMED ${pointer}`]); });

  it('refuses extensions/v1beta1, which no server serves any more, and leaves unknown versions unknown', () => {
    expect(parse({}, { apiVersion: 'extensions/v1beta1' })).toMatchObject({ state: 'refused', manifest: null, diagnostics: [{ severity: 'error', state: 'refused' }] });
    expect(parse({}, { apiVersion: 'networking.k8s.io/v2' })).toMatchObject({ state: 'unreadable', manifest: null, diagnostics: [{ severity: 'error', state: 'unreadable' }] });
  });
});

describe('unknown fields', () => {
  it('are dropped with a high finding that names the path and what it widens', () => {
    const parsed = parse({ podselector: { matchLabels: { app: 'db' } }, ingress: [{ form: [], ports: [] }] });
    expect(parsed.state).toBe('pruned');
    expect(parsed.manifest?.spec).toEqual({ ingress: [{ ports: [] }] });
    expect(parsed.diagnostics).toMatchObject([{ severity: 'warning', code: 'FIELD_PRUNED', state: 'pruned', path: '/spec/podselector' }, { severity: 'warning', path: '/spec/ingress/0/form' }]);
    expect(parsed.findings).toMatchObject([{ severity: 'high', code: 'FIELD_PRUNED', path: '/spec/podselector', fingerprintText: 'FIELD_PRUNED networking.k8s.io/NetworkPolicy/shop/web /spec/podselector' }, { path: '/spec/ingress/0/form' }]);
    expect(parsed.findings[0]?.message).toContain('podSelector was probably meant');
  });

  it('count beside the spec too, and do not hide a violation', () => {
    expect(parse({}, { rest: { sepc: {} } }).state).toBe('pruned');
    expect(parse({ podselector: {}, policyTypes: ['x'] })).toMatchObject({ state: 'refused', manifest: null, findings: [{ code: 'FIELD_PRUNED' }] });
    expect(parse({}, { rest: { status: {} } }).state).toBe('accepted');
  });

  it('may empty a peer, which is then refused (V13)', () => {
    expect(peer({ podselector: {} })).toEqual(['PEER_EMPTY /spec/ingress/0/from/0']);
  });
});

describe('legacy prefixes', () => {
  it.each([['10.0.0.1/24', '10.0.0.1/24'], ['010.1.0.0/16', '10.1.0.0/16'], ['::ffff:10.0.0.0/104', '10.0.0.0/8'], ['10.0.0.0/08', '10.0.0.0/8'], ['::ffff:010.0.0.0/104', '10.0.0.0/8']])('U17 takes %s with a warning and reads %s', (cidr, want) => {
    const parsed = parse({ ingress: [{ from: [{ ipBlock: { cidr } }] }] });
    expect(parsed).toMatchObject({ state: 'accepted', diagnostics: [{ severity: 'warning', code: 'NETWORK_POLICY_CIDR_LEGACY', path: '/spec/ingress/0/from/0/ipBlock/cidr' }] });
    expect(parsed.manifest?.spec.ingress?.[0]?.from?.[0]?.ipBlock?.cidr).toBe(want);
  });

  it('U17 says nothing about strict spellings', () => {
    expect(parse({ egress: [{ to: [{ ipBlock: { cidr: '2001:DB8::/32', except: ['2001:db8:1::/48'] } }] }] }).diagnostics).toEqual([]);
  });

  it('U17 spells exceptions canonically as well', () => {
    const parsed = parse({ egress: [{ to: [{ podSelector: {} }, { ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16', '10.002.0.0/16'] } }] }] });
    expect(parsed.manifest?.spec.egress?.[0]?.to?.[1]?.ipBlock?.except).toEqual(['10.1.0.0/16', '10.2.0.0/16']);
  });
});
