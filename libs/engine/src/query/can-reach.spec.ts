import { describe, expect, it } from 'vitest';
import { compile } from '../compile/compile.ts';
import { ALL_PORTS, connections, intersect, ofFamilies, subtract, type ConnectionSet } from '../model/connection-set.ts';
import type { Caveat, Firewalls } from '../model/firewalls.ts';
import { MATCH_ALL } from '../model/label-expression.ts';
import type { Selection, TrafficQuestion } from '../model/question.ts';
import type { Reachability } from '../model/verdict.ts';
import { appIs, cidr, firewallsOf, isolated, nodeNamed, outside, podNamed, rule, select } from '../testing/build-firewalls.ts';
import { canReach } from './can-reach.ts';

const TCP80 = connections('TCP', 80);
const tcp = (first: number, last = first): TrafficQuestion => ({ kind: 'fixed', connections: connections('TCP', first, last), text: 'tcp' });
const ports = (set: ConnectionSet): { traffic: readonly [{ kind: 'fixed'; connections: ConnectionSet; element: number }] } => ({ traffic: [{ kind: 'fixed', connections: set, element: 0 }] });
const v4 = (set: ConnectionSet): ConnectionSet => intersect(set, ofFamilies(1));
const codes = ({ caveats }: Reachability): readonly string[] => caveats.map(({ code }) => code);

const ask = (firewalls: Firewalls, from: Selection, to: Selection, traffic: TrafficQuestion | null = null): Reachability => canReach(compile(firewalls), { from, to, traffic });

describe('one pair', () => {
  const firewalls = firewallsOf([podNamed('a'), podNamed('b')], { ingress: [rule('allow', appIs('b'), ports(TCP80)), isolated(appIs('b'))] });
  const a = select(firewalls, 'a'); const b = select(firewalls, 'b');

  it('is allowed without a port in the question when it has at least one, and the set says which', () => {
    expect(ask(firewalls, a, b)).toMatchObject({ verdict: 'ALLOWED', allowed: v4(TCP80), partial: [], undecided: [], pairs: { total: 1, allowed: 1 }, confidence: 'EXACT' });
  });
  it('is allowed, denied or partly allowed on the ports that were asked for', () => {
    expect(ask(firewalls, a, b, tcp(80)).verdict).toBe('ALLOWED');
    expect(ask(firewalls, a, b, tcp(81))).toMatchObject({ verdict: 'DENIED', allowed: [] });
    expect(ask(firewalls, a, b, tcp(80, 81))).toMatchObject({ verdict: 'PARTIAL', allowed: v4(TCP80), pairs: { partial: 1 } });
  });
  it('has what both firewalls admit: egress 80 and ingress 443 have nothing in common', () => {
    const both = firewallsOf([podNamed('a'), podNamed('b')], { ingress: [rule('allow', appIs('b'), ports(connections('TCP', 443))), isolated(appIs('b'))], egress: [rule('allow', appIs('a'), ports(TCP80)), isolated(appIs('a'))] });
    expect(ask(both, select(both, 'a'), select(both, 'b'))).toMatchObject({ verdict: 'DENIED', allowed: [] });
  });
  it('PD-3 PD-4 of a pod with itself is allowed before any firewall', () => {
    const closed = firewallsOf([podNamed('a')], { ingress: [isolated()], egress: [isolated()] });
    expect(ask(closed, select(closed, 'a'), select(closed, 'a'))).toMatchObject({ verdict: 'ALLOWED', allowed: v4(ALL_PORTS), pairs: { total: 1, allowed: 1 } });
  });
});

describe('many pairs', () => {
  const firewalls = firewallsOf([podNamed('a'), podNamed('b'), podNamed('c')], {
    ingress: [rule('allow', appIs('b', 'c'), ports(TCP80)), rule('allow', appIs('b'), ports(connections('TCP', 81))), isolated(appIs('b', 'c'))],
  });
  it('tell what holds for every pair from what holds for some, and count them', () => {
    const answer = ask(firewalls, select(firewalls, 'a'), select(firewalls, 'b', 'c'));
    expect(answer).toMatchObject({ verdict: 'ALLOWED', allowed: v4(TCP80), partial: v4(connections('TCP', 81)), undecided: [], pairs: { total: 2, allowed: 2, denied: 0 } });
    expect(ask(firewalls, select(firewalls, 'a'), select(firewalls, 'b', 'c'), tcp(81))).toMatchObject({ verdict: 'PARTIAL', allowed: [], pairs: { total: 2, allowed: 1, denied: 1 } });
  });
  it('leave out the pairs of a pod with itself', () => {
    const all = select(firewalls, 'a', 'b', 'c');
    expect(ask(firewalls, all, all).pairs.total).toBe(6);
    expect(ask(firewalls, select(firewalls, 'a'), all).pairs.total).toBe(2);
  });
});

it('an external range counts as one end, whose parts can make it partial', () => {
  const block = rule('allow', appIs('a'), { peers: [{ inside: cidr('203.0.113.0/25'), element: 0 }] });
  const firewalls = firewallsOf([podNamed('a')], { ingress: [block, isolated(appIs('a'))] });
  const a = select(firewalls, 'a');
  expect(ask(firewalls, outside('203.0.113.0/24'), a)).toMatchObject({ verdict: 'PARTIAL', allowed: [], partial: v4(ALL_PORTS), pairs: { total: 1, partial: 1 } });
  expect(ask(firewalls, outside('203.0.113.0/26'), a)).toMatchObject({ verdict: 'ALLOWED', allowed: v4(ALL_PORTS), pairs: { total: 1, allowed: 1 } });
  expect(ask(firewalls, outside('203.0.113.128/25'), a)).toMatchObject({ verdict: 'DENIED' });
});

it('addresses of a family that the pod lacks do not make an answer partial', () => {
  const firewalls = firewallsOf([podNamed('a')], {});
  const everywhere: Selection = { ref: 'everywhere', endpoints: [], external: { ipv4: cidr('0.0.0.0/0').ipv4, ipv6: cidr('::/0').ipv6 }, caveats: [] };
  expect(ask(firewalls, select(firewalls, 'a'), everywhere)).toMatchObject({ verdict: 'ALLOWED', allowed: v4(ALL_PORTS), universe: v4(ALL_PORTS) });
  expect(ask(firewalls, select(firewalls, 'a'), outside('::/0')).verdict).toBe('DENIED');
});

describe('PD-12 two families', () => {
  const block = rule('allow', appIs('b'), { peers: [{ inside: cidr('10.0.0.0/8'), element: 0 }] });
  const firewalls = firewallsOf([podNamed('a', { ips: ['10.0.0.1', 'fd00::1'] }), podNamed('b', { ips: ['10.0.0.2', 'fd00::2'] })], { ingress: [block, isolated(appIs('b'))] });
  const a = select(firewalls, 'a'); const b = select(firewalls, 'b');
  it('that differ are partial with a caveat', () => {
    for (const traffic of [null, tcp(80)]) {
      const answer = ask(firewalls, a, b, traffic);
      expect(answer).toMatchObject({ verdict: 'PARTIAL', confidence: 'EXACT' });
      expect(codes(answer)).toEqual(['FAMILIES_DIFFER']);
    }
  });
  it('are told apart by a question that names one', () => {
    expect(ask(firewalls, a, b, { ...tcp(80), family: 4 })).toMatchObject({ verdict: 'ALLOWED', caveats: [] });
    expect(ask(firewalls, a, b, { ...tcp(80), family: 6 })).toMatchObject({ verdict: 'DENIED', caveats: [] });
  });
});

describe('traffic by name', () => {
  const named: TrafficQuestion = { kind: 'named', name: 'http', protocol: 'TCP', text: 'tcp/http' };
  const firewalls = firewallsOf([podNamed('a'), podNamed('b', { ports: [{ name: 'http', protocol: 'TCP', port: 80 }] }), podNamed('c', { ports: [{ name: 'http', protocol: 'TCP', port: 8080 }] })], {
    ingress: [rule('allow', MATCH_ALL, ports(TCP80)), isolated()],
  });
  it('is resolved at each destination', () => {
    expect(ask(firewalls, select(firewalls, 'a'), select(firewalls, 'b'), named).verdict).toBe('ALLOWED');
    expect(ask(firewalls, select(firewalls, 'a'), select(firewalls, 'c'), named).verdict).toBe('DENIED');
    expect(ask(firewalls, select(firewalls, 'a'), select(firewalls, 'b', 'c'), named)).toMatchObject({ verdict: 'PARTIAL', pairs: { allowed: 1, denied: 1 } });
  });
  it('that no destination has is denied with a caveat', () => {
    const answer = ask(firewalls, select(firewalls, 'b'), select(firewalls, 'a'), named);
    expect(answer.verdict).toBe('DENIED');
    expect(codes(answer)).toEqual(['NAMED_PORT_UNRESOLVED']);
  });
});

it('U6 traffic that the enforcer does not model is undecided', () => {
  const firewalls = firewallsOf([podNamed('a'), podNamed('b')], { ingress: [isolated()] });
  const ping = connections('ICMP', 2048, 2303);
  const answer = ask(firewalls, select(firewalls, 'a'), select(firewalls, 'b'), { kind: 'fixed', connections: ping, text: 'icmp/8' });
  expect(answer).toMatchObject({ verdict: 'UNKNOWN', allowed: [], undecided: ping, confidence: 'BOUNDED' });
  expect(codes(answer)).toEqual(['PROTOCOL_NOT_MODELLED']);
});

it('a selection without members is neither allowed nor denied', () => {
  const firewalls = firewallsOf([podNamed('a')], {});
  const answer = ask(firewalls, select(firewalls, 'a'), select(firewalls, 'nobody'));
  expect(answer).toMatchObject({ verdict: 'UNKNOWN', confidence: 'INCOMPLETE', pairs: { total: 0 } });
  expect(codes(answer)).toEqual(['EMPTY_SELECTION']);
});

it('PD-14 a rule by address is undecided for a workload whose addresses are not known, unless it covers the family', () => {
  const open = (text: string): Firewalls => firewallsOf([podNamed('a', { addresses: [], areAddressesKnown: false }), podNamed('b')], { ingress: [rule('allow', appIs('b'), { peers: [{ inside: cidr(text), element: 0 }], ...ports(TCP80) }), isolated(appIs('b'))] });
  const some = open('10.0.0.0/8');
  const answer = ask(some, select(some, 'a'), select(some, 'b'));
  expect(answer).toMatchObject({ verdict: 'UNKNOWN', allowed: [], undecided: v4(TCP80), confidence: 'BOUNDED' });
  expect(codes(answer)).toEqual(['ADDRESS_UNKNOWN']);
  const all = open('0.0.0.0/0');
  expect(ask(all, select(all, 'a'), select(all, 'b'))).toMatchObject({ verdict: 'ALLOWED', undecided: [], confidence: 'EXACT', caveats: [] });
});

it('a port that is undecided does not make another one so', () => {
  const maybe = rule('allow', appIs('b'), { ...ports(connections('TCP', 81)), certainty: 'uncertain' });
  const firewalls = firewallsOf([podNamed('a'), podNamed('b')], { ingress: [rule('allow', appIs('b'), ports(TCP80)), maybe, isolated(appIs('b'))] });
  const a = select(firewalls, 'a'); const b = select(firewalls, 'b');
  expect(ask(firewalls, a, b, tcp(80))).toMatchObject({ verdict: 'ALLOWED', confidence: 'EXACT' });
  expect(ask(firewalls, a, b, tcp(80, 81))).toMatchObject({ verdict: 'UNKNOWN', confidence: 'BOUNDED' });
  expect(ask(firewalls, a, b, tcp(80, 82))).toMatchObject({ verdict: 'PARTIAL', undecided: v4(connections('TCP', 81)) });
});

it('PD-1 a node reaches pods of its own by a rule for the own node, and counts are right where pods are spread', () => {
  const own = rule('allow', MATCH_ALL, { peers: [{ host: 'local', element: null }] });
  const pods = ['a', 'b', 'c'].map((name, index) => podNamed(name, { node: index === 0 ? 'n1' : 'n2' }));
  const firewalls = firewallsOf([...pods, nodeNamed('n1'), nodeNamed('n2')], { ingress: [own, isolated({ op: 'exists', key: 'app' })] });
  const all = select(firewalls, 'a', 'b', 'c');
  expect(ask(firewalls, select(firewalls, 'n1'), select(firewalls, 'a')).verdict).toBe('ALLOWED');
  expect(ask(firewalls, select(firewalls, 'n1'), select(firewalls, 'b')).verdict).toBe('DENIED');
  expect(ask(firewalls, select(firewalls, 'n1', 'n2'), all).pairs).toMatchObject({ total: 6, allowed: 3, denied: 3 });
});

it('caveats of the cluster, the question and both ends are said once each, and what was not modelled makes the answer incomplete', () => {
  const caveat: Caveat = { code: 'POD_TERMINATING', message: 'going', resources: [] };
  const kind: Caveat = { code: 'KIND_NOT_MODELLED', message: 'left out', resources: [] };
  const firewalls = firewallsOf([podNamed('a', { caveats: [caveat] }), podNamed('b', { caveats: [{ ...caveat }] })], {}, { caveats: [kind] });
  const answer = ask(firewalls, { ...select(firewalls, 'a'), caveats: [kind] }, select(firewalls, 'b'));
  expect(codes(answer)).toEqual(['KIND_NOT_MODELLED', 'POD_TERMINATING']);
  expect(answer.confidence).toBe('INCOMPLETE');
});

it('what the whole universe lacks is denied, and the rest of it stands in exactly one set', () => {
  const firewalls = firewallsOf([podNamed('a'), podNamed('b'), podNamed('c')], { ingress: [rule('deny', appIs('b'), ports(TCP80))] });
  const answer = ask(firewalls, select(firewalls, 'a'), select(firewalls, 'b', 'c'));
  expect(answer.allowed).toEqual(subtract(v4(ALL_PORTS), TCP80));
  expect(answer.partial).toEqual(v4(TCP80));
});
