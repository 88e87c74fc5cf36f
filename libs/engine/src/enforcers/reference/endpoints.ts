import type { FamilyMask } from '../../model/connection-set.ts';
import { areNamespacesUncollected, type Coverage } from '../../model/coverage.ts';
import type { Directory } from '../../model/directory.ts';
import { endpointTable } from '../../model/endpoints/collect.ts';
import type { AbsentEndpoint, Caveat, Endpoint, NamedPort } from '../../model/firewalls.ts';
import { invariant } from '../../model/invariant.ts';
import type { Labels } from '../../model/label-expression.ts';
import type { Node, Pod, PodShape, Workload } from '../../resources/kinds.ts';
import { synthesisedNamespace } from '../../resources/namespace.ts';
import type { ContainerPort } from '../../resources/object.ts';
import { serviceDirectory, type ServiceMaterial } from '../../resources/service-directory.ts';
import type { Snapshot } from '../../resources/snapshot.ts';
import { addressesOf, familiesOfAddresses, namespaceFacts, nodeFacts, portReader, type NamespaceFacts } from './endpoint-facts.ts';
import type { ReferenceSettings } from './settings.ts';

/** Positions are known once all are sorted. */
type Draft = Omit<Endpoint, 'index'> & { index: number };

/** An endpoint with what Services ask of it. */
interface Placed { readonly draft: Draft; readonly declared: readonly ContainerPort[]; readonly isReady: boolean }

/** What pods and stand-ins take from the rest of the snapshot. */
interface Surroundings {
  readonly namespaces: ReadonlyMap<string, NamespaceFacts>;
  readonly nodes: ReadonlyMap<string, Labels>;
  readonly families: FamilyMask;
  readonly settings: ReferenceSettings;
  readonly portsOf: (shape: PodShape) => readonly NamedPort[];
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
    portsOf: portReader(settings),
  };
  const placed = [
    ...running.map((pod): Placed => ({ draft: podEndpoint(pod, surroundings), declared: pod.ports, isReady: pod.phase === 'Running' && !pod.isTerminating })),
    ...standIns(snapshot).map((workload): Placed => ({ draft: workloadEndpoint(workload, surroundings), declared: workload.ports, isReady: true })),
    ...snapshot.nodes.map((node): Placed => ({ draft: nodeEndpoint(node, surroundings), declared: [], isReady: false })),
  ].sort(({ draft: { ref: a } }, { draft: { ref: b } }) => (a < b ? -1 : a > b ? 1 : 0));
  for (const [index, { draft }] of placed.entries()) draft.index = index;
  const absent: AbsentEndpoint[] = [];
  for (const pod of snapshot.pods) {
    const code = absence(pod, settings);
    if (code !== null) absent.push({ ref: ref(pod), code });
  }
  const endpoints = placed.map(({ draft }) => draft);
  return { endpoints, absent, directory: { ...serviceDirectory(serviceMaterial(snapshot, placed, endpoints, absent)), supposePod: supposing(snapshot.coverage, surroundings) } };
}

/** With columns of the endpoints, which do not keep these alive. */
function serviceMaterial({ services, endpointSlices: slices }: Snapshot<unknown>, placed: readonly Placed[], endpoints: readonly Endpoint[], absent: readonly AbsentEndpoint[]): ServiceMaterial {
  const declared = placed.map((each) => each.declared);
  return { services, slices, absent, endpoints: endpointTable(endpoints), ready: Uint8Array.from(placed, ({ isReady }) => (isReady ? 1 : 0)), declared: (index) => declared[index] ?? [] };
}

/** A pod that does not exist yet is seen as a workload without pods is: by its labels and its namespace (PD-14). */
function supposing(coverage: Coverage, surroundings: Surroundings): Directory['supposePod'] {
  return (own, namespace, labels) => {
    const namespaces = surroundings.namespaces.has(namespace) ? surroundings.namespaces : new Map([[namespace, namespaceFacts(synthesisedNamespace(namespace, areNamespacesUncollected(coverage)), surroundings.settings)]]);
    const shape: PodShape = { labels, ports: [], sidecarPorts: [], hostNetwork: false, serviceAccountName: 'default' };
    return {
      kind: 'pod', ref: own, namespace, name: own, ...podFacts(shape, namespace, null, { ...surroundings, namespaces }, []), index: -1,
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
  const { labels, unknownLabelPrefix, ports, isHost, isGoverned, caveats } = podFacts(pod, pod.namespace, pod.nodeName, surroundings, terminating(pod));
  const draft: Draft = {
    index: 0, kind: 'pod', ref: ref(pod), namespace: pod.namespace, name: pod.name, labels, ports, isHost, isGoverned, caveats,
    addresses, areAddressesKnown: true, families: familiesOfAddresses(addresses, surroundings.families),
    node: pod.nodeName, workload: pod.workload, owner: pod.directOwner, pods: 1,
  };
  return unknownLabelPrefix === undefined ? draft : { ...draft, unknownLabelPrefix };
}

function workloadEndpoint(workload: Workload, surroundings: Surroundings): Draft {
  return {
    index: 0, kind: 'workload', ref: workload.ref, namespace: workload.namespace, name: workload.name,
    ...podFacts(workload, workload.namespace, null, surroundings, []),
    addresses: [], areAddressesKnown: false, families: surroundings.families,
    node: null, workload: workload.workload, owner: workload.ref, pods: workload.replicas,
  };
}

/** Labels, ports and what governs it: the same for a pod and for a template that stands for one (PD-14). */
function podFacts(shape: PodShape, namespace: string, node: string | null, { namespaces, nodes, settings, portsOf }: Surroundings, caveats: readonly Caveat[]): Pick<Draft, 'labels' | 'unknownLabelPrefix' | 'ports' | 'isHost' | 'isGoverned' | 'caveats'> {
  // A host-network pod has its node's network: no policy selects it and no selector means it, so it lacks the labels
  // of a namespace, which every selector asks for. Its named ports resolve to nothing either (PD-6, U1).
  if (shape.hostNetwork && settings.hostNetwork === 'node') {
    return { labels: { ...shape.labels, ...(node === null ? {} : nodes.get(node)) }, ports: [], isHost: true, isGoverned: false, caveats };
  }
  const facts = namespaces.get(namespace);
  invariant(facts !== undefined, 'E-81B7', `no namespace ${namespace} in the snapshot`);
  const known = { labels: facts.around(shape.labels), ports: portsOf(shape), isHost: false, isGoverned: true, caveats: caveats.length === 0 ? facts.caveats : [...facts.caveats, ...caveats] };
  return facts.unknownLabelPrefix === undefined ? known : { ...known, unknownLabelPrefix: facts.unknownLabelPrefix };
}

const NO_CAVEATS: readonly Caveat[] = [];

function terminating(pod: Pod): readonly Caveat[] {
  if (!pod.isTerminating) return NO_CAVEATS;
  return [{ code: 'POD_TERMINATING', message: `${ref(pod)} is being deleted; it counts until it is gone.`, resources: [{ group: '', kind: 'Pod', namespace: pod.namespace, name: pod.name }] }];
}

function nodeEndpoint(node: Node, { nodes, families }: Surroundings): Draft {
  const addresses = addressesOf(node.addresses); const own = `node:${node.name}`;
  return {
    index: 0, kind: 'node', ref: own, namespace: '', name: node.name, labels: nodes.get(node.name) ?? {},
    addresses, areAddressesKnown: true, families: familiesOfAddresses(addresses, families),
    ports: [], node: node.name, isHost: true, isGoverned: false, workload: own, owner: own, pods: 0, caveats: [],
  };
}
