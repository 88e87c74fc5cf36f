import { describe, expect, it } from 'vitest';
import { CAST, policy, pod, world } from '../testing/world.ts';

const with_ = (...more: readonly string[]): ReturnType<typeof world> => world([CAST, ...more]);
const onDb = (rules: string): string => policy('shop/p', `podSelector: {matchLabels: {app: db}}, policyTypes: [Ingress], ingress: [${rules}]`);
const codes = (rules: string, from: string, traffic = 'TCP 80'): readonly string[] => with_(onDb(rules)).explain(from, 'shop/db', traffic).ingress.steps.map(({ code }) => code);

describe('what admits', () => {
  it('W1 names every rule with its peer and port elements', () => {
    const { ingress } = with_(
      onDb('{from: [{podSelector: {matchLabels: {app: api}}}, {podSelector: {}}, {podSelector: {matchLabels: {app: web}}}], ports: [{port: 79}, {port: 80}, {}]}, {}'),
      policy('shop/q', 'podSelector: {}, ingress: [{ports: [{protocol: UDP}]}, {from: [{podSelector: {}}]}]'),
    ).explain('shop/web', 'shop/db', 'TCP 80');
    expect(ingress.decidedBy.map(({ origin, peers, ports }) => ({ policy: origin?.name, rule: origin?.rule, pointer: origin?.pointer, peers, ports }))).toEqual([
      { policy: 'p', rule: 0, pointer: '/spec/ingress/0', peers: [1, 2], ports: [1, 2] },
      { policy: 'p', rule: 1, pointer: '/spec/ingress/1', peers: [], ports: [] },
      { policy: 'q', rule: 1, pointer: '/spec/ingress/1', peers: [0], ports: [] },
    ]);
    expect(ingress.isolatedBy).toEqual([]);
    expect(ingress.decidedBy[0]?.origin?.source?.file).toBe('world.yaml');
  });

  it('W4 says that the default decided where nothing did', () => {
    const { summary, egress } = with_().explain('shop/web', 'shop/db', 'TCP 80');
    expect(summary).toBe('pod:shop/web can reach pod:shop/db on TCP 80: egress is not restricted; ingress is not restricted.');
    expect(egress.steps.map(({ message }) => message)).toEqual(['No NetworkPolicy selects pod:shop/web for egress.', 'Nothing restricts egress of TCP 80, so it is allowed.']);
  });

  it('tells which part of all ports each rule decides', () => {
    const { ingress, allowed, universe } = with_(onDb('{ports: [{port: 80}]}, {ports: [{port: 443}]}')).explain('shop/web', 'shop/db', null);
    expect(ingress.decidedBy.map(({ connections, outcome }) => [connections, outcome]).slice(0, 2)).toEqual([[[80, 80], 'ADMITS'], [[443, 443], 'ADMITS']]);
    expect(ingress.decidedBy.at(-1)?.code).toBe('ISOLATED_NO_RULE_ADMITS');
    expect(allowed).toEqual([80, 80, 443, 443]);
    expect(universe.length).toBeGreaterThan(0);
  });
});

describe('what does not admit', () => {
  it('W2 names all policies that isolate', () => {
    const trace = with_(onDb(''), policy('shop/q', 'podSelector: {}'), policy('shop/other', 'podSelector: {matchLabels: {app: web}}')).explain('lab/job', 'shop/db', 'TCP 80');
    expect(trace.ingress.isolatedBy.map(({ name }) => name)).toEqual(['p', 'q']);
    expect(trace.ingress.decidedBy.map(({ outcome }) => outcome)).toEqual(['DOES_NOT_ADMIT', 'DOES_NOT_ADMIT']);
    expect(trace.summary).toBe('pod:lab/job cannot reach pod:shop/db on TCP 80: ingress is isolated by NetworkPolicy shop/p, NetworkPolicy shop/q and no rule admits it.');
  });

  it.each([
    ['PORT_NOT_LISTED', '{from: [{namespaceSelector: {}}], ports: [{port: 81}]}', 'lab/web'],
    ['PEER_NOT_SELECTED', '{from: [{podSelector: {}}]}', 'lab/web'],
    ['PEER_NOT_SELECTED', '{from: [{namespaceSelector: {matchLabels: {team: green}}}]}', 'lab/web'],
    ['NAMESPACE_LABEL_MISSING', '{from: [{namespaceSelector: {matchLabels: {purpose: ci}}, podSelector: {matchLabels: {app: web}}}]}', 'lab/web'],
    ['PEER_NOT_SELECTED', '{from: [{namespaceSelector: {matchLabels: {purpose: ci}}, podSelector: {matchLabels: {app: api}}}]}', 'lab/web'],
    ['IPBLOCK_EXCEPT', '{from: [{ipBlock: {cidr: 8.0.0.0/8, except: [8.8.0.0/16]}}]}', '8.8.8.8'],
    ['PEER_NOT_SELECTED', '{from: [{ipBlock: {cidr: 8.0.0.0/8, except: [8.8.0.0/16]}}]}', '9.9.9.9'],
    ['NAMED_PORT_UNRESOLVED', '{ports: [{port: https}]}', 'lab/web'],
    ['PORT_NOT_LISTED', '{ports: [{port: sql}]}', 'lab/web'],
  ])('gives %s for %s', (code, rule, from) => {
    expect(codes(rule, from)).toEqual([code, 'ISOLATED_NO_RULE_ADMITS']);
  });

  it('has steps of policies that select the pod only', () => {
    expect(with_(policy('shop/web-only', 'podSelector: {matchLabels: {app: web}}, ingress: [{}]')).explain('lab/job', 'shop/db', 'TCP 80').ingress.steps.map(({ code }) => code)).toEqual(['NO_POLICY_SELECTS', 'DEFAULT_ALLOW']);
  });
});

describe('blockers', () => {
  const blockers = (from: string, ...policies: readonly string[]): readonly (readonly [string, string, string])[] => with_(...policies).explain(from, 'shop/db', 'TCP 80').blockers.map(({ direction, code, fix }) => [direction, code, fix]);

  it('are none where everything asked is allowed', () => {
    expect(blockers('shop/web')).toEqual([]);
  });

  it('name both sides, not the first found', () => {
    expect(blockers('lab/job', policy('lab/out', 'podSelector: {}, policyTypes: [Egress]'), onDb(''))).toEqual([
      ['egress', 'ISOLATED_NO_RULE_ADMITS', 'Admit TCP 80 to pod:shop/db in an egress rule of a policy that selects pod:lab/job: a new one, or NetworkPolicy lab/out, whose rules hold for all that it selects.'],
      ['ingress', 'ISOLATED_NO_RULE_ADMITS', 'Admit TCP 80 from pod:lab/job in an ingress rule of a policy that selects pod:shop/db: a new one, or NetworkPolicy shop/p, whose rules hold for all that it selects.'],
    ]);
  });

  it('give the choice of the policy', () => {
    const [only] = blockers('lab/job', onDb(''), policy('shop/q', 'podSelector: {}'));
    expect(only?.[2]).toBe('Admit TCP 80 from pod:lab/job in an ingress rule of a policy that selects pod:shop/db: a new one, or NetworkPolicy shop/p or NetworkPolicy shop/q, whose rules hold for all that it selects.');
  });

  it('widen the ports of a rule that selects the peer already', () => {
    expect(blockers('lab/job', onDb('{from: [{namespaceSelector: {}}], ports: [{port: 81}]}'))[0]?.[2]).toBe('Add TCP 80 to the ports of ingress rule 0 of NetworkPolicy shop/p.');
  });

  it('say that a named port is not declared', () => {
    expect(with_().explain('lab/job', 'shop/db', 'http/TCP')).toMatchObject({ verdict: 'DENIED', blockers: [{ code: 'NAMED_PORT_UNRESOLVED' }] });
    expect(with_().explain('lab/job', 'shop/db', 'sql/TCP')).toMatchObject({ verdict: 'ALLOWED', blockers: [] });
  });

  it('say that two ends have no family in common', () => {
    const six = pod('shop/six', { ip: '2001:db8::6' });
    expect(with_(six).explain('shop/six', 'shop/db', 'TCP 80')).toMatchObject({ verdict: 'DENIED', blockers: [{ code: 'FAMILIES_DIFFER' }] });
  });
});
