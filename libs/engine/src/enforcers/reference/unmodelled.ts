import type { Coverage } from '../../model/coverage.ts';
import type { Caveat } from '../../model/firewalls.ts';

/** Kinds of other policy APIs, by group: what they say could change any answer. */
const POLICY_KINDS: Readonly<Record<string, readonly string[]>> = {
  'policy.networking.k8s.io': ['AdminNetworkPolicy', 'BaselineAdminNetworkPolicy', 'ClusterNetworkPolicy'],
  'cilium.io': ['CiliumNetworkPolicy', 'CiliumClusterwideNetworkPolicy', 'CiliumCIDRGroup'],
  'crd.projectcalico.org': ['NetworkPolicy', 'GlobalNetworkPolicy'],
  'projectcalico.org': ['NetworkPolicy', 'GlobalNetworkPolicy'],
  'crd.antrea.io': ['NetworkPolicy', 'ClusterNetworkPolicy'],
  'k8s.ovn.org': ['EgressFirewall', 'EgressQoS'],
  'k8s.cni.cncf.io': ['MultiNetworkPolicy'],
  'network.openshift.io': ['EgressNetworkPolicy'],
  'security.istio.io': ['AuthorizationPolicy', 'PeerAuthentication'],
  'extensions': ['NetworkPolicy'],
};

/** One caveat for each kind of policy that is in the input and that this enforcer does not model. */
export function unmodelledKinds(coverage: Coverage): readonly Caveat[] {
  return coverage.kinds
    .filter(({ group, kind, isUnderstood }) => !isUnderstood && Object.hasOwn(POLICY_KINDS, group) && (POLICY_KINDS[group] ?? []).includes(kind))
    .map(({ group, version, kind, count }): Caveat => ({
      code: 'KIND_NOT_MODELLED', resources: [],
      message: `${count} ${kind} (${group}/${version}) ${count === 1 ? 'is' : 'are'} not evaluated: the answer holds as far as NetworkPolicies go.`,
    }));
}
