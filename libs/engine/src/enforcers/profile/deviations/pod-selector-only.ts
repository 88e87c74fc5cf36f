import type { NetworkPolicyPeer } from '../../../policies/network-policy/manifest.ts';
import type { Deviation } from '../deviation.ts';
import { mapRules } from './map-rules.ts';

const podsAlone = (peers: readonly NetworkPolicyPeer[]): readonly NetworkPolicyPeer[] => peers.map((peer) => (peer.podSelector && peer.namespaceSelector ? { podSelector: peer.podSelector } : peer));

/** Of a peer with both selectors only the one for pods counts, in the namespace of the policy. */
export const podSelectorOnly: Deviation = {
  code: 'FIELD_NOT_HONOURED', says: 'has a peer with a podSelector and a namespaceSelector, of which the second is not looked at', rewrite: (manifest) => mapRules(manifest, { from: podsAlone, to: podsAlone }),
};
