import { agentEvidence } from '../resources/observed/evidence.ts';
import type { Sightings } from '../resources/observed/sightings.ts';
import type { EnforcerClaim } from './recogniser.ts';

/** Claims for containers that have only the name or only the image of an agent: one of them may have been changed, so that neither yes nor no is safe. */
export function suspectClaims({ suspects }: Sightings, recognised: readonly EnforcerClaim[]): readonly EnforcerClaim[] {
  return [...suspects].filter(([name]) => !recognised.some((claim) => claim.name === name)).map(([name, agent]): EnforcerClaim => ({
    name, version: null, mode: null, state: 'UNPROVEN', offReason: null, settings: {}, agent, confidence: 'LOW', evidence: agentEvidence(agent, 'the name or the image of an agent, not both'),
    warnings: [{ code: 'COVERAGE_GAP', message: `A container has the name or the image of ${name}'s agent and not both: it may be that agent.`, resources: [] }],
  }));
}
