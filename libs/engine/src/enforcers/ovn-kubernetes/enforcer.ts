import type { Enforcer } from '../enforcer.ts';
import { FAITHFUL, none } from '../profile/profile.ts';
import { profiledEnforcer } from '../profile/profiled-enforcer.ts';

const OWN = ['k8s.ovn.org/EgressFirewall', 'k8s.ovn.org/EgressQoS'];
const ADMIN = ['policy.networking.k8s.io/AdminNetworkPolicy', 'policy.networking.k8s.io/BaselineAdminNetworkPolicy'];

/** OVN-Kubernetes, OpenShift's included. */
export const ovnKubernetes: Enforcer = profiledEnforcer({
  name: 'ovn-kubernetes', aliases: ['ovn-k'], newest: null,
  releases: [['0', { ...FAITHFUL, features: { namedPorts: none('widenNamedPortToProtocol') }, ruleOutsidePolicyTypes: 'allowOnly', kinds: OWN, newPod: 'closed' }]],
  options: { 'admin-network-policy': [['false', {}], ['true', { kinds: [...OWN, ...ADMIN] }]] },
});
