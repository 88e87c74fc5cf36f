import { describe, expect, it } from 'vitest';
import { CAST, policy, world } from '../world.ts';

/** shop/db isolated for ingress with these rules. */
const ingress = (rules: string): ReturnType<typeof world> => world([CAST, policy('shop/p', `podSelector: {matchLabels: {app: db}}, policyTypes: [Ingress], ingress: [${rules}]`)]);
/** Who reaches shop/db on TCP 80, of two in the namespace, two of another and one outside. */
const reach = (rules: string): readonly string[] => {
  const { verdict } = ingress(rules);
  return ['shop/web', 'shop/api', 'lab/web', 'lab/job', '8.8.8.8'].filter((from) => verdict(from, 'shop/db', 'TCP 80') === 'ALLOWED');
};
const EVERYONE = ['shop/web', 'shop/api', 'lab/web', 'lab/job', '8.8.8.8'];
const ALL_PODS = EVERYONE.slice(0, 4);

describe('rules and peers', () => {
  it('NP-30 a rule matches by some peer and some port together', () => {
    const { verdict } = ingress('{from: [{podSelector: {matchLabels: {app: web}}}], ports: [{port: 80}]}');
    expect(verdict('shop/web', 'shop/db', 'TCP 80')).toBe('ALLOWED');
    expect(verdict('shop/web', 'shop/db', 'TCP 81')).toBe('DENIED');
    expect(verdict('shop/api', 'shop/db', 'TCP 80')).toBe('DENIED');
  });

  it('NP-31 one empty rule admits everything, addresses outside included', () => {
    expect(reach('{}')).toEqual(EVERYONE);
    const trace = ingress('{}').explain('8.8.8.8', 'shop/db', null);
    expect(trace.allowed).toEqual([...trace.universe]);
    const { verdict } = world([CAST, policy('shop/p', 'podSelector: {}, policyTypes: [Egress], egress: [{}]')]);
    expect(verdict('shop/db', '8.8.8.8', 'UDP 53')).toBe('ALLOWED');
  });

  it.each(['', 'from: null, ', 'from: [], '])('NP-32 any peer with from %j', (from) => {
    expect(reach(`{${from}ports: [{port: 80}]}`)).toEqual(EVERYONE);
  });

  it.each(['', ', ports: null', ', ports: []'])('NP-33 any port of any protocol with ports %j', (ports) => {
    const trace = ingress(`{from: [{podSelector: {}}]${ports}}`).explain('shop/web', 'shop/db', null);
    expect(trace.allowed).toEqual([...trace.universe]);
  });

  it('NP-34 peers of one list are alternatives', () => {
    expect(reach('{from: [{podSelector: {matchLabels: {app: api}}}, {namespaceSelector: {matchLabels: {team: red}}}]}')).toEqual(['shop/api', 'lab/web', 'lab/job']);
  });

  it('NP-35 both selectors in one element must hold', () => {
    expect(reach('{from: [{namespaceSelector: {matchLabels: {team: red}}, podSelector: {matchLabels: {app: web}}}]}')).toEqual(['lab/web']);
  });

  it('NP-36 the same two in separate elements need only one', () => {
    expect(reach('{from: [{namespaceSelector: {matchLabels: {team: red}}}, {podSelector: {matchLabels: {app: web}}}]}')).toEqual(['shop/web', 'lab/web', 'lab/job']);
  });

  it('NP-37 podSelector alone means the policy\'s own namespace', () => {
    expect(reach('{from: [{podSelector: {matchLabels: {app: web}}}]}')).toEqual(['shop/web']);
  });

  it('NP-38 namespaceSelector alone means every pod of the namespace', () => {
    expect(reach('{from: [{namespaceSelector: {matchLabels: {team: red}}}]}')).toEqual(['lab/web', 'lab/job']);
  });

  it('NP-39 an empty selector matches all in its scope', () => {
    expect(reach('{from: [{namespaceSelector: {}}]}')).toEqual(ALL_PODS);
    expect(reach('{from: [{podSelector: {}}]}')).toEqual(['shop/web', 'shop/api']);
    expect(reach('{from: [{namespaceSelector: {}, podSelector: {matchLabels: {app: web}}}]}')).toEqual(['shop/web', 'lab/web']);
  });

  it('NP-40 a null selector beside another one constrains nothing', () => {
    expect(reach('{from: [{namespaceSelector: null, podSelector: {matchLabels: {app: web}}}]}')).toEqual(['shop/web']);
    expect(reach('{from: [{namespaceSelector: {matchLabels: {team: red}}, podSelector: null}]}')).toEqual(['lab/web', 'lab/job']);
  });

  it('NP-40 a peer without any of the three is refused, and the policy has no effect', () => {
    const { verdict, diagnostics } = ingress('{from: [{}]}');
    expect(diagnostics.some(({ state }) => state === 'refused')).toBe(true);
    expect(verdict('lab/job', 'shop/db', 'TCP 80')).toBe('ALLOWED');
  });

  it('NP-41 an empty namespaceSelector never matches an address outside', () => {
    expect(ingress('{from: [{namespaceSelector: {}}]}').verdict('8.8.8.8', 'shop/db', 'TCP 80')).toBe('DENIED');
    expect(ingress('{from: [{namespaceSelector: {matchExpressions: [{key: team, operator: DoesNotExist}]}}]}').verdict('8.8.8.8', 'shop/db', 'TCP 80')).toBe('DENIED');
  });

  it('NP-42 an ipBlock beside a selector is refused', () => {
    const { diagnostics } = ingress('{from: [{podSelector: {}, ipBlock: {cidr: 10.0.0.0/8}}]}');
    expect(diagnostics.some(({ state }) => state === 'refused')).toBe(true);
  });

  it('NP-43 peers of one rule never mix with ports of another', () => {
    const { set } = ingress('{from: [{podSelector: {matchLabels: {app: web}}}], ports: [{port: 80}]}, {from: [{podSelector: {matchLabels: {app: api}}}], ports: [{port: 81}]}');
    expect(set('shop/web', 'shop/db')).toBe('IPv4 TCP 80');
    expect(set('shop/api', 'shop/db')).toBe('IPv4 TCP 81');
  });

  it('NP-44 selectors say nothing about nodes', () => {
    expect(ingress('{from: [{namespaceSelector: {}}]}').verdict('node:n2', 'shop/db', 'TCP 80')).toBe('DENIED');
    expect(ingress('{from: [{ipBlock: {cidr: 172.18.0.2/32}}]}').verdict('node:n2', 'shop/db', 'TCP 80')).toBe('ALLOWED');
  });

  it('NP-45 a namespace has its name as a label, written or not', () => {
    const bare = '{apiVersion: v1, kind: Namespace, metadata: {name: bare}}\n---\n{apiVersion: v1, kind: Pod, metadata: {namespace: bare, name: one}, spec: {containers: [{name: main, image: x}]}, status: {phase: Running, podIPs: [{ip: 10.0.3.1}]}}';
    const byName = (name: string): string => policy('shop/p', `podSelector: {matchLabels: {app: db}}, ingress: [{from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: ${name}}}}]}]`);
    expect(world([CAST, bare, byName('bare')]).verdict('bare/one', 'shop/db', 'TCP 80')).toBe('ALLOWED');
    expect(world([CAST, bare, byName('lab')]).verdict('bare/one', 'shop/db', 'TCP 80')).toBe('DENIED');
    expect(world([CAST, byName('lab')]).verdict('lab/job', 'shop/db', 'TCP 80')).toBe('ALLOWED');
  });

  it('NP-46 null, missing and [] are the same in every list', () => {
    const wide = ['{}', '{from: null, ports: null}', '{from: [], ports: []}', '{from: [], ports: null}'];
    for (const rule of wide) expect(reach(rule)).toEqual(EVERYONE);
    for (const expressions of ['', 'matchExpressions: null', 'matchExpressions: []']) expect(reach(`{from: [{podSelector: {${expressions}}}]}`)).toEqual(['shop/web', 'shop/api']);
    for (const except of ['', ', except: null', ', except: []']) expect(reach(`{from: [{ipBlock: {cidr: 8.0.0.0/8${except}}}]}`)).toEqual(['8.8.8.8']);
  });
});
