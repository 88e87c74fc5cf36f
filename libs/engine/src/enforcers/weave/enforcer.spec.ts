import { describe, expect, it } from 'vitest';
import { policy, type World } from '../../testing/world.ts';
import { underEnforcer } from '../../testing/under-enforcer.ts';

const db = (spec: string): string => policy('shop/p', `podSelector: {matchLabels: {app: db}}, ${spec}`);
const weave = (version: string, spec: string, settings: Readonly<Record<string, string>> = {}): World => underEnforcer(`weave-npc@${version}`, [db(spec)], settings);
/** What the release answers, oldest first, for one policy and question. */
const byRelease = (spec: string, from: string, to: string, traffic = 'TCP 80'): readonly string[] => ['2.3.0', '2.4.1', '2.5.2', '2.6.0', '2.8.1'].map((version) => weave(version, spec).verdict(from, to, traffic));

describe('Weave Net', () => {
  it('WE-1 isolates by policyTypes, and reads egress since 2.4', () => {
    expect(byRelease('policyTypes: [Egress]', 'shop/db', 'lab/web')).toEqual(['ALLOWED', 'DENIED', 'DENIED', 'DENIED', 'DENIED']);
  });
  it('WE-2 lets rules of a direction that is not listed admit without isolating', () => {
    const closing = policy('shop/q', 'podSelector: {}, policyTypes: [Egress]');
    const outside = db('policyTypes: [Ingress], egress: [{to: [{podSelector: {matchLabels: {app: api}}}]}]');
    expect(underEnforcer('weave', [outside]).verdict('shop/db', 'shop/web', 'TCP 80')).toBe('ALLOWED');
    const both = underEnforcer('weave', [outside, closing]);
    expect([both.verdict('shop/db', 'shop/api', 'TCP 80'), both.verdict('shop/db', 'shop/web', 'TCP 80')]).toEqual(['ALLOWED', 'DENIED']);
  });
  it('WE-3 opens the first port of a range alone', () => {
    expect(weave('2.8.1', 'ingress: [{ports: [{port: 80, endPort: 90}]}]').set('lab/web', 'shop/db')).toBe('IPv4 TCP 80');
  });
  it('WE-4 loses a policy with a port by name since 2.6.3, and before it the agent dies of one', () => {
    const named = 'ingress: [{ports: [{port: sql}]}]';
    expect(byRelease(named, 'lab/web', 'shop/db')).toEqual(['UNKNOWN', 'UNKNOWN', 'UNKNOWN', 'UNKNOWN', 'ALLOWED']);
    expect(weave('2.8.1', named).firewalls.departures?.map(({ message }) => message)).toEqual(['NetworkPolicy shop/p names ports and is refused as a whole (weave-npc).']);
  });
  it('WE-5 widens an ipBlock for ingress before 2.6, less with each release', () => {
    const block = "ingress: [{from: [{ipBlock: {cidr: 192.0.2.0/24}}]}]"; const withPorts = "ingress: [{from: [{ipBlock: {cidr: 192.0.2.0/24}}], ports: [{port: 80}]}]";
    expect(byRelease(block, 'lab/web', 'shop/db')).toEqual(['ALLOWED', 'ALLOWED', 'DENIED', 'DENIED', 'DENIED']);
    expect(byRelease(withPorts, 'lab/web', 'shop/db')).toEqual(['ALLOWED', 'ALLOWED', 'ALLOWED', 'DENIED', 'DENIED']);
  });
  it('WE-6 looks at the podSelector alone where a peer has both, before 2.6', () => {
    expect(byRelease('ingress: [{from: [{podSelector: {matchLabels: {app: web}}, namespaceSelector: {matchLabels: {team: red}}}]}]', 'lab/web', 'shop/db')).toEqual(['DENIED', 'DENIED', 'DENIED', 'ALLOWED', 'ALLOWED']);
  });
  it('WE-7 leaves the other rules open where one has an IPv6 block', () => {
    expect(weave('2.8.1', "ingress: [{from: [{podSelector: {}}]}, {from: [{ipBlock: {cidr: 'fd00::/8'}}]}]").verdict('shop/web', 'shop/db', 'TCP 80')).toBe('UNKNOWN');
  });
  it('WE-8 is undecided where two peers of different shape give their sets one name', () => {
    const other = policy('lab/q', 'podSelector: {}, ingress: [{from: [{namespaceSelector: {}}]}]');
    const peer = db('ingress: [{from: [{namespaceSelector: {}, podSelector: {}}]}]');
    expect([underEnforcer('weave', [peer]).verdict('lab/web', 'shop/db', 'TCP 80'), underEnforcer('weave', [peer, other]).verdict('lab/web', 'shop/db', 'TCP 80')]).toEqual(['ALLOWED', 'UNKNOWN']);
  });
  it('WE-9 never filters what comes from the own node or goes to it, and filters other nodes', () => {
    const closed = weave('2.8.1', 'policyTypes: [Ingress, Egress]');
    expect([closed.verdict('node:n1', 'shop/db', 'TCP 80'), closed.verdict('shop/db', 'node:n1', 'TCP 80'), closed.verdict('node:n2', 'shop/db', 'TCP 80'), closed.verdict('shop/db', 'node:n2', 'TCP 80')])
      .toEqual(['ALLOWED', 'ALLOWED', 'DENIED', 'DENIED']);
  });
  it('WE-10 always lets multicast pass, unless it is told not to', () => {
    const asked = (settings: Readonly<Record<string, string>>): string => weave('2.8.1', 'policyTypes: [Egress]', settings).verdict('shop/db', '224.0.0.251', 'UDP 5353');
    expect([asked({}), asked({ 'allow-mcast': 'false' })]).toEqual(['ALLOWED', 'DENIED']);
  });
  it('WE-11 admits ICMP by rules without ports alone', () => {
    expect([weave('2.8.1', 'ingress: [{}]').verdict('lab/web', 'shop/db', 'ICMP 8'), weave('2.8.1', 'ingress: [{ports: [{port: 80}]}]').verdict('lab/web', 'shop/db', 'ICMP 8')]).toEqual(['ALLOWED', 'DENIED']);
  });
  it('WE-12 enforces nothing under EXPECT_NPC=0', () => {
    const off = weave('2.8.1', 'policyTypes: [Ingress]', { 'expect-npc': '0' });
    expect(off.verdict('lab/web', 'shop/db', 'TCP 80')).toBe('ALLOWED');
    expect(off.firewalls.caveats.map(({ message }) => message)).toEqual(['The one policy is stored without effect and every connection is possible: EXPECT_NPC=0 keeps Weave from steering traffic to its policy controller.']);
  });
});
