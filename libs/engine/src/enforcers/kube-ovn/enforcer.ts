import type { Enforcer } from '../enforcer.ts';
import { FAITHFUL } from '../profile/profile.ts';
import { profiledEnforcer } from '../profile/profiled-enforcer.ts';

const ADMIN = ['policy.networking.k8s.io/AdminNetworkPolicy', 'policy.networking.k8s.io/BaselineAdminNetworkPolicy'];

export const kubeOvn: Enforcer = profiledEnforcer({
  name: 'kube-ovn', releases: [['1.0.0', { ...FAITHFUL, host: { fromLocalNode: 'allowed', toOwnNode: 'allowed' }, traffic: 'all', kinds: ['kubeovn.io/SecurityGroup'] }]], newest: '1.17.0',
  options: {
    'enable-np': [['true', {}], ['false', { off: 'Kube-OVN runs without policies (--enable-np=false)' }]],
    'np-enforcement': [['standard', {}], ['lax', { alwaysAllowed: ['nonTcpUdpSctp', 'dhcp'] }]],
    'enable-anp': [['false', {}], ['true', { kinds: ['kubeovn.io/SecurityGroup', ...ADMIN] }]],
  },
});
