import { describe, expect, it } from 'vitest';
import { CAST, world } from '../world.ts';

type Json = Readonly<Record<string, unknown>>;
type Judged = readonly [verdict: string, ...errors: string[]];

const ANYONE = { namespaces: {} };
/** What a policy that counts does: no pod receives from a pod. */
const DENY = { action: 'Deny', from: [ANYONE] };
const STANDARD = { 'reference.admin-channel': 'standard' };
const many = <T>(count: number, item: (index: number) => T): readonly T[] => Array.from({ length: count }, (_, index) => item(index));
const network = (index: number): string => `10.${String(index)}.0.0/16`;

/** Whether the policy counts, and what is said against it. */
function judge(kind: string, spec: Json, { name = 'default', version = 'v1alpha1', settings = {} }: { name?: string; version?: string; settings?: Readonly<Record<string, string>> } = {}): Judged {
  const text = JSON.stringify({ apiVersion: `policy.networking.k8s.io/${version}`, kind, metadata: { name }, spec });
  const { diagnostics, verdict } = world([CAST, text], settings);
  return [verdict('lab/web', 'shop/db', 'TCP 80'), ...diagnostics.filter(({ severity }) => severity === 'error').map(({ code, path }) => `${code.replace('ADMIN_POLICY_', '')} ${path ?? ''}`)];
}

const anp = (spec: Json, more = {}): Judged => judge('AdminNetworkPolicy', { priority: 1, subject: ANYONE, ingress: [DENY], ...spec }, more);
const banp = (spec: Json, more = {}): Judged => judge('BaselineAdminNetworkPolicy', { subject: ANYONE, ingress: [DENY], ...spec }, more);
const cnp = (spec: Json, more = {}): Judged => judge('ClusterNetworkPolicy', { tier: 'Admin', priority: 1, subject: ANYONE, ingress: [DENY], ...spec }, { version: 'v1alpha2', ...more });
/** One egress rule in need of judgement beside the ingress rule that shows whether the policy counts. */
const out = (rule: Json): Json => ({ egress: [{ action: 'Deny', to: [ANYONE], ...rule }] });
const COUNTS: Judged = ['DENIED'];
const refused = (...errors: readonly string[]): Judged => ['ALLOWED', ...errors];

describe('what an AdminNetworkPolicy must be to count', () => {
  it('AV-1 AV-2 has a subject of one kind, pods by both selectors', () => {
    expect([anp({ subject: undefined }), anp({ subject: {} }), anp({ subject: { pods: { podSelector: {} } } }), anp({ subject: { pods: { podSelector: {}, namespaceSelector: {} } } })])
      .toEqual([refused('FIELD_MISSING /spec'), refused('FIELD_EMPTY /spec/subject'), refused('FIELD_MISSING /spec/subject/pods'), COUNTS]);
    expect(anp(out({ to: [{ pods: { namespaceSelector: {} } }] }))).toEqual(refused('FIELD_MISSING /spec/egress/0/to/0/pods'));
  });

  it('AV-3 has a priority from 0 to 1000', () => {
    expect([anp({ priority: undefined }), anp({ priority: -1 }), anp({ priority: 1001 }), anp({ priority: 0 }), anp({ priority: 1000 })])
      .toEqual([refused('FIELD_MISSING /spec'), refused('PRIORITY_INVALID /spec/priority'), refused('PRIORITY_INVALID /spec/priority'), COUNTS, COUNTS]);
  });

  it('AV-4 has actions of its own', () => {
    expect(['Allow', 'Deny', 'Pass', 'deny', 'Accept'].map((action) => anp(out({ action }))))
      .toEqual([COUNTS, COUNTS, COUNTS, refused('ACTION_INVALID /spec/egress/0/action'), refused('ACTION_INVALID /spec/egress/0/action')]);
    expect(anp(out({ action: undefined }))).toEqual(refused('FIELD_MISSING /spec/egress/0'));
  });

  it('AV-5 has at most 100 rules in a direction', () => {
    expect([100, 101].map((count) => anp({ ingress: many(count, () => DENY) }))).toEqual([COUNTS, refused('TOO_MANY /spec/ingress')]);
  });

  it('AV-6 has 1 to 100 peers in a rule, each of one kind', () => {
    expect([0, 1, 100, 101].map((count) => anp(out({ to: many(count, () => ANYONE) })))).toEqual([refused('FIELD_EMPTY /spec/egress/0/to'), COUNTS, COUNTS, refused('TOO_MANY /spec/egress/0/to')]);
    expect([anp(out({ to: [{}] })), anp(out({ to: [{ ...ANYONE, nodes: {} }] }))]).toEqual([refused('FIELD_EMPTY /spec/egress/0/to/0'), refused('FIELD_AMBIGUOUS /spec/egress/0/to/0')]);
  });

  it('AV-7 has 1 to 100 ports in a rule that has any', () => {
    expect([0, 1, 100, 101].map((count) => anp(out({ ports: many(count, () => ({ portNumber: { port: 1 } })) })))).toEqual([refused('FIELD_EMPTY /spec/egress/0/ports'), COUNTS, COUNTS, refused('TOO_MANY /spec/egress/0/ports')]);
  });

  const port = (item: unknown): Judged => anp(out({ ports: [item] }));
  const at = '/spec/egress/0/ports/0';

  it('AV-8 AV-9 has ports of one kind, from 1 to 65535', () => {
    expect([port({}), port({ namedPort: 'a', portNumber: { port: 1 } })]).toEqual([refused(`FIELD_EMPTY ${at}`), refused(`FIELD_AMBIGUOUS ${at}`)]);
    expect([0, 1, 65_535, 65_536].map((number) => port({ portNumber: { port: number } }))).toEqual([refused(`PORT_INVALID ${at}/portNumber/port`), COUNTS, COUNTS, refused(`PORT_INVALID ${at}/portNumber/port`)]);
  });

  it('AV-10 AV-11 has protocols and ranges that mean something, although the schema takes others', () => {
    expect([port({ portNumber: { protocol: 'SCTP', port: 1 } }), port({ portNumber: { protocol: 'ICMP', port: 1 } })]).toEqual([COUNTS, refused(`PROTOCOL_INVALID ${at}/portNumber/protocol`)]);
    expect([[1, 2], [2, 2], [3, 2]].map(([start, end]) => port({ portRange: { start, end } }))).toEqual([COUNTS, refused(`PORT_RANGE_INVALID ${at}/portRange`), refused(`PORT_RANGE_INVALID ${at}/portRange`)]);
  });

  it('AV-12 has selectors that mean something, although the schema takes others', () => {
    expect(anp({ subject: { namespaces: { matchLabels: { 'a b': 'c' } } } })[0]).toBe('ALLOWED');
    expect(anp({ subject: { namespaces: { matchExpressions: [{ key: 'team', operator: 'Is', values: ['blue'] }] } } })).toEqual(refused('OPERATOR_INVALID /spec/subject/namespaces/matchExpressions/0/operator'));
  });

  it.each([['nodes', out({ to: [{ nodes: {} }] })], ['domainNames', out({ action: 'Allow', to: [{ domainNames: ['example.com'] }] })], ['namedPort', out({ ports: [{ namedPort: 'sql' }] })]])('AV-13 has %s in the experimental channel only', (_, spec) => {
    expect([anp(spec), anp(spec, { settings: STANDARD })[0]]).toEqual([COUNTS, 'ALLOWED']);
  });

  it('AV-14 has 1 to 25 distinct networks in their usual spelling', () => {
    const networks = (...items: readonly string[]): Judged => anp(out({ to: [{ networks: items }] }));
    const peer = '/spec/egress/0/to/0/networks';
    expect([networks(), networks(...many(25, network)), networks(...many(26, network)), networks('10.0.0.0/8', '10.0.0.0/8')]).toEqual([refused(`FIELD_EMPTY ${peer}`), COUNTS, refused(`TOO_MANY ${peer}`), refused(`FIELD_AMBIGUOUS ${peer}/1`)]);
    expect([networks('10.0.0.1/8', 'fd00::1/8'), networks('010.0.0.0/8'), networks('10.0.0.0')]).toEqual([COUNTS, refused(`CIDR_INVALID ${peer}/0`), refused(`CIDR_INVALID ${peer}/0`)]);
  });

  it('AV-15 has no named port beside what has none', () => {
    const beside = [{ networks: ['10.0.0.0/8'] }, { nodes: {} }, { domainNames: ['example.com'] }];
    expect(beside.map((peer) => anp(out({ action: 'Allow', to: [peer], ports: [{ namedPort: 'sql' }] })))).toEqual(beside.map(() => refused(`NAMED_PORT_WITHOUT_POD ${at}`)));
  });

  it('AV-16 has rule names of at most 100 characters', () => {
    expect([100, 101].map((length) => anp(out({ name: 'x'.repeat(length) })))).toEqual([COUNTS, refused('RULE_NAME_INVALID /spec/egress/0/name')]);
  });

  it('AV-17 has no selectors nested as once, which would match everybody', () => {
    const judged = anp(out({ to: [{ namespaces: { namespaceSelector: { matchLabels: { team: 'red' } } } }] }));
    expect(judged).toEqual(refused('NESTING_REMOVED /spec/egress/0/to/0/namespaces/namespaceSelector'));
  });

  it('AV-18 has a version that is read, or leaves undecided what it could change', () => {
    expect(anp({}, { version: 'v1beta1' })).toEqual(['UNKNOWN', 'VERSION_NOT_SERVED /apiVersion']);
  });
});

describe('what a BaselineAdminNetworkPolicy must be to count', () => {
  it('BV-1 XV-4 is the one that is named default', () => {
    expect([banp({}), banp({}, { name: 'other' })]).toEqual([COUNTS, refused('NAME_INVALID /metadata/name')]);
  });

  it('BV-2 passes nothing', () => {
    expect(['Allow', 'Deny', 'Pass'].map((action) => banp(out({ action })))).toEqual([COUNTS, COUNTS, refused('ACTION_INVALID /spec/egress/0/action')]);
  });

  it('BV-3 loses a priority and counts', () => {
    expect([banp({ priority: 1 }), banp({ priority: -1 })]).toEqual([COUNTS, COUNTS]);
  });

  it('BV-4 has no domain names', () => {
    expect(banp(out({ action: 'Allow', to: [{ domainNames: ['example.com'] }] }))).toEqual(refused('FIELD_EMPTY /spec/egress/0/to/0'));
  });

  it('BV-5 has networks, peers and ports like the others', () => {
    const peer = '/spec/egress/0/to/0';
    expect([banp(out({ to: [{ networks: many(25, network) }] })), banp(out({ to: [{ networks: many(26, network) }] })), banp(out({ to: [{ nodes: {} }] })), banp(out({ to: [] })), banp(out({ to: [{ networks: ['10.0.0.0/8'] }], ports: [{ namedPort: 'a' }] }))])
      .toEqual([COUNTS, refused(`TOO_MANY ${peer}/networks`), COUNTS, refused('FIELD_EMPTY /spec/egress/0/to'), refused('NAMED_PORT_WITHOUT_POD /spec/egress/0/ports/0')]);
    expect(banp(out({ to: [{ nodes: {} }] }), { settings: STANDARD })[0]).toBe('ALLOWED');
  });
});

describe('what a ClusterNetworkPolicy must be to count', () => {
  it('CV-1 CV-2 has a tier, and a priority from 0 to 1000', () => {
    expect([undefined, 'admin', 'Admin', 'Baseline'].map((tier) => cnp({ tier }))).toEqual([refused('FIELD_MISSING /spec'), refused('TIER_INVALID /spec/tier'), COUNTS, COUNTS]);
    expect([undefined, -1, 1001, 0, 1000].map((priority) => cnp({ priority }))).toEqual([refused('FIELD_MISSING /spec'), refused('PRIORITY_INVALID /spec/priority'), refused('PRIORITY_INVALID /spec/priority'), COUNTS, COUNTS]);
  });

  it('CV-3 has a subject of one kind', () => {
    expect([undefined, {}, { pods: { podSelector: {} } }, { pods: { namespaceSelector: {} } }, { ...ANYONE, pods: { podSelector: {} } }].map((subject) => cnp({ subject })))
      .toEqual([refused('FIELD_MISSING /spec'), refused('FIELD_EMPTY /spec/subject'), COUNTS, refused('FIELD_MISSING /spec/subject/pods'), refused('FIELD_AMBIGUOUS /spec/subject')]);
  });

  it('CV-4 has actions of its own', () => {
    expect(['Accept', 'Deny', 'Pass', 'Allow'].map((action) => cnp(out({ action })))).toEqual([COUNTS, COUNTS, COUNTS, refused('ACTION_INVALID /spec/egress/0/action')]);
    expect(cnp(out({ action: undefined }))).toEqual(refused('FIELD_MISSING /spec/egress/0'));
  });

  it('CV-5 CV-6 CV-7 has 1 to 25 peers of one kind, at most 25 rules, and rule names of at most 100 characters', () => {
    expect([0, 1, 25, 26].map((count) => cnp(out({ to: many(count, () => ANYONE) })))).toEqual([refused('FIELD_EMPTY /spec/egress/0/to'), COUNTS, COUNTS, refused('TOO_MANY /spec/egress/0/to')]);
    expect([cnp(out({ to: undefined })), cnp(out({ to: [{}] })), cnp(out({ to: [{ ...ANYONE, nodes: {} }] }))]).toEqual([refused('FIELD_MISSING /spec/egress/0'), refused('FIELD_EMPTY /spec/egress/0/to/0'), refused('FIELD_AMBIGUOUS /spec/egress/0/to/0')]);
    expect([25, 26].map((count) => cnp({ ingress: many(count, () => DENY) }))).toEqual([COUNTS, refused('TOO_MANY /spec/ingress')]);
    expect([100, 101].map((length) => cnp(out({ name: 'x'.repeat(length) })))).toEqual([COUNTS, refused('RULE_NAME_INVALID /spec/egress/0/name')]);
  });

  it('CV-8 has no networks to come from', () => {
    expect(cnp({ ingress: [DENY, { action: 'Deny', from: [{ networks: ['10.0.0.0/8'] }] }] })).toEqual(refused('FIELD_EMPTY /spec/ingress/1/from/0'));
  });

  const at = '/spec/egress/0/protocols';

  it('CV-9 CV-10 has 1 to 25 protocols of one kind, with their ports', () => {
    expect([0, 1, 25, 26].map((count) => cnp(out({ protocols: many(count, () => ({ destinationNamedPort: 'sql' })) })))).toEqual([refused(`FIELD_EMPTY ${at}`), COUNTS, COUNTS, refused(`TOO_MANY ${at}`)]);
    expect([{}, { destinationNamedPort: 'a', tcp: { destinationPort: { number: 1 } } }, { tcp: {} }].map((item) => cnp(out({ protocols: [item] })))).toEqual([refused(`FIELD_EMPTY ${at}/0`), refused(`FIELD_AMBIGUOUS ${at}/0`), refused(`FIELD_EMPTY ${at}/0/tcp`)]);
  });

  it('CV-11 CV-12 has a number from 1 to 65535, or a range that ends after it begins', () => {
    const udp = (destinationPort: Json): Judged => cnp(out({ protocols: [{ udp: { destinationPort } }] }));
    const port = `${at}/0/udp/destinationPort`;
    expect([udp({}), udp({ number: 1, range: { start: 1, end: 2 } })]).toEqual([refused(`FIELD_EMPTY ${port}`), refused(`FIELD_AMBIGUOUS ${port}`)]);
    expect([0, 1, 65_535, 65_536].map((number) => udp({ number }))).toEqual([refused(`PORT_INVALID ${port}/number`), COUNTS, COUNTS, refused(`PORT_INVALID ${port}/number`)]);
    expect([[1, 2], [2, 2], [1, 65_536]].map(([start, end]) => udp({ range: { start, end } }))).toEqual([COUNTS, refused(`PORT_RANGE_INVALID ${port}/range`), refused(`PORT_INVALID ${port}/range/end`)]);
  });

  it('CV-13 loses the ports of the older API, and its rule is then about all traffic', () => {
    const rule = { ...DENY, ports: [{ portNumber: { port: 443 } }] };
    expect(cnp({ ingress: [rule] })).toEqual(COUNTS);
  });

  it('CV-14 has 1 to 25 distinct networks of at most 43 characters', () => {
    const networks = (...items: readonly string[]): Judged => cnp(out({ to: [{ networks: items }] }));
    const peer = '/spec/egress/0/to/0/networks';
    expect([networks(), networks(...many(25, network)), networks(...many(26, network)), networks('fd00::/8', 'fd00::/8')]).toEqual([refused(`FIELD_EMPTY ${peer}`), COUNTS, refused(`TOO_MANY ${peer}`), refused(`FIELD_AMBIGUOUS ${peer}/1`)]);
    expect([networks('10.0.0.1/8', 'fd00:1111:2222:3333:4444:5555:6666:7777/128'), networks('10.0.0.0/33')]).toEqual([COUNTS, refused(`CIDR_INVALID ${peer}/0`)]);
    const [short, long] = ['2001:db8::100.100.100.100/128', '2001:0db8:0000:0000:0000:0000:100.100.100.100/128'];
    expect([networks(short), networks(long)]).toEqual([COUNTS, refused(`CIDR_INVALID ${peer}/0`)]);
  });

  it('CV-15 has a named port beside networks in the standard channel only', () => {
    const spec = out({ to: [{ networks: ['10.0.0.0/8'] }], protocols: [{ destinationNamedPort: 'sql' }] });
    expect([cnp(spec)[0], cnp(spec, { settings: STANDARD })[0]]).toEqual(['ALLOWED', 'DENIED']);
  });

  it.each([['nodes', { nodes: {} }], ['domainNames', { domainNames: ['example.com'] }]])('CV-16 has %s in the experimental channel only', (_, peer) => {
    const spec = out({ action: 'Accept', to: [peer] });
    expect([cnp(spec), cnp(spec, { settings: STANDARD })[0]]).toEqual([COUNTS, 'ALLOWED']);
  });

  it('CV-17 has domain names of two labels and more, to accept', () => {
    const domain = (name: string, action = 'Accept'): Judged => cnp(out({ action, to: [{ domainNames: [name] }] }));
    expect(['a.example', '*.a.example', '*', 'example', 'a.*.example'].map((name) => domain(name)[0])).toEqual(['DENIED', 'DENIED', 'ALLOWED', 'ALLOWED', 'ALLOWED']);
    expect(['Deny', 'Pass'].map((action) => domain('a.example', action))).toEqual([refused('DOMAIN_NAME_INVALID /spec/egress/0'), refused('DOMAIN_NAME_INVALID /spec/egress/0')]);
  });
});
