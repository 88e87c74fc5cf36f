import type { Caveat } from '../../model/firewalls.ts';

/** What a rule of Cilium does otherwise than its documentation, or the API, says. */
const note = (message: string): Caveat => ({ code: 'DEPARTS_FROM_DOCUMENTATION', resources: [], message });

export const NEGATIVE_SELECTOR = note('A selector that only says what peers are not takes every peer: the pods that it excludes, nodes and the world too. That is a known defect.');
export const EMPTY_GROUP_SELECTOR = note('A cidrGroupSelector without requirements takes every peer, pods included, and not only the addresses of all groups. That is a known defect.');
export const NOTHING_RESOLVED = note('The services, names or groups of the rule resolve to nothing, so that it speaks of every peer on its ports.');
export const SERVICES_IN_DENY = note('Services are never resolved in a deny rule, so that it denies every peer on its ports.');
export const ECHO_REPLY = note('Type 0 of ICMP is kept like a port 0, so that the rule speaks of every type of the family. That is a known defect.');
export const WHOLE_FAMILY_GROUP = note('A CiliumCIDRGroup with a prefix that covers a whole family selects nothing by it. That is a known defect; two halves work.');
export const BLIND_FOR_NODES = note('A prefix that covers a whole family matches no node, although policy-cidr-match-mode has nodes. That is a known defect of this release; narrower prefixes work.');
export const OWN_HOST_SHUT_OUT = note('In mode always a pod that no ingress rule selects is closed to its own host too, and so to the probes of its kubelet. That is a known defect since 1.20.');
/** Names that stand for no address, since nobody looks at the answers that would tell. */
export const NAMES_NOT_LEARNED: Caveat = { code: 'DEPENDS_ON_DNS', resources: [], message: 'A rule allows names, and no policy has DNS queries looked at (rules.dns), so that no address is learned for them.' };
export const BASELINE_FIRST = note('A policy isolates the pod, and the baseline is asked all the same: under Cilium the default deny is the last word of all, while the API asks the baseline only where nothing isolates.');
export const UNLISTED_DIRECTION = note('The policy lists rules of a direction that its policyTypes leave out. The API ignores them; Cilium enforces them.');
