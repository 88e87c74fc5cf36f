import { addressText } from '../../model/address.ts';
import type { FamilyMask } from '../../model/connection-set.ts';
import { areNamespacesUncollected } from '../../model/coverage.ts';
import type { Directory } from '../../model/directory.ts';
import type { AbsentEndpoint, Caveat, Endpoint } from '../../model/firewalls.ts';
import { invariant } from '../../model/invariant.ts';
import type { Labels } from '../../model/label-expression.ts';
import type { Node, Pod, PodShape, Workload } from '../../resources/kinds.ts';
import { synthesisedNamespace } from '../../resources/namespace.ts';
import { serviceDirectory } from '../../resources/service-directory.ts';
import type { Snapshot } from '../../resources/snapshot.ts';
import { addressesOf, familiesOfAddresses, namedPorts, namespaceFacts, nodeFacts, type NamespaceFacts } from './endpoint-facts.ts';
import type { ReferenceSettings } from './settings.ts';

type Draft = Omit<Endpoint, 'index'>;

/** What pods and stand-ins take from the rest of the snapshot. */
interface Surroundings {
  readonly namespaces: ReadonlyMap<string, NamespaceFacts>;
  readonly nodes: ReadonlyMap<string, Labels>;
  readonly families: FamilyMask;
  readonly settings: ReferenceSettings;
}

const ref = (pod: Pod): string => `pod:${pod.namespace}/${pod.name}`;

/** Why a pod takes no part in traffic; null where it does (PD-9, PD-10). */
function absence(pod: Pod, { doTerminatingPodsCount }: ReferenceSettings): AbsentEndpoint['code'] | null {
  if (pod.phase === 'Succeeded' || pod.phase === 'Failed') return 'POD_NOT_RUNNING';
  return pod.isTerminating && !doTerminatingPodsCount ? 'POD_TERMINATING' : null;
}

/** Everything that sends or receives, in order of reference, and what no longer does (PD-9). */
export function referenceEndpoints(snapshot: Snapshot<unknown>, settings: ReferenceSettings): { readonly endpoints: readonly Endpoint[]; readonly absent: readonly AbsentEndpoint[]; readonly directory: Directory } {
  const running = snapshot.pods.filter((pod) => absence(pod, settings) === null);
  const surroundings: Surroundings = {
    namespaces: new Map([...snapshot.namespaces].map(([name, namespace]) => [name, namespaceFacts(namespace, settings)])),
    nodes: new Map(snapshot.nodes.map((node) => [node.name, nodeFacts(node)])),
    families: familiesInUse(running, snapshot.nodes),
    settings,
  };
  const drafts = [
    ...running.map((pod) => podEndpoint(pod, surroundings)),
    ...standIns(snapshot).map((workload) => workloadEndpoint(workload, surroundings)),
    ...snapshot.nodes.map((node) => nodeEndpoint(node, surroundings)),
  ].sort((a, b) => (a.ref < b.ref ? -1 : a.ref > b.ref ? 1 : 0));
  const absent = snapshot.pods.flatMap((pod): AbsentEndpoint[] => {
    const code = absence(pod, settings);
    return code === null ? [] : [{ ref: ref(pod), code }];
  });
  const endpoints = drafts.map((draft, index) => ({ index, ...draft }));
  return { endpoints, absent, directory: { ...serviceDirectory(snapshot, endpoints, () => holders(endpoints)), supposePod: supposing(snapshot, surroundings) } };
}

/** One endpoint for each address: a node before the host-network pods on it. */
function holders(endpoints: readonly Endpoint[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const isNode of [false, true]) for (const { kind, addresses, index } of endpoints) if ((kind === 'node') === isNode) for (const address of addresses) found.set(addressText(address), index);
  return found;
}

/** A pod that does not exist yet is seen as a workload without pods is: by its labels and its namespace (PD-14). */
function supposing(snapshot: Snapshot<unknown>, surroundings: Surroundings): Directory['supposePod'] {
  return (own, namespace, labels) => {
    const namespaces = surroundings.namespaces.has(namespace) ? surroundings.namespaces : new Map([[namespace, namespaceFacts(synthesisedNamespace(namespace, areNamespacesUncollected(snapshot.coverage)), surroundings.settings)]]);
    const shape: PodShape = { labels, ports: [], sidecarPorts: [], hostNetwork: false, serviceAccountName: 'default' };
    return {
      index: -1, kind: 'pod', ref: own, namespace, name: own, ...podFacts(shape, namespace, null, { ...surroundings, namespaces }, []),
      addresses: [], areAddressesKnown: false, families: surroundings.families, node: null, workload: own, owner: own, pods: 1,
    };
  };
}

/** The families of any address in the snapshot, both where there is none. */
function familiesInUse(pods: readonly Pod[], nodes: readonly Node[]): FamilyMask {
  let seen = 0;
  for (const { podIPs } of pods) for (const text of podIPs) seen |= text.includes(':') ? 2 : 1;
  for (const { addresses } of nodes) for (const text of addresses) seen |= text.includes(':') ? 2 : 1;
  return seen === 0 ? 3 : seen as FamilyMask;
}

/**
 * Workloads that stand for one pod: the top owner where no pod is under it, and below a missing top owner one of its
 * workloads, so that the old ReplicaSets of a Deployment are not taken for pods.
 */
function standIns(snapshot: Snapshot<unknown>): readonly Workload[] {
  const populated = new Set(snapshot.pods.map((pod) => pod.workload));
  const standing = new Map<string, Workload>();
  for (const workload of snapshot.workloads) {
    if (workload.hasPods || populated.has(workload.workload)) continue;
    if (workload.ref === workload.workload || !standing.has(workload.workload)) standing.set(workload.workload, workload);
  }
  return [...standing.values()];
}

function podEndpoint(pod: Pod, surroundings: Surroundings): Draft {
  const addresses = addressesOf(pod.podIPs.length === 0 && pod.hostNetwork ? pod.hostIPs : pod.podIPs);
  return {
    kind: 'pod', ref: ref(pod), namespace: pod.namespace, name: pod.name,
    ...podFacts(pod, pod.namespace, pod.nodeName, surroundings, terminating(pod)),
    addresses, areAddressesKnown: true, families: familiesOfAddresses(addresses, surroundings.families),
    node: pod.nodeName, workload: pod.workload, owner: pod.directOwner, pods: 1,
  };
}

function workloadEndpoint(workload: Workload, surroundings: Surroundings): Draft {
  return {
    kind: 'workload', ref: workload.ref, namespace: workload.namespace, name: workload.name,
    ...podFacts(workload, workload.namespace, null, surroundings, []),
    addresses: [], areAddressesKnown: false, families: surroundings.families,
    node: null, workload: workload.workload, owner: workload.ref, pods: workload.replicas,
  };
}

/** Labels, ports and what governs it: the same for a pod and for a template that stands for one (PD-14). */
function podFacts(shape: PodShape, namespace: string, node: string | null, { namespaces, nodes, settings }: Surroundings, caveats: readonly Caveat[]): Pick<Draft, 'labels' | 'unknownLabelPrefix' | 'ports' | 'isHost' | 'isGoverned' | 'caveats'> {
  // A host-network pod has its node's network: no policy selects it and no selector means it, so it lacks the labels
  // of a namespace, which every selector asks for. Its named ports resolve to nothing either (PD-6, U1).
  if (shape.hostNetwork && settings.hostNetwork === 'node') {
    return { labels: { ...shape.labels, ...(node === null ? {} : nodes.get(node)) }, ports: [], isHost: true, isGoverned: false, caveats };
  }
  const facts = namespaces.get(namespace);
  invariant(facts !== undefined, 'E-81B7', `no namespace ${namespace} in the snapshot`);
  return {
    labels: { ...shape.labels, ...facts.labels }, ports: namedPorts(shape, settings), isHost: false, isGoverned: true,
    caveats: caveats.length === 0 ? facts.caveats : [...facts.caveats, ...caveats],
    ...(facts.unknownLabelPrefix !== undefined && { unknownLabelPrefix: facts.unknownLabelPrefix }),
  };
}

function terminating(pod: Pod): readonly Caveat[] {
  if (!pod.isTerminating) return [];
  return [{ code: 'POD_TERMINATING', message: `${ref(pod)} is being deleted; it counts until it is gone.`, resources: [{ group: '', kind: 'Pod', namespace: pod.namespace, name: pod.name }] }];
}

function nodeEndpoint(node: Node, { nodes, families }: Surroundings): Draft {
  const addresses = addressesOf(node.addresses); const own = `node:${node.name}`;
  return {
    kind: 'node', ref: own, namespace: '', name: node.name, labels: nodes.get(node.name) ?? {},
    addresses, areAddressesKnown: true, families: familiesOfAddresses(addresses, families),
    ports: [], node: node.name, isHost: true, isGoverned: false, workload: own, owner: own, pods: 0, caveats: [],
  };
}
