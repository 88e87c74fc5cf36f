import type { EnforcementAssessment, NodeEnforcement } from '@postern/engine';
import type { ViewKey } from '../../analysis/view-key.ts';
import { problemUrl, toResourceRef } from '../view/resource.mapping.ts';
import type { Enforcement, NodeEnforcementItem } from './enforcement.types.ts';

/** A list without pages shows this many; the count beside it is whole. */
const MOST_PODS = 200;

export function toEnforcement(key: ViewKey, assessed: EnforcementAssessment): Enforcement {
  const { networking, enforcers, verdict, confidence, ignoredKinds, podsNotManaged, capabilities, warnings, evidence, pin } = assessed;
  return {
    key, assessed, verdict, confidence, ignoredKinds, podsNotManagedCount: podsNotManaged.length, podsNotManaged: podsNotManaged.slice(0, MOST_PODS),
    networking: { name: networking.plugin, version: networking.version, mode: networking.mode }, enforcers, capabilities,
    warnings: warnings.map(({ code, message, resources }) => ({ code, message, resources: resources.map((resource) => toResourceRef(resource)), docsUrl: problemUrl(code) })),
    evidence: evidence.map(({ resource, field, value, says, weight }) => ({ resource: toResourceRef(resource), field, value, says, weight })),
    pin: pin === null ? null : { ...pin, at: pin.at === null ? null : new Date(pin.at) },
  };
}

export const toNodeItem = ({ node, state, enforcer, without }: NodeEnforcement): NodeEnforcementItem => ({ node, state, enforcer, openOrFrozen: without });

/** From the best to the worst: a node on which one enforcer filters is filtered. */
const ORDER: readonly NodeEnforcement['state'][] = ['ENFORCING', 'AGENT_NOT_READY', 'UNKNOWN', 'NOT_SCHEDULED', 'NOT_SUPPORTED', 'DISABLED_BY_CONFIG', 'NO_ENGINE'];

/** Whether policies hold on one node; UNKNOWN for one of which nothing was said. */
export function stateOfNode({ nodes }: EnforcementAssessment, name: string): NodeEnforcement['state'] {
  const states = nodes.filter(({ node }) => node === name).map(({ state }) => state);
  return ORDER.find((state) => states.includes(state)) ?? 'UNKNOWN';
}
