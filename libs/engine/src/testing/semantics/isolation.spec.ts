import { describe, expect, it } from 'vitest';
import { CAST, policy, world } from '../world.ts';

const FROM_LAB = 'from: [{namespaceSelector: {matchLabels: {team: red}}}]';
const ask = (...policies: readonly string[]): ReturnType<typeof world> => world([CAST, ...policies]);
/** Whether shop/db is isolated for ingress and for egress. */
const isolation = (spec: string): readonly [string, string] => {
  const { verdict } = ask(policy('shop/p', `podSelector: {matchLabels: {app: db}}, ${spec}`));
  return [verdict('shop/web', 'shop/db', 'TCP 80'), verdict('shop/db', 'shop/web', 'TCP 80')];
};

describe('directions and isolation', () => {
  it('NP-10 a direction in which no policy selects the pod is unrestricted', () => {
    const { explain } = ask();
    const trace = explain('8.8.8.8', 'shop/db', null);
    expect(trace.allowed).toEqual([...trace.universe]);
    expect(trace.ingress.decidedBy.map(({ code }) => code)).toEqual(['DEFAULT_ALLOW']);
    expect(trace.ingress.steps.map(({ code }) => code)).toEqual(['NO_POLICY_SELECTS', 'DEFAULT_ALLOW']);
  });

  it('NP-11 a selected pod gets only what is listed', () => {
    const { verdict } = ask(policy('shop/p', `podSelector: {matchLabels: {app: db}}, ingress: [{${FROM_LAB}, ports: [{port: 80}]}]`));
    expect(verdict('lab/web', 'shop/db', 'TCP 80')).toBe('ALLOWED');
    expect(verdict('lab/web', 'shop/db', 'TCP 81')).toBe('DENIED');
    expect(verdict('shop/web', 'shop/db', 'TCP 80')).toBe('DENIED');
  });

  it('NP-12 isolation in one direction leaves the other alone', () => {
    expect(isolation('policyTypes: [Ingress]')).toEqual(['DENIED', 'ALLOWED']);
    expect(isolation('policyTypes: [Egress]')).toEqual(['ALLOWED', 'DENIED']);
  });

  it('NP-13 policies add up', () => {
    const { verdict, explain } = ask(
      policy('shop/a', `podSelector: {}, ingress: [{${FROM_LAB}, ports: [{port: 80}]}]`),
      policy('shop/b', `podSelector: {matchLabels: {app: db}}, ingress: [{${FROM_LAB}, ports: [{port: 81}]}]`),
    );
    expect(verdict('lab/web', 'shop/db', 'TCP 80-81')).toBe('ALLOWED');
    expect(verdict('lab/web', 'shop/web', 'TCP 81')).toBe('DENIED');
    expect(explain('lab/web', 'shop/db', 'TCP 80-81').ingress.decidedBy.map(({ origin }) => origin?.name)).toEqual(['a', 'b']);
  });

  it('NP-14 their order means nothing', () => {
    const deny = policy('shop/a-deny', 'podSelector: {}'); const allow = policy('shop/z-allow', 'podSelector: {}, ingress: [{}]');
    for (const policies of [[deny, allow], [allow, deny]]) expect(ask(...policies).verdict('lab/web', 'shop/db', 'TCP 80')).toBe('ALLOWED');
    expect(ask(policy('shop/a', 'podSelector: {}, ingress: [{}]'), policy('shop/z', 'podSelector: {}')).verdict('lab/web', 'shop/db', 'TCP 80')).toBe('ALLOWED');
  });

  it.each(['', 'policyTypes: null, ', 'policyTypes: [], '])('NP-15 Ingress is implied without policyTypes (%j)', (types) => {
    expect(isolation(`${types}ingress: []`)).toEqual(['DENIED', 'ALLOWED']);
  });

  it('NP-16 Egress is implied by at least one egress rule', () => {
    expect(isolation('egress: [{to: [{podSelector: {matchLabels: {app: api}}}]}]')).toEqual(['DENIED', 'DENIED']);
    expect(isolation('policyTypes: [], egress: [{}]')).toEqual(['DENIED', 'ALLOWED']);
  });

  it('NP-17 an empty egress list without policyTypes does not isolate egress', () => {
    expect(isolation('egress: []')).toEqual(['DENIED', 'ALLOWED']);
    expect(isolation('egress: null')).toEqual(['DENIED', 'ALLOWED']);
  });

  it('NP-18 policyTypes Egress alone leaves ingress rules dead', () => {
    expect(isolation(`policyTypes: [Egress], ingress: [{${FROM_LAB}}]`)).toEqual(['ALLOWED', 'DENIED']);
  });

  it('NP-19 policyTypes Ingress alone leaves egress rules dead', () => {
    expect(isolation('policyTypes: [Ingress], egress: [{to: [{podSelector: {matchLabels: {app: api}}}]}]')).toEqual(['DENIED', 'ALLOWED']);
  });

  it.each(['', ', ingress: null, egress: null', ', ingress: [], egress: []'])('NP-20 a listed type without rules isolates completely (%j)', (rules) => {
    expect(isolation(`policyTypes: [Ingress, Egress]${rules}`)).toEqual(['DENIED', 'DENIED']);
  });

  it('NP-21 a repeated type means the same as once', () => {
    expect(isolation('policyTypes: [Ingress, Ingress]')).toEqual(['DENIED', 'ALLOWED']);
  });

  it('NP-22 a manifest from Git means what it would after defaulting', () => {
    const git = 'ingress: [{}], egress: [{to: [{podSelector: {}}]}]';
    expect(isolation(git)).toEqual(isolation(`policyTypes: [Ingress, Egress], ${git}`));
  });
});
