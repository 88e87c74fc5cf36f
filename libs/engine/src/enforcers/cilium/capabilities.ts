import { POLICY_FEATURES, type Capability } from '../../model/enforcement.ts';
import { isSince } from '../../resources/observed/readings.ts';

type Departure = readonly [support: Capability['support'], note: string];

/** What Cilium makes of features of NetworkPolicies in a release; a configuration that was not read is the usual one. */
export function ciliumCapabilities(version: string | null, config: Readonly<Record<string, string>> | undefined): readonly Capability[] {
  const matchesNodes = isSince(version, [1, 15, 0]) && (config?.['policy-cidr-match-mode'] ?? '').split(/[\s,]+/).includes('nodes');
  const departures: Readonly<Record<string, Departure>> = {
    ipBlock: ['PARTIAL', matchesNodes ? 'ipBlockExcludesPods' : 'ipBlockExcludesPodsAndNodes'],
    ...(version === null || isSince(version, [1, 16, 0]) ? {} : { endPort: ['PARTIAL', 'narrowEndPortToPort'] }),
    ...(config?.['enable-sctp'] === 'true' ? {} : { sctp: ['NONE', 'sctpDropped'] }),
    ...(config === undefined || config['enable-ipv6'] === 'true' ? {} : { ipv6: ['NONE', 'ipv6NotCarried'] }),
  };
  return POLICY_FEATURES.map((feature) => { const [support, note] = departures[feature] ?? ['FULL', null]; return { enforcer: 'cilium', feature, support, note }; });
}
