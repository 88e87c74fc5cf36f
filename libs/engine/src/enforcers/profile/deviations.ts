import type { Deviation } from './deviation.ts';
import { agentCrash } from './deviations/agent-crash.ts';
import { ipBlockExcludesPods, ipBlockExcludesPodsAndNodes } from './deviations/block-excludes.ts';
import { ingressIpBlockWidensToAny, ingressIpBlockWithPortsWidensToAny, widenAnySource } from './deviations/block-widens-to-any.ts';
import { directionIgnored, notEnforced } from './deviations/direction-ignored.ts';
import { dropPolicy, dropPolicyIfAnySelectorPeer } from './deviations/drop-policy.ts';
import { exceptOverridesOtherBlocksOfSameRule } from './deviations/except-carves-siblings.ts';
import { exceptOverridesOtherAllows } from './deviations/except-overrides-allows.ts';
import { ipv6RuleErrorFailsClosed } from './deviations/ipv6-rule-fails-closed.ts';
import { max24PortsPerCidr } from './deviations/max-24-ports.ts';
import { dropRuleIfPeerIsIpBlockOrEmpty, egressNamedPortWithoutPeersOnlyOwnNamespace } from './deviations/named-port-needs-pods.ts';
import { narrowEndPortToPort } from './deviations/narrow-end-port-to-port.ts';
import { podSelectorOnly } from './deviations/pod-selector-only.ts';
import { ipv6NotCarried, ipv6Unfiltered, sctpDropped } from './deviations/protocols.ts';
import { setNameCollision } from './deviations/set-name-collision.ts';
import { widenNamedPortToProtocol } from './deviations/widen-named-port-to-protocol.ts';
import type { DeviationCode } from './profile.ts';

/** What each code of a profile does. */
export const DEVIATIONS: Readonly<Record<DeviationCode, Deviation>> = {
  notEnforced, dropPolicy, dropPolicyIfAnySelectorPeer, dropRuleIfPeerIsIpBlockOrEmpty, widenNamedPortToProtocol, narrowEndPortToPort, ipBlockExcludesPods,
  ipBlockExcludesPodsAndNodes, podSelectorOnly, widenAnySource, ingressIpBlockWidensToAny, ingressIpBlockWithPortsWidensToAny, exceptOverridesOtherAllows,
  exceptOverridesOtherBlocksOfSameRule, egressNamedPortWithoutPeersOnlyOwnNamespace, max24PortsPerCidr, setNameCollision, ipv6Unfiltered, ipv6NotCarried,
  ipv6RuleErrorFailsClosed, sctpDropped, directionIgnored, agentCrash,
};
