import type { Enforcer } from '../enforcer.ts';
import { profiledEnforcer } from '../profile/profiled-enforcer.ts';
import { KUBE_ROUTER, WITHOUT_RANGES } from './profile.ts';

export const kubeRouter: Enforcer = profiledEnforcer({
  name: 'kube-router', releases: [['1.0.0', WITHOUT_RANGES], ['1.3.0', KUBE_ROUTER]], newest: '2.11.1',
  options: {
    'run-firewall': [['true', {}], ['false', { off: 'kube-router runs without its firewall (--run-firewall=false)' }]],
    'netpol-default-deny': [['false', {}], ['true', { newPod: 'closed' }]],
  },
});

/** The controller inside k3s: its release is that of k3s. */
export const k3sNetpol: Enforcer = profiledEnforcer({
  name: 'k3s-netpol', aliases: ['k3s'], releases: [['0', KUBE_ROUTER]], newest: null,
  options: { 'disable-network-policy': [['false', {}], ['true', { off: 'k3s runs without its network policy controller (--disable-network-policy)' }]] },
});
