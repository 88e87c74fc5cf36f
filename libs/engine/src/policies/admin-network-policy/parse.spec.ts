import { describe, expect, it } from 'vitest';
import { parseAdminNetworkPolicy } from './parse.ts';

type Parsed = ReturnType<typeof parseAdminNetworkPolicy>;

const source = { file: 'a.yaml', document: 1, line: 3 };
const SUBJECT = { namespaces: {} };

function parse(spec: unknown, { kind = 'AdminNetworkPolicy', name = 'default', apiVersion = 'policy.networking.k8s.io/v1alpha1' } = {}): Parsed {
  return parseAdminNetworkPolicy({ identity: { group: 'policy.networking.k8s.io', kind, namespace: '', name }, apiVersion, source, value: { apiVersion, kind, metadata: { name }, spec } });
}

const errors = ({ diagnostics }: Parsed): readonly string[] => diagnostics.filter(({ severity }) => severity === 'error').map(({ code, path }) => `${code.replace('ADMIN_POLICY_', '')} ${path ?? ''}`);
const admin = (spec: object): Parsed => parse({ priority: 1, subject: SUBJECT, ...spec });
const rule = (more: object, direction: 'ingress' | 'egress' = 'egress'): readonly string[] => errors(admin({ [direction]: [{ action: 'Deny', [direction === 'ingress' ? 'from' : 'to']: [SUBJECT], ...more }] }));
const peer = (to: unknown): readonly string[] => rule({ to: [to] });
const port = (item: unknown): readonly string[] => rule({ ports: [item] });

describe('the head of an AdminNetworkPolicy', () => {
  it.each([[undefined, ['FIELD_MISSING /spec']], [null, ['FIELD_MISSING /spec']], [-1, ['PRIORITY_INVALID /spec/priority']], [1001, ['PRIORITY_INVALID /spec/priority']], [0, []], [1000, []], ['5', ['MALFORMED /spec/priority']]])('AN-1 priority %s gives %j', (priority, wanted) => {
    expect(errors(parse({ priority, subject: SUBJECT }))).toEqual(wanted);
  });

  it.each([[undefined, ['FIELD_MISSING /spec']], [{}, ['FIELD_EMPTY /spec/subject']], [{ namespaces: null }, ['FIELD_EMPTY /spec/subject']], [{ namespaces: {}, pods: { namespaceSelector: {}, podSelector: {} } }, ['FIELD_AMBIGUOUS /spec/subject']]])('AN-4 subject %j gives %j', (subject, wanted) => {
    expect(errors(parse({ priority: 1, subject }))).toEqual(wanted);
  });

  it('AN-4 pods need both selectors', () => {
    expect(errors(parse({ priority: 1, subject: { pods: { podSelector: {} } } }))).toEqual(['FIELD_MISSING /spec/subject/pods']);
    expect(errors(parse({ priority: 1, subject: { pods: { namespaceSelector: {} } } }))).toEqual(['FIELD_MISSING /spec/subject/pods']);
  });

  it('AV-12 refuses selectors that mean nothing, although the API server takes them', () => {
    const parsed = parse({ priority: 1, subject: { namespaces: { matchExpressions: [{ key: 'a', operator: 'Is' }] } } });
    expect(errors(parsed)).toEqual(['OPERATOR_INVALID /spec/subject/namespaces/matchExpressions/0/operator']);
    expect(parsed.diagnostics[0]?.message).toContain('although the API server takes it');
  });

  it('AV-18 is not evaluated in a version that is not read', () => {
    const parsed = parse({}, { apiVersion: 'policy.networking.k8s.io/v1beta1' });
    expect([parsed.state, errors(parsed)]).toEqual(['unreadable', ['VERSION_NOT_SERVED /apiVersion']]);
  });

  it('is accepted without rules', () => {
    expect(parse({ priority: 1, subject: SUBJECT })).toMatchObject({ state: 'accepted', standard: null, diagnostics: [], findings: [], manifest: { name: 'default', priority: 1 } });
  });
});

describe('the rules of an AdminNetworkPolicy', () => {
  it.each([['allow', ['ACTION_INVALID']], ['Accept', ['ACTION_INVALID']], [null, ['FIELD_MISSING']], ['Pass', []]])('AN-3 action %s gives %j', (action, wanted) => {
    expect(rule({ action }).map((text) => text.split(' ')[0])).toEqual(wanted);
  });

  it('AN-9 needs at least one peer', () => {
    expect([rule({ to: undefined }), rule({ to: [] }), rule({ to: Array.from({ length: 101 }, () => SUBJECT) })]).toEqual([['FIELD_MISSING /spec/egress/0'], ['FIELD_EMPTY /spec/egress/0/to'], ['TOO_MANY /spec/egress/0/to']]);
  });

  it('AN-7 AN-8 a peer has exactly one field of its direction', () => {
    expect([peer({}), peer({ namespaces: {}, nodes: {} }), peer({ nodes: {} }), peer({ networks: ['10.0.0.0/8'] }), peer({ domainNames: ['*.example.com'] })]).toEqual([['FIELD_EMPTY /spec/egress/0/to/0'], ['FIELD_AMBIGUOUS /spec/egress/0/to/0'], [], [], []]);
    expect(rule({ from: [{ networks: ['10.0.0.0/8'] }] }, 'ingress')).toEqual(['FIELD_EMPTY /spec/ingress/0/from/0']);
    expect(peer({ pods: { podSelector: {} } })).toEqual(['FIELD_MISSING /spec/egress/0/to/0/pods']);
  });

  it.each(['10.0.0.0', '010.0.0.0/8', '10.0.0.0/08', '::ffff:10.0.0.0/104', '/8', 'x'])('AN-15 refuses the network %s', (network) => {
    expect(peer({ networks: [network] })).toEqual(['CIDR_INVALID /spec/egress/0/to/0/networks/0']);
  });

  it('AN-15 takes up to 25 distinct networks of either family, host bits included', () => {
    expect(peer({ networks: ['10.0.0.1/8', 'fd00::1/8'] })).toEqual([]);
    expect(peer({ networks: ['10.0.0.0/8', '10.0.0.0/8'] })).toEqual(['FIELD_AMBIGUOUS /spec/egress/0/to/0/networks/1']);
    expect([peer({ networks: [] }), peer({ networks: Array.from({ length: 26 }, (_, index) => `10.0.${String(index)}.0/24`) })]).toEqual([['FIELD_EMPTY /spec/egress/0/to/0/networks'], ['TOO_MANY /spec/egress/0/to/0/networks']]);
  });

  it('AN-10 takes 1 to 100 ports and as many rules', () => {
    const many = (count: number): readonly object[] => Array.from({ length: count }, () => ({ portNumber: { port: 1 } }));
    expect([rule({ ports: [] }), rule({ ports: many(100) }), rule({ ports: many(101) }), rule({ ports: null })]).toEqual([['FIELD_EMPTY /spec/egress/0/ports'], [], ['TOO_MANY /spec/egress/0/ports'], []]);
    const rules = Array.from({ length: 101 }, () => ({ action: 'Deny', to: [SUBJECT] }));
    expect([errors(admin({ egress: rules })), errors(admin({ egress: rules.slice(1) }))]).toEqual([['TOO_MANY /spec/egress'], []]);
  });

  it('AN-11 a port is exactly one of a number, a range and a name', () => {
    expect([port({}), port({ namedPort: 'web', portNumber: { port: 1 } }), port({ portNumber: {} }), port({ portNumber: { port: 0 } }), port({ portRange: { start: 1, end: 65536 } })])
      .toEqual([['FIELD_EMPTY /spec/egress/0/ports/0'], ['FIELD_AMBIGUOUS /spec/egress/0/ports/0'], ['FIELD_MISSING /spec/egress/0/ports/0/portNumber/port'], ['PORT_INVALID /spec/egress/0/ports/0/portNumber/port'], ['PORT_INVALID /spec/egress/0/ports/0/portRange/end']]);
  });

  it('AN-11 refuses protocols and ranges that mean nothing, although the API server takes them', () => {
    expect([port({ portNumber: { port: 1, protocol: 'tcp' } }), port({ portRange: { start: 9, end: 9 } })]).toEqual([['PROTOCOL_INVALID /spec/egress/0/ports/0/portNumber/protocol'], ['PORT_RANGE_INVALID /spec/egress/0/ports/0/portRange']]);
  });

  it('AN-14 a name cannot stand beside peers without container ports', () => {
    const named = [{ namedPort: 'web' }];
    expect([rule({ ports: named }), rule({ to: [{ networks: ['10.0.0.0/8'] }], ports: named }), rule({ to: [{ nodes: {} }], ports: named })]).toEqual([[], ['NAMED_PORT_WITHOUT_POD /spec/egress/0/ports/0'], ['NAMED_PORT_WITHOUT_POD /spec/egress/0/ports/0']]);
  });

  it('AV-16 a rule\'s name has at most 100 characters', () => {
    expect([rule({ name: 'x'.repeat(100) }), rule({ name: 'x'.repeat(101) })]).toEqual([[], ['RULE_NAME_INVALID /spec/egress/0/name']]);
  });
});

describe('fields that the API does not have', () => {
  it('AN-19 are dropped with a high finding that names the path and what that widens', () => {
    const parsed = admin({ egress: [{ action: 'Deny', to: [SUBJECT], port: [{ portNumber: { port: 80 } }] }] });
    expect([parsed.state, parsed.findings.map(({ severity, code, path }) => [severity, code, path])]).toEqual(['pruned', [['high', 'FIELD_PRUNED', '/spec/egress/0/port']]]);
    expect(parsed.findings[0]?.message).toContain('ports was probably meant, and without it the rule then speaks about every port');
  });

  it('AN-19 leave a peer empty that had nothing else, and so refuse the policy', () => {
    expect(peer({ services: {} })).toEqual(['FIELD_EMPTY /spec/egress/0/to/0']);
  });

  it.each([['namespaces', { namespaceSelector: { matchLabels: { a: 'b' } } }], ['namespaces', { sameLabels: ['a'] }], ['namespaces', { notSameLabels: ['a'] }]])('AN-20 refuse the removed nesting in %s with a hint: %j', (field, value) => {
    const parsed = admin({ ingress: [{ action: 'Deny', from: [{ [field]: value }] }] });
    expect([parsed.state, errors(parsed)]).toEqual(['refused', [`NESTING_REMOVED /spec/ingress/0/from/0/namespaces/${Object.keys(value).join()}`]]);
    expect(parsed.diagnostics.find(({ code }) => code.endsWith('NESTING_REMOVED'))?.message).toContain('0.1.3');
  });

  it('AN-20 refuse the removed nesting in pods too', () => {
    expect(peer({ pods: { namespaces: { namespaceSelector: {} }, podSelector: {} } })).toContain('NESTING_REMOVED /spec/egress/0/to/0/pods/namespaces');
  });
});

describe('channels', () => {
  it.each([['nodes', { to: [{ nodes: {} }] }], ['domain names', { to: [{ domainNames: ['example.com'] }] }], ['named ports', { ports: [{ namedPort: 'web' }] }]])('AV-13 %s are experimental: the standard channel drops them and refuses the rest', (_, more) => {
    const parsed = admin({ egress: [{ action: 'Allow', to: [SUBJECT], ...more }] });
    expect([parsed.state, parsed.standard?.state, parsed.standard?.manifest]).toEqual(['accepted', 'refused', null]);
  });

  it('agree on everything else', () => {
    expect(admin({ egress: [{ action: 'Allow', to: [{ networks: ['10.0.0.0/8'] }] }] }).standard).toBeNull();
  });
});

describe('a BaselineAdminNetworkPolicy', () => {
  const baseline = (spec: object, name?: string): Parsed => parse({ subject: SUBJECT, ...spec }, { kind: 'BaselineAdminNetworkPolicy', ...(name === undefined ? {} : { name }) });

  it('AN-2 BV-1 BV-2 BV-3 is named default, has no priority and does not pass', () => {
    expect([errors(baseline({})), errors(baseline({}, 'other')), errors(baseline({ ingress: [{ action: 'Pass', from: [SUBJECT] }] }))]).toEqual([[], ['NAME_INVALID /metadata/name'], ['ACTION_INVALID /spec/ingress/0/action']]);
    expect([baseline({ priority: 5 }).state, baseline({ priority: 5 }).manifest?.priority]).toEqual(['pruned', null]);
  });

  it('AN-8 BV-4 knows no domain names', () => {
    expect(errors(baseline({ egress: [{ action: 'Deny', to: [{ domainNames: ['example.com'] }] }] }))).toEqual(['FIELD_EMPTY /spec/egress/0/to/0']);
  });
});
