import { METADATA_SHAPE } from '../../resources/metadata.ts';
import { agentEvidence, objectEvidence, readingEvidence, WEIGHTS } from '../../resources/observed/evidence.ts';
import { readFlag, readVariable, releaseOf, tagOf } from '../../resources/observed/readings.ts';
import type { Sightings } from '../../resources/observed/sightings.ts';
import type { EnforcerClaim, NetworkingClaim, Recogniser } from '../recogniser.ts';

const AGENT = 'ovnkube-controller';
const OLD_AGENT = 'ovnkube-node';
const DATABASE = 'ovn-nb';
const POD_MARK = 'k8s.ovn.org/pod-networks';
const IMAGES = ['ovn-kube-*', 'ovn-kubernetes*', 'ocp-v4.0-art-dev', 'origin-ovn-kubernetes', 'ose-ovn-kubernetes*', 'ovn-kube-ubuntu', 'ovn-kube-fedora', 'ovn-kube-u', 'ovn-kube-f'];

const agentId = (sightings: Sightings): string | undefined => [AGENT, OLD_AGENT].find((id) => sightings.isSeen(id));

/** Where each node has its own database, nothing is central. */
function modeOf(sightings: Sightings, id: string): string {
  const own = sightings.agent(id);
  const isLocal = sightings.agent(DATABASE).workloads.some(({ workload }) => own.workloads.some((other) => other.workload === workload)) || sightings.agent(DATABASE).pods.some(({ pod }) => own.pods.some((other) => other.pod === pod));
  return isLocal ? 'interconnect' : 'central';
}

function enforcers(sightings: Sightings): readonly EnforcerClaim[] {
  const id = agentId(sightings);
  if (id === undefined) return [];
  const agent = sightings.agent(id);
  const variable = readVariable(agent, 'OVN_ADMIN_NETWORK_POLICY_ENABLE', sightings);
  const isAdmin = variable?.value === 'true' || readFlag(agent, 'enable-admin-network-policy')?.value === 'true';
  return [{
    name: 'ovn-kubernetes', version: releaseOf(tagOf(agent)), mode: modeOf(sightings, id), state: 'ON', offReason: null, settings: { 'ovn-kubernetes.admin-network-policy': String(isAdmin) }, agent, confidence: 'HIGH',
    evidence: [...agentEvidence(agent, 'the agent of OVN-Kubernetes'), ...readingEvidence(variable?.value ? variable : undefined, 'whether it reads admin policies')], warnings: [],
  }];
}

function networking(sightings: Sightings): NetworkingClaim | null {
  const id = agentId(sightings);
  if (id !== undefined) return { rank: 20, plugin: 'ovn-kubernetes', version: releaseOf(tagOf(sightings.agent(id))), mode: modeOf(sightings, id), confidence: 'HIGH', evidence: agentEvidence(sightings.agent(id), 'the agent of OVN-Kubernetes') };
  const mark = sightings.podMarks.get(POD_MARK);
  return mark === undefined ? null : { rank: 180, plugin: 'ovn-kubernetes', version: null, mode: 'unknown', confidence: 'LOW', evidence: [objectEvidence(mark.pod, `metadata.annotations[${POD_MARK}]`, mark.value, 'OVN-Kubernetes has wired this pod', WEIGHTS.podAnnotation, true)] };
}

export const ovnKubernetesRecogniser: Recogniser = {
  name: 'ovn-kubernetes',
  agents: [
    { id: AGENT, container: AGENT, enforcer: 'ovn-kubernetes', images: IMAGES }, { id: OLD_AGENT, container: OLD_AGENT, images: IMAGES },
    { id: DATABASE, container: 'nb-ovsdb', images: IMAGES }, { id: DATABASE, container: 'nbdb', images: IMAGES },
  ],
  keeps: {
    variables: ['OVN_ADMIN_NETWORK_POLICY_ENABLE'], flags: ['enable-admin-network-policy', 'enable-multi-networkpolicy'], nodeAnnotations: ['k8s.ovn.org/node-chassis-id', 'k8s.ovn.org/node-subnets'], podAnnotations: [POD_MARK], groups: ['k8s.ovn.org'],
    kinds: { 'config.openshift.io/Network': { isNamespaced: false, versions: ['v1'], shape: { fields: { apiVersion: 'string', kind: 'string', metadata: METADATA_SHAPE, status: { fields: { networkType: 'string' } } } } } },
  },
  networking, enforcers,
};
