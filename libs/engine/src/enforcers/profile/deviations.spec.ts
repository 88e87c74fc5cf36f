import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../resources/snapshot.ts';
import type { PolicyDocument } from '../../policies/document.ts';
import { CAST, pod, policy, world, type World } from '../../testing/world.ts';
import { lowerProfiled } from './lower-profiled.ts';
import { DEVIATION_CODES, FAITHFUL, type DeviationCode, type Feature, type Profile } from './profile.ts';

const IPV6 = pod('lab/six', { labels: 'app: six', ips: ['10.0.2.6', 'fd00::6'] });

/** The cast under an enforcer that departs in one thing. */
function under(feature: Feature, code: DeviationCode, policies: readonly string[], more: Partial<Profile> = {}): World {
  const profile: Profile = { ...FAITHFUL, ...more, features: { [feature]: { support: 'PARTIAL', whenUsed: [code] } } };
  return world([CAST, IPV6, ...policies], {}, (snapshot: Snapshot<PolicyDocument>) => lowerProfiled(snapshot, { name: 'test', version: null, settings: {} }, profile));
}

const ingress = (rules: string, subject = 'app: db'): string => policy('shop/p', `podSelector: {matchLabels: {${subject}}}, policyTypes: [Ingress], ingress: [${rules}]`);
const messages = ({ firewalls }: World): readonly string[] => (firewalls.departures ?? []).map(({ message }) => message);

/** For each code a world in which it matters, and the question that it answers otherwise than upstream does. */
const CASES: Readonly<Record<DeviationCode, () => void>> = {
  notEnforced: () => { expect(under('ingress', 'notEnforced', [ingress('')]).verdict('lab/web', 'shop/db', 'TCP 80')).toBe('ALLOWED'); },
  directionIgnored: () => { expect(under('ingress', 'directionIgnored', [ingress('')]).verdict('lab/web', 'shop/db', 'TCP 80')).toBe('ALLOWED'); },
  dropPolicy: () => {
    const cluster = under('namedPorts', 'dropPolicy', [ingress('{ports: [{port: sql}]}')]);
    expect(cluster.verdict('lab/web', 'shop/db', 'TCP 80')).toBe('ALLOWED');
    expect(cluster.firewalls.departures?.map(({ code, isRefusal }) => [code, isRefusal])).toEqual([['POLICY_REJECTED', true]]);
    expect(under('namedPorts', 'dropPolicy', [ingress('{ports: [{port: 5432}]}')]).verdict('lab/web', 'shop/db', 'TCP 80')).toBe('DENIED');
  },
  dropPolicyIfAnySelectorPeer: () => {
    expect(under('ingress', 'dropPolicyIfAnySelectorPeer', [ingress('{from: [{podSelector: {}}]}')]).verdict('lab/web', 'shop/db', 'TCP 80')).toBe('ALLOWED');
    expect(under('ingress', 'dropPolicyIfAnySelectorPeer', [ingress('{from: [{ipBlock: {cidr: 10.0.1.0/24}}]}')]).verdict('lab/web', 'shop/db', 'TCP 80')).toBe('DENIED');
  },
  dropRuleIfPeerIsIpBlockOrEmpty: () => {
    const cluster = under('namedPorts', 'dropRuleIfPeerIsIpBlockOrEmpty', [ingress('{ports: [{port: sql}, {port: 80}]}, {from: [{podSelector: {}}, {ipBlock: {cidr: 10.0.2.0/24}}], ports: [{port: sql}]}')]);
    expect(cluster.set('lab/web', 'shop/db')).toBe('IPv4 TCP 80');
    expect(cluster.set('shop/web', 'shop/db')).toBe('IPv4 TCP 80,5432');
  },
  widenNamedPortToProtocol: () => {
    expect(under('namedPorts', 'widenNamedPortToProtocol', [ingress('{ports: [{port: sql}]}')]).set('lab/web', 'shop/db')).toBe('IPv4 TCP');
    expect(under('namedPorts', 'widenNamedPortToProtocol', [ingress('{ports: [{port: sql}, {port: 80}]}')]).set('lab/web', 'shop/db')).toBe('IPv4 TCP 80');
  },
  narrowEndPortToPort: () => { expect(under('endPort', 'narrowEndPortToPort', [ingress('{ports: [{port: 80, endPort: 90}]}')]).set('lab/web', 'shop/db')).toBe('IPv4 TCP 80'); },
  ipBlockExcludesPods: () => {
    const cluster = under('ipBlock', 'ipBlockExcludesPods', [ingress('{from: [{ipBlock: {cidr: 0.0.0.0/0}}]}')]);
    expect([cluster.verdict('lab/web', 'shop/db', 'TCP 80'), cluster.verdict('1.2.3.4', 'shop/db', 'TCP 80'), cluster.verdict('node:n2', 'shop/db', 'TCP 80')]).toEqual(['DENIED', 'ALLOWED', 'ALLOWED']);
  },
  ipBlockExcludesPodsAndNodes: () => {
    const cluster = under('ipBlock', 'ipBlockExcludesPodsAndNodes', [ingress('{from: [{ipBlock: {cidr: 0.0.0.0/0}}]}')]);
    expect([cluster.verdict('lab/web', 'shop/db', 'TCP 80'), cluster.verdict('1.2.3.4', 'shop/db', 'TCP 80'), cluster.verdict('node:n2', 'shop/db', 'TCP 80')]).toEqual(['DENIED', 'ALLOWED', 'DENIED']);
  },
  podSelectorOnly: () => {
    const cluster = under('combinedSelectors', 'podSelectorOnly', [ingress('{from: [{podSelector: {matchLabels: {app: web}}, namespaceSelector: {matchLabels: {team: red}}}]}')]);
    expect([cluster.verdict('lab/web', 'shop/db', 'TCP 80'), cluster.verdict('shop/web', 'shop/db', 'TCP 80')]).toEqual(['DENIED', 'ALLOWED']);
  },
  widenAnySource: () => { expect(under('ipBlock', 'widenAnySource', [ingress('{from: [{ipBlock: {cidr: 192.0.2.0/24}}]}')]).verdict('lab/web', 'shop/db', 'TCP 80')).toBe('ALLOWED'); },
  ingressIpBlockWidensToAny: () => { expect(under('ipBlock', 'ingressIpBlockWidensToAny', [ingress('{from: [{ipBlock: {cidr: 192.0.2.0/24}}]}')]).verdict('lab/web', 'shop/db', 'TCP 80')).toBe('ALLOWED'); },
  ingressIpBlockWithPortsWidensToAny: () => {
    const cluster = under('ipBlock', 'ingressIpBlockWithPortsWidensToAny', [ingress('{from: [{ipBlock: {cidr: 192.0.2.0/24}}]}, {from: [{ipBlock: {cidr: 192.0.2.0/24}}], ports: [{port: 80}]}')]);
    expect(cluster.set('lab/web', 'shop/db')).toBe('IPv4 TCP 80');
  },
  exceptOverridesOtherAllows: () => {
    const cluster = under('ipBlockExcept', 'exceptOverridesOtherAllows', [
      ingress('{from: [{ipBlock: {cidr: 192.0.2.0/24, except: [192.0.2.64/26]}}]}, {from: [{ipBlock: {cidr: 192.0.0.0/16}}, {ipBlock: {cidr: 192.0.2.65/32}}]}'),
    ]);
    expect(['192.0.2.66', '192.0.2.65', '192.0.2.1', '192.0.9.9'].map((address) => cluster.verdict(address, 'shop/db', 'TCP 80'))).toEqual(['DENIED', 'ALLOWED', 'ALLOWED', 'ALLOWED']);
    expect(cluster.explain('192.0.2.66', 'shop/db', 'TCP 80').ingress.decidedBy.map(({ code, origin }) => [code, origin?.name])).toEqual([['IPBLOCK_EXCEPT', 'p']]);
  },
  exceptOverridesOtherBlocksOfSameRule: () => {
    const cluster = under('ipBlockExcept', 'exceptOverridesOtherBlocksOfSameRule', [
      ingress('{from: [{ipBlock: {cidr: 192.0.2.0/24, except: [192.0.2.64/26]}}, {ipBlock: {cidr: 192.0.0.0/16}}, {ipBlock: {cidr: 192.0.2.65/32}}]}'),
    ]);
    expect(['192.0.2.66', '192.0.2.65', '192.0.9.9'].map((address) => cluster.verdict(address, 'shop/db', 'TCP 80'))).toEqual(['DENIED', 'ALLOWED', 'ALLOWED']);
  },
  egressNamedPortWithoutPeersOnlyOwnNamespace: () => {
    const egress = policy('shop/p', 'podSelector: {matchLabels: {app: db}}, policyTypes: [Egress], egress: [{ports: [{port: http}, {port: 443}]}]');
    const cluster = under('namedPorts', 'egressNamedPortWithoutPeersOnlyOwnNamespace', [egress]);
    expect([cluster.set('shop/db', 'shop/api'), cluster.set('shop/db', 'lab/job')]).toEqual(['IPv4 TCP 443,8080', 'IPv4 TCP 443']);
  },
  max24PortsPerCidr: () => {
    const ports = Array.from({ length: 25 }, (_, index) => `{port: ${String(8000 + index)}}`).join(', ');
    const cluster = under('ipBlock', 'max24PortsPerCidr', [ingress(`{from: [{ipBlock: {cidr: 192.0.2.0/24}}, {podSelector: {}}], ports: [${ports}]}`)]);
    expect([cluster.verdict('192.0.2.1', 'shop/db', 'TCP 8000'), cluster.verdict('shop/web', 'shop/db', 'TCP 8000'), cluster.verdict('192.0.2.1', 'shop/db', 'TCP 9000')]).toEqual(['UNKNOWN', 'ALLOWED', 'DENIED']);
  },
  setNameCollision: () => {
    const one = ingress('{from: [{namespaceSelector: {matchLabels: {team: red}}}]}');
    expect(under('combinedSelectors', 'setNameCollision', [one]).verdict('lab/web', 'shop/db', 'TCP 80')).toBe('ALLOWED');
    const other = policy('lab/q', 'podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {team: red}}, podSelector: {}}]}]');
    const both = under('combinedSelectors', 'setNameCollision', [one, other]);
    expect([both.verdict('lab/web', 'lab/job', 'TCP 80'), both.verdict('shop/web', 'shop/db', 'TCP 80')]).toEqual(['UNKNOWN', 'DENIED']);
  },
  ipv6Unfiltered: () => {
    const cluster = under('ipv6', 'ipv6Unfiltered', [policy('lab/p', 'podSelector: {matchLabels: {app: six}}')]);
    expect(cluster.set('lab/six', 'lab/six')).toBe('TCP; UDP; SCTP');
    expect([cluster.verdict('2001:db8::1', 'lab/six', 'TCP 80'), cluster.verdict('1.2.3.4', 'lab/six', 'TCP 80')]).toEqual(['ALLOWED', 'DENIED']);
  },
  ipv6NotCarried: () => { expect(under('ipv6', 'ipv6NotCarried', []).verdict('2001:db8::1', 'lab/six', 'TCP 80')).toBe('DENIED'); },
  ipv6RuleErrorFailsClosed: () => {
    const cluster = under('ipv6', 'ipv6RuleErrorFailsClosed', [ingress("{from: [{podSelector: {}}]}, {from: [{ipBlock: {cidr: 'fd00::/8'}}]}")]);
    expect([cluster.verdict('shop/web', 'shop/db', 'TCP 80'), cluster.verdict('lab/web', 'shop/db', 'TCP 80')]).toEqual(['UNKNOWN', 'DENIED']);
  },
  sctpDropped: () => { expect(under('sctp', 'sctpDropped', []).set('lab/web', 'shop/db')).toBe('IPv4 TCP; IPv4 UDP'); },
  agentCrash: () => {
    const cluster = under('namedPorts', 'agentCrash', [ingress('{ports: [{port: sql}]}')]);
    expect(cluster.verdict('lab/web', 'shop/api', 'TCP 80')).toBe('UNKNOWN');
    expect(under('namedPorts', 'agentCrash', [ingress('{ports: [{port: 5432}]}')]).verdict('lab/web', 'shop/api', 'TCP 80')).toBe('ALLOWED');
  },
};

describe('what enforcers make of features', () => {
  it.each(DEVIATION_CODES)('%s', (code) => { CASES[code](); });
});

describe('a profile besides features', () => {
  const outside = policy('shop/p', 'podSelector: {matchLabels: {app: db}}, policyTypes: [Ingress], egress: [{to: [{podSelector: {matchLabels: {app: api}}}]}]');
  const closing = policy('shop/q', 'podSelector: {matchLabels: {app: db}}, policyTypes: [Egress]');
  const as = (profile: Partial<Profile>, policies: readonly string[]): World => world([CAST, ...policies], {}, (snapshot) => lowerProfiled(snapshot, { name: 'test', version: null, settings: {} }, { ...FAITHFUL, ...profile }));

  it('reads rules of a direction that is not listed as none, as allows alone, or as isolating', () => {
    const answers = (policies: readonly string[]): readonly string[] => (['ignored', 'allowOnly', 'isolates'] as const).map((ruleOutsidePolicyTypes) => {
      const cluster = as({ ruleOutsidePolicyTypes }, policies);
      return `${cluster.verdict('shop/db', 'shop/api', 'TCP 80')} ${cluster.verdict('shop/db', 'shop/web', 'TCP 80')}`;
    });
    expect(answers([outside])).toEqual(['ALLOWED ALLOWED', 'ALLOWED ALLOWED', 'ALLOWED DENIED']);
    expect(answers([outside, closing])).toEqual(['DENIED DENIED', 'ALLOWED DENIED', 'ALLOWED DENIED']);
    expect(messages(as({ ruleOutsidePolicyTypes: 'isolates' }, [outside]))).toEqual(['NetworkPolicy shop/p has rules of a direction that policyTypes does not list, which isolate all the same (test).']);
  });

  it('lets the own node in, lets only root in, or treats it as any other', () => {
    const asked = (fromLocalNode: Profile['host']['fromLocalNode']): readonly unknown[] => {
      const trace = as({ host: { fromLocalNode, toOwnNode: 'filtered' } }, [ingress('')]).explain('node:n1', 'shop/db', 'TCP 80');
      return [trace.verdict, trace.caveats.map(({ message }) => message)];
    };
    expect([asked('allowed'), asked('root'), asked('filtered')]).toEqual([['ALLOWED', []], ['ALLOWED', ['Only what processes of root send from the own node is let in.']], ['DENIED', []]]);
  });

  it('closes pods that no policy selects, and only those', () => {
    const cluster = as({ noPolicyPods: 'denied' }, [ingress('{from: [{podSelector: {}}]}')]);
    expect(cluster.verdict('lab/web', 'shop/api', 'TCP 80')).toBe('DENIED');
    expect(cluster.explain('lab/web', 'shop/api', 'TCP 80').ingress.decidedBy.map(({ code }) => code)).toEqual(['STRICT_DEFAULT_DENY']);
    expect(cluster.explain('shop/db', 'shop/api', 'TCP 80').egress.verdict).toBe('ALLOWED');
  });

  it('leaves pods without an owner alone', () => {
    const trace = as({ barePods: 'open' }, [ingress('')]).explain('lab/web', 'shop/db', 'TCP 80');
    expect([trace.verdict, trace.ingress.decidedBy[0]?.code]).toEqual(['ALLOWED', 'NOT_GOVERNED']);
  });

  it('lets pass what it always lets pass', () => {
    const cluster = as({ alwaysAllowed: ['icmpEcho', 'multicast', 'dhcp'], traffic: 'all' }, [ingress(''), policy('shop/all', 'podSelector: {}, policyTypes: [Ingress, Egress]')]);
    expect([cluster.verdict('lab/web', 'shop/db', 'ICMP 8'), cluster.verdict('lab/web', 'shop/db', 'ICMP 13'), cluster.verdict('shop/db', '224.0.0.5', 'UDP 5353'), cluster.verdict('lab/web', 'shop/db', 'UDP 67')])
      .toEqual(['ALLOWED', 'DENIED', 'ALLOWED', 'ALLOWED']);
  });
});
