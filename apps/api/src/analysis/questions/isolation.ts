import { matchesLabels } from '@postern/engine';
import type { Direction, Endpoint, LabelExpression, ResourceIdentity } from '@postern/engine';
import type { IsolationData, IsolationState } from '../data/endpoint-data.ts';
import type { LoadedView } from '../loaded-view.ts';
import { remember } from '../view-cache.ts';
import { endpointsByRef } from './endpoints-by-ref.ts';

interface Isolating { readonly own: LabelExpression; readonly policy: ResourceIdentity | null }

const DIRECTIONS = ['ingress', 'egress'] as const;

/** Whether policies isolate what each reference names. */
export const isolation = (loaded: LoadedView, refs: readonly string[]): readonly IsolationData[] => refs.map((ref) => {
  const endpoints = namedBy(loaded, ref);
  return { ingress: stateOf(loaded, endpoints, 'ingress'), egress: stateOf(loaded, endpoints, 'egress') };
});

/** The policies that select each Pod, by direction. */
export const selectedBy = (loaded: LoadedView, asks: readonly { readonly ref: string; readonly direction: Direction | null }[]): readonly (readonly ResourceIdentity[])[] => asks.map(({ ref, direction }) => {
  const found = new Map<string, ResourceIdentity>();
  for (const endpoint of namedBy(loaded, ref)) for (const each of DIRECTIONS) {
    if (!endpoint.isGoverned || (direction !== null && direction !== each)) continue;
    for (const { own, policy } of isolating(loaded)[each]) if (policy !== null && matchesLabels(own, endpoint.labels)) found.set(`${policy.kind}/${policy.namespace}/${policy.name}`, policy);
  }
  return [...found.values()];
});

function namedBy(loaded: LoadedView, ref: string): readonly Endpoint[] {
  const found = endpointsByRef(loaded);
  if (ref.startsWith('ns:')) return found.inNamespace.get(ref.slice(3)) ?? [];
  const one = found.endpoint.get(ref);
  return one === undefined ? found.owned.get(ref) ?? [] : [one];
}

function stateOf(loaded: LoadedView, endpoints: readonly Endpoint[], direction: Direction): IsolationState {
  const states = new Set(endpoints.map((endpoint) => stateOfOne(loaded, endpoint, direction)));
  const [only = 'NOT_ISOLATED'] = states;
  return states.size > 1 ? 'MIXED' : only;
}

const stateOfOne = (loaded: LoadedView, endpoint: Endpoint, direction: Direction): IsolationState => {
  if (!endpoint.isGoverned) return 'NOT_ENFORCEABLE';
  return isolating(loaded)[direction].some(({ own }) => matchesLabels(own, endpoint.labels)) ? 'ISOLATED' : 'NOT_ISOLATED';
};

const isolating = (loaded: LoadedView): Readonly<Record<Direction, readonly Isolating[]>> => remember(loaded, 'isolating rules', () => {
  const of = (direction: Direction): readonly Isolating[] => loaded.firewalls.tiers[direction].flatMap(({ rules }) => rules)
    .filter(({ role, certainty }) => role === 'isolation' && certainty === 'certain')
    .map(({ own, origin }) => ({ own, policy: origin === null ? null : { group: origin.group, kind: origin.kind, namespace: origin.namespace, name: origin.name } }));
  return { ingress: of('ingress'), egress: of('egress') };
});
