import type { EnforcementVerdict, EnforcementWarning, NodeEnforcement, NodeState } from '../model/enforcement.ts';
import type { ResourceIdentity } from '../model/location.ts';
import { nodeIdentity } from '../resources/observed/evidence.ts';
import type { Sightings } from '../resources/observed/sightings.ts';
import type { EnforcerClaim } from './recogniser.ts';

interface Found { readonly sightings: Sightings; readonly claims: readonly EnforcerClaim[]; readonly nodes: readonly NodeEnforcement[]; readonly verdict: EnforcementVerdict; readonly hasPolicies: boolean }

const warning = (isTrue: boolean, code: EnforcementWarning['code'], message: string, resources: readonly ResourceIdentity[] = []): readonly EnforcementWarning[] => (isTrue ? [{ code, message, resources }] : []);

const nodesIn = (nodes: readonly NodeEnforcement[], ...states: readonly NodeState[]): readonly ResourceIdentity[] => nodes.filter(({ state }) => states.includes(state)).map(({ node }) => nodeIdentity(node));

/** Two that filter on one node; where no nodes are known, two that filter at all. */
function shared(nodes: readonly NodeEnforcement[], on: readonly EnforcerClaim[]): boolean {
  const filtering = nodes.filter(({ state }) => state === 'ENFORCING').map(({ node }) => node);
  return on.length > 1 && (nodes.length === 0 || new Set(filtering).size < filtering.length);
}

const nodeCount = (nodes: readonly ResourceIdentity[]): string => (nodes.length === 1 ? 'one node' : `${String(nodes.length)} nodes`);

const GAPS: readonly (readonly [kind: string, message: string])[] = [
  ['apps/DaemonSet', 'DaemonSets were not collected, so an agent that is not seen may be there all the same.'],
  ['/Node', 'Nodes were not collected, so it is not known where policies hold.'],
];

/** What is to be said of the whole, whoever filters. */
export function clusterWarnings({ sightings, claims, nodes, verdict, hasPolicies }: Found): readonly EnforcementWarning[] {
  const [on, off] = [claims.filter(({ state }) => state === 'ON'), claims.filter(({ state }) => state === 'OFF')];
  const told = on.length > 0 ? nodesIn(nodes, 'DISABLED_BY_CONFIG') : [];
  const [dead, missing] = [nodesIn(nodes, 'AGENT_NOT_READY'), nodesIn(nodes, 'NOT_SCHEDULED', 'NOT_SUPPORTED')];
  return [
    ...warning(verdict === 'NO' && hasPolicies, 'POLICIES_NOT_ENFORCED', 'Policies are stored without effect: nothing in this cluster enforces them.'),
    ...(on.length > 0 ? [] : off.flatMap(({ name, offReason }) => warning(true, 'ENGINE_DISABLED_BY_CONFIG', `${name} is there and switched off: ${offReason ?? 'its configuration says so'}.`))),
    ...warning(told.length > 0, 'ENGINE_DISABLED_BY_CONFIG', `The agent is told on ${nodeCount(told)} not to filter.`, told),
    ...warning(dead.length > 0, 'POLICY_ENGINE_NOT_READY_ON_NODE', `The agent that filters is not ready on ${nodeCount(dead)}.`, dead),
    ...warning(missing.length > 0, 'POLICY_ENGINE_NOT_SCHEDULED_ON_NODE', `No agent that filters runs on ${nodeCount(missing)}.`, missing),
    ...warning(shared(nodes, on), 'MULTIPLE_POLICY_ENGINES', `${on.map(({ name }) => name).join(' and ')} filter the same Pods: a connection must pass all of them.`),
    ...GAPS.flatMap(([kind, message]) => warning(!sightings.isCollected(kind), 'COVERAGE_GAP', message)),
  ];
}
