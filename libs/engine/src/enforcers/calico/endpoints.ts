import type { Directory } from '../../model/directory.ts';
import { NAMESPACE_KEY, namespaceLabelKey, NAMESPACE_LABEL_PREFIX } from '../../model/effective-labels.ts';
import type { AbsentEndpoint, Caveat, Endpoint, NamedPort } from '../../model/firewalls.ts';
import type { Labels } from '../../model/label-expression.ts';
import type { PodShape } from '../../resources/kinds.ts';
import type { Snapshot } from '../../resources/snapshot.ts';
import { referenceEndpoints } from '../reference/endpoints.ts';
import { parseReferenceSettings } from '../reference/settings.ts';
import { UNKNOWN_ADDRESSES, type DerivedKeys } from './derived-keys.ts';
import { ACCOUNT_KEY, accountLabelKey, NAME_LABEL, podMark } from './label-keys.ts';

/** Labels of service accounts, by namespace and name. */
export type Accounts = ReadonlyMap<string, Labels>;

export interface CalicoEndpoints { readonly endpoints: readonly Endpoint[]; readonly absent: readonly AbsentEndpoint[]; readonly directory: Directory }

interface Surroundings {
  readonly labelsOf: (labels: Labels, namespace: string, account: string) => Labels;
  readonly shapes: ReadonlyMap<string, PodShape>;
  /** Whether the input tells nodes at all: where it does not, a pod without one is not thereby unscheduled. */
  readonly areNodesKnown: boolean;
}

export const accountId = (namespace: string, name: string): string => `${namespace}/${name}`;

/** Endpoints with the labels that selectors see. Host traffic has none: what stands in front of hosts is told apart. */
export function calicoEndpoints(snapshot: Snapshot<unknown>, accounts: Accounts): CalicoEndpoints {
  const { endpoints, absent, directory } = referenceEndpoints(snapshot, parseReferenceSettings({}));
  const surroundings: Surroundings = {
    labelsOf: effectiveLabels(accounts), areNodesKnown: endpoints.some(({ node }) => node !== null),
    shapes: new Map<string, PodShape>([...snapshot.pods.map((pod) => [`pod:${pod.namespace}/${pod.name}`, pod] as const), ...snapshot.workloads.map((workload) => [workload.ref, workload] as const)]),
  };
  return {
    absent, endpoints: endpoints.map((endpoint) => (endpoint.isHost ? { ...endpoint, labels: {} } : asWorkloadEndpoint(endpoint, surroundings))),
    directory: { ...directory, supposePod: (ref, namespace, labels) => asWorkloadEndpoint(directory.supposePod(ref, namespace, labels), surroundings) },
  };
}

function asWorkloadEndpoint(endpoint: Endpoint, { labelsOf, shapes, areNodesKnown }: Surroundings): Endpoint {
  if (areNodesKnown && endpoint.kind === 'pod' && endpoint.node === null && endpoint.addresses.length > 0) return unscheduled(endpoint);
  const { namespace, ref, labels } = endpoint;
  const shape = shapes.get(ref);
  const account = shape?.serviceAccountName ?? 'default';
  return {
    ...endpoint, ports: portsOf(shape),
    // Without an address nothing can be said of rules by address, but all of those by label.
    areAddressesKnown: endpoint.areAddressesKnown && endpoint.addresses.length > 0,
    labels: labelsOf(labels, namespace, account),
  };
}

/** A pod is an endpoint once it is on a node; with an address before that, it is no more than the address. */
function unscheduled(endpoint: Endpoint): Endpoint {
  const { namespace, name, caveats } = endpoint;
  const caveat: Caveat = { code: 'UNMANAGED_POD', message: `${endpoint.ref} has an address and is on no node; Calico does not take it for an endpoint.`, resources: [{ group: '', kind: 'Pod', namespace, name }] };
  return { ...endpoint, labels: {}, ports: [], isGoverned: false, caveats: [...caveats, caveat] };
}

/** One map for neighbours that share what it is made of, as the pods of one workload do. */
function effectiveLabels(accounts: Accounts): Surroundings['labelsOf'] {
  let last: { readonly labels: Labels; readonly namespace: string; readonly account: string; readonly found: Labels } | undefined;
  return (labels, namespace, account) => {
    if (last?.labels !== labels || last.namespace !== namespace || last.account !== account) {
      last = { labels, namespace, account, found: { ...labels, ...podMark, [namespaceLabelKey(NAME_LABEL)]: namespace, [ACCOUNT_KEY]: account, ...accountLabels(accounts, namespace, account) } };
    }
    return last.found;
  };
}

/** An account of which there is no object lends a pod its name, and nothing else. */
function accountLabels(accounts: Accounts, namespace: string, account: string): Labels {
  const own = accounts.get(accountId(namespace, account));
  return own === undefined ? {} : Object.fromEntries([...Object.entries(own), [NAME_LABEL, account] as const].map(([key, value]) => [accountLabelKey(key), value] as const));
}

/** Init containers count like the others, those too that have ended. */
function portsOf(shape: PodShape | undefined): readonly NamedPort[] {
  return [...(shape?.ports ?? []), ...(shape?.initPorts ?? [])].flatMap(({ name, protocol, port }) => (name === null ? [] : [{ name, protocol, port }]));
}

/** Endpoints with what rules ask of them beyond their labels. */
export function withDerived(endpoint: Endpoint, derived: DerivedKeys): Endpoint {
  const asked = derived.labelsOf(endpoint.labels, endpoint);
  const labels = Object.keys(asked).length === 0 ? endpoint.labels : { ...endpoint.labels, ...asked };
  const prefix = endpoint.unknownLabelPrefix ?? (endpoint.areAddressesKnown ? undefined : UNKNOWN_ADDRESSES);
  return { ...endpoint, labels, ...(prefix !== undefined && { unknownLabelPrefix: prefix }) };
}

/** The labels that a network set of a namespace has from it. */
export function namespacePart(namespace: string, labels: Labels | undefined): Labels {
  const inherited = labels === undefined ? [] : [...Object.entries(labels), [NAME_LABEL, namespace] as const];
  return { [NAMESPACE_KEY]: namespace, ...Object.fromEntries(inherited.map(([key, value]) => [`${NAMESPACE_LABEL_PREFIX}${key}`, value])) };
}
