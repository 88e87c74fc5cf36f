import type { EnforcementWarning, EnforcerState } from '../../model/enforcement.ts';
import { METADATA_SHAPE } from '../../resources/metadata.ts';
import { fieldOf, textOf } from '../../resources/observed/agent-container.ts';
import { agentEvidence, nodeIdentity, objectEvidence, readingEvidence, WEIGHTS } from '../../resources/observed/evidence.ts';
import type { ObservedKind } from '../../resources/observed/kept-fields.ts';
import type { ObservedNode } from '../../resources/observed/observed.ts';
import { readFlag, readKey, readVariable, releaseOf, tagOf, type Reading } from '../../resources/observed/readings.ts';
import type { Sightings } from '../../resources/observed/sightings.ts';
import type { PolicyDocument } from '../../policies/document.ts';
import type { Snapshot } from '../../resources/snapshot.ts';
import type { EnforcerClaim, NetworkingClaim, Recogniser } from '../recogniser.ts';

const [AGENT, NETWORK] = ['aws-eks-nodeagent', 'aws-node'];
const ENDPOINT = 'networking.k8s.aws/PolicyEndpoint';
const NODE_CLASS = 'eks.amazonaws.com/NodeClass';
const COMPUTE = 'eks.amazonaws.com/compute-type';

const POLICY_ENDPOINT: ObservedKind = { isNamespaced: true, versions: ['v1alpha1'], shape: { fields: { apiVersion: 'string', kind: 'string', metadata: METADATA_SHAPE, spec: { fields: { policyRef: { fields: { name: 'string', namespace: 'string' } } } } } } };
const CLASS: ObservedKind = { isNamespaced: false, versions: ['v1'], shape: { fields: { apiVersion: 'string', kind: 'string', metadata: METADATA_SHAPE, spec: { fields: { networkPolicy: 'string' } } } } };

/** Whether the hidden controller is known to work: it has written what the agents go by, or has nothing to write. */
const isControllerProven = (sightings: Sightings): boolean => sightings.objects(ENDPOINT).length > 0 || (sightings.isCollected('networking.k8s.io/NetworkPolicy') && sightings.count('networking.k8s.io/NetworkPolicy') === 0);

const endpointEvidence = (sightings: Sightings) => sightings.objects(ENDPOINT).slice(0, 1).map((object) => objectEvidence(object, 'spec.policyRef.name', textOf(fieldOf(object.value, 'spec', 'policyRef', 'name')) ?? '', 'the controller in the control plane turns policies into rules', WEIGHTS.proof));

const MISSING: EnforcementWarning = { code: 'POLICYENDPOINTS_MISSING', message: 'There are NetworkPolicies and no PolicyEndpoint of them: nothing shows that the controller in the control plane works.', resources: [] };
const HIDDEN: EnforcementWarning = { code: 'CONTROL_PLANE_COMPONENT_NOT_VISIBLE', message: 'The controller that turns policies into rules runs in the control plane, which no snapshot shows.', resources: [] };
const UNREAD: EnforcementWarning = { code: 'CONFIG_NOT_IN_SNAPSHOT', message: 'What switches network policies on is not in the input.', resources: [] };
const STRICT: EnforcementWarning = { code: 'STRICT_MODE_DEFAULT_DENY', message: 'In strict mode a Pod that no policy selects is closed in both directions.', resources: [] };

function stateOf(sightings: Sightings, value: string | null | undefined): EnforcerState {
  if (value === undefined) return sightings.objects(ENDPOINT).length > 0 && readKey(sightings, 'amazon-vpc-cni', 'enable-network-policy-controller')?.value === 'true' ? 'ON' : 'UNPROVEN';
  if (value !== 'true') return 'OFF';
  return isControllerProven(sightings) ? 'ON' : 'UNPROVEN';
}

function warningsOf(sightings: Sightings, state: EnforcerState, isRead: boolean, isStrict: boolean): readonly EnforcementWarning[] {
  if (state === 'OFF') return [];
  return [...(isRead ? [] : [UNREAD]), ...(isControllerProven(sightings) ? [] : [MISSING, HIDDEN]), ...(isStrict ? [STRICT] : [])];
}

/** Pods without an owner, which the agent leaves alone. */
const bare = ({ pods }: Snapshot<PolicyDocument>): readonly string[] => pods.filter(({ owner, hostNetwork, phase, nodeName }) => owner === null && !hostNetwork && phase === 'Running' && nodeName !== null).map(({ namespace, name }) => `pod:${namespace}/${name}`);

function unmanagedWarning(pods: readonly string[]): readonly EnforcementWarning[] {
  return pods.length === 0 ? [] : [{ code: 'PODS_NOT_MANAGED_BY_ENGINE', message: `The agent leaves alone Pods that have no owner: ${String(pods.length)} of them.`, resources: [] }];
}

/** A flag that is not given is off; one that was not read may be either. */
const orDefault = (flag: Reading | undefined): string | undefined => (flag === undefined ? undefined : flag.value ?? 'false');

function strictnessOf(sightings: Sightings): string {
  const told = [NETWORK, AGENT].map((id) => readVariable(sightings.agent(id), 'NETWORK_POLICY_ENFORCING_MODE', sightings)?.value).find(Boolean);
  return told ?? readFlag(sightings.agent(AGENT), 'network-policy-enforcing-mode')?.value ?? 'standard';
}

function agentClaim(sightings: Sightings, snapshot: Snapshot<PolicyDocument>): EnforcerClaim | null {
  if (!sightings.isSeen(AGENT)) return null;
  const agent = sightings.agent(AGENT);
  const [flag, ipv6] = [readFlag(agent, 'enable-network-policy'), readFlag(agent, 'enable-ipv6')];
  const strictness = strictnessOf(sightings);
  const state = stateOf(sightings, orDefault(flag));
  const unmanaged = state === 'ON' ? bare(snapshot) : [];
  return {
    name: 'aws-network-policy-agent', version: releaseOf(tagOf(agent)), mode: strictness, state, offReason: state === 'OFF' ? '--enable-network-policy is not true' : null,
    settings: {
      'aws-network-policy-agent.enable-network-policy': state === 'OFF' ? 'false' : 'true', 'aws-network-policy-agent.network-policy-enforcing-mode': strictness,
      ...(ipv6?.value ? { 'aws-network-policy-agent.enable-ipv6': ipv6.value } : {}),
    },
    agent, confidence: flag === undefined ? 'MEDIUM' : 'HIGH', unmanaged,
    evidence: [...agentEvidence(agent, 'the agent that filters for the VPC CNI'), ...readingEvidence(flag, 'whether it filters at all'), ...endpointEvidence(sightings)],
    warnings: [...warningsOf(sightings, state, flag !== undefined, strictness === 'strict'), ...unmanagedWarning(unmanaged)],
  };
}

const isAuto = ({ labels }: ObservedNode): boolean => labels[COMPUTE] === 'auto';

/** Without its ConfigMap the controller is off, unless what it writes is there. */
function unreadController(sightings: Sightings): string | undefined {
  if (sightings.objects(ENDPOINT).length > 0) return 'true';
  return sightings.isCollected('/ConfigMap') ? 'false' : undefined;
}

/** On nodes of Auto Mode the agent is a process of the host. */
function autoClaim(sightings: Sightings, snapshot: Snapshot<PolicyDocument>): EnforcerClaim | null {
  const node = sightings.nodes.find(isAuto);
  if (node === undefined) return null;
  const controller = readKey(sightings, 'amazon-vpc-cni', 'enable-network-policy-controller');
  const value = orDefault(controller) ?? unreadController(sightings);
  const state: EnforcerState = value === undefined ? 'UNPROVEN' : stateOf(sightings, value);
  const policies = sightings.objects(NODE_CLASS).map((object) => textOf(fieldOf(object.value, 'spec', 'networkPolicy')));
  const isStrict = policies.includes('DefaultDeny');
  const unmanaged = state === 'ON' ? bare(snapshot) : [];
  return {
    name: 'eks-auto-mode', version: null, mode: isStrict ? 'strict' : 'standard', state, offReason: state === 'OFF' ? 'enable-network-policy-controller is not true' : null,
    settings: { 'eks-auto-mode.network-policy': isStrict ? 'DefaultDeny' : 'DefaultAllow' },
    agent: null, isFor: isAuto, confidence: 'MEDIUM', unmanaged,
    evidence: [objectEvidence(nodeIdentity(node.name), `metadata.labels[${COMPUTE}]`, 'auto', 'the host filters by itself', WEIGHTS.distribution), ...readingEvidence(controller, 'whether policies are turned into rules'), ...endpointEvidence(sightings)],
    warnings: [
      ...warningsOf(sightings, state, value !== undefined, isStrict), ...unmanagedWarning(unmanaged),
      ...(state === 'ON' ? [HIDDEN] : []),
      { code: 'EMBEDDED_ENGINE_INFERRED', message: 'Nodes of EKS Auto Mode filter from inside the host: their labels show it and no agent does.', resources: [] },
    ],
  };
}

function networking(sightings: Sightings): NetworkingClaim | null {
  if (sightings.isSeen(NETWORK)) {
    const agent = sightings.agent(NETWORK);
    return { rank: 10, plugin: 'aws-vpc-cni', version: releaseOf(tagOf(agent)), mode: 'netpol-disabled', confidence: 'HIGH', evidence: agentEvidence(agent, 'the VPC CNI wires the pods') };
  }
  const node = sightings.nodes.find(isAuto);
  if (node === undefined) return null;
  return { rank: 150, plugin: 'eks-auto-mode', version: null, mode: 'auto-mode', confidence: 'MEDIUM', evidence: [objectEvidence(nodeIdentity(node.name), `metadata.labels[${COMPUTE}]`, 'auto', 'the host wires the pods', WEIGHTS.distribution)] };
}

export const awsRecogniser: Recogniser = {
  name: 'aws-network-policy-agent',
  agents: [
    { id: AGENT, container: AGENT, enforcer: 'aws-network-policy-agent', images: ['aws-network-policy-agent', 'amazon-network-policy-agent'] },
    { id: NETWORK, container: NETWORK, images: ['amazon-k8s-cni', 'aws-k8s-cni'] },
  ],
  keeps: {
    flags: ['enable-network-policy', 'enable-ipv6', 'network-policy-enforcing-mode'], variables: ['NETWORK_POLICY_ENFORCING_MODE', 'AWS_VPC_K8S_CNI_VETHPREFIX', 'ENABLE_IPv6', 'VPC_CNI_VERSION'],
    groups: ['networking.k8s.aws', 'vpcresources.k8s.aws', 'crd.k8s.amazonaws.com'],
    kinds: { [ENDPOINT]: POLICY_ENDPOINT, [NODE_CLASS]: CLASS },
  },
  // The control plane of every EKS cluster installs them.
  isAlive: (sightings) => sightings.isSeen(NETWORK) || sightings.nodes.some(({ kubelet, labels }) => kubelet?.includes('-eks-') === true || Object.hasOwn(labels, COMPUTE)),
  networking,
  enforcers: (sightings, snapshot) => [agentClaim(sightings, snapshot), autoClaim(sightings, snapshot)].filter((claim) => claim !== null),
};
