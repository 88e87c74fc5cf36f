import type { Coverage } from '../../model/coverage.ts';
import type { ConfigMap } from '../config-map.ts';
import type { LocatedObject } from '../object.ts';
import { imageParts, type AgentContainer } from './agent-container.ts';
import type { Observed, ObservedNode, ObservedPod, ObservedWorkload } from './observed.ts';

/** By what an agent is known: the name of its container and the last part of its image's name; one that ends in `*` stands for what begins so. */
export interface AgentPattern {
  readonly id: string;
  readonly container: string;
  readonly images: readonly string[];
  /** The enforcer that a container may be which has only the name, or only an image that tells; absent where neither is its own. */
  readonly enforcer?: string;
}

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
  /** Containers with only the name or only the image of an agent, by the enforcer that they may be. */
  readonly suspects: ReadonlyMap<string, AgentSighting>;
  readonly configMap: (name: string) => ConfigMap | undefined;
  readonly objects: (kind: string) => readonly LocatedObject[];
  /** How many objects of a kind the input had, in whatever version. */
  readonly count: (kind: string) => number;
  /** Whether what is not there of a kind (`apps/DaemonSet`) is known not to be in the cluster. */
  readonly isCollected: (kind: string) => boolean;
}

const NOWHERE: AgentSighting = { workloads: [], pods: [] };

const isImage = (base: string, pattern: string): boolean => (pattern.endsWith('*') ? base.startsWith(pattern.slice(0, -1)) : base === pattern);

/** Whether an image's name alone says whose it is. */
export const isTelling = (image: string): boolean => image !== 'node' && !image.endsWith('*');

/** What a container is, or may be. */
type Guess = { readonly id: string } | { readonly suspect: string };

/** A function that tells which agent a container is; undefined where it is none. */
function guesser(patterns: readonly AgentPattern[]): (container: AgentContainer) => Guess | undefined {
  const byName = new Map<string, AgentPattern[]>();
  for (const pattern of patterns) { const known = byName.get(pattern.container); if (known === undefined) byName.set(pattern.container, [pattern]); else known.push(pattern); }
  const byImage = new Map(patterns.flatMap(({ images, enforcer }) => (enforcer === undefined ? [] : images.filter(isTelling).map((image) => [image, { suspect: enforcer }] as const))));
  return ({ name, image, isInit }) => {
    if (isInit) return undefined;
    const candidates = byName.get(name);
    const { base } = imageParts(image);
    if (candidates === undefined) return byImage.get(base);
    const known = candidates.find(({ images }) => images.some((each) => isImage(base, each)));
    if (known !== undefined) return known;
    const suspect = candidates.find(({ enforcer }) => enforcer !== undefined)?.enforcer;
    return suspect === undefined ? undefined : { suspect };
  };
}

interface Growing { readonly workloads: { readonly workload: ObservedWorkload; readonly container: AgentContainer }[]; readonly pods: { readonly pod: ObservedPod; readonly container: AgentContainer }[] }
interface Seen { readonly byId: ReadonlyMap<string, AgentSighting>; readonly suspects: ReadonlyMap<string, AgentSighting> }

function at(map: Map<string, Growing>, key: string): Growing {
  const known = map.get(key);
  if (known !== undefined) return known;
  const fresh: Growing = { workloads: [], pods: [] };
  map.set(key, fresh);
  return fresh;
}

function seen(observed: Observed, patterns: readonly AgentPattern[]): Seen {
  const guess = guesser(patterns);
  const [byId, suspects] = [new Map<string, Growing>(), new Map<string, Growing>()];
  const placeOf = (container: AgentContainer): Growing | undefined => {
    const guessed = guess(container);
    return guessed === undefined ? undefined : 'id' in guessed ? at(byId, guessed.id) : at(suspects, guessed.suspect);
  };
  for (const workload of observed.workloads) for (const container of workload.agents) placeOf(container)?.workloads.push({ workload, container });
  for (const pod of observed.pods) for (const container of pod.agents) placeOf(container)?.pods.push({ pod, container });
  return { byId, suspects };
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
  const { byId, suspects } = seen(observed, patterns);
  return {
    nodes: observed.nodes, podMarks: observed.podMarks, markedNamespaces: observed.markedNamespaces,
    agent: (id) => byId.get(id) ?? NOWHERE,
    isSeen: (id) => byId.has(id), suspects,
    configMap: (name) => configMaps.find((each) => each.name === name),
    objects: (kind) => observed.objects.get(kind) ?? [],
    ...collected(coverage),
  };
}
