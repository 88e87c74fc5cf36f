import type { Coverage } from '../../model/coverage.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { identityKey } from '../../model/location.ts';
import type { PolicyDocument } from '../../policies/document.ts';
import { withoutShownTwice } from '../../policies/shown-twice.ts';
import { parseEndpointSlice } from '../../resources/endpoint-slice.ts';
import type { EndpointSlice, Namespace, Node, Pod, Service, Workload } from '../../resources/kinds.ts';
import { parseNamespace } from '../../resources/namespace.ts';
import { parseNode } from '../../resources/node.ts';
import type { LocatedObject } from '../../resources/object.ts';
import { parsePod, type UnlinkedPod } from '../../resources/pod.ts';
import { workloadRef } from '../../resources/reference.ts';
import { parseServiceAccount, type ServiceAccount } from '../../resources/service-account.ts';
import { parseService } from '../../resources/service.ts';
import type { Snapshot } from '../../resources/snapshot.ts';
import { parseWorkload, type UnlinkedWorkload } from '../../resources/workload.ts';
import { createObserver } from '../../resources/observed/observed.ts';
import { isReadPolicy } from '../policy-projection.ts';
import { noAgentObjects, parseAgentObject, type AgentObjects } from './agent-objects.ts';
import { observedKind } from '../recognised-part.ts';
import { noEntryObjects, parseEntryObject, type EntryObjects } from './entry-objects.ts';
import { mixedAdminApis } from './mixed-apis.ts';
import { inOrder } from './in-order.ts';
import { completeNamespaces } from './namespaces.ts';
import { ownerChain, type WorkloadIndex } from './owners.ts';
import { policyDocument } from './policy-documents.ts';
import { watchAddresses, type AddressWatch } from './shared-addresses.ts';
import { uncollectedPolicies } from './uncollected-policies.ts';

interface Parsed extends EntryObjects, AgentObjects {
  readonly namespaces: Namespace[]; readonly pods: UnlinkedPod[]; readonly workloads: UnlinkedWorkload[]; readonly nodes: Node[];
  readonly services: Service[]; readonly serviceAccounts: ServiceAccount[]; readonly endpointSlices: EndpointSlice[]; readonly policies: PolicyDocument[];
}

function push<T>(list: T[], item: T | null): void {
  if (item !== null) list.push(item);
}

function parsePodInto(object: LocatedObject, into: Parsed, diagnostics: Diagnostic[], addresses: AddressWatch): void {
  const pod = parsePod(object, diagnostics);
  if (pod === null) return;
  into.pods.push(pod);
  addresses.see(pod);
}

function parseObject(object: LocatedObject, into: Parsed, diagnostics: Diagnostic[], addresses: AddressWatch): void {
  if (object.kind === 'Pod') { parsePodInto(object, into, diagnostics, addresses); return; }
  if (isReadPolicy(object.group, object.kind)) { into.policies.push(policyDocument(object, diagnostics)); return; }
  switch (object.kind) {
    case 'Namespace': push(into.namespaces, parseNamespace(object, diagnostics)); return;
    case 'Node': push(into.nodes, parseNode(object, diagnostics)); return;
    case 'Service': push(into.services, parseService(object, diagnostics)); return;
    case 'ServiceAccount': push(into.serviceAccounts, parseServiceAccount(object, diagnostics)); return;
    case 'EndpointSlice': push(into.endpointSlices, parseEndpointSlice(object, diagnostics)); return;
    default: if (workloadRef(object.kind, '', '') !== undefined) push(into.workloads, parseWorkload(object, diagnostics)); else if (!parseAgentObject(object, into, diagnostics)) parseEntryObject(object, into, diagnostics);
  }
}

/** Puts pods under their owners. Most have the owner of their neighbour, whose chain is theirs. */
function linkPods(pods: readonly UnlinkedPod[], index: WorkloadIndex, occupied: Set<string>): readonly Pod[] {
  let last: UnlinkedPod | undefined; let chain: readonly string[] = [];
  for (const pod of pods) {
    const hash = pod.labels['pod-template-hash'];
    if (last?.owner !== pod.owner || last.namespace !== pod.namespace || last.labels['pod-template-hash'] !== hash) {
      chain = ownerChain(pod.owner, pod.namespace, hash, index);
      for (const ref of chain) occupied.add(ref);
    }
    last = pod;
    pod.directOwner = chain[0] ?? `pod:${pod.namespace}/${pod.name}`;
    pod.workload = chain.at(-1) ?? pod.directOwner;
  }
  return pods;
}

/** A workload below another that is in the input is no endpoint of its own either: the upper one, or its pods, stand for it. */
function linkWorkload(workload: UnlinkedWorkload, index: WorkloadIndex, occupied: ReadonlySet<string>): Workload {
  const chain = ownerChain(workload.owner, workload.namespace, undefined, index);
  return { ...workload, workload: chain.at(-1) ?? workload.ref, hasPods: occupied.has(workload.ref) || chain.some((ref) => index.has(ref)) };
}

const isOnlyObserved = (group: string, kind: string): boolean => observedKind(group, kind) !== undefined;

/**
 * One version of a cluster from its kept objects, whether they were just read or come from storage: typed, linked to
 * their top owners, with a namespace for each that is named (NP-45, U16). Objects that the API server would refuse are
 * left out with an error each; policies keep their state.
 */
export function buildSnapshot(objects: readonly LocatedObject[], coverage: Coverage): { readonly snapshot: Snapshot<PolicyDocument>; readonly diagnostics: readonly Diagnostic[] } {
  const { objects: sorted, firsts, diagnostics: duplicates } = inOrder(objects);
  const met: Diagnostic[] = [...duplicates];
  const parsed: Parsed = { namespaces: [], pods: [], workloads: [], nodes: [], services: [], serviceAccounts: [], endpointSlices: [], policies: [], ...noEntryObjects(), ...noAgentObjects() };
  const observer = createObserver(isOnlyObserved); const addresses = watchAddresses();
  for (const object of sorted) {
    parseObject(object, parsed, met, addresses);
    observer.see(object);
  }
  const once = withoutShownTwice(parsed.policies);
  const index: WorkloadIndex = new Map(parsed.workloads.map((workload) => [workload.ref, workload]));
  const occupied = new Set<string>();
  const pods = linkPods(parsed.pods, index, occupied);
  const workloads = parsed.workloads.map((workload) => linkWorkload(workload, index, occupied));
  const namespaces = completeNamespaces(parsed.namespaces, firsts, coverage);
  const diagnostics = [
    ...met.filter(({ resource }) => resource === undefined || !once.dropped.has(identityKey(resource))), ...once.diagnostics,
    ...namespaces.diagnostics, ...addresses.diagnostics(pods), ...mixedAdminApis(parsed.policies), ...uncollectedPolicies(observer.observed, coverage),
  ];
  return { snapshot: { ...parsed, policies: once.policies, namespaces: namespaces.namespaces, pods, workloads, observed: observer.observed, coverage }, diagnostics };
}
