import type { Evidence } from '../../model/enforcement.ts';
import { agentEvidence, objectEvidence, WEIGHTS } from '../../resources/observed/evidence.ts';
import { grantOf } from '../../resources/observed/grant.ts';
import { readKey, releaseOf, tagOf } from '../../resources/observed/readings.ts';
import type { Sightings } from '../../resources/observed/sightings.ts';
import type { NetworkingClaim, Recogniser } from '../recogniser.ts';

const AGENT = 'kube-flannel';

function modeOf(sightings: Sightings): string {
  const text = readKey(sightings, 'kube-flannel-cfg', 'net-conf.json')?.value ?? '';
  return /"Type"\s*:\s*"([^"]+)"/.exec(text)?.[1] ?? 'unknown';
}

/** That it may not even list policies is a second witness, though roles outlive what they were made for. */
function grantEvidence(sightings: Sightings): readonly Evidence[] {
  const { role, isGranted } = grantOf(sightings, ['flannel']);
  return role === null ? [] : [objectEvidence(role, 'rules', isGranted === true ? 'networkpolicies' : 'without networkpolicies', 'whether anybody in its pods may list NetworkPolicies', WEIGHTS.grants, true)];
}

function networking(sightings: Sightings): NetworkingClaim | null {
  if (!sightings.isSeen(AGENT)) return null;
  return { rank: 100, plugin: 'flannel', version: releaseOf(tagOf(sightings.agent(AGENT))), mode: modeOf(sightings), confidence: 'HIGH', evidence: [...agentEvidence(sightings.agent(AGENT), 'flannel wires the pods and never reads a policy'), ...grantEvidence(sightings)] };
}

/** Wires pods and filters nothing. */
export const flannelRecogniser: Recogniser = {
  name: 'flannel',
  agents: [{ id: AGENT, container: AGENT, images: ['flannel', 'hardened-flannel', 'mirrored-flannelcni-flannel', 'mirrored-flannel-io-flannel', 'mirrored-coreos-flannel'] }],
  keeps: { nodeAnnotations: ['flannel.alpha.coreos.com/backend-type', 'flannel.alpha.coreos.com/kube-subnet-manager'], clusterRoles: ['flannel'] },
  conditions: ['FlannelIsUp'],
  // k3s and its like carry it in their own process.
  isAlive: (sightings) => sightings.isSeen(AGENT) || sightings.nodes.some(({ kubelet }) => kubelet?.includes('+k3s') === true),
  networking,
};
