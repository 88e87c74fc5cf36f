import { NAMESPACE_KEY, NAMESPACE_LABEL_PREFIX } from '../model/effective-labels.ts';
import type { Endpoint } from '../model/firewalls.ts';
import type { ChangeCause } from './changes.ts';
import type { Distinctions } from './distinctions.ts';

export type FactCause = Extract<ChangeCause, 'LABELS' | 'NAMESPACE' | 'NETWORK' | 'COVERAGE'>;

/**
 * All of an endpoint that an answer can depend on, as text, by the cause that a difference would be. Where a Pod runs
 * is no cause that anybody asks for: it is named as NETWORK only where nothing else explains a change.
 */
export type EndpointFacts = Readonly<Record<FactCause | 'placement', string>>;

export const FACT_CAUSES: readonly FactCause[] = ['LABELS', 'NAMESPACE', 'NETWORK', 'COVERAGE'];

export function endpointFacts(endpoint: Endpoint, { labelKeys, portNames, markOf, hasPlacement }: Distinctions): EndpointFacts {
  const labels = Object.entries(endpoint.labels).filter(([key]) => labelKeys.has(key)).sort(([a], [b]) => (a < b ? -1 : 1));
  const ports = endpoint.ports.filter((port) => portNames.has(port.name)).map((port) => `${port.name} ${port.protocol} ${String(port.port)}`);
  return {
    LABELS: JSON.stringify(labels.filter(([key]) => !isOfNamespace(key))),
    NAMESPACE: JSON.stringify(labels.filter(([key]) => isOfNamespace(key))),
    NETWORK: JSON.stringify([
      [...new Set(endpoint.addresses.map(markOf))].sort(), endpoint.areAddressesKnown, endpoint.families, [...new Set(ports)].sort(), endpoint.isHost, endpoint.isGoverned,
    ]),
    COVERAGE: endpoint.unknownLabelPrefix ?? '',
    placement: hasPlacement ? JSON.stringify(endpoint.node) : '',
  };
}

const isOfNamespace = (key: string): boolean => key === NAMESPACE_KEY || key.startsWith(NAMESPACE_LABEL_PREFIX);

export const factsText = (facts: EndpointFacts): string => [...FACT_CAUSES, 'placement' as const].map((fact) => facts[fact]).join(' ');
