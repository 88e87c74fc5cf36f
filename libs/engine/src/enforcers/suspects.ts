import { agentEvidence } from '../resources/observed/evidence.ts';
import type { Sightings } from '../resources/observed/sightings.ts';
import type { EnforcerClaim } from './recogniser.ts';

/** Claims for containers that have an agent's name and an unknown image: it may have been renamed, so that neither yes nor no is safe. */
export function suspectClaims({ suspects }: Sightings, recognised: readonly EnforcerClaim[]): readonly EnforcerClaim[] {
  return [...suspects].filter(([name]) => !recognised.some((claim) => claim.name === name)).map(([name, agent]): EnforcerClaim => ({
    name, version: null, mode: null, state: 'UNPROVEN', offReason: null, settings: {}, agent, confidence: 'LOW', evidence: agentEvidence(agent, 'the name of an agent, with an image that is not known'),
    warnings: [{ code: 'COVERAGE_GAP', message: `A container has the name of ${name}'s agent and an image that is not known: it may be that agent.`, resources: [] }],
  }));
}
