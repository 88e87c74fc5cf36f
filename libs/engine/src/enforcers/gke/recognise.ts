import { agentEvidence, nodeIdentity, objectEvidence, WEIGHTS } from '../../resources/observed/evidence.ts';
import type { Sightings } from '../../resources/observed/sightings.ts';
import type { NetworkingClaim, Recogniser } from '../recogniser.ts';

/** Google's own plugin, which filters nothing; whoever does is beside it. */
function networking(sightings: Sightings): NetworkingClaim | null {
  const node = sightings.nodes.find(({ kubelet, labels }) => kubelet?.includes('-gke.') === true || Object.hasOwn(labels, 'cloud.google.com/gke-nodepool'));
  if (node === undefined) return null;
  return {
    rank: 110, plugin: 'gke-native', version: null, mode: 'none', confidence: 'MEDIUM',
    evidence: [objectEvidence(nodeIdentity(node.name), 'status.nodeInfo.kubeletVersion', node.kubelet ?? '', 'a node of GKE', WEIGHTS.distribution), ...agentEvidence(sightings.agent('netd'), 'GKE wires the pods')],
  };
}

export const gkeRecogniser: Recogniser = {
  name: 'gke',
  agents: [{ id: 'netd', container: 'netd', images: ['netd'] }, { id: 'gke-ip-masq-agent', container: 'ip-masq-agent', images: ['ip-masq-agent', 'ip-masq-agent-amd64'] }],
  networking,
};
