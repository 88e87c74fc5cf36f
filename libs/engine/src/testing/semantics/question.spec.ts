import { describe, expect, it } from 'vitest';
import { CAST, policy, world } from '../world.ts';

const with_ = (...more: readonly string[]): ReturnType<typeof world> => world([CAST, ...more]);
const EGRESS_80 = policy('lab/out', 'podSelector: {}, policyTypes: [Egress], egress: [{ports: [{port: 80}]}]');
const INGRESS_443 = policy('shop/in', 'podSelector: {}, ingress: [{ports: [{port: 443}]}]');

describe('the question that is answered', () => {
  it('Q1 protocol and destination port decide, the source port never', () => {
    const { firewalls, verdict } = with_(EGRESS_80);
    expect(verdict('lab/job', 'shop/db', 'TCP 80')).toBe('ALLOWED');
    expect(verdict('lab/job', 'shop/db', 'UDP 80')).toBe('DENIED');
    expect(firewalls.tiers.egress.flatMap(({ rules }) => rules).every((rule) => !('sourcePort' in rule))).toBe(true);
  });

  it('Q2 an end is a pod or an address outside', () => {
    const { verdict } = with_(INGRESS_443);
    expect(verdict('lab/job', 'shop/db', 'TCP 443')).toBe('ALLOWED');
    expect(verdict('203.0.113.1', 'shop/db', 'TCP 443')).toBe('ALLOWED');
  });

  it('Q3 both sides must allow', () => {
    const { verdict, explain } = with_(EGRESS_80, INGRESS_443);
    expect(verdict('lab/job', 'shop/db', 'TCP 80')).toBe('DENIED');
    expect(verdict('lab/job', 'shop/db', 'TCP 443')).toBe('DENIED');
    const trace = explain('lab/job', 'shop/db', null);
    expect(trace.verdict).toBe('DENIED');
    expect(trace.blockers.map(({ direction }) => direction)).toEqual(['egress', 'ingress']);
  });

  it('Q4 an end that no policy governs allows', () => {
    const { explain } = with_(INGRESS_443);
    expect(explain('203.0.113.1', 'shop/db', 'TCP 443').egress.decidedBy.map(({ code }) => code)).toEqual(['NOT_GOVERNED']);
    expect(explain('node:n2', 'shop/db', 'TCP 443').egress.decidedBy.map(({ code }) => code)).toEqual(['NOT_GOVERNED']);
  });

  it('Q5 an explicit allow on one side never rescues the other', () => {
    const { explain } = with_(policy('lab/open', 'podSelector: {}, policyTypes: [Egress], egress: [{}]'), policy('shop/shut', 'podSelector: {}'));
    const trace = explain('lab/job', 'shop/db', 'TCP 80');
    expect([trace.egress.verdict, trace.ingress.verdict, trace.verdict]).toEqual(['ALLOWED', 'DENIED', 'DENIED']);
  });

  it('Q6 replies need no rule: only the direction of the connection is asked', () => {
    const { verdict } = with_(policy('lab/no-ingress', 'podSelector: {}'));
    expect(verdict('lab/job', 'shop/db', 'TCP 80')).toBe('ALLOWED');
    expect(verdict('shop/db', 'lab/job', 'TCP 80')).toBe('DENIED');
  });

  it('Q9 other protocols than TCP, UDP and SCTP are not answered', () => {
    const trace = with_(policy('shop/shut', 'podSelector: {}')).explain('lab/job', 'shop/db', 'ICMP 8');
    expect(trace.verdict).toBe('UNKNOWN');
    expect(trace.allowed).toEqual([]);
    expect(trace.ingress.decidedBy.map(({ code, outcome }) => [code, outcome])).toEqual([['PROTOCOL_NOT_MODELLED', 'UNDECIDABLE']]);
  });
});
