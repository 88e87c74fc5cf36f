import { describe, expect, it } from 'vitest';
import { parseClusterNetworkPolicy } from './parse.ts';

type Parsed = ReturnType<typeof parseClusterNetworkPolicy>;

const ANYONE = { namespaces: {} };
const apiVersion = 'policy.networking.k8s.io/v1alpha2';

const parse = (spec: unknown): Parsed => parseClusterNetworkPolicy({
  identity: { group: 'policy.networking.k8s.io', kind: 'ClusterNetworkPolicy', namespace: '', name: 'a' }, apiVersion, source: { file: 'a.yaml', document: 1, line: 1 },
  value: { apiVersion, kind: 'ClusterNetworkPolicy', metadata: { name: 'a' }, spec, status: { conditions: [{ type: 'Whatever' }] } },
});

const errorsOf = ({ diagnostics }: Parsed): readonly string[] => diagnostics.filter(({ severity }) => severity === 'error').map(({ code, path }) => `${code.replace('ADMIN_POLICY_', '')} ${path ?? ''}`);
const whole = (spec: object): Parsed => parse({ tier: 'Admin', priority: 1, subject: ANYONE, ...spec });
const egress = (more: object): Parsed => whole({ egress: [{ action: 'Accept', to: [ANYONE], ...more }] });
const rule = (more: object): readonly string[] => errorsOf(egress(more)).map((text) => text.replace('/spec/egress/0', ''));
const protocol = (item: unknown): readonly string[] => rule({ protocols: [item] }).map((text) => text.replace('/protocols/0', ''));
const tcp = (destinationPort: unknown): readonly string[] => protocol({ tcp: { destinationPort } }).map((text) => text.replace('/tcp/destinationPort', ''));

describe('the head of a ClusterNetworkPolicy', () => {
  it.each([[{ tier: undefined }, ['FIELD_MISSING /spec']], [{ tier: 'admin' }, ['TIER_INVALID /spec/tier']], [{ tier: 'Baseline' }, []], [{ priority: undefined }, ['FIELD_MISSING /spec']], [{ priority: 1001 }, ['PRIORITY_INVALID /spec/priority']], [{ priority: 0 }, []]])('CN-1 %j gives %j', (spec, wanted) => {
    expect(errorsOf(whole(spec))).toEqual(wanted);
  });

  it.each([[undefined, ['FIELD_MISSING /spec']], [{}, ['FIELD_EMPTY /spec/subject']], [{ pods: { podSelector: {} } }, []], [{ pods: { namespaceSelector: {} } }, ['FIELD_MISSING /spec/subject/pods']], [{ ...ANYONE, pods: { podSelector: {} } }, ['FIELD_AMBIGUOUS /spec/subject']]])('CN-3 subject %j gives %j', (subject, wanted) => {
    expect(errorsOf(whole({ subject }))).toEqual(wanted);
  });

  it('CN-15 takes any status', () => {
    expect(whole({})).toMatchObject({ state: 'accepted', standard: null, findings: [] });
  });
});

describe('the rules of a ClusterNetworkPolicy', () => {
  it.each([['Allow', ['ACTION_INVALID /action']], ['Accept', []], ['Pass', []], [undefined, ['FIELD_MISSING ']]])('CN-2 action %s gives %j', (action, wanted) => {
    expect(rule({ action })).toEqual(wanted);
  });

  it('CN-4 a peer has exactly one field of its direction', () => {
    expect([rule({ to: [{}] }), rule({ to: [{ ...ANYONE, networks: ['10.0.0.0/8'] }] }), rule({ to: [{ nodes: {} }] })]).toEqual([['FIELD_EMPTY /to/0'], ['FIELD_AMBIGUOUS /to/0'], []]);
  });

  it('CN-10 networks on the way in are dropped, which leaves the peer empty', () => {
    expect(errorsOf(whole({ ingress: [{ action: 'Deny', from: [{ networks: ['10.0.0.0/8'] }] }] }))).toEqual(['FIELD_EMPTY /spec/ingress/0/from/0']);
  });

  it('CN-5 takes up to 25 rules, peers, protocols, networks and names', () => {
    const many = <T>(count: number, item: (index: number) => T): readonly T[] => Array.from({ length: count }, (_, index) => item(index));
    const counts = (count: number): readonly (readonly string[])[] => [
      errorsOf(whole({ egress: many(count, () => ({ action: 'Deny', to: [ANYONE] })) })), rule({ to: many(count, () => ANYONE) }), rule({ protocols: many(count, () => ({ destinationNamedPort: 'web' })) }),
      rule({ to: [{ networks: many(count, (index) => `10.0.${String(index)}.0/24`) }] }), rule({ to: [{ domainNames: many(count, (index) => `n${String(index)}.example.com`) }] }),
    ];
    expect(counts(25)).toEqual([[], [], [], [], []]);
    expect(counts(26)).toEqual([['TOO_MANY /spec/egress'], ['TOO_MANY /to'], ['TOO_MANY /protocols'], ['TOO_MANY /to/0/networks'], ['TOO_MANY /to/0/domainNames']]);
  });

  it('CN-6 CN-8 a protocol is exactly one field, and an empty one is refused with a hint', () => {
    expect([protocol({}), protocol({ tcp: { destinationPort: { number: 1 } }, udp: { destinationPort: { number: 1 } } }), protocol({ tcp: {} }), rule({ protocols: [] })]).toEqual([['FIELD_EMPTY '], ['FIELD_AMBIGUOUS '], ['FIELD_EMPTY /tcp'], ['FIELD_EMPTY /protocols']]);
    expect(egress({ protocols: [{ tcp: {} }] }).diagnostics[0]?.message).toContain('a range from 1 to 65535');
  });

  it('CN-7 a destination port is a number, or a range that ends after it begins', () => {
    expect([tcp({}), tcp({ number: 1, range: { start: 1, end: 2 } }), tcp({ number: 0 }), tcp({ range: { start: 2, end: 2 } }), tcp({ range: { start: 1, end: 2 } }), tcp({ range: { start: 1 } })])
      .toEqual([['FIELD_EMPTY '], ['FIELD_AMBIGUOUS '], ['PORT_INVALID /number'], ['PORT_RANGE_INVALID /range'], [], ['FIELD_MISSING /range/end']]);
  });

  it('CN-9 a named port beside networks is refused by the experimental channel only', () => {
    const parsed = egress({ to: [{ networks: ['10.0.0.0/8'] }], protocols: [{ destinationNamedPort: 'web' }] });
    expect([parsed.state, errorsOf(parsed), parsed.standard?.state]).toEqual(['refused', ['NAMED_PORT_WITHOUT_POD /spec/egress/0/protocols/0'], 'accepted']);
  });

  it.each([['example.com', true], ['*.example.com', true], ['example.com.', true], ['com', false], ['*', false], ['*.', false], ['a.*.com', false], ['-a.com', false], ['', false]])('CN-11 the domain name "%s" is fine: %s', (name, isFine) => {
    expect(rule({ to: [{ domainNames: [name] }] })).toEqual(isFine ? [] : ['DOMAIN_NAME_INVALID /to/0/domainNames/0']);
  });

  it('CN-11 domain names are for accepting', () => {
    expect(rule({ action: 'Deny', to: [{ domainNames: ['example.com'] }] })).toEqual(['DOMAIN_NAME_INVALID ']);
  });

  it('CN-14 a peer that only a later API knows is refused', () => {
    expect(rule({ to: [{ services: {} }] })).toEqual(['FIELD_EMPTY /to/0']);
  });

  it('CV-13 the ports of the older API are dropped, with a high finding that every port is meant then', () => {
    const parsed = egress({ ports: [{ portNumber: { port: 80 } }] });
    expect([parsed.state, parsed.findings.map(({ severity, path }) => [severity, path])]).toEqual(['pruned', [['high', '/spec/egress/0/ports']]]);
    expect(parsed.findings[0]?.message).toContain('every port');
  });
});
