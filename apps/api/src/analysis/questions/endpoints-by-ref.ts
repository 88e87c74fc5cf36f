import type { Endpoint } from '@postern/engine';
import type { LoadedView } from '../loaded-view.ts';
import { remember } from '../view-cache.ts';

/** Endpoints under names; they are made when they are asked for, so that a look-up costs its numbers alone. */
interface Lookup<Found> { readonly get: (name: string) => Found | undefined; readonly keys: () => Iterable<string> }

/** Look-ups that describing endpoints needs; built once for a view. */
export interface EndpointsByRef {
  readonly endpoint: Lookup<Endpoint>;
  /** Endpoints by reference of their top or direct owner. */
  readonly owned: Lookup<readonly Endpoint[]>;
  /** Pods that those stand for. */
  readonly podsOwned: Lookup<number>;
  readonly inNamespace: Lookup<readonly Endpoint[]>;
}

export function endpointsByRef(loaded: LoadedView): EndpointsByRef {
  return remember(loaded, 'endpoints by ref', () => {
    const { endpoints } = loaded.firewalls;
    const one = new Map<string, number>(); const podsOwned = new Map<string, number>(); const owned = new Map<string, number[]>(); const inNamespace = new Map<string, number[]>();
    for (const { ref, index, kind, workload, owner, namespace, pods } of endpoints) {
      one.set(ref, index);
      if (kind !== 'pod' && kind !== 'workload') continue;
      append(inNamespace, namespace, index);
      for (const name of owner === workload ? [workload] : [workload, owner]) { append(owned, name, index); podsOwned.set(name, (podsOwned.get(name) ?? 0) + pods); }
    }
    const at = (index: number): readonly Endpoint[] => { const endpoint = endpoints.at(index); return endpoint === undefined ? [] : [endpoint]; };
    const lists = (of: ReadonlyMap<string, readonly number[]>): Lookup<readonly Endpoint[]> => ({ get: (name) => of.get(name)?.flatMap(at), keys: () => of.keys() });
    return { endpoint: { get: (ref) => { const index = one.get(ref); return index === undefined ? undefined : endpoints.at(index); }, keys: () => one.keys() }, podsOwned: { get: (name) => podsOwned.get(name), keys: () => podsOwned.keys() }, owned: lists(owned), inNamespace: lists(inNamespace) };
  });
}

function append(lists: Map<string, number[]>, name: string, index: number): void {
  const list = lists.get(name);
  if (list === undefined) lists.set(name, [index]); else list.push(index);
}

/** Pods that the endpoints stand for. */
export const podCount = (endpoints: readonly Endpoint[] | undefined): number => (endpoints ?? []).reduce((sum, { pods }) => sum + pods, 0);
