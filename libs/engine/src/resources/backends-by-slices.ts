import { parseAddress, type Address } from '../model/address.ts';
import type { FamilyMask } from '../model/connection-set.ts';
import type { ServiceBackend } from '../model/directory.ts';
import { groupedBy } from '../model/grouped-by.ts';
import type { EndpointSlice, Service } from './kinds.ts';
import type { Backends, BackendSources } from './service-directory.ts';

type SliceEndpoint = EndpointSlice['endpoints'][number];

/** One endpoint of one slice, found in the view or outside of the cluster; `lost` is a pod that the view lacks. */
interface Listed { readonly place: number | Address | 'lost'; readonly families: FamilyMask; readonly targets: readonly (number | null)[]; readonly isReady: boolean; readonly isServingToTheEnd: boolean }

/**
 * What the slices of a Service list. Connections go to what is ready, and where nothing is to what is being deleted
 * and still serves, as the proxies do.
 */
export function backendsBySlices(service: Service, slices: readonly EndpointSlice[], sources: BackendSources): Backends {
  const finished = sources.finishedIn(service.namespace);
  const listed = slices.flatMap((slice) => {
    const targets = targetsOf(service, slice);
    return slice.endpoints.filter(({ podName }) => podName === null || !finished.has(podName)).flatMap((endpoint) => placesOf(endpoint, slice, sources)
      .map((place): Listed => ({ place, families: slice.addressType === 'IPv6' ? 2 : 1, targets, isReady: endpoint.isReady, isServingToTheEnd: endpoint.isServingToTheEnd })));
  });
  const ready = listed.filter(({ isReady }) => isReady);
  const used = ready.length > 0 ? ready : listed.filter(({ isServingToTheEnd }) => isServingToTheEnd);
  const lost = used.filter(({ place }) => place === 'lost').length;
  return {
    backends: merged(used), total: countPlaces(listed), ready: countPlaces(used),
    gap: lost === 0 ? null : `${String(lost)} of the endpoints in its EndpointSlices ${lost === 1 ? 'is a pod' : 'are pods'} that the input lacks`,
  };
}

/** Ports of slices and Services belong together by name; a port without a number is every port, so nothing is translated. */
function targetsOf(service: Service, slice: EndpointSlice): readonly (number | null)[] {
  return service.ports.map(({ name, protocol, port }) => {
    const found = slice.ports.find((candidate) => candidate.name === name && candidate.protocol === protocol);
    return found === undefined ? null : found.port ?? port;
  });
}

function placesOf({ addresses, podName }: SliceEndpoint, { namespace, addressType }: EndpointSlice, { byRef, byAddress }: BackendSources): readonly Listed['place'][] {
  const pod = podName === null ? undefined : byRef.get(`pod:${namespace}/${podName}`);
  if (pod !== undefined) return [pod];
  return addresses.map((text) => {
    const address = addressType === 'FQDN' ? undefined : parseAddress(text);
    const place = byAddress.get(text) ?? address;
    return place === undefined || (podName !== null && typeof place !== 'number') ? 'lost' : place;
  });
}

const keyOf = (place: Listed['place']): string => (typeof place === 'object' ? `${String(place.family)}:${String(place.value)}` : String(place));

const countPlaces = (listed: readonly Listed[]): number => new Set(listed.filter(({ place }) => place !== 'lost').map(({ place }) => keyOf(place))).size + listed.filter(({ place }) => place === 'lost').length;

/** One backend for each place: a pod stands in one slice for each of its families, and in one for each set of ports. */
function merged(listed: readonly Listed[]): readonly ServiceBackend[] {
  const found = listed.flatMap(({ place, families, targets }): readonly ServiceBackend[] => (place === 'lost' ? [] : [{ end: place, families, targets }]));
  const ofFamily = groupedBy(found, ({ end, families }) => `${keyOf(end)} ${String(families)}`);
  const whole = [...ofFamily.values()].flatMap((parts) => parts.slice(0, 1).map((first): ServiceBackend => ({ ...first, targets: first.targets.map((_, index) => parts.map(({ targets }) => targets[index] ?? null).find((target) => target !== null) ?? null) })));
  const ofTargets = groupedBy(whole, ({ end, targets }) => `${keyOf(end)} ${targets.join(',')}`);
  return [...ofTargets.values()].flatMap((parts) => parts.slice(0, 1).map((first): ServiceBackend => ({ ...first, families: parts.reduce<number>((mask, { families }) => mask | families, 0) as FamilyMask }))).sort(byPlace);
}

/** Endpoints by position, then addresses. */
function byPlace({ end: a }: ServiceBackend, { end: b }: ServiceBackend): number {
  if (typeof a === 'number' || typeof b === 'number') return typeof a === 'number' && typeof b === 'number' ? a - b : typeof a === 'number' ? -1 : 1;
  return a.family - b.family || (a.value < b.value ? -1 : a.value > b.value ? 1 : 0);
}
