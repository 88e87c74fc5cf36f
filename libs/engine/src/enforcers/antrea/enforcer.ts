import type { Enforcer } from '../enforcer.ts';
import { FAITHFUL } from '../profile/profile.ts';
import { profiledEnforcer } from '../profile/profiled-enforcer.ts';

const ADMIN = ['policy.networking.k8s.io/AdminNetworkPolicy', 'policy.networking.k8s.io/BaselineAdminNetworkPolicy'];
const OWN = ['crd.antrea.io/ClusterNetworkPolicy', 'crd.antrea.io/NetworkPolicy', 'crd.antrea.io/Tier', 'crd.antrea.io/Group', 'crd.antrea.io/ClusterGroup'];

/** Antrea with the policies of Kubernetes; its own are named and not evaluated. */
export const antrea: Enforcer = profiledEnforcer({
  name: 'antrea', releases: [['1.0.0', { ...FAITHFUL, ruleOutsidePolicyTypes: 'isolates', kinds: OWN }]], newest: '2.7.0',
  options: { 'admin-network-policy': [['false', {}], ['true', { kinds: [...OWN, ...ADMIN] }]] },
});
