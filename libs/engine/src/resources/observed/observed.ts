import type { Labels } from '../../model/label-expression.ts';
import type { ResourceIdentity } from '../../model/location.ts';
import { identityOf } from '../checked-object.ts';
import type { LocatedObject, OwnerReference } from '../object.ts';
import { controllerOf } from '../owner.ts';
import { agentsOf, fieldOf, listOf, textOf, type AgentContainer } from './agent-container.ts';
import { placementOf, type Placement, type Taint } from './placement.ts';

/** A workload with agents in its template. */
export interface ObservedWorkload extends ResourceIdentity {
  readonly labels: Labels;
  readonly agents: readonly AgentContainer[];
  readonly placement: Placement;
  /** What its status says; null where it has none. */
  readonly desired: number | null;
  readonly ready: number | null;
}

/** A pod with agents. */
export interface ObservedPod extends ResourceIdentity {
  readonly node: string | null;
  readonly phase: string | null;
  readonly owner: OwnerReference | null;
  readonly labels: Labels;
  readonly agents: readonly AgentContainer[];
  /** Since when the pod is not ready (RFC 3339); null where it is, or does not say. */
  readonly notReadySince: string | null;
}

/** A node as recognition sees it. */
export interface ObservedNode {
  readonly name: string;
  readonly labels: Labels;
  /** Those that recognisers name. */
  readonly annotations: Readonly<Record<string, string>>;
  readonly taints: readonly Taint[];
  readonly os: string | null;
  readonly kubelet: string | null;
  readonly providerId: string | null;
  /** Of the condition NetworkUnavailable; null where it is absent. */
  readonly network: { readonly isUnavailable: boolean; readonly reason: string } | null;
  readonly isReady: boolean | null;
  /** The kubelet reports that no network plugin has set itself up. */
  readonly isWithoutNetwork: boolean;
}

/** What recognition reads of a version, and nothing else does. */
export interface Observed {
  readonly workloads: readonly ObservedWorkload[];
  readonly pods: readonly ObservedPod[];
  readonly nodes: readonly ObservedNode[];
  /** Objects of kinds that only recognition reads, by `group/Kind`. */
  readonly objects: ReadonlyMap<string, readonly LocatedObject[]>;
  /** By annotation, the first pod that has it and how many do. */
  readonly podMarks: ReadonlyMap<string, { readonly pod: ResourceIdentity; readonly value: string; readonly count: number }>;
  /** Namespaces with an annotation that recognisers name. */
  readonly markedNamespaces: readonly { readonly name: string; readonly annotations: Readonly<Record<string, string>> }[];
}

const labelsOf = (metadata: unknown): Labels => (fieldOf(metadata, 'labels') as Labels | null | undefined) ?? {};
const numberOf = (value: unknown): number | null => (typeof value === 'number' ? value : null);

function observedWorkload(object: LocatedObject): ObservedWorkload | null {
  const spec = fieldOf(object.value, 'spec', 'template', 'spec');
  const agents = agentsOf(spec);
  if (agents.length === 0) return null;
  const status = fieldOf(object.value, 'status');
  const [desired, ready] = object.kind === 'DaemonSet' ? ['desiredNumberScheduled', 'numberReady'] : ['replicas', 'readyReplicas'];
  return { ...identityOf(object), labels: labelsOf(object.value['metadata']), agents, placement: placementOf(spec), desired: numberOf(fieldOf(status, desired)), ready: numberOf(fieldOf(status, ready)) };
}

function observedPod(object: LocatedObject): ObservedPod | null {
  const { spec, status, metadata } = object.value as { readonly spec?: unknown; readonly status?: unknown; readonly metadata?: unknown };
  const agents = agentsOf(spec, (status as { readonly containerStatuses?: unknown } | null | undefined)?.containerStatuses);
  if (agents.length === 0) return null;
  const condition = listOf(fieldOf(status, 'conditions')).find((each) => fieldOf(each, 'type') === 'Ready');
  return {
    ...identityOf(object), node: textOf(fieldOf(spec, 'nodeName')), phase: textOf(fieldOf(status, 'phase')), owner: controllerOf((metadata ?? {})), labels: labelsOf(metadata), agents,
    notReadySince: fieldOf(condition, 'status') === 'True' ? null : textOf(fieldOf(condition, 'lastTransitionTime')),
  };
}

/** What the kubelet writes into its Ready condition where no plugin has put a configuration in place. */
export const NO_NETWORK = 'NetworkPluginNotReady';

function observedNode(object: LocatedObject): ObservedNode {
  const { spec, status, metadata } = object.value as { readonly spec?: unknown; readonly status?: unknown; readonly metadata?: unknown };
  const conditions = listOf(fieldOf(status, 'conditions'));
  const of = (type: string): unknown => conditions.find((condition) => fieldOf(condition, 'type') === type);
  const [network, ready] = [of('NetworkUnavailable'), of('Ready')];
  return {
    name: object.name, labels: labelsOf(metadata), annotations: (fieldOf(metadata, 'annotations') as Readonly<Record<string, string>> | null | undefined) ?? {},
    taints: listOf(fieldOf(spec, 'taints')).map((taint) => ({ key: textOf(fieldOf(taint, 'key')) ?? '', value: textOf(fieldOf(taint, 'value')) ?? '', effect: textOf(fieldOf(taint, 'effect')) ?? '' })),
    os: textOf(fieldOf(status, 'nodeInfo', 'operatingSystem')), kubelet: textOf(fieldOf(status, 'nodeInfo', 'kubeletVersion')), providerId: textOf(fieldOf(spec, 'providerID')),
    network: network === undefined ? null : { isUnavailable: fieldOf(network, 'status') === 'True', reason: textOf(fieldOf(network, 'reason')) ?? '' },
    isReady: ready === undefined ? null : fieldOf(ready, 'status') === 'True',
    isWithoutNetwork: fieldOf(ready, 'status') === 'False' && textOf(fieldOf(ready, 'message')) === NO_NETWORK,
  };
}

const WORKLOADS: ReadonlySet<string> = new Set(['DaemonSet', 'Deployment', 'StatefulSet', 'ReplicaSet']);
/** Kinds that are read for other ends, and hold no agents. */
const OTHERS_READ: ReadonlySet<string> = new Set(['Service', 'ConfigMap', 'EndpointSlice']);

interface Collecting { readonly markedNamespaces: { readonly name: string; readonly annotations: Readonly<Record<string, string>> }[]; readonly workloads: ObservedWorkload[]; readonly pods: ObservedPod[]; readonly nodes: ObservedNode[]; readonly objects: Map<string, LocatedObject[]>; readonly podMarks: Map<string, { readonly pod: ResourceIdentity; readonly value: string; count: number }> }

function countMarks(object: LocatedObject, { podMarks }: Collecting): void {
  const { metadata } = object.value as { readonly metadata?: { readonly annotations?: unknown } | null };
  const annotations = metadata?.annotations;
  if (typeof annotations !== 'object' || annotations === null) return;
  for (const [annotation, value] of Object.entries(annotations)) {
    const known = podMarks.get(annotation);
    if (known === undefined) podMarks.set(annotation, { pod: identityOf(object), value: String(value), count: 1 }); else known.count += 1;
  }
}

function collectCore(object: LocatedObject, into: Collecting): void {
  if (object.kind === 'Pod') {
    countMarks(object, into);
    const pod = observedPod(object);
    if (pod !== null) into.pods.push(pod);
  } else if (object.kind === 'Node') into.nodes.push(observedNode(object));
  else if (object.kind === 'Namespace') {
    const annotations = fieldOf(object.value, 'metadata', 'annotations');
    if (typeof annotations === 'object' && annotations !== null) into.markedNamespaces.push({ name: object.name, annotations: annotations as Readonly<Record<string, string>> });
  }
}

function collect(object: LocatedObject, into: Collecting, isOnlyObserved: (group: string, kind: string) => boolean): void {
  if (object.group === '') collectCore(object, into);
  else if (WORKLOADS.has(object.kind)) {
    const workload = observedWorkload(object);
    if (workload !== null) into.workloads.push(workload);
  } else if (!OTHERS_READ.has(object.kind) && isOnlyObserved(object.group, object.kind)) {
    const key = `${object.group}/${object.kind}`;
    const known = into.objects.get(key);
    if (known === undefined) into.objects.set(key, [object]); else known.push(object);
  }
}

/** Takes the kept objects of a version one by one, while they are at hand for others too. */
export interface Observer { readonly see: (object: LocatedObject) => void; readonly observed: Observed }

/** What recognition sees in objects, in their order. `isOnlyObserved` names the kinds that are read for it alone. */
export function createObserver(isOnlyObserved: (group: string, kind: string) => boolean): Observer {
  const observed: Collecting = { workloads: [], pods: [], nodes: [], markedNamespaces: [], objects: new Map(), podMarks: new Map() };
  return { see: (object) => { collect(object, observed, isOnlyObserved); }, observed };
}
