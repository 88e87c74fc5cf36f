import type { Deviation } from '../deviation.ts';
import { peersOf } from '../uses.ts';

/** A policy with the feature is refused as a whole: the pods that it selects are as if it were not there. */
export const dropPolicy: Deviation = { code: 'POLICY_REJECTED', says: 'is refused as a whole', isRefusal: true };

/** Only blocks and rules for everybody are taken. */
export const dropPolicyIfAnySelectorPeer: Deviation = {
  code: 'POLICY_REJECTED', says: 'selects pods or namespaces as peers and is refused as a whole', isRefusal: true,
  meets: (manifest) => peersOf(manifest).some(({ podSelector, namespaceSelector }) => Boolean(podSelector) || Boolean(namespaceSelector)),
};
