import { NO_NETWORK } from '../../resources/observed/observed.ts';
import { nodeIdentity, objectEvidence, WEIGHTS } from '../../resources/observed/evidence.ts';
import type { Sightings } from '../../resources/observed/sightings.ts';
import type { NetworkingClaim, Recogniser } from '../recogniser.ts';

/** No node has a plugin that has set itself up. */
function networking({ nodes }: Sightings): NetworkingClaim | null {
  if (nodes.length === 0 || !nodes.every(({ isWithoutNetwork }) => isWithoutNetwork)) return null;
  return {
    rank: 170, plugin: 'none', version: null, mode: 'no-cni', confidence: 'HIGH', isAlone: true,
    evidence: nodes.slice(0, 1).map(({ name }) => objectEvidence(nodeIdentity(name), 'status.conditions[Ready].message', NO_NETWORK, 'its kubelet finds no network plugin', WEIGHTS.node)),
    warnings: [{ code: 'NO_CNI_READY', message: 'No node has a network plugin that is ready: Pods get no address.', resources: [] }],
  };
}

export const noneRecogniser: Recogniser = { name: 'none', agents: [], networking };
