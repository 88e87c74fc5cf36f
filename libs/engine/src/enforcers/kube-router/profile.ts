import { FAITHFUL, FULL, none, partial, type Profile } from '../profile/profile.ts';

/** The controller of kube-router, which k3s has inside. Echo and errors of ICMP pass before any policy. */
export const KUBE_ROUTER: Profile = {
  ...FAITHFUL,
  features: { ipBlockExcept: partial('exceptOverridesOtherBlocksOfSameRule'), namedPorts: partial('egressNamedPortWithoutPeersOnlyOwnNamespace'), endPort: FULL },
  alwaysAllowed: ['icmpEcho'], newPod: 'open',
};

/** Before it knew ranges of ports. */
export const WITHOUT_RANGES: Profile = { ...KUBE_ROUTER, features: { ...KUBE_ROUTER.features, endPort: none('narrowEndPortToPort') } };
