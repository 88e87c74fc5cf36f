import { agentEvidence, readingEvidence } from '../../resources/observed/evidence.ts';
import { readFlag, releaseOf, tagOf } from '../../resources/observed/readings.ts';
import type { AgentSighting, Sightings } from '../../resources/observed/sightings.ts';
import type { EnforcerClaim, NetworkingClaim, Recogniser } from '../recogniser.ts';

const AGENT = 'kube-router';

const isOff = (value: string | null | undefined): boolean => value === 'false' || value === '0' || value === 'f';

function modeOf(agent: AgentSighting): string {
  const parts = [isOff(readFlag(agent, 'run-router')?.value) ? null : 'router', isOff(readFlag(agent, 'run-firewall')?.value) ? null : 'firewall'].filter((part) => part !== null);
  return parts.join('+') || 'none';
}

function enforcers(sightings: Sightings): readonly EnforcerClaim[] {
  if (!sightings.isSeen(AGENT)) return [];
  const agent = sightings.agent(AGENT);
  const [firewall, denies] = [readFlag(agent, 'run-firewall'), readFlag(agent, 'netpol-default-deny')];
  const isSwitchedOff = isOff(firewall?.value);
  return [{
    name: 'kube-router', version: releaseOf(tagOf(agent)), mode: modeOf(agent), state: firewall === undefined ? 'UNPROVEN' : isSwitchedOff ? 'OFF' : 'ON', offReason: isSwitchedOff ? '--run-firewall=false' : null,
    settings: { 'kube-router.run-firewall': String(!isSwitchedOff), 'kube-router.netpol-default-deny': denies?.value === 'true' ? 'true' : 'false' },
    agent, confidence: 'HIGH', evidence: [...agentEvidence(agent, 'the agent of kube-router'), ...readingEvidence(firewall, 'whether its firewall runs')],
    warnings: firewall === undefined ? [{ code: 'CONFIG_NOT_IN_SNAPSHOT', message: 'The arguments of kube-router, which may switch its firewall off, are not in the input.', resources: [] }] : [],
  }];
}

/** One that only filters wires nothing. */
function networking(sightings: Sightings): NetworkingClaim | null {
  if (!sightings.isSeen(AGENT)) return null;
  const agent = sightings.agent(AGENT);
  return isOff(readFlag(agent, 'run-router')?.value) ? null : { rank: 140, plugin: 'kube-router', version: releaseOf(tagOf(agent)), mode: modeOf(agent), confidence: 'HIGH', evidence: agentEvidence(agent, 'the agent of kube-router') };
}

export const kubeRouterRecogniser: Recogniser = {
  name: 'kube-router',
  agents: [{ id: AGENT, container: AGENT, enforcer: 'kube-router', images: ['kube-router', 'mirrored-cloudnativelabs-kube-router', 'kube-router-git'] }],
  keeps: { flags: ['run-firewall', 'run-router', 'netpol-default-deny'], nodeAnnotations: ['kube-router.io/pod-cidr', 'kube-router.io/pod-cidrs'] },
  networking, enforcers,
};
