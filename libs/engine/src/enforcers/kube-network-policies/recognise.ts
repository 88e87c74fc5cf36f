import type { EnforcementWarning, EnforcerState } from '../../model/enforcement.ts';
import { agentEvidence, objectEvidence, WEIGHTS } from '../../resources/observed/evidence.ts';
import { grantOf, type Grant } from '../../resources/observed/grant.ts';
import { releaseOf, tagOf } from '../../resources/observed/readings.ts';
import type { Sightings } from '../../resources/observed/sightings.ts';
import type { EnforcerClaim, NetworkingClaim, Recogniser } from '../recogniser.ts';

const AGENT = 'kube-network-policies';
const FLANNEL = 'kube-flannel';

const LACKING: EnforcementWarning = { code: 'RBAC_LACKS_NETWORKPOLICIES', message: 'The agent may not list NetworkPolicies, so it programs no rule.', resources: [] };

/** Which kinds the image evaluates besides NetworkPolicy. */
function flavourOf(tag: string | null): string {
  return ['npa-v1alpha1', 'npa-v1alpha2'].find((flavour) => tag?.includes(flavour) === true) ?? 'plain';
}

/** Inside flannel's DaemonSet the agent acts with flannel's grants. */
function grant(sightings: Sightings): Grant {
  const isInside = sightings.agent(AGENT).workloads.some(({ workload }) => sightings.agent(FLANNEL).workloads.some((other) => other.workload === workload));
  return grantOf(sightings, isInside ? ['flannel'] : ['kube-network-policies']);
}

function enforcers(sightings: Sightings): readonly EnforcerClaim[] {
  if (!sightings.isSeen(AGENT)) return [];
  const agent = sightings.agent(AGENT);
  const [tag, granted] = [tagOf(agent), grant(sightings)];
  const state: EnforcerState = granted.isGranted === false ? 'OFF' : 'ON';
  return [{
    name: 'kube-network-policies', version: releaseOf(tag), mode: flavourOf(tag), state, offReason: state === 'OFF' ? 'its ClusterRole does not let it list NetworkPolicies' : null,
    settings: { 'kube-network-policies.flavour': flavourOf(tag) }, agent, confidence: state === 'OFF' ? 'MEDIUM' : 'HIGH',
    evidence: [...agentEvidence(agent, 'the agent of kube-network-policies'), ...(granted.role === null ? [] : [objectEvidence(granted.role, 'rules', granted.isGranted === true ? 'networkpolicies' : '', 'whether the agent may list NetworkPolicies', WEIGHTS.grants)])],
    warnings: state === 'OFF' ? [LACKING] : [],
  }];
}

export const kubeNetworkPoliciesRecogniser: Recogniser = {
  name: 'kube-network-policies',
  agents: [{ id: AGENT, container: AGENT, enforcer: 'kube-network-policies', images: ['kube-network-policies', 'kube-network-policies-*'] }],
  keeps: { clusterRoles: ['kube-network-policies', 'flannel'] },
  enforcers,
};

const KINDNET = 'kindnet-cni';
/** The first image, by the day in its tag, that has the code. */
const SINCE = 20_240_813;

/** Whether the image has the code; undefined where its tag does not tell. */
function hasCode(sightings: Sightings): boolean | undefined {
  const tag = tagOf(sightings.agent(KINDNET)) ?? '';
  const day = /^v?(\d{8})(?:-|$)/.exec(tag)?.[1];
  if (day !== undefined) return Number(day) >= SINCE;
  return /^v?\d+\.\d+/.test(tag) ? (/^v?0\./.test(tag) ? false : undefined) : undefined;
}

function kindnetMode(code: boolean | undefined, isGranted: boolean | undefined): string {
  if (code === false) return 'no policy code';
  return isGranted === false ? 'no policy RBAC' : 'embedded policy engine';
}

function kindnet(sightings: Sightings): readonly EnforcerClaim[] {
  const code = hasCode(sightings);
  if (!sightings.isSeen(KINDNET) || code === false) return [];
  const agent = sightings.agent(KINDNET);
  const { isGranted, role } = grantOf(sightings, ['kindnet']);
  const state: EnforcerState = isGranted === false ? 'OFF' : isGranted === true && code === true ? 'ON' : 'UNPROVEN';
  return [{
    name: 'kindnet', version: tagOf(agent), mode: kindnetMode(code, isGranted), state, offReason: state === 'OFF' ? 'its ClusterRole does not let it list NetworkPolicies' : null, settings: {},
    agent, confidence: state === 'OFF' ? 'MEDIUM' : 'HIGH',
    evidence: [...agentEvidence(agent, 'the agent of kindnet'), ...(role === null ? [] : [objectEvidence(role, 'rules', isGranted === true ? 'networkpolicies' : '', 'whether the agent may list NetworkPolicies', WEIGHTS.grants)])],
    warnings: state === 'OFF' ? [LACKING] : state === 'UNPROVEN' ? [{ code: 'CONFIG_NOT_IN_SNAPSHOT', message: 'Nothing in the input shows whether kindnet\'s image filters and whether its ClusterRole lets it list NetworkPolicies.', resources: [] }] : [],
  }];
}

function kindnetNetworking(sightings: Sightings): NetworkingClaim | null {
  if (!sightings.isSeen(KINDNET)) return null;
  const agent = sightings.agent(KINDNET);
  return { rank: 50, plugin: 'kindnet', version: tagOf(agent), mode: kindnetMode(hasCode(sightings), grantOf(sightings, ['kindnet']).isGranted), confidence: 'HIGH', evidence: agentEvidence(agent, 'kindnet wires the pods') };
}

export const kindnetRecogniser: Recogniser = {
  name: 'kindnet',
  agents: [{ id: KINDNET, container: KINDNET, enforcer: 'kindnet', images: ['kindnetd', 'kindnet'] }],
  keeps: { clusterRoles: ['kindnet'] },
  networking: kindnetNetworking, enforcers: kindnet,
};
