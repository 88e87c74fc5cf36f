import { addressText, setOfAddress, uniteAddresses, type Address, type AddressRange, type AddressSet } from '../model/address.ts';
import { NAMESPACE_KEY, NAMESPACE_LABEL_PREFIX } from '../model/effective-labels.ts';
import type { ExplanationCode } from '../model/explanation-code.ts';
import type { Endpoint, Firewalls } from '../model/firewalls.ts';
import type { Labels } from '../model/label-expression.ts';
import type { Selection } from '../model/question.ts';

/** Anything that holds the firewalls of one view. */
export interface Referable { readonly firewalls: Firewalls }

/** Look-ups over the endpoints of one view. */
export interface EndpointIndex {
  readonly firewalls: Firewalls;
  readonly byRef: ReadonlyMap<string, number>;
  /** By reference of the top or the direct owner, ascending. */
  readonly byOwner: ReadonlyMap<string, readonly number[]>;
  /** References of top owners by `namespace/name`. */
  readonly workloadsByName: ReadonlyMap<string, readonly string[]>;
  readonly byNamespace: ReadonlyMap<string, readonly number[]>;
  /** Labels of namespaces, without the prefix that effective labels give them. */
  readonly namespaceLabels: ReadonlyMap<string, Labels>;
  /** Namespaces of which not all labels are known. */
  readonly unclearNamespaces: ReadonlySet<string>;
  readonly byAddress: ReadonlyMap<string, readonly number[]>;
  /** Every address of an endpoint. */
  readonly addresses: AddressSet;
  readonly absent: ReadonlyMap<string, ExplanationCode>;
  /** Selections already worked out, by the text of the reference. */
  readonly resolved: Map<string, Selection>;
}

const indexes = new WeakMap<Firewalls, EndpointIndex>();

/** The index of a view, built at the first question: O(endpoints). */
export function endpointIndex(view: Referable): EndpointIndex {
  const known = indexes.get(view.firewalls);
  if (known !== undefined) return known;
  const index = build(view.firewalls);
  indexes.set(view.firewalls, index);
  return index;
}

function build(firewalls: Firewalls): EndpointIndex {
  const byRef = new Map<string, number>();
  const byOwner = new Map<string, number[]>();
  const workloads = new Map<string, string[]>();
  const byNamespace = new Map<string, number[]>();
  const namespaceLabels = new Map<string, Labels>();
  const byAddress = new Map<string, number[]>();
  for (const endpoint of firewalls.endpoints) {
    byRef.set(endpoint.ref, endpoint.index);
    for (const address of endpoint.addresses) append(byAddress, addressText(address), endpoint.index);
    if (!isPodLike(endpoint)) continue;
    for (const ref of new Set([endpoint.workload, endpoint.owner, endpoint.ref])) append(byOwner, ref, endpoint.index);
    append(workloads, afterColon(endpoint.workload), endpoint.workload);
    append(byNamespace, endpoint.namespace, endpoint.index);
    noteNamespace(namespaceLabels, endpoint);
  }
  return {
    firewalls, byRef, byOwner, byNamespace, namespaceLabels, byAddress,
    unclearNamespaces: new Set(firewalls.endpoints.filter((endpoint) => endpoint.unknownLabelPrefix !== undefined).map((endpoint) => endpoint.namespace)),
    workloadsByName: new Map([...workloads].map(([name, refs]) => [name, [...new Set(refs)].sort()])),
    addresses: uniteAddresses(...firewalls.endpoints.flatMap((endpoint) => endpoint.addresses.map(setOfAddress))),
    absent: new Map(firewalls.absent.map((absent) => [absent.ref, absent.code])),
    resolved: new Map(),
  };
}

/** Whether pods can be meant by it: a pod, or a workload that stands for its pods. */
export const isPodLike = (endpoint: Endpoint): boolean => endpoint.kind === 'pod' || endpoint.kind === 'workload';

const afterColon = (ref: string): string => ref.slice(ref.indexOf(':') + 1);

function append<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]); else list.push(value);
}

/** Lowering writes a namespace's labels into each of its pods under prefixed keys; host-network pods may lack them. */
function noteNamespace(labels: Map<string, Labels>, endpoint: Endpoint): void {
  if (labels.has(endpoint.namespace) || endpoint.labels[NAMESPACE_KEY] === undefined) return;
  const own = Object.entries(endpoint.labels).filter(([key]) => key.startsWith(NAMESPACE_LABEL_PREFIX));
  labels.set(endpoint.namespace, Object.fromEntries(own.map(([key, value]) => [key.slice(NAMESPACE_LABEL_PREFIX.length), value])));
}

/** The endpoints that have an address in the range; O(endpoints). */
export function endpointsInRange(index: EndpointIndex, range: AddressRange): readonly Endpoint[] {
  return index.firewalls.endpoints.filter((endpoint) => endpoint.addresses.some((address) => isIn(range, address)));
}

const isIn = (range: AddressRange, address: Address): boolean => range.family === address.family && address.value >= range.first && address.value <= range.last;
