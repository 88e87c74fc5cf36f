import type { ResourceIdentity } from '../../model/location.ts';
import { imageParts, type AgentContainer } from './agent-container.ts';
import type { AgentSighting, Sightings } from './sightings.ts';

/** A setting as the cluster shows it: a value (null where its default holds) and where it stands. Undefined where nothing that was collected would show it. */
export interface Reading { readonly value: string | null; readonly resource: ResourceIdentity; readonly field: string }

const places = ({ workloads, pods }: AgentSighting): readonly { readonly resource: ResourceIdentity; readonly container: AgentContainer; readonly path: string }[] => [
  ...workloads.map(({ workload, container }) => ({ resource: workload, container, path: 'spec.template.spec' })),
  ...pods.slice(0, 1).map(({ pod, container }) => ({ resource: pod, container, path: 'spec' })),
];

const identity = ({ group, kind, namespace, name }: ResourceIdentity): ResourceIdentity => ({ group, kind, namespace, name });

/** A flag's value in a command line; null where it is not there. A flag without one is on. */
function flagIn(words: readonly string[], flag: string): string | null {
  for (const [index, word] of words.entries()) {
    const bare = word.replace(/^--?/, '');
    if (word.startsWith('-') && bare === flag) { const next = words[index + 1]; return next === undefined || next.startsWith('-') ? 'true' : next; }
    if (word.startsWith('-') && bare.startsWith(`${flag}=`)) return bare.slice(flag.length + 1);
  }
  return null;
}

/** A workload's template is whole; a pod that shows no arguments at all may have lost them on the way. */
function readPlace(sighting: AgentSighting, of: (container: AgentContainer, isWhole: boolean) => string | null | undefined, field: (container: AgentContainer) => string): Reading | undefined {
  for (const { resource, container, path } of places(sighting)) {
    const value = of(container, resource.kind !== 'Pod');
    if (value !== undefined) return { value, resource: identity(resource), field: `${path}.containers[${container.name}].${field(container)}` };
  }
  return undefined;
}

/** What an agent's command line says of a flag, named without dashes. */
export const readFlag = (sighting: AgentSighting, flag: string): Reading | undefined =>
  readPlace(sighting, ({ words }, isWhole) => (words === null ? (isWhole ? null : undefined) : flagIn(words, flag)), () => `args[--${flag}]`);

/** What an agent's environment says of a variable, through a ConfigMap too. */
export function readVariable(sighting: AgentSighting, variable: string, sightings: Sightings): Reading | undefined {
  return readPlace(sighting, ({ environment }, isWhole) => {
    if (environment === null) return isWhole ? null : undefined;
    if (!Object.hasOwn(environment, variable)) return null;
    const value = environment[variable] ?? null;
    if (value === null || typeof value === 'string') return value ?? undefined;
    return sightings.configMap(value.configMap)?.data[value.key];
  }, () => `env[${variable}]`);
}

/** A key of a ConfigMap; undefined where the ConfigMap is not in the input. */
export function readKey(sightings: Sightings, configMap: string, key: string): Reading | undefined {
  const found = sightings.configMap(configMap);
  return found === undefined ? undefined : { value: found.data[key] ?? null, resource: { group: '', kind: 'ConfigMap', namespace: found.namespace, name: found.name }, field: `data.${key}` };
}

/** The tag of an agent's image; null where only a digest is there, or nothing. */
export function tagOf(sighting: AgentSighting): string | null {
  for (const { container } of [...sighting.workloads, ...sighting.pods]) { const { tag } = imageParts(container.image); if (tag !== null) return tag; }
  return null;
}

const RELEASE = /^v?(\d+\.\d+(?:\.\d+)?(?:-(?:alpha|beta|rc|gke|eksbuild)[.\d]*)?)/;

/** A release as people write it: without `v` and without what a vendor's build appends. Other tags stay as they are. */
export const releaseOf = (tag: string | null): string | null => (tag === null ? null : RELEASE.exec(tag)?.[1] ?? tag);

/** A release as numbers, zeros where it has none. */
export function numbersOf(release: string | null): readonly [number, number, number] | null {
  const match = /^v?(\d+)\.(\d+)(?:\.(\d+))?/.exec(release ?? '');
  return match === null ? null : [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)];
}

/** Whether a release is known and the given one or later. */
export function isSince(release: string | null, [major, minor, patch]: readonly [number, number, number]): boolean {
  const at = numbersOf(release);
  if (at === null) return false;
  return at[0] !== major ? at[0] > major : at[1] !== minor ? at[1] > minor : at[2] >= patch;
}
