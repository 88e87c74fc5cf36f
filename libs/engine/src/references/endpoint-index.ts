import { addressText, setOfValues, type Address, type AddressRange, type AddressSet } from '../model/address.ts';
import { NAMESPACE_KEY, NAMESPACE_LABEL_PREFIX } from '../model/effective-labels.ts';
import { endpointTable } from '../model/endpoints/collect.ts';
import { ENDPOINT_KINDS, type EndpointColumns } from '../model/endpoints/columns.ts';
import { addressAt } from '../model/endpoints/table.ts';
import { textAt } from '../model/endpoints/texts.ts';
import type { ExplanationCode } from '../model/explanation-code.ts';
import type { Endpoint, Firewalls } from '../model/firewalls.ts';
import type { Labels } from '../model/label-expression.ts';
import { lazily } from '../model/lazily.ts';
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

/** Each look-up is made when it is first needed: a question about one pod needs one of them. */
function build(firewalls: Firewalls): EndpointIndex {
  const { columns } = endpointTable(firewalls.endpoints);
  const found = {
    byRef: lazily(() => refsOf(columns)), byOwner: lazily(() => ownersOf(columns)), byNamespace: lazily(() => namespacesOf(columns)), byAddress: lazily(() => addressesOf(columns)),
    workloadsByName: lazily(() => workloadsOf(columns)), namespaceLabels: lazily(() => labelsOfNamespaces(columns)), addresses: lazily(() => allAddresses(columns)),
    unclearNamespaces: lazily(() => new Set(firewalls.endpoints.filter((endpoint) => endpoint.unknownLabelPrefix !== undefined).map((endpoint) => endpoint.namespace))),
    absent: lazily(() => new Map(firewalls.absent.map((absent) => [absent.ref, absent.code]))),
  };
  return {
    firewalls, resolved: new Map(),
    get byRef() { return found.byRef(); }, get byOwner() { return found.byOwner(); }, get byNamespace() { return found.byNamespace(); }, get byAddress() { return found.byAddress(); },
    get workloadsByName() { return found.workloadsByName(); }, get namespaceLabels() { return found.namespaceLabels(); }, get addresses() { return found.addresses(); },
    get unclearNamespaces() { return found.unclearNamespaces(); }, get absent() { return found.absent(); },
  };
}

const POD = ENDPOINT_KINDS.indexOf('pod'); const WORKLOAD = ENDPOINT_KINDS.indexOf('workload');

/** Positions of what pods can be meant by. */
function* podLike({ count, kinds }: EndpointColumns): Generator<number> {
  for (let index = 0; index < count; index += 1) if (kinds[index] === POD || kinds[index] === WORKLOAD) yield index;
}

function refsOf(columns: EndpointColumns): ReadonlyMap<string, number> {
  const refs = new Map<string, number>();
  for (let index = 0; index < columns.count; index += 1) refs.set(textAt(columns.refs, index), index);
  return refs;
}

function ownersOf(columns: EndpointColumns): ReadonlyMap<string, readonly number[]> {
  const owned = new Map<string, number[]>();
  for (const index of podLike(columns)) {
    const [workload, owner] = [columns.workloads[index] as number, columns.owners[index] as number];
    // Numbers below 0 stand for the endpoint itself.
    if (workload >= 0) append(owned, textAt(columns.words, workload), index);
    if (owner >= 0 && owner !== workload) append(owned, textAt(columns.words, owner), index);
    append(owned, textAt(columns.refs, index), index);
  }
  return owned;
}

function namespacesOf(columns: EndpointColumns): ReadonlyMap<string, readonly number[]> {
  const members = new Map<string, number[]>();
  for (const index of podLike(columns)) append(members, textAt(columns.words, columns.namespaces[index] as number), index);
  return members;
}

function workloadsOf(columns: EndpointColumns): ReadonlyMap<string, readonly string[]> {
  const refs = new Set<string>();
  for (const index of podLike(columns)) {
    const workload = columns.workloads[index] as number;
    refs.add(workload < 0 ? textAt(columns.refs, index) : textAt(columns.words, workload));
  }
  const byName = new Map<string, string[]>();
  for (const ref of refs) append(byName, afterColon(ref), ref);
  for (const list of byName.values()) list.sort();
  return byName;
}

function addressesOf(columns: EndpointColumns): ReadonlyMap<string, readonly number[]> {
  const holders = new Map<string, number[]>();
  for (let index = 0; index < columns.count; index += 1) {
    for (let at = columns.addressStarts[index] as number; at < (columns.addressStarts[index + 1] as number); at += 1) append(holders, addressText(addressAt(columns, at)), index);
  }
  return holders;
}

function allAddresses(columns: EndpointColumns): AddressSet {
  const { addressFamilies, addressWords } = columns; const ipv4 = new Uint32Array(addressFamilies.length); const ipv6: bigint[] = []; let size = 0;
  for (let at = 0; at < addressFamilies.length; at += 1) {
    if (addressFamilies[at] === 4) {
      ipv4[size] = addressWords[4 * at] as number;
      size += 1;
    } else {
      const { value } = addressAt(columns, at);
      ipv6.push(BigInt(value));
    }
  }
  return setOfValues(ipv4.subarray(0, size), ipv6);
}

/** Lowering writes a namespace's labels into each of its pods under prefixed keys; host-network pods may lack them. */
function labelsOfNamespaces(columns: EndpointColumns): ReadonlyMap<string, Labels> {
  const found = new Map<number, Labels>();
  for (const index of podLike(columns)) {
    const namespace = columns.namespaces[index] as number;
    if (found.has(namespace)) continue;
    const { labels } = columns.labelSets.at(columns.labels[index] as number);
    if (labels[NAMESPACE_KEY] === undefined) continue;
    const own = Object.entries(labels).filter(([key]) => key.startsWith(NAMESPACE_LABEL_PREFIX));
    found.set(namespace, Object.fromEntries(own.map(([key, value]) => [key.slice(NAMESPACE_LABEL_PREFIX.length), value])));
  }
  return new Map([...found].map(([namespace, labels]) => [textAt(columns.words, namespace), labels]));
}

const afterColon = (ref: string): string => ref.slice(ref.indexOf(':') + 1);

function append<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]); else list.push(value);
}

/** The endpoints that have an address in the range; O(endpoints). */
export function endpointsInRange(index: EndpointIndex, range: AddressRange): readonly Endpoint[] {
  return index.firewalls.endpoints.filter((endpoint) => endpoint.addresses.some((address) => isIn(range, address)));
}

const isIn = (range: AddressRange, address: Address): boolean => range.family === address.family && address.value >= range.first && address.value <= range.last;
