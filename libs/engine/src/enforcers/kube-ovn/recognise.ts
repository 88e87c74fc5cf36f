import type { EnforcerState } from '../../model/enforcement.ts';
import { agentEvidence, objectEvidence, readingEvidence, WEIGHTS } from '../../resources/observed/evidence.ts';
import { readFlag, releaseOf, tagOf } from '../../resources/observed/readings.ts';
import type { Sightings } from '../../resources/observed/sightings.ts';
import type { EnforcerClaim, NetworkingClaim, Recogniser } from '../recogniser.ts';

const [AGENT, CONTROLLER] = ['kube-ovn-cni', 'kube-ovn-controller'];
const POD_MARK = 'ovn.kubernetes.io/allocated';
const IMAGES = ['kube-ovn', 'kube-ovn-base', 'kube-ovn-dpdk'];

function enforcers(sightings: Sightings): readonly EnforcerClaim[] {
  if (!sightings.isSeen(AGENT)) return [];
  const [agent, controller] = [sightings.agent(AGENT), sightings.agent(CONTROLLER)];
  const [policies, strictness, admin] = [readFlag(controller, 'enable-np'), readFlag(controller, 'np-enforcement'), readFlag(controller, 'enable-anp')];
  const state: EnforcerState = policies === undefined ? 'UNPROVEN' : policies.value === 'false' ? 'OFF' : 'ON';
  const mode = strictness?.value ?? 'standard';
  return [{
    name: 'kube-ovn', version: releaseOf(tagOf(agent)), mode: state === 'OFF' ? 'np-disabled' : mode, state, offReason: state === 'OFF' ? '--enable-np=false' : null,
    settings: { 'kube-ovn.enable-np': String(state !== 'OFF'), 'kube-ovn.np-enforcement': mode, 'kube-ovn.enable-anp': admin?.value === 'true' ? 'true' : 'false' },
    agent, confidence: 'HIGH', evidence: [...agentEvidence(agent, 'the agent of Kube-OVN'), ...readingEvidence(policies, 'whether it reads policies')],
    warnings: state === 'UNPROVEN' ? [{ code: 'CONFIG_NOT_IN_SNAPSHOT', message: 'The arguments of Kube-OVN\'s controller, which may switch policies off, are not in the input.', resources: [] }] : [],
  }];
}

function networking(sightings: Sightings): NetworkingClaim | null {
  const seen = [AGENT, CONTROLLER].find((id) => sightings.isSeen(id));
  if (seen !== undefined) return { rank: 30, plugin: 'kube-ovn', version: releaseOf(tagOf(sightings.agent(seen))), mode: 'standard', confidence: 'HIGH', evidence: agentEvidence(sightings.agent(seen), 'Kube-OVN wires the pods') };
  const mark = sightings.podMarks.get(POD_MARK);
  return mark === undefined ? null : { rank: 180, plugin: 'kube-ovn', version: null, mode: 'unknown', confidence: 'LOW', evidence: [objectEvidence(mark.pod, `metadata.annotations[${POD_MARK}]`, mark.value, 'Kube-OVN has wired this pod', WEIGHTS.podAnnotation, true)] };
}

export const kubeOvnRecogniser: Recogniser = {
  name: 'kube-ovn',
  agents: [{ id: AGENT, container: 'cni-server', images: IMAGES }, { id: CONTROLLER, container: CONTROLLER, images: IMAGES }],
  keeps: { flags: ['enable-np', 'np-enforcement', 'enable-anp'], nodeAnnotations: ['ovn.kubernetes.io/allocated'], podAnnotations: [POD_MARK], groups: ['kubeovn.io'] },
  networking, enforcers,
};
