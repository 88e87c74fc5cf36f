import type { NodeEnforcement, NodeState } from '../model/enforcement.ts';
import type { ObservedNode } from '../resources/observed/observed.ts';
import { excludingLabel, excludingTaint } from '../resources/observed/placement.ts';
import type { AgentSighting, Sightings } from '../resources/observed/sightings.ts';
import type { EnforcerClaim } from './recogniser.ts';

/** Labels that say what a node is, not where its owner wants things to run: an agent that they exclude cannot run there. */
const KINDS_OF_NODE: ReadonlySet<string> = new Set(['kubernetes.io/os', 'beta.kubernetes.io/os', 'kubernetes.io/arch', 'eks.amazonaws.com/compute-type', 'type', 'kubernetes.azure.com/cluster-type']);

/** Nodes that stand for something else than a machine with a Linux kernel. */
function isForeign({ labels, os }: ObservedNode): boolean {
  return os === 'windows' || labels['kubernetes.io/os'] === 'windows' || labels['type'] === 'virtual-kubelet' || ['fargate', 'hybrid'].includes(labels['eks.amazonaws.com/compute-type'] ?? '');
}

type OnNode = { readonly isReady: boolean | null; readonly since: string | null };

/** The agents of each node; ready where one of them is. */
function byNode({ pods }: AgentSighting): ReadonlyMap<string, OnNode> {
  const nodes = new Map<string, OnNode>();
  for (const { pod, container } of pods) {
    if (pod.node === null || pod.phase === 'Succeeded' || pod.phase === 'Failed') continue;
    const isReady = pod.phase === 'Running' || pod.phase === null ? container.isReady : false;
    if (nodes.get(pod.node)?.isReady !== true) nodes.set(pod.node, { isReady, since: isReady === true ? null : pod.notReadySince });
  }
  return nodes;
}

/** Why no agent runs on a node, by where its workloads may run; null where they may. */
function excluded({ workloads }: AgentSighting, node: ObservedNode): NodeState | null {
  const reasons = workloads.map(({ workload }): NodeState | null => {
    const label = excludingLabel(workload.placement, node);
    if (label !== null) return KINDS_OF_NODE.has(label) ? 'NOT_SUPPORTED' : 'NOT_SCHEDULED';
    return excludingTaint(workload.placement, node) === null ? null : 'NOT_SCHEDULED';
  });
  if (reasons.length === 0 || reasons.includes(null)) return null;
  return reasons.includes('NOT_SCHEDULED') ? 'NOT_SCHEDULED' : 'NOT_SUPPORTED';
}

/** Whether the status of the agent's workloads says that it runs, ready, wherever it may. */
function isReadyEverywhere({ workloads }: AgentSighting, eligible: number): boolean {
  const sums = workloads.reduce<{ desired: number; ready: number } | null>((sum, { workload: { desired, ready } }) => (sum === null || desired === null || ready === null ? null : { desired: sum.desired + desired, ready: sum.ready + ready }), { desired: 0, ready: 0 });
  return sums !== null && workloads.length > 0 && sums.desired === sums.ready && sums.ready >= eligible && eligible > 0;
}

interface AgentState { readonly state: NodeState; readonly since: string | null }

function statesOfAgent(agent: AgentSighting, nodes: readonly ObservedNode[]): (node: ObservedNode) => AgentState {
  const running = byNode(agent);
  const eligible = nodes.filter((node) => excluded(agent, node) === null && !isForeign(node)).length;
  const isEverywhere = isReadyEverywhere(agent, eligible);
  return (node) => {
    const here = running.get(node.name);
    if (here !== undefined) return { state: here.isReady === true || (here.isReady === null && isEverywhere) ? 'ENFORCING' : here.isReady === null ? 'UNKNOWN' : 'AGENT_NOT_READY', since: here.since };
    const state = isForeign(node) ? 'NOT_SUPPORTED' : excluded(agent, node) ?? (running.size > 0 ? 'NOT_SCHEDULED' : isEverywhere ? 'ENFORCING' : 'UNKNOWN');
    return { state, since: null };
  };
}

function statesOf({ agent, state }: EnforcerClaim, nodes: readonly ObservedNode[]): (node: ObservedNode) => AgentState {
  if (state === 'OFF') return () => ({ state: 'DISABLED_BY_CONFIG', since: null });
  if (agent === null) return (node) => ({ state: isForeign(node) ? 'NOT_SUPPORTED' : state === 'ON' ? 'ENFORCING' : 'UNKNOWN', since: null });
  const of = statesOfAgent(agent, nodes);
  if (state === 'ON') return of;
  return (node) => { const found = of(node); return found.state === 'ENFORCING' ? { state: 'UNKNOWN', since: null } : found; };
}

/** The state of every node under each enforcer that is meant to filter there, in order of name. */
export function nodeStates(sightings: Sightings, claims: readonly EnforcerClaim[], isAbsenceKnown: boolean): readonly NodeEnforcement[] {
  const { nodes } = sightings;
  const absent = ({ name }: ObservedNode): NodeEnforcement => ({ node: name, state: isAbsenceKnown ? 'NO_ENGINE' : 'UNKNOWN', enforcer: null, without: null, since: null });
  const live = claims.filter(({ state }) => state !== 'OFF');
  const meant = live.length > 0 ? live : claims;
  const of = meant.map((claim) => ({ claim, stateOf: statesOf(claim, nodes) }));
  return nodes.flatMap((node) => {
    const here = of.filter(({ claim }) => claim.isFor?.(node) !== false);
    return here.length === 0 ? [absent(node)] : here.map(({ claim, stateOf }): NodeEnforcement => {
      const found = stateOf(node);
      const state = found.state === 'ENFORCING' ? claim.stateOn?.(node) ?? found.state : found.state;
      return { node: node.name, state, enforcer: claim.name, without: state === 'AGENT_NOT_READY' ? claim.without ?? 'frozen' : null, since: state === 'AGENT_NOT_READY' ? found.since : null };
    });
  });
}
