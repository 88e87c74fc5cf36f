import type { FamilyMask } from '../../model/connection-set.ts';
import { areNamespacesUncollected, type Coverage } from '../../model/coverage.ts';
import type { Directory } from '../../model/directory.ts';
import type { EndpointTable } from '../../model/endpoints/table.ts';
import { createEndpointWriter } from '../../model/endpoints/writer.ts';
import type { AbsentEndpoint, Caveat, Endpoint, NamedPort } from '../../model/firewalls.ts';
import { invariant } from '../../model/invariant.ts';
import type { Labels } from '../../model/label-expression.ts';
import type { Node, Pod, PodShape, Workload } from '../../resources/kinds.ts';
import { synthesisedNamespace } from '../../resources/namespace.ts';
import type { ContainerPort } from '../../resources/object.ts';
import { serviceDirectory, type ServiceMaterial } from '../../resources/service-directory.ts';
import type { Snapshot } from '../../resources/snapshot.ts';
import { addressesOf, familiesOfAddresses, namespaceFacts, nodeFacts, oneForEqual, portReader, type NamespaceFacts } from './endpoint-facts.ts';
import type { ReferenceSettings } from './settings.ts';

/** Positions follow from the order in which they are written. */
type Draft = Omit<Endpoint, 'index'>;

/** What pods and stand-ins take from the rest of the snapshot. */
interface Surroundings {
  readonly namespaces: ReadonlyMap<string, NamespaceFacts>;
  readonly nodes: ReadonlyMap<string, Labels>;
  readonly families: FamilyMask;
  readonly settings: ReferenceSettings;
  readonly portsOf: (shape: PodShape) => readonly NamedPort[];
  /** One map for equal labels of hosts. */
  readonly hostLabels: (labels: Labels) => Labels;
}

const ref = (pod: Pod): string => `pod:${pod.namespace}/${pod.name}`;

/** Why a pod takes no part in traffic; null where it does (PD-9, PD-10). */
function absence(pod: Pod, { doTerminatingPodsCount }: ReferenceSettings): AbsentEndpoint['code'] | null {
  if (pod.phase === 'Succeeded' || pod.phase === 'Failed') return 'POD_NOT_RUNNING';
  return pod.isTerminating && !doTerminatingPodsCount ? 'POD_TERMINATING' : null;
}

/** Everything that sends or receives, in order of reference, and what no longer does (PD-9). */
export function referenceEndpoints(snapshot: Snapshot<unknown>, settings: ReferenceSettings): { readonly endpoints: readonly Endpoint[]; readonly absent: readonly AbsentEndpoint[]; readonly directory: Directory } {
  const { endpoints, ...others } = referenceTable(snapshot, settings);
  return { ...others, endpoints: [...endpoints] };
}

/** The same, each endpoint made when it is asked for. */
export function referenceTable(snapshot: Snapshot<unknown>, settings: ReferenceSettings): { readonly endpoints: EndpointTable; readonly absent: readonly AbsentEndpoint[]; readonly directory: Directory } {
  const { nodes, services, endpointSlices: slices } = snapshot;
  const { running, absent } = standing(snapshot.pods, settings); const workloads = standIns(snapshot);
  const surroundings: Surroundings = {
    namespaces: new Map([...snapshot.namespaces].map(([name, namespace]) => [name, namespaceFacts(namespace, settings)])),
    nodes: new Map(nodes.map((node) => [node.name, nodeFacts(node)])),
    families: familiesInUse(running, nodes),
    settings,
    portsOf: portReader(settings),
    hostLabels: oneForEqual((labels) => labels),
  };
  const count = running.length + workloads.length + nodes.length;
  const writer = createEndpointWriter(count, true); const declared: (readonly ContainerPort[])[] = []; const ready = new Uint8Array(count);
  const put = (draft: Draft, ports: readonly ContainerPort[], isReady: boolean): void => {
    writer.add(draft);
    if (isReady) ready[declared.length] = 1;
    declared.push(ports);
  };
  // Each kind has a prefix of its own: pods and nodes stand together, in the order of the snapshot.
  const putWorkloads = (isHere: (own: string) => boolean): void => { for (const workload of workloads) if (isHere(workload.ref)) put(workloadEndpoint(workload, surroundings), workload.ports, true); };
  putWorkloads((own) => own < NODES);
  for (const node of nodes) put(nodeEndpoint(node, surroundings), NO_PORTS, false);
  putWorkloads((own) => own > NODES && own < PODS);
  for (const pod of running) put(podEndpoint(pod, surroundings), pod.ports, pod.phase === 'Running' && !pod.isTerminating);
  putWorkloads((own) => own > PODS);
  const endpoints = writer.table();
  const material: ServiceMaterial = { services, slices, absent, endpoints, ready, declared: (index) => declared[index] ?? [] };
  return { endpoints, absent, directory: { ...serviceDirectory(material), supposePod: supposing(snapshot.coverage, surroundings) } };
}

const NODES = 'node:'; const PODS = 'pod:'; const NO_PORTS: readonly ContainerPort[] = [];

/** The pods that take part in traffic, and those that do not. */
function standing(pods: readonly Pod[], settings: ReferenceSettings): { readonly running: readonly Pod[]; readonly absent: readonly AbsentEndpoint[] } {
  const absent: AbsentEndpoint[] = [];
  const running = pods.filter((pod) => {
    const code = absence(pod, settings);
    if (code !== null) absent.push({ ref: ref(pod), code });
    return code === null;
  });
  return { running, absent };
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
  const chosen = new Map<string, Workload>();
  for (const workload of snapshot.workloads) {
    if (workload.hasPods || populated.has(workload.workload)) continue;
    if (workload.ref === workload.workload || !chosen.has(workload.workload)) chosen.set(workload.workload, workload);
  }
  return [...chosen.values()].sort(({ ref: a }, { ref: b }) => (a < b ? -1 : a > b ? 1 : 0));
}

function podEndpoint(pod: Pod, surroundings: Surroundings): Draft {
  const addresses = addressesOf(pod.podIPs.length === 0 && pod.hostNetwork ? pod.hostIPs : pod.podIPs);
  const { labels, unknownLabelPrefix, ports, isHost, isGoverned, caveats } = podFacts(pod, pod.namespace, pod.nodeName, surroundings, terminating(pod));
  const draft: Draft = {
    kind: 'pod', ref: ref(pod), namespace: pod.namespace, name: pod.name, labels, ports, isHost, isGoverned, caveats,
    addresses, areAddressesKnown: true, families: familiesOfAddresses(addresses, surroundings.families),
    node: pod.nodeName, workload: pod.workload, owner: pod.directOwner, pods: 1,
  };
  return unknownLabelPrefix === undefined ? draft : { ...draft, unknownLabelPrefix };
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
function podFacts(shape: PodShape, namespace: string, node: string | null, { namespaces, nodes, settings, portsOf, hostLabels }: Surroundings, caveats: readonly Caveat[]): Pick<Draft, 'labels' | 'unknownLabelPrefix' | 'ports' | 'isHost' | 'isGoverned' | 'caveats'> {
  // A host-network pod has its node's network: no policy selects it and no selector means it, so it lacks the labels
  // of a namespace, which every selector asks for. Its named ports resolve to nothing either (PD-6, U1).
  if (shape.hostNetwork && settings.hostNetwork === 'node') {
    return { labels: hostLabels({ ...shape.labels, ...(node === null ? {} : nodes.get(node)) }), ports: [], isHost: true, isGoverned: false, caveats };
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
    kind: 'node', ref: own, namespace: '', name: node.name, labels: nodes.get(node.name) ?? {},
    addresses, areAddressesKnown: true, families: familiesOfAddresses(addresses, families),
    ports: [], node: node.name, isHost: true, isGoverned: false, workload: own, owner: own, pods: 0, caveats: [],
  };
}
