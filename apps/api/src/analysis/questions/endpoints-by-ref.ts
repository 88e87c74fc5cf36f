import type { Endpoint, Namespace, Node, Pod } from '@postern/engine';
import type { LoadedView } from '../loaded-view.ts';
import { remember } from '../view-cache.ts';

/** Look-ups that describing endpoints needs; built once for a view. */
export interface EndpointsByRef {
  readonly endpoint: ReadonlyMap<string, Endpoint>;
  readonly pod: ReadonlyMap<string, Pod>;
  readonly node: ReadonlyMap<string, Node>;
  readonly namespace: ReadonlyMap<string, Namespace>;
  /** Endpoints by reference of their top or direct owner. */
  readonly owned: ReadonlyMap<string, readonly Endpoint[]>;
  readonly inNamespace: ReadonlyMap<string, readonly Endpoint[]>;
}

export function endpointsByRef(loaded: LoadedView): EndpointsByRef {
  return remember(loaded, 'endpoints by ref', () => {
    const { snapshot, firewalls: { endpoints } } = loaded;
    const cluster = endpoints.filter(({ kind }) => kind === 'pod' || kind === 'workload');
    const owned = new Map<string, Endpoint[]>();
    for (const endpoint of cluster) for (const ref of new Set([endpoint.workload, endpoint.owner])) {
      const list = owned.get(ref);
      if (list === undefined) owned.set(ref, [endpoint]); else list.push(endpoint);
    }
    return {
      endpoint: new Map(endpoints.map((endpoint) => [endpoint.ref, endpoint])),
      pod: new Map(snapshot.pods.map((pod) => [`pod:${pod.namespace}/${pod.name}`, pod])),
      node: new Map(snapshot.nodes.map((node) => [`node:${node.name}`, node])),
      namespace: snapshot.namespaces,
      owned, inNamespace: Map.groupBy(cluster, ({ namespace }) => namespace),
    };
  });
}

/** Pods that the endpoints stand for. */
export const podCount = (endpoints: readonly Endpoint[] | undefined): number => (endpoints ?? []).reduce((sum, { pods }) => sum + pods, 0);
