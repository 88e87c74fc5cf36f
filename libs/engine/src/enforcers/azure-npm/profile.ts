import { FAITHFUL, none, type Profile } from '../profile/profile.ts';

/** Azure's policy manager on Linux: it filters what is forwarded, so that a pod and its own node always talk. */
export const NPM: Profile = { ...FAITHFUL, features: { ipv6: none('dropPolicy') }, host: { fromLocalNode: 'allowed', toOwnNode: 'allowed' }, newPod: 'open' };

export const WINDOWS: Partial<Profile> = { features: { ipBlockExcept: none('dropPolicy'), namedPorts: none('dropPolicy'), sctp: none('dropPolicy') } };

/** The form that knows no pods, only blocks. */
export const LITE: Profile = { ...NPM, features: { ...NPM.features, namedPorts: none('dropPolicy'), ingress: { support: 'PARTIAL', whenUsed: ['dropPolicyIfAnySelectorPeer'] }, egress: { support: 'PARTIAL', whenUsed: ['dropPolicyIfAnySelectorPeer'] }, combinedSelectors: none('dropPolicyIfAnySelectorPeer') } };
