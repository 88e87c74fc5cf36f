/** A feature of NetworkPolicies that enforcers differ in. */
export type Feature = 'ingress' | 'egress' | 'ipBlock' | 'ipBlockExcept' | 'endPort' | 'namedPorts' | 'sctp' | 'ipv6' | 'combinedSelectors';

/** What becomes of a policy that uses a feature, where that is not what the upstream text says. */
export const DEVIATION_CODES = [
  'notEnforced', 'dropPolicy', 'dropPolicyIfAnySelectorPeer', 'dropRuleIfPeerIsIpBlockOrEmpty', 'widenNamedPortToProtocol', 'narrowEndPortToPort', 'ipBlockExcludesPods',
  'ipBlockExcludesPodsAndNodes', 'podSelectorOnly', 'widenAnySource', 'ingressIpBlockWidensToAny', 'ingressIpBlockWithPortsWidensToAny', 'exceptOverridesOtherAllows',
  'exceptOverridesOtherBlocksOfSameRule', 'egressNamedPortWithoutPeersOnlyOwnNamespace', 'max24PortsPerCidr', 'setNameCollision', 'ipv6Unfiltered', 'ipv6NotCarried',
  'ipv6RuleErrorFailsClosed', 'sctpDropped', 'directionIgnored', 'agentCrash',
] as const;
export type DeviationCode = (typeof DEVIATION_CODES)[number];

export interface FeatureSupport { readonly support: 'FULL' | 'PARTIAL' | 'NONE' | 'UNKNOWN'; readonly whenUsed: readonly DeviationCode[] }

/** Traffic that passes whatever policies say. */
export type AlwaysAllowed = 'icmpEcho' | 'multicast' | 'nonTcpUdpSctp' | 'dhcp';

/** How an enforcer without policies of its own departs from the upstream text, as data. */
export interface Profile {
  /** Features that are not honoured as upstream has them; the others are. */
  readonly features: Readonly<Partial<Record<Feature, FeatureSupport>>>;
  /** What rules of a direction do that `policyTypes` does not list. */
  readonly ruleOutsidePolicyTypes: 'ignored' | 'allowOnly' | 'isolates';
  /** Traffic between a pod and its own node: `root` is what processes of root on the node send. */
  readonly host: { readonly fromLocalNode: 'allowed' | 'root' | 'filtered'; readonly toOwnNode: 'allowed' | 'filtered' };
  readonly alwaysAllowed: readonly AlwaysAllowed[];
  /** Pods that no policy selects. */
  readonly noPolicyPods: 'allowed' | 'denied';
  /** Whether pods without an owner are left alone. */
  readonly barePods: 'filtered' | 'open';
  /** Whether rules without ports speak of all traffic or, as upstream defines it, of that which has ports. */
  readonly traffic: 'ports' | 'all';
  /** Whether a NetworkPolicy ends the decision for the directions that it isolates, or for its pods in both. */
  readonly finalFor: 'direction' | 'pod';
  /** `group/Kind` of policies that it honours besides NetworkPolicy. */
  readonly kinds: readonly string[];
  /** What holds for a pod before the agent has seen it. */
  readonly newPod: 'open' | 'closed' | 'unknown';
  /** What an agent that died leaves behind: its rules (`frozen`), none (`open`), or nothing that passes (`closed`). */
  readonly agentDown: 'frozen' | 'open' | 'closed';
  /** Whether an agent that takes a packet for one of its pods that a policy selects also judges it by the policies of the other end. */
  readonly judgesFarEnd: boolean;
  /** Why nothing is enforced at all; null where something is. */
  readonly off: string | null;
  /** False for what could not enforce under any setting. */
  readonly canEnforce: boolean;
}

/** One that does what the upstream text says and always lets the own node in. */
export const FAITHFUL: Profile = {
  features: {}, ruleOutsidePolicyTypes: 'ignored', host: { fromLocalNode: 'allowed', toOwnNode: 'filtered' }, alwaysAllowed: [], noPolicyPods: 'allowed', barePods: 'filtered',
  traffic: 'ports', finalFor: 'direction', kinds: [], newPod: 'unknown', agentDown: 'frozen', judgesFarEnd: false, off: null, canEnforce: true,
};

/** A feature that has an effect, though not the one that upstream describes. */
export const partial = (...whenUsed: readonly DeviationCode[]): FeatureSupport => ({ support: 'PARTIAL', whenUsed });
/** A feature that has no effect of its own. */
export const none = (...whenUsed: readonly DeviationCode[]): FeatureSupport => ({ support: 'NONE', whenUsed });
/** A feature as upstream has it, against what an earlier release or another setting says. */
export const FULL: FeatureSupport = { support: 'FULL', whenUsed: [] };
