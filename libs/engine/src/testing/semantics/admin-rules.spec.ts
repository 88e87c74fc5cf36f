import { describe, expect, it } from 'vitest';
import { anp, banp, cnp } from '../admin-world.ts';
import { CAST, pod, policy, world, type World } from '../world.ts';

const NODES = `
{apiVersion: v1, kind: Node, metadata: {name: edge, labels: {role: edge}}, status: {addresses: [{type: InternalIP, address: 172.18.0.9}]}}
---
${pod('lab/host', { labels: 'app: db', ip: '172.18.0.9', node: 'edge', spec: 'hostNetwork: true' })}
---
${pod('lab/near', { ip: '10.0.2.9', node: 'edge' })}
`;
const with_ = (...more: readonly string[]): World => world([CAST, NODES, ...more]);
const DB = 'subject: {pods: {namespaceSelector: {matchLabels: {team: blue}}, podSelector: {matchLabels: {app: db}}}}';
const denyIn = (peer: string, more = ''): string => `ingress: [{action: Deny, from: [${peer}]${more}}]`;
const denyOut = (peer: string, more = ''): string => `egress: [{action: Deny, to: [${peer}]${more}}]`;
const ALL_NAMESPACES = '{namespaces: {}}';
const verdicts = ({ verdict }: World, ...pairs: readonly (readonly [string, string])[]): readonly string[] => pairs.map(([a, b]) => verdict(a, b, 'TCP 80'));

describe('subjects of admin policies', () => {
  it('AN-1 has no namespace, and 0 comes before 1000', () => {
    expect(verdicts(with_(anp('low', 1000, denyIn(ALL_NAMESPACES)), anp('high', 0, `ingress: [{action: Allow, from: [${ALL_NAMESPACES}]}]`)), ['lab/web', 'shop/db'])).toEqual(['ALLOWED']);
  });

  it('AN-4 selects namespaces, or pods by both selectors', () => {
    expect(verdicts(with_(anp('a', 1, `subject: {namespaces: {matchLabels: {team: blue}}}, ${denyIn(ALL_NAMESPACES)}`)), ['lab/web', 'shop/db'], ['shop/db', 'lab/web'])).toEqual(['DENIED', 'ALLOWED']);
    expect(verdicts(with_(anp('a', 1, `${DB}, ${denyIn(ALL_NAMESPACES)}`)), ['lab/web', 'shop/db'], ['lab/web', 'shop/api'])).toEqual(['DENIED', 'ALLOWED']);
  });

  it('AN-5 an empty selector takes in every namespace', () => {
    const system = pod('kube-system/dns', { ip: '10.0.9.1' });
    expect(verdicts(with_(system, anp('a', 1, denyIn(ALL_NAMESPACES))), ['lab/web', 'kube-system/dns'])).toEqual(['DENIED']);
  });

  it('AN-6 PD-7 host-network pods are no subjects and no selected peers', () => {
    expect(verdicts(with_(anp('a', 1, `${denyIn(ALL_NAMESPACES)}, ${denyOut(ALL_NAMESPACES)}`)), ['lab/web', 'lab/host'], ['lab/host', 'shop/db'], ['lab/web', 'shop/db'])).toEqual(['ALLOWED', 'ALLOWED', 'DENIED']);
  });

  it('CN-3 may leave the namespaceSelector out', () => {
    const spec = `subject: {pods: {podSelector: {matchLabels: {app: web}}}}, ${denyIn('{pods: {podSelector: {}}}')}`;
    expect(verdicts(with_(cnp('a', 'Admin', 1, spec)), ['shop/db', 'lab/web'], ['shop/db', 'shop/web'], ['lab/web', 'shop/db'])).toEqual(['DENIED', 'DENIED', 'ALLOWED']);
  });
});

describe('actions', () => {
  it.each([['AN-3', anp('a', 1, `ingress: [{action: Pass, from: [${ALL_NAMESPACES}]}]`)], ['CN-2', cnp('a', 'Admin', 1, `ingress: [{action: Pass, from: [${ALL_NAMESPACES}]}]`)]])('%s has a Pass', (_, text) => {
    expect(with_(text, policy('shop/p', 'podSelector: {}')).explain('lab/web', 'shop/db', 'TCP 80').ingress.steps.map(({ code }) => code)).toEqual(['ADMIN_PASS', 'ISOLATED_NO_RULE_ADMITS']);
  });

  it('AN-2 the baseline denies and allows', () => {
    const text = banp(`ingress: [{action: Allow, from: [{namespaces: {matchLabels: {team: red}}}]}, {action: Deny, from: [${ALL_NAMESPACES}]}]`);
    expect(verdicts(with_(text), ['lab/web', 'shop/db'], ['shop/web', 'shop/db'])).toEqual(['ALLOWED', 'DENIED']);
  });

  it('CN-1 CN-2 a ClusterNetworkPolicy accepts in either tier', () => {
    const accept = `ingress: [{action: Accept, from: [${ALL_NAMESPACES}]}]`;
    const codes = (...more: readonly string[]): readonly string[] => with_(...more).explain('lab/web', 'shop/db', 'TCP 80').ingress.decidedBy.map(({ code }) => code);
    expect([codes(cnp('a', 'Admin', 1, accept)), codes(cnp('a', 'Baseline', 1, accept))]).toEqual([['ADMIN_ACCEPT'], ['BASELINE_ALLOW']]);
  });
});

describe('peers of admin rules', () => {
  it('AN-7 CN-4 takes namespaces, or pods', () => {
    const peers = denyIn('{namespaces: {matchLabels: {team: red}}}, {pods: {namespaceSelector: {}, podSelector: {matchLabels: {app: api}}}}');
    for (const text of [anp('a', 1, peers), cnp('a', 'Admin', 1, peers)]) expect(verdicts(with_(text), ['lab/web', 'shop/db'], ['shop/api', 'shop/db'], ['shop/web', 'shop/db'])).toEqual(['DENIED', 'DENIED', 'ALLOWED']);
  });

  it('AN-8 AN-15 CN-4 networks match what has the address, pods too, in their own family', () => {
    for (const text of [anp('a', 1, denyOut('{networks: [10.0.2.0/24, 203.0.113.0/24]}')), cnp('a', 'Admin', 1, denyOut('{networks: [10.0.2.0/24, 203.0.113.0/24]}'))]) {
      expect(verdicts(with_(text), ['shop/db', 'lab/web'], ['shop/db', '203.0.113.7'], ['shop/db', '198.51.100.1'], ['shop/db', 'shop/api'])).toEqual(['DENIED', 'DENIED', 'ALLOWED', 'ALLOWED']);
    }
    expect(verdicts(with_(anp('a', 1, denyOut('{networks: ["::/0"]}'))), ['shop/db', 'lab/web'])).toEqual(['ALLOWED']);
  });

  it('AN-16 nodes means nodes and what shares their network, not the pods on them', () => {
    const text = anp('a', 1, denyOut('{nodes: {matchLabels: {role: edge}}}'));
    expect(verdicts(with_(text), ['shop/db', 'node:edge'], ['shop/db', 'lab/host'], ['shop/db', 'lab/near'], ['shop/db', 'node:n1'], ['shop/db', '198.51.100.1'])).toEqual(['DENIED', 'DENIED', 'ALLOWED', 'ALLOWED', 'ALLOWED']);
  });

  it('AN-16 a host-network pod of an unknown node may be meant', () => {
    const stray = pod('lab/stray', { ip: '172.18.0.77', node: 'gone', spec: 'hostNetwork: true' });
    const { explain, verdict } = with_(stray, anp('a', 1, denyOut('{nodes: {matchLabels: {role: edge}}}')));
    expect(verdict('shop/db', 'lab/stray', 'TCP 80')).toBe('UNKNOWN');
    expect(explain('shop/db', 'lab/stray', 'TCP 80').egress.steps.map(({ code }) => code)).toContain('NODE_UNKNOWN');
    expect(with_(stray, anp('a', 1, denyOut('{nodes: {}}'))).verdict('shop/db', 'lab/stray', 'TCP 80')).toBe('DENIED');
  });

  it('AN-16 any address may be a node\'s where Nodes were not collected', () => {
    const collection = '{apiVersion: postern/v1, kind: Collection, collected: [{group: "", kind: Pod, namespaces: "*"}, {group: "", kind: Namespace, namespaces: "*"}, {group: networking.k8s.io, kind: NetworkPolicy, namespaces: "*"}]}';
    const asked = world([collection, pod('shop/db', { ip: '10.0.1.2' }), anp('a', 1, denyOut('{nodes: {}}'))]).explain('shop/db', '172.18.0.1', 'TCP 80');
    expect([asked.verdict, asked.egress.steps.map(({ code }) => code)]).toEqual(['UNKNOWN', expect.arrayContaining(['KIND_NOT_COLLECTED'])]);
  });

  it.each([
    ['AN-18', anp('a', 1, 'egress: [{action: Allow, to: [{domainNames: ["*.example.com"]}]}, {action: Deny, to: [{networks: [0.0.0.0/0]}]}]')],
    ['CN-11 U14', cnp('a', 'Admin', 1, 'egress: [{action: Accept, to: [{domainNames: ["*.example.com"]}]}, {action: Deny, to: [{networks: [0.0.0.0/0]}]}]')],
  ])('%s a domain name may stand for any address outside, and for no pod', (_, text) => {
    const asked = with_(text).explain('shop/db', '203.0.113.7', 'TCP 80');
    expect([asked.verdict, asked.egress.decidedBy.map(({ code, outcome }) => `${outcome} ${code}`)]).toEqual(['UNKNOWN', ['UNDECIDABLE DEPENDS_ON_DNS', 'DENIES ADMIN_DENY']]);
    expect(with_(text).verdict('shop/db', 'lab/web', 'TCP 80')).toBe('DENIED');
  });

  it.each([['AN-21', anp('a', 1, denyIn(ALL_NAMESPACES))], ['CN-13', cnp('a', 'Admin', 1, denyIn(ALL_NAMESPACES))]])('%s nothing from outside is ever matched', (_, text) => {
    expect(verdicts(with_(text), ['203.0.113.7', 'shop/db'], ['node:edge', 'shop/db'])).toEqual(['ALLOWED', 'ALLOWED']);
  });

  it('CN-12 a pod reaches its own address whatever a rule denies', () => {
    expect(verdicts(with_(cnp('a', 'Admin', 1, `${denyIn(ALL_NAMESPACES)}, ${denyOut(ALL_NAMESPACES)}`)), ['shop/db', 'shop/db'])).toEqual(['ALLOWED']);
  });
});

describe('ports of admin rules', () => {
  const allowed = (action: string, ports: string): string => with_(anp('a', 1, `${DB}, ingress: [{action: Allow, from: [${ALL_NAMESPACES}], ports: [${ports}]}, {action: ${action}, from: [${ALL_NAMESPACES}]}]`)).set('lab/web', 'shop/db');
  const accepted = (protocols: string): string => with_(cnp('a', 'Admin', 1, `${DB}, ingress: [{action: Accept, from: [${ALL_NAMESPACES}], protocols: [${protocols}]}, {action: Deny, from: [${ALL_NAMESPACES}]}]`)).set('lab/web', 'shop/db');

  it('AN-10 CN-6 without ports a rule is about everything', () => {
    expect(with_(anp('a', 1, `${DB}, ${denyIn(ALL_NAMESPACES)}`)).set('lab/web', 'shop/db')).toBe('');
    expect(with_(cnp('a', 'Admin', 1, `${DB}, ${denyIn(ALL_NAMESPACES)}`)).set('lab/web', 'shop/db')).toBe('');
  });

  it('AN-11 AN-12 takes numbers and ranges, of TCP unless told', () => {
    expect(allowed('Deny', '{portNumber: {port: 80}}, {portNumber: {protocol: UDP, port: 53}}, {portRange: {protocol: SCTP, start: 1, end: 9}}, {portRange: {start: 90, end: 99}}')).toBe('IPv4 TCP 80,90-99; IPv4 UDP 53; IPv4 SCTP 1-9');
  });

  it('CN-6 CN-7 takes numbers and ranges by protocol', () => {
    expect(accepted('{tcp: {destinationPort: {number: 80}}}, {udp: {destinationPort: {number: 53}}}, {sctp: {destinationPort: {range: {start: 1, end: 9}}}}')).toBe('IPv4 TCP 80; IPv4 UDP 53; IPv4 SCTP 1-9');
  });

  it('AN-13 CN-9 a name brings the number and the protocol of the container port', () => {
    const named = (text: string): string => world([CAST, text]).set('lab/web', 'shop/api');
    expect(named(anp('a', 1, `ingress: [{action: Allow, from: [${ALL_NAMESPACES}], ports: [{namedPort: dns}]}, {action: Deny, from: [${ALL_NAMESPACES}]}]`))).toBe('IPv4 UDP 53');
    expect(named(cnp('a', 'Admin', 1, `egress: [{action: Accept, to: [${ALL_NAMESPACES}], protocols: [{destinationNamedPort: http}]}, {action: Deny, to: [${ALL_NAMESPACES}]}]`))).toBe('IPv4 TCP 8080');
    expect(allowed('Deny', '{namedPort: nothing}')).toBe('');
  });

  it('CN-16 keeps the index and the name of a rule, which need not be the only one', () => {
    const { ingress } = with_(cnp('a', 'Admin', 1, `ingress: [{name: x, action: Accept, from: [{namespaces: {matchLabels: {team: none}}}]}, {name: x, action: Deny, from: [${ALL_NAMESPACES}]}]`)).explain('lab/web', 'shop/db', 'TCP 80');
    expect(ingress.decidedBy.map(({ origin }) => [origin?.rule, origin?.ruleName])).toEqual([[1, 'x']]);
  });
});
