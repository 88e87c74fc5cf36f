import { addressText } from '@postern/engine';
import type { Endpoints, Labels, Pod, Snapshot } from '@postern/engine';

/** What descriptions say of a pod, in force or finished. */
export type PodFacts = Pick<Pod, 'namespace' | 'workload' | 'nodeName' | 'podIPs' | 'phase' | 'hostNetwork' | 'labels'>;
/** What they say of a node. */
export interface NodeFacts { readonly name: string; readonly addresses: readonly string[]; readonly labels: Labels }

/** What descriptions need of a version besides its view. */
export interface ClusterFacts {
  readonly pod: (ref: string) => PodFacts | undefined;
  readonly nodes: ReadonlyMap<string, NodeFacts>;
  /** Labels by name. */
  readonly namespaces: ReadonlyMap<string, Labels>;
}

/** The facts as they are kept beside a view: what the view's endpoints say already is not said again. */
export interface FactsJson {
  readonly namespaces: readonly (readonly [name: string, labels: Labels])[];
  readonly nodes: readonly NodeFacts[];
  /** By endpoint, the first letter of a pod's phase; a blank for what is no pod. */
  readonly phases: string;
  /** Positions of pods on the network of their node that have addresses, and of those that report none. */
  readonly hosts: readonly number[];
  readonly bare: readonly number[];
  /** Pods that take no part in traffic, with their references. */
  readonly absent: readonly (readonly [ref: string, pod: PodFacts])[];
}

const PHASES = ['Pending', 'Running', 'Succeeded', 'Failed', 'Unknown'] as const;
const refOf = ({ namespace, name }: Pod): string => `pod:${namespace}/${name}`;

function podFacts({ namespace, workload, nodeName, podIPs, phase, hostNetwork, labels }: Pod): PodFacts {
  return { namespace, workload, nodeName, podIPs, phase, hostNetwork, labels };
}

/** From the objects themselves. */
export function factsOfSnapshot(snapshot: Snapshot<unknown>): ClusterFacts {
  let pods: ReadonlyMap<string, Pod> | undefined;
  return {
    pod: (ref) => (pods ??= new Map(snapshot.pods.map((pod) => [refOf(pod), pod]))).get(ref),
    nodes: new Map(snapshot.nodes.map(({ name, addresses, labels }) => [name, { name, addresses, labels }])),
    namespaces: new Map([...snapshot.namespaces].map(([name, { labels }]) => [name, labels])),
  };
}

/** What is kept beside a view whose endpoints these are. */
export function factsJson(snapshot: Snapshot<unknown>, endpoints: Endpoints): FactsJson {
  const pods = new Map(snapshot.pods.map((pod) => [refOf(pod), pod]));
  const hosts: number[] = []; const bare: number[] = [];
  const phases = endpoints.map(({ ref }, index) => {
    const pod = pods.get(ref);
    pods.delete(ref);
    if (pod?.hostNetwork === true) (pod.podIPs.length === 0 ? bare : hosts).push(index);
    return pod === undefined ? ' ' : pod.phase.charAt(0);
  }).join('');
  const { nodes, namespaces } = factsOfSnapshot(snapshot);
  return { namespaces: [...namespaces], nodes: [...nodes.values()], phases, hosts, bare, absent: [...pods].map(([ref, pod]) => [ref, podFacts(pod)] as const) };
}

/** The facts again, of the endpoints of the view that they were kept with. */
export function factsFrom({ namespaces, nodes, phases, hosts, bare, absent }: FactsJson, endpoints: Endpoints): ClusterFacts {
  let positions: ReadonlyMap<string, number> | undefined;
  const onHost = new Set(hosts); const withoutAddress = new Set(bare); const gone = new Map(absent);
  return {
    nodes: new Map(nodes.map((node) => [node.name, node])), namespaces: new Map(namespaces),
    pod: (ref) => {
      const index = (positions ??= new Map(endpoints.map((endpoint) => [endpoint.ref, endpoint.index]))).get(ref);
      const endpoint = index === undefined ? undefined : endpoints.at(index);
      const phase = PHASES.find((each) => each.startsWith(phases.charAt(index ?? -1)));
      if (endpoint?.kind !== 'pod' || phase === undefined) return gone.get(ref);
      const { namespace, workload, node, addresses, labels } = endpoint;
      const isBare = withoutAddress.has(endpoint.index);
      return { namespace, workload, nodeName: node, podIPs: isBare ? [] : addresses.map(addressText), phase, hostNetwork: isBare || onHost.has(endpoint.index), labels: ownLabels(labels) };
    },
  };
}

/** What begins with an @ stands for facts of a pod's namespace or node. */
const ownLabels = (labels: Labels): Labels => Object.fromEntries(Object.entries(labels).filter(([key]) => !key.startsWith('@')));
