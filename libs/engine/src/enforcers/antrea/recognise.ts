import { METADATA_SHAPE } from '../../resources/metadata.ts';
import { fieldOf, textOf } from '../../resources/observed/agent-container.ts';
import { agentEvidence, objectEvidence, readingEvidence, WEIGHTS } from '../../resources/observed/evidence.ts';
import { readKey, releaseOf, tagOf } from '../../resources/observed/readings.ts';
import type { Sightings } from '../../resources/observed/sightings.ts';
import type { EnforcerClaim, NetworkingClaim, Recogniser } from '../recogniser.ts';

const AGENT = 'antrea-agent';
const INFO = 'crd.antrea.io/AntreaAgentInfo';

const configuration = (sightings: Sightings) => readKey(sightings, 'antrea-config', 'antrea-agent.conf');

function modeOf(sightings: Sightings): string {
  const read = configuration(sightings);
  return read === undefined ? 'unknown' : /^\s*trafficEncapMode\s*:\s*"?([A-Za-z]+)"?/m.exec(read.value ?? '')?.[1] ?? 'encap';
}

function versionOf(sightings: Sightings): string | null {
  return releaseOf(tagOf(sightings.agent(AGENT)) ?? textOf(sightings.objects(INFO)[0]?.value['version']));
}

function enforcers(sightings: Sightings): readonly EnforcerClaim[] {
  if (!sightings.isSeen(AGENT)) return [];
  const [agent, read] = [sightings.agent(AGENT), configuration(sightings)];
  const proof = sightings.objects(INFO).find(({ value }) => fieldOf(value, 'networkPolicyControllerInfo') !== undefined);
  return [{
    name: 'antrea', version: versionOf(sightings), mode: modeOf(sightings), state: 'ON', offReason: null,
    settings: { 'antrea.admin-network-policy': String(/^\s*AdminNetworkPolicy\s*:\s*true/m.test(read?.value ?? '')) }, agent, confidence: 'HIGH',
    evidence: [...agentEvidence(agent, 'the agent of Antrea'), ...readingEvidence(read === undefined ? undefined : { ...read, value: modeOf(sightings) }, 'how it carries traffic'), ...(proof === undefined ? [] : [objectEvidence(proof, 'networkPolicyControllerInfo', '', 'the agent of its node has policies', WEIGHTS.proof)])],
    warnings: [],
  }];
}

/** In `networkPolicyOnly` another plugin wires the pods. */
function networking(sightings: Sightings): NetworkingClaim | null {
  if (!sightings.isSeen(AGENT)) return null;
  return { rank: 145, plugin: 'antrea', version: versionOf(sightings), mode: modeOf(sightings), confidence: 'HIGH', evidence: agentEvidence(sightings.agent(AGENT), 'the agent of Antrea') };
}

export const antreaRecogniser: Recogniser = {
  name: 'antrea',
  agents: [{ id: AGENT, container: AGENT, enforcer: 'antrea', images: ['antrea-agent-*', 'antrea-agent', 'antrea-ubuntu', 'antrea-ubi', 'antrea-windows'] }],
  keeps: {
    nodeAnnotations: ['node.antrea.io/mac-address'], groups: ['crd.antrea.io'],
    kinds: {
      [INFO]: { isNamespaced: false, versions: ['v1beta1', 'v1alpha1'], shape: { fields: { apiVersion: 'string', kind: 'string', metadata: METADATA_SHAPE, version: 'string', nodeRef: { fields: { name: 'string' } }, networkPolicyControllerInfo: { fields: { networkPolicyNum: 'integer' } } } } },
    },
  },
  networking, enforcers,
};
