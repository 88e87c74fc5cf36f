import { FAITHFUL, none, partial, type Profile } from '../profile/profile.ts';

/** The agent of the VPC plugin, in a cluster of IPv4. Addresses are looked up by their longest prefix, and the own node passes both ways. */
export const AWS: Profile = {
  ...FAITHFUL,
  features: { ipBlock: partial('max24PortsPerCidr'), ipBlockExcept: partial('exceptOverridesOtherAllows'), namedPorts: partial('dropRuleIfPeerIsIpBlockOrEmpty'), ipv6: none('ipv6Unfiltered') },
  ruleOutsidePolicyTypes: 'isolates', host: { fromLocalNode: 'allowed', toOwnNode: 'allowed' }, barePods: 'open', newPod: 'open',
};

/** Pods that no policy selects are closed, new ones too. */
export const STRICT: Partial<Profile> = { noPolicyPods: 'denied', newPod: 'closed' };
