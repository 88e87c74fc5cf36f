import type { EnforcementVerdict, EvidenceConfidence, NodeEnforcement, NodeState } from '../model/enforcement.ts';
import type { Sightings } from '../resources/observed/sightings.ts';
import type { EnforcerClaim, NetworkingClaim } from './recogniser.ts';

/** The best state of each node: one enforcer that filters is enough. */
const ORDER: readonly NodeState[] = ['ENFORCING', 'AGENT_NOT_READY', 'UNKNOWN', 'NOT_SCHEDULED', 'NOT_SUPPORTED', 'DISABLED_BY_CONFIG', 'NO_ENGINE'];

/** The state of each node over all enforcers. */
function bestStates(nodes: readonly NodeEnforcement[]): readonly NodeState[] {
  const best = new Map<string, NodeState>();
  for (const { node, state } of nodes) { const known = best.get(node); if (known === undefined || ORDER.indexOf(state) < ORDER.indexOf(known)) best.set(node, state); }
  return [...best.values()];
}

const SURELY_OPEN: ReadonlySet<NodeState> = new Set(['DISABLED_BY_CONFIG', 'NO_ENGINE', 'NOT_SUPPORTED', 'NOT_SCHEDULED']);

/** Without the nodes, or without knowing that nothing else filters, some of it stays open. */
export function verdictOf(nodes: readonly NodeEnforcement[], areNodesKnown: boolean, isAbsenceKnown: boolean): EnforcementVerdict {
  const states = bestStates(nodes);
  const enforcing = states.filter((state) => state === 'ENFORCING').length;
  if (enforcing > 0) return enforcing < states.length ? 'PARTIAL' : areNodesKnown ? 'YES' : 'UNKNOWN';
  return states.length > 0 && isAbsenceKnown && states.every((state) => SURELY_OPEN.has(state)) ? 'NO' : 'UNKNOWN';
}

const LEVELS: readonly EvidenceConfidence[] = ['LOW', 'MEDIUM', 'HIGH'];
const least = (...levels: readonly EvidenceConfidence[]): EvidenceConfidence => LEVELS[Math.min(...levels.map((level) => LEVELS.indexOf(level)))] ?? 'LOW';
const lowered = (level: EvidenceConfidence): EvidenceConfidence => LEVELS[Math.max(0, LEVELS.indexOf(level) - 1)] ?? 'LOW';

const STATES: Readonly<Record<EnforcerClaim['state'], EvidenceConfidence>> = { ON: 'HIGH', OFF: 'HIGH', UNPROVEN: 'LOW', BLIND: 'LOW' };

/** An agent that only its pods show stands for less than one with a workload. */
const ofClaim = ({ agent, confidence, state }: EnforcerClaim): EvidenceConfidence => least(confidence, STATES[state], agent !== null && agent.workloads.length === 0 ? 'MEDIUM' : 'HIGH');

/** How sure the whole is: as its weakest part, less where enforcers are several or traces contradict. */
export function confidenceOf(claims: readonly EnforcerClaim[], networking: NetworkingClaim, verdict: EnforcementVerdict, nodes: readonly NodeEnforcement[], isContradicted: boolean): EvidenceConfidence {
  const live = claims.filter(({ state }) => state !== 'OFF');
  const on = claims.filter(({ state }) => state === 'ON');
  const base = on.length > 0 ? least(...on.map(ofClaim)) : live.length > 0 ? least(...live.map(ofClaim)) : claims.length > 0 ? least(...claims.map(ofClaim)) : networking.confidence;
  const isUnsure = live.length > 1 || verdict === 'UNKNOWN' || (on.length > 0 && nodes.some(({ state }) => state === 'UNKNOWN'));
  const level = least(base, isUnsure ? 'MEDIUM' : 'HIGH', verdict === 'UNKNOWN' && claims.length === 0 ? 'LOW' : 'HIGH');
  return isContradicted ? lowered(level) : level;
}

/**
 * Whether what is not there is known not to be: enforcers run as DaemonSets. One that is inside a host process and
 * switched off is taken at its word where the input shows what else runs beside it.
 */
export function isAbsenceKnown(sightings: Sightings, claims: readonly EnforcerClaim[]): boolean {
  if (sightings.isCollected('apps/DaemonSet')) return true;
  return claims.length > 0 && claims.every(({ agent, state }) => agent === null && state === 'OFF') && (sightings.isCollected('/Pod') || sightings.isCollected('apps/Deployment'));
}
