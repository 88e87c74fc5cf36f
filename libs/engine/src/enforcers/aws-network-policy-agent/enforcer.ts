import type { Enforcer } from '../enforcer.ts';
import { FULL } from '../profile/profile.ts';
import { profiledEnforcer } from '../profile/profiled-enforcer.ts';
import { AWS, STRICT } from './profile.ts';

export const awsNetworkPolicyAgent: Enforcer = profiledEnforcer({
  name: 'aws-network-policy-agent', aliases: ['aws', 'aws-vpc-cni'], releases: [['1.0.0', { ...AWS, kinds: ['networking.k8s.aws/ClusterNetworkPolicy'] }]], newest: '1.4.1',
  options: {
    'enable-network-policy': [['true', {}], ['false', { off: 'the agent runs with --enable-network-policy=false, which is its default' }]],
    'network-policy-enforcing-mode': [['standard', {}], ['strict', STRICT]],
    'enable-ipv6': [['false', {}], ['true', { features: { ipv6: FULL } }]],
  },
});

/** The same inside the hosts of EKS Auto Mode. */
export const eksAutoMode: Enforcer = profiledEnforcer({
  name: 'eks-auto-mode', releases: [['0', { ...AWS, kinds: ['networking.k8s.aws/ClusterNetworkPolicy', 'networking.k8s.aws/ApplicationNetworkPolicy'] }]], newest: null,
  options: { 'network-policy': [['DefaultAllow', {}], ['DefaultDeny', STRICT]], 'enable-ipv6': [['false', {}], ['true', { features: { ipv6: FULL } }]] },
});
