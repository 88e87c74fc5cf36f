import type { EnforcementWarning } from '../model/enforcement.ts';
import { nodeIdentity } from '../resources/observed/evidence.ts';
import type { Sightings } from '../resources/observed/sightings.ts';
import type { Recogniser } from './recogniser.ts';

/** Traces of what is not there any more: none of them proves anything. */
export interface Leftovers {
  readonly warnings: readonly EnforcementWarning[];
  /** A node says of itself that something works of which no agent is there. */
  readonly isContradicted: boolean;
}

const isAlive = ({ agents, isAlive: own }: Recogniser, sightings: Sightings): boolean => own?.(sightings) ?? agents.some(({ id }) => sightings.isSeen(id));

function definitions(recogniser: Recogniser, sightings: Sightings): readonly EnforcementWarning[] {
  const groups = recogniser.keeps?.groups ?? [];
  const found = sightings.objects('apiextensions.k8s.io/CustomResourceDefinition').filter(({ name }) => groups.includes(name.slice(name.indexOf('.') + 1)));
  if (found.length === 0) return [];
  return [{ code: 'CRDS_WITHOUT_AGENT', message: `Definitions of ${recogniser.name} are there and no agent of it: they prove nothing, and its policies have no effect.`, resources: found.map(({ group, kind, name }) => ({ group, kind, namespace: '', name })) }];
}

function annotations(recogniser: Recogniser, { nodes }: Sightings): readonly EnforcementWarning[] {
  const keys = recogniser.keeps?.nodeAnnotations ?? [];
  const marked = nodes.filter((node) => keys.some((key) => Object.hasOwn(node.annotations, key)));
  return marked.length === 0 ? [] : [{ code: 'STALE_NODE_ANNOTATIONS', message: `Nodes have annotations of ${recogniser.name} and no agent of it runs: they prove nothing.`, resources: marked.map(({ name }) => nodeIdentity(name)) }];
}

function conditions({ name, conditions: reasons = [] }: Recogniser, { nodes }: Sightings): readonly EnforcementWarning[] {
  const saying = nodes.filter(({ network }) => network !== null && reasons.includes(network.reason));
  return saying.length === 0 ? [] : [{ code: 'STALE_NODE_ANNOTATIONS', message: `The condition NetworkUnavailable speaks of ${name}, and no agent of it runs.`, resources: saying.map((node) => nodeIdentity(node.name)) }];
}

/** Whether the input shows workloads of the system, among which an agent would be. */
const isSystemSeen = (recognisers: readonly Recogniser[], sightings: Sightings): boolean =>
  sightings.isCollected('apps/DaemonSet') || sightings.count('apps/Deployment') > 0 || recognisers.some(({ agents }) => agents.some(({ id }) => sightings.isSeen(id)));

/** What is left of plugins and enforcers of which no agent is to be seen. Only where all DaemonSets are there is it known that none runs. */
export function leftovers(recognisers: readonly Recogniser[], sightings: Sightings): Leftovers {
  if (!isSystemSeen(recognisers, sightings)) return { warnings: [], isContradicted: false };
  const dead = recognisers.filter((recogniser) => !isAlive(recogniser, sightings));
  if (!sightings.isCollected('apps/DaemonSet')) return { warnings: dead.flatMap((recogniser) => definitions(recogniser, sightings)), isContradicted: false };
  const contradicting = dead.flatMap((recogniser) => conditions(recogniser, sightings));
  return { warnings: [...dead.flatMap((recogniser) => [...definitions(recogniser, sightings), ...annotations(recogniser, sightings)]), ...contradicting], isContradicted: contradicting.length > 0 };
}
