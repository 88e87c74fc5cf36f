import { describe, expect, it } from 'vitest';
import { answerPoint } from '../../answer-point.ts';
import { compile } from '../../compile/compile.ts';
import type { PointAnswer } from '../../model/point-answer.ts';
import { resolveEndpoint } from '../../references/resolve-endpoint.ts';
import { parseTraffic } from '../../references/traffic.ts';
import { anp, cnp } from '../admin-world.ts';
import { CAST, policy, world } from '../world.ts';

function asking(...more: readonly string[]): (to: string) => PointAnswer {
  const view = compile(world([CAST, ...more]).firewalls);
  return (to) => answerPoint(view, { from: resolveEndpoint(view, 'pod:shop/db'), to: resolveEndpoint(view, to), traffic: parseTraffic('tcp/443'), basis: 'SPECIFIED' });
}

const NAMES = 'egress: [{action: Allow, to: [{domainNames: ["*.example.com", "Example.org."]}]}, {action: Deny, to: [{networks: [0.0.0.0/0, "::/0"]}]}]';

describe('a DNS name that is asked about', () => {
  it.each([['AN-18 U14', anp('a', 1, NAMES)], ['CN-11 U14', cnp('a', 'Admin', 1, NAMES.replace('Allow', 'Accept'))]])('%s is what the names of rules say, one label or more below a *.', (_, text) => {
    const ask = asking(text);
    const verdicts = ['api.example.com', 'a.b.Example.COM', 'example.org', 'example.com', 'api.example.org', 'badexample.com'].map((name) => ask(`fqdn:${name}`).reachability.verdict);
    expect(verdicts).toEqual(['ALLOWED', 'ALLOWED', 'ALLOWED', 'DENIED', 'DENIED', 'DENIED']);
    expect(ask('fqdn:api.example.com').witness?.trace.egress.decidedBy.map(({ code, peers }) => [code, peers])).toEqual([['ADMIN_ACCEPT', [0]]]);
  });

  it('AN-18 leaves an address as open as it was', () => {
    expect(asking(anp('a', 1, NAMES))('ip:203.0.113.7').reachability).toMatchObject({ verdict: 'UNKNOWN' });
  });

  it('is undecided under rules by address that do not hold for every address, and unrestricted without rules', () => {
    const block = policy('shop/out', 'podSelector: {}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 203.0.113.0/24}}]}]');
    expect(asking(block)('fqdn:api.example.com').reachability.verdict).toBe('UNKNOWN');
    expect(asking()('fqdn:api.example.com').reachability.verdict).toBe('ALLOWED');
  });
});
