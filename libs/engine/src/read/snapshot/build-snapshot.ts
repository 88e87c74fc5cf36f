import type { Coverage } from '../../model/coverage.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { PolicyDocument } from '../../policies/document.ts';
import { byIdentity } from '../../resources/checked-object.ts';
import { parseConfigMap, type ConfigMap } from '../../resources/config-map.ts';
import { parseEndpointSlice } from '../../resources/endpoint-slice.ts';
import type { EndpointSlice, Namespace, Node, Pod, Service, Workload } from '../../resources/kinds.ts';
import { parseNamespace } from '../../resources/namespace.ts';
import { parseNode } from '../../resources/node.ts';
import type { LocatedObject } from '../../resources/object.ts';
import { parsePod, type UnlinkedPod } from '../../resources/pod.ts';
import { workloadRef } from '../../resources/reference.ts';
import { parseService } from '../../resources/service.ts';
import type { Snapshot } from '../../resources/snapshot.ts';
import { parseWorkload, type UnlinkedWorkload } from '../../resources/workload.ts';
import { isReadPolicy } from '../policy-projection.ts';
import { withoutDuplicates } from '../without-duplicates.ts';
import { noEntryObjects, parseEntryObject, type EntryObjects } from './entry-objects.ts';
import { mixedAdminApis } from './mixed-apis.ts';
import { completeNamespaces } from './namespaces.ts';
import { ownerChain, type WorkloadIndex } from './owners.ts';
import { policyDocument } from './policy-documents.ts';
import { sharedAddresses } from './shared-addresses.ts';

interface Parsed extends EntryObjects {
  readonly namespaces: Namespace[]; readonly pods: UnlinkedPod[]; readonly workloads: UnlinkedWorkload[]; readonly nodes: Node[];
  readonly services: Service[]; readonly endpointSlices: EndpointSlice[]; readonly policies: PolicyDocument[];
  readonly configMaps: ConfigMap[];
}

function push<T>(list: T[], item: T | null): void {
  if (item !== null) list.push(item);
}

function parseObject(object: LocatedObject, into: Parsed, diagnostics: Diagnostic[]): void {
  if (isReadPolicy(object.group, object.kind)) { into.policies.push(policyDocument(object, diagnostics)); return; }
  switch (object.kind) {
    case 'Namespace': push(into.namespaces, parseNamespace(object, diagnostics)); return;
    case 'Pod': push(into.pods, parsePod(object, diagnostics)); return;
    case 'Node': push(into.nodes, parseNode(object, diagnostics)); return;
    case 'ConfigMap': push(into.configMaps, parseConfigMap(object, diagnostics)); return;
    case 'Service': push(into.services, parseService(object, diagnostics)); return;
    case 'EndpointSlice': push(into.endpointSlices, parseEndpointSlice(object, diagnostics)); return;
    default: if (workloadRef(object.kind, '', '') !== undefined) push(into.workloads, parseWorkload(object, diagnostics)); else parseEntryObject(object, into, diagnostics);
  }
}

function linkPod(pod: UnlinkedPod, index: WorkloadIndex, occupied: Set<string>): Pod {
  const chain = ownerChain(pod.owner, pod.namespace, pod.labels['pod-template-hash'], index);
  const own = `pod:${pod.namespace}/${pod.name}`;
  for (const ref of chain) occupied.add(ref);
  return { ...pod, directOwner: chain[0] ?? own, workload: chain.at(-1) ?? own };
}

/** A workload below another that is in the input is no endpoint of its own either: the upper one, or its pods, stand for it. */
function linkWorkload(workload: UnlinkedWorkload, index: WorkloadIndex, occupied: ReadonlySet<string>): Workload {
  const chain = ownerChain(workload.owner, workload.namespace, undefined, index);
  return { ...workload, workload: chain.at(-1) ?? workload.ref, hasPods: occupied.has(workload.ref) || chain.some((ref) => index.has(ref)) };
}

/**
 * One version of a cluster from its kept objects, whether they were just read or come from storage: typed, linked to
 * their top owners, with a namespace for each that is named (NP-45, U16). Objects that the API server would refuse are
 * left out with an error each; policies keep their state.
 */
export function buildSnapshot(objects: readonly LocatedObject[], coverage: Coverage): { readonly snapshot: Snapshot<PolicyDocument>; readonly diagnostics: readonly Diagnostic[] } {
  const unique = withoutDuplicates(objects);
  const diagnostics: Diagnostic[] = [...unique.diagnostics];
  const sorted = [...unique.objects].sort(byIdentity);
  const parsed: Parsed = { namespaces: [], pods: [], workloads: [], nodes: [], services: [], endpointSlices: [], policies: [], configMaps: [], ...noEntryObjects() };
  for (const object of sorted) parseObject(object, parsed, diagnostics);
  const index: WorkloadIndex = new Map(parsed.workloads.map((workload) => [workload.ref, workload]));
  const occupied = new Set<string>();
  const pods = parsed.pods.map((pod) => linkPod(pod, index, occupied));
  const workloads = parsed.workloads.map((workload) => linkWorkload(workload, index, occupied));
  const namespaces = completeNamespaces(parsed.namespaces, sorted, coverage);
  diagnostics.push(...namespaces.diagnostics, ...sharedAddresses(pods), ...mixedAdminApis(parsed.policies));
  return { snapshot: { ...parsed, namespaces: namespaces.namespaces, pods, workloads, coverage }, diagnostics };
}
