import { enforcedFirewalls } from '../enforced/enforced-firewalls.ts';
import type { AssessedEnforcer, EnforcementAssessment, NodeEnforcement } from '../model/enforcement.ts';
import { invariant } from '../model/invariant.ts';
import { CAST, world, type World } from './world.ts';

/** An enforcer that runs. */
export const running = (name: string, more: Partial<AssessedEnforcer> = {}): AssessedEnforcer => ({ name, version: null, mode: null, state: 'ON', offReason: null, settings: {}, ...more });

/** A node of it. */
export const onNode = (node: string, state: NodeEnforcement['state'], enforcer: string | null, without: NodeEnforcement['without'] = null, since: string | null = null): NodeEnforcement => ({ node, state, enforcer, without, since });

/** What was recognised of a cluster, as far as answers go by it. */
export const assessed = (more: Partial<EnforcementAssessment>): EnforcementAssessment => ({
  detectorVersion: 1, networking: { plugin: 'test', version: null, mode: null }, enforcers: [], verdict: 'YES', confidence: 'HIGH', nodes: [], podsNotManaged: [], ignoredKinds: [], capabilities: [],
  warnings: [], evidence: [], pin: null, ...more,
});

/** The cast and some documents as a cluster that is recognised so; fails where nothing is known of who enforces. */
export function underAssessment(documents: readonly string[], assessment: EnforcementAssessment): World {
  return world([CAST, ...documents], {}, (snapshot) => {
    const firewalls = enforcedFirewalls(snapshot, assessment);
    invariant(firewalls !== null, 'E-70D4', 'nobody is known to enforce');
    return firewalls;
  });
}
