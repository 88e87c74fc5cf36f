import type { Enforcer } from '../enforcer.ts';
import { profiledEnforcer } from '../profile/profiled-enforcer.ts';
import { KINDNET, RELEASES } from './profile.ts';

const ADMIN = ['policy.networking.k8s.io/AdminNetworkPolicy', 'policy.networking.k8s.io/BaselineAdminNetworkPolicy'];

/** kube-network-policies, by itself or in the pods of Flannel. Only special builds of it read policies for administrators. */
export const kubeNetworkPolicies: Enforcer = profiledEnforcer({
  name: 'kube-network-policies', aliases: ['knp'], releases: RELEASES, newest: '1.1.1',
  options: { flavour: [['plain', {}], ['npa-v1alpha1', { kinds: ADMIN, finalFor: 'pod' }], ['npa-v1alpha2', { kinds: ['policy.networking.k8s.io/ClusterNetworkPolicy'], finalFor: 'pod' }]] },
});

export const kindnet: Enforcer = profiledEnforcer({ name: 'kindnet', releases: [['0', KINDNET]], newest: null, options: {} });
