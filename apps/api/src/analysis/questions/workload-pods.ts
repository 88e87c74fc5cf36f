import type { EndpointData } from '../data/endpoint-data.ts';
import type { PageAsk } from '../data/peers-data.ts';
import type { LoadedView } from '../loaded-view.ts';
import { describe } from './describe.ts';
import { endpointsByRef } from './endpoints-by-ref.ts';

/** A page of the Pods under an owner, by reference. */
export function workloadPods(loaded: LoadedView, { ref, page }: { readonly ref: string; readonly page: PageAsk }): { readonly rows: readonly EndpointData[]; readonly total: number } {
  const pods = (endpointsByRef(loaded).owned.get(ref) ?? []).filter(({ kind }) => kind === 'pod');
  return { rows: pods.slice(page.offset, page.offset + page.limit).flatMap((pod) => describe(loaded, pod.ref) ?? []), total: pods.length };
}
