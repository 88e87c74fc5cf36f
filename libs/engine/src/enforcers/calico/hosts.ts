import { NODE_KEY } from '../../model/effective-labels.ts';
import type { Endpoint } from '../../model/firewalls.ts';
import { matchesLabels, type Labels } from '../../model/label-expression.ts';
import type { CalicoHostEndpointManifest } from '../../policies/calico/manifest.ts';
import type { PolicyDocument } from '../../policies/document.ts';
import type { BackendPolicy } from './backend.ts';
import type { DerivedKeys } from './derived-keys.ts';
import { HOST_ENDPOINT_KEY } from './label-keys.ts';
import { ownLabels } from './world.ts';

/** The host endpoint that stands in front of one node. */
export interface GuardedHost {
  readonly node: string;
  /** Effective labels of the node behind it. */
  readonly labels: Labels;
  /** Whether it sees the side of the pods too, or one interface alone. */
  readonly isOnEveryInterface: boolean;
  /** Whether several stand there, on interfaces that the input does not tell traffic to. */
  readonly isAmbiguous: boolean;
  readonly ports: CalicoHostEndpointManifest['ports'];
}

/** A host endpoint whose profile allows everything has it among its labels. */
export const OPEN_KEY = '@open';

const OPEN_PROFILE = 'projectcalico-default-allow';

/** Nodes behind host endpoints, those left out that nothing restricts: open by profile, and selected by no policy. */
export function guardedHosts(documents: readonly PolicyDocument[], policies: readonly BackendPolicy[], derived: DerivedKeys): readonly GuardedHost[] {
  const byNode = new Map<string, CalicoHostEndpointManifest[]>();
  for (const document of documents) {
    if (document.api !== 'calico-host-endpoint' || document.manifest === null || document.manifest.node === null) continue;
    byNode.set(document.manifest.node, [...(byNode.get(document.manifest.node) ?? []), document.manifest]);
  }
  return [...byNode].flatMap(([node, endpoints]) => guardedHost(node, endpoints, policies, derived) ?? []);
}

function guardedHost(node: string, endpoints: readonly CalicoHostEndpointManifest[], policies: readonly BackendPolicy[], derived: DerivedKeys): GuardedHost | null {
  const [first] = endpoints;
  if (first === undefined) return null;
  const labelsOf = ({ labels, profiles }: CalicoHostEndpointManifest): Labels => ({ ...ownLabels(labels), [HOST_ENDPOINT_KEY]: '', [NODE_KEY]: node, ...(profiles.includes(OPEN_PROFILE) && { [OPEN_KEY]: '' }) });
  const isRestricted = endpoints.some((endpoint) => { const labels = labelsOf(endpoint); return !Object.hasOwn(labels, OPEN_KEY) || policies.some(({ subject }) => matchesLabels(subject, { ...labels, ...derived.labelsOf(labels) })); });
  if (!isRestricted) return null;
  return { node, labels: labelsOf(first), isOnEveryInterface: first.interfaceName === '*', isAmbiguous: endpoints.length > 1, ports: first.ports };
}

/** Endpoints with what stands in front of their nodes: host traffic behind a host endpoint is governed, and pods say which node they are on. */
export function behindHosts(endpoint: Endpoint, hosts: ReadonlyMap<string, GuardedHost>): Endpoint {
  if (hosts.size === 0 || endpoint.node === null) return endpoint;
  if (!endpoint.isHost) return { ...endpoint, labels: { ...endpoint.labels, [NODE_KEY]: endpoint.node } };
  const host = hosts.get(endpoint.node);
  if (host === undefined) return { ...endpoint, labels: { ...endpoint.labels, [NODE_KEY]: endpoint.node } };
  return { ...endpoint, isGoverned: true, labels: host.labels, ports: endpoint.kind === 'node' ? host.ports.flatMap(({ name, protocol, port }) => namedPort(name, protocol, port)) : endpoint.ports };
}

function namedPort(name: string, protocol: string, port: number): Endpoint['ports'] {
  const known = (['TCP', 'UDP', 'SCTP'] as const).find((each) => each === protocol.toUpperCase());
  return known === undefined ? [] : [{ name, protocol: known, port }];
}
