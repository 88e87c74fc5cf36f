import type { ByRelease } from '../profile/release.ts';
import { FAITHFUL, none, partial, type Profile } from '../profile/profile.ts';

/** The last release. @see docs/semantics/weave.md */
export const NEWEST = '2.8.1';

const LATEST: Profile = {
  ...FAITHFUL,
  features: { endPort: none('narrowEndPortToPort'), namedPorts: none('dropPolicy'), ipv6: none('ipv6RuleErrorFailsClosed'), combinedSelectors: partial('setNameCollision') },
  ruleOutsidePolicyTypes: 'allowOnly', host: { fromLocalNode: 'allowed', toOwnNode: 'allowed' }, alwaysAllowed: ['multicast'], traffic: 'all', newPod: 'closed',
};

const with263: Profile = { ...LATEST, features: { ...LATEST.features, namedPorts: none('agentCrash') } };
const with250: Profile = { ...with263, features: { ...with263.features, combinedSelectors: none('podSelectorOnly'), ipBlock: partial('ingressIpBlockWithPortsWidensToAny'), ipBlockExcept: partial('ingressIpBlockWithPortsWidensToAny') } };
const with240: Profile = { ...with250, features: { ...with250.features, ipBlock: partial('ingressIpBlockWidensToAny'), ipBlockExcept: partial('ingressIpBlockWidensToAny') } };
const with210: Profile = { ...with240, features: { ...with240.features, egress: none('directionIgnored'), ipBlock: none('widenAnySource'), ipBlockExcept: none('widenAnySource') } };

/** What weave-npc made of policies, release by release. */
export const RELEASES: readonly [ByRelease<Profile>[number], ...ByRelease<Profile>] = [['2.1.0', with210], ['2.4.0', with240], ['2.5.0', with250], ['2.6.0', with263], ['2.6.3', LATEST]];
