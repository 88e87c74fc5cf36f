import type { Coverage } from '../../model/coverage.ts';
import type { ConfigMap } from '../config-map.ts';
import type { LocatedObject } from '../object.ts';
import { imageParts, type AgentContainer } from './agent-container.ts';
import type { Observed, ObservedNode, ObservedPod, ObservedWorkload } from './observed.ts';

/** By what an agent is known: the name of its container and the last part of its image's name; one that ends in `*` stands for what begins so. */
export interface AgentPattern { readonly id: string; readonly container: string; readonly images: readonly string[] }

/** Where an agent was seen. */
export interface AgentSighting {
  readonly workloads: readonly { readonly workload: ObservedWorkload; readonly container: AgentContainer }[];
  readonly pods: readonly { readonly pod: ObservedPod; readonly container: AgentContainer }[];
}

/** What recognisers look at. */
export interface Sightings {
  readonly nodes: readonly ObservedNode[];
  readonly podMarks: Observed['podMarks'];
  readonly markedNamespaces: Observed['markedNamespaces'];
  /** The agent by its id, seen nowhere where nothing shows it. */
  readonly agent: (id: string) => AgentSighting;
  readonly isSeen: (id: string) => boolean;
  readonly configMap: (name: string) => ConfigMap | undefined;
  readonly objects: (kind: string) => readonly LocatedObject[];
  /** How many objects of a kind the input had, in whatever version. */
  readonly count: (kind: string) => number;
  /** Whether what is not there of a kind (`apps/DaemonSet`) is known not to be in the cluster. */
  readonly isCollected: (kind: string) => boolean;
}

const NOWHERE: AgentSighting = { workloads: [], pods: [] };

const isImage = (base: string, pattern: string): boolean => (pattern.endsWith('*') ? base.startsWith(pattern.slice(0, -1)) : base === pattern);

/** A function that gives the id of the agent that a container is; undefined where it is none. */
function agentIds(patterns: readonly AgentPattern[]): (container: AgentContainer) => string | undefined {
  const byName = new Map<string, AgentPattern[]>();
  for (const pattern of patterns) { const known = byName.get(pattern.container); if (known === undefined) byName.set(pattern.container, [pattern]); else known.push(pattern); }
  return ({ name, image, isInit }) => {
    const candidates = isInit ? undefined : byName.get(name);
    if (candidates === undefined) return undefined;
    const { base } = imageParts(image);
    return candidates.find(({ images }) => images.some((each) => isImage(base, each)))?.id;
  };
}

function seen(observed: Observed, patterns: readonly AgentPattern[]): ReadonlyMap<string, AgentSighting> {
  const idOf = agentIds(patterns);
  const byId = new Map<string, { readonly workloads: { readonly workload: ObservedWorkload; readonly container: AgentContainer }[]; readonly pods: { readonly pod: ObservedPod; readonly container: AgentContainer }[] }>();
  const at = (id: string) => { let known = byId.get(id); if (known === undefined) { known = { workloads: [], pods: [] }; byId.set(id, known); } return known; };
  for (const workload of observed.workloads) for (const container of workload.agents) { const id = idOf(container); if (id !== undefined) at(id).workloads.push({ workload, container }); }
  for (const pod of observed.pods) for (const container of pod.agents) { const id = idOf(container); if (id !== undefined) at(id).pods.push({ pod, container }); }
  return byId;
}

function collected({ kinds, collection }: Coverage): Pick<Sightings, 'count' | 'isCollected'> {
  const counts = new Map<string, number>();
  for (const { group, kind, count } of kinds) { const key = `${group}/${kind}`; counts.set(key, (counts.get(key) ?? 0) + count); }
  const whole = collection === undefined ? null : new Set(collection.collected.flatMap(({ group, kind, namespaces }) => (namespaces === '*' ? [`${group}/${kind}`] : [])));
  const count = (kind: string): number => counts.get(kind) ?? 0;
  return { count, isCollected: (kind) => (whole === null ? count(kind) > 0 : whole.has(kind)) };
}

/** What of the patterns is in a version. */
export function sightingsOf({ observed, configMaps, coverage }: { readonly observed: Observed; readonly configMaps: readonly ConfigMap[]; readonly coverage: Coverage }, patterns: readonly AgentPattern[]): Sightings {
  const byId = seen(observed, patterns);
  return {
    nodes: observed.nodes, podMarks: observed.podMarks, markedNamespaces: observed.markedNamespaces,
    agent: (id) => byId.get(id) ?? NOWHERE,
    isSeen: (id) => byId.has(id),
    configMap: (name) => configMaps.find((each) => each.name === name),
    objects: (kind) => observed.objects.get(kind) ?? [],
    ...collected(coverage),
  };
}
