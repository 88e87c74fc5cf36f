import type { EnforcementWarning } from '../../model/enforcement.ts';
import { agentEvidence, nodeIdentity, objectEvidence, readingEvidence, WEIGHTS } from '../../resources/observed/evidence.ts';
import { readKey, releaseOf, tagOf } from '../../resources/observed/readings.ts';
import type { Sightings } from '../../resources/observed/sightings.ts';
import type { EnforcerClaim, NetworkingClaim, Recogniser } from '../recogniser.ts';

const AGENT = 'azure-npm';
const OTHERS = ['azure-cns', 'azure-ip-masq-agent', 'azure-cni'];
const CLUSTER = 'kubernetes.azure.com/cluster';

const END_OF_LIFE: EnforcementWarning = { code: 'EOL_ENGINE', message: 'Azure Network Policy Manager is retired: its maintenance on Linux ends by September 2028, on Windows in September 2026.', resources: [] };
const LIMITED: EnforcementWarning = { code: 'ENGINE_LIMITED_FEATURES', message: 'NPM Lite takes peers by address only: a policy with a selector among its peers, or with a named port, is refused as a whole.', resources: [] };
const UNREAD: EnforcementWarning = { code: 'CONFIG_NOT_IN_SNAPSHOT', message: 'The ConfigMap azure-npm-config, which tells NPM from NPM Lite, is not in the input.', resources: [] };

function enforcers(sightings: Sightings): readonly EnforcerClaim[] {
  if (!sightings.isSeen(AGENT)) return [];
  const agent = sightings.agent(AGENT);
  const configuration = readKey(sightings, 'azure-npm-config', 'azure-npm.json');
  const isLite = /"EnableNPMLite"\s*:\s*true/.test(configuration?.value ?? '');
  return [{
    name: isLite ? 'azure-npm-lite' : 'azure-npm', version: releaseOf(tagOf(agent)), mode: isLite ? 'npm-lite' : /"EnableV2NPM"\s*:\s*true/.test(configuration?.value ?? '') ? 'npm-v2' : 'npm', state: 'ON', offReason: null, settings: {},
    agent, confidence: configuration === undefined ? 'MEDIUM' : 'HIGH',
    evidence: [...agentEvidence(agent, 'the Network Policy Manager of Azure'), ...readingEvidence(configuration, 'whether it is the Lite form')],
    warnings: [END_OF_LIFE, ...(isLite ? [LIMITED] : []), ...(configuration === undefined ? [UNREAD] : [])],
  }];
}

function networking(sightings: Sightings): NetworkingClaim | null {
  const node = sightings.nodes.find(({ labels }) => Object.hasOwn(labels, CLUSTER));
  const seen = [...OTHERS, AGENT].find((id) => sightings.isSeen(id));
  if (seen === undefined || (node === undefined && seen === 'azure-ip-masq-agent')) return null;
  return {
    rank: 70, plugin: 'azure-cni', version: null, mode: 'none', confidence: 'MEDIUM',
    evidence: [...agentEvidence(sightings.agent(seen), 'Azure wires the pods'), ...(node === undefined ? [] : [objectEvidence(nodeIdentity(node.name), `metadata.labels[${CLUSTER}]`, node.labels[CLUSTER] ?? '', 'a node of AKS', WEIGHTS.distribution)])],
  };
}

export const azureRecogniser: Recogniser = {
  name: 'azure-npm',
  agents: [
    { id: AGENT, container: AGENT, enforcer: 'azure-npm', images: ['azure-npm'] }, { id: AGENT, container: 'azure-npm-win', images: ['azure-npm'] },
    { id: 'azure-cns', container: 'cns-container', images: ['azure-cns'] },
    { id: 'azure-cni', container: 'azure-cni', images: ['azure-cni'] },
    { id: 'azure-ip-masq-agent', container: 'azure-ip-masq-agent', images: ['ip-masq-agent-v2', 'ip-masq-agent'] },
  ],
  networking, enforcers,
};
