import { connections, EMPTY, intersect, isEmptySet, ofFamilies, union, type ConnectionSet, type FamilyMask } from '../model/connection-set.ts';
import type { ServiceBackend, ServiceFacts } from '../model/directory.ts';
import type { ResourceIdentity } from '../model/location.ts';
import type { Selection } from '../model/question.ts';
import type { Service, ServicePort } from '../resources/kinds.ts';
import type { DeadEnd, ExposureFront, ExposureKind, ExposureSource } from './answers.ts';
import type { Scene } from './scene.ts';

/** Who sends on a way in. */
export interface Sender { readonly source: ExposureSource; readonly selection: Selection }

/** One way in and where it leads: for each endpoint what arrives there. */
export interface Entry { readonly front: ExposureFront; readonly sender: Sender; readonly targets: ReadonlyMap<number, ConnectionSet> }

/** What looking for ways in gives. */
export interface Found { readonly entries: readonly Entry[]; readonly deadEnds: readonly DeadEnd[] }

export type FrontFacts = Partial<Omit<ExposureFront, 'source'>> & { readonly kind: ExposureKind };

export function entryOf(facts: FrontFacts, sender: Sender, targets: ReadonlyMap<number, ConnectionSet>): Entry {
  return { front: { resource: null, parent: null, hostnames: [], paths: [], addresses: [], ports: [], ...facts, source: sender.source }, sender, targets };
}

/** A Service as a way in names it, and the ports that are meant. */
export interface Wanted { readonly namespace: string; readonly service: string; readonly isPort: (port: ServicePort) => boolean }

/** Where some ports of a Service lead, or why nowhere. Ways in hand on to the pods themselves, a headless Service's too. */
export function targetsOf({ view, services }: Scene, { namespace, service: name, isPort }: Wanted): ReadonlyMap<number, ConnectionSet> | string {
  const service = services.get(`${namespace}/${name}`); const facts = view.firewalls.directory?.service(namespace, name);
  if (service === undefined || facts === undefined) return `there is no Service ${namespace}/${name}`;
  if (facts.kind === 'name') return `Service ${namespace}/${name} is another name for ${facts.externalName ?? 'a host'}`;
  const picked = [...service.ports.keys()].filter((position) => isPort(service.ports[position] as ServicePort));
  if (picked.length === 0) return `Service ${namespace}/${name} has no such port`;
  const targets = targetsBehind(service, picked, facts);
  return targets.size > 0 ? targets : `Service ${namespace}/${name} has nothing behind it${facts.gap === null ? '' : ` that is known: ${facts.gap}`}`;
}

function targetsBehind({ ports }: Service, picked: readonly number[], { backends, families: ofService }: Pick<ServiceFacts, 'backends' | 'families'>): ReadonlyMap<number, ConnectionSet> {
  const targets = new Map<number, ConnectionSet>();
  // What arrives is mostly the same at one pod after the other.
  let last: ServiceBackend | undefined; let set = EMPTY;
  for (const backend of backends) {
    const { end } = backend;
    if (typeof end !== 'number') continue;
    if (last === undefined || !arrivesAlike(last, backend)) {
      const arrives = picked.map((position) => connectionsAt(ports[position], backend.targets[position] ?? null)).reduce(union, EMPTY);
      set = intersect(arrives, ofFamilies((backend.families & ofService) as FamilyMask));
      last = backend;
    }
    if (!isEmptySet(set)) targets.set(end, union(targets.get(end) ?? EMPTY, set));
  }
  return targets;
}

const arrivesAlike = (a: ServiceBackend, b: ServiceBackend): boolean => a.families === b.families && a.targets.length === b.targets.length && a.targets.every((target, position) => target === b.targets[position]);

const connectionsAt = (port: ServicePort | undefined, target: number | null): ConnectionSet => (port === undefined || target === null ? EMPTY : connections(port.protocol, target));

/** Several Services behind one way in as one. */
export function joinTargets(parts: readonly ReadonlyMap<number, ConnectionSet>[]): ReadonlyMap<number, ConnectionSet> {
  const joined = new Map<number, ConnectionSet>();
  for (const part of parts) for (const [end, set] of part) joined.set(end, union(joined.get(end) ?? EMPTY, set));
  return joined;
}

/** Ways to Services that are alike in all but where they lead; those that lead nowhere are told apart. */
export function entriesTo(scene: Scene, facts: FrontFacts & { readonly resource: ResourceIdentity }, sender: Sender, wanted: readonly Wanted[]): Found {
  const found = wanted.map((each) => targetsOf(scene, each));
  const reasons = new Set(found.filter((targets) => typeof targets === 'string'));
  const targets = joinTargets(found.filter((each) => typeof each !== 'string'));
  return {
    entries: targets.size === 0 ? [] : [entryOf(facts, sender, targets)],
    deadEnds: [...reasons].map((reason) => ({ kind: facts.kind, resource: facts.resource, reason })),
  };
}

export const joinFound = (parts: readonly Found[]): Found => ({ entries: parts.flatMap(({ entries }) => entries), deadEnds: parts.flatMap(({ deadEnds }) => deadEnds) });
