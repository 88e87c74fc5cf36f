import type { Address } from '../address.ts';
import type { Caveat, Endpoint, Endpoints, NamedPort } from '../firewalls.ts';
import type { Labels } from '../label-expression.ts';
import { ENDPOINT_KINDS, FLAGS, type EndpointColumns, type LabelSet, type Numbered } from './columns.ts';
import { isEndpointTable, tableOf, type EndpointTable } from './table.ts';
import { joinTexts } from './texts.ts';

const tables = new WeakMap<Endpoints, EndpointTable>();

/** The endpoints as columns; a table stays as it is. O(endpoints) for each list of them. */
export function endpointTable(endpoints: Endpoints): EndpointTable {
  if (isEndpointTable(endpoints)) return endpoints;
  const known = tables.get(endpoints);
  if (known !== undefined) return known;
  const table = tableOf(collect(endpoints));
  tables.set(endpoints, table);
  return table;
}

function collect(endpoints: Endpoints): EndpointColumns {
  const count = endpoints.length;
  const numbers = (): Int32Array => new Int32Array(count);
  const refs: string[] = []; const words = createWords();
  const names = numbers(); const pods = numbers(); const namespaces = numbers(); const nodes = numbers(); const workloads = numbers(); const owners = numbers(); const labels = numbers(); const ports = numbers(); const caveats = numbers();
  const kinds = new Uint8Array(count); const flags = new Uint8Array(count); const addressStarts = new Uint32Array(count + 1);
  const addresses: Address[] = [];
  const labelSets = createLabelSetIds(); const portLists = createListIds<NamedPort>(); const caveatLists = createListIds<Caveat>();
  const namespaceIds = words.column(); const nodeIds = words.column(); const workloadIds = words.column(); const ownerIds = words.column(); const nameIds = words.column();
  let at = 0;
  for (const endpoint of endpoints) {
    const { ref, name, node } = endpoint;
    refs.push(ref);
    names[at] = ref.endsWith(name) ? -1 - name.length : nameIds(name);
    kinds[at] = ENDPOINT_KINDS.indexOf(endpoint.kind);
    flags[at] = flagsOf(endpoint);
    pods[at] = endpoint.pods;
    namespaces[at] = namespaceIds(endpoint.namespace);
    nodes[at] = node === null ? -1 : nodeIds(node);
    workloads[at] = endpoint.workload === ref ? -1 : workloadIds(endpoint.workload);
    owners[at] = endpoint.owner === ref ? -1 : ownerIds(endpoint.owner);
    labels[at] = labelSets.idOf(endpoint.labels, endpoint.unknownLabelPrefix);
    ports[at] = portLists.idOf(endpoint.ports);
    caveats[at] = caveatLists.idOf(endpoint.caveats);
    for (const address of endpoint.addresses) addresses.push(address);
    at += 1;
    addressStarts[at] = addresses.length;
  }
  return {
    count, refs: joinTexts(refs), names, kinds, flags, pods, namespaces, nodes, workloads, owners, labels, ports, caveats, addressStarts, ...addressColumns(addresses),
    words: joinTexts(words.all), labelSets: numbered(labelSets.all), portLists: numbered(portLists.all), caveatLists: numbered(caveatLists.all),
  };
}

const flagsOf = ({ families, isHost, isGoverned, areAddressesKnown }: Endpoint): number => families + (isHost ? FLAGS.isHost : 0) + (isGoverned ? FLAGS.isGoverned : 0) + (areAddressesKnown ? FLAGS.areAddressesKnown : 0);

const numbered = <Entry>(all: readonly Entry[]): Numbered<Entry> => ({ count: all.length, at: (id) => all[id] as Entry });

function addressColumns(addresses: readonly Address[]): Pick<EndpointColumns, 'addressFamilies' | 'addressWords'> {
  const addressFamilies = new Uint8Array(addresses.length); const addressWords = new Uint32Array(4 * addresses.length);
  for (const [at, { family, value }] of addresses.entries()) {
    addressFamilies[at] = family;
    if (family === 4) { addressWords[4 * at] = value; continue; }
    for (let k = 0; k < 4; k += 1) addressWords[4 * at + k] = Number((value >> BigInt(96 - 32 * k)) & 0xffff_ffffn);
  }
  return { addressFamilies, addressWords };
}

/** Neighbours mostly have the same word in one column, which costs one comparison. */
function createWords(): { readonly all: string[]; readonly column: () => (word: string) => number } {
  const all: string[] = []; const ids = new Map<string, number>();
  const idOf = (word: string): number => {
    let id = ids.get(word);
    if (id === undefined) {
      id = all.push(word) - 1;
      ids.set(word, id);
    }
    return id;
  };
  return {
    all,
    column: () => {
      let last: string | undefined; let lastId = 0;
      return (word) => {
        if (word !== last) { last = word; lastId = idOf(word); }
        return lastId;
      };
    },
  };
}

/** By object first: a lowering that shares label maps pays for each of them once. */
function createLabelSetIds(): { readonly all: LabelSet[]; readonly idOf: (labels: Labels, prefix: string | undefined) => number } {
  const all: LabelSet[] = []; let last: Labels | undefined; let lastId = -1; let lastPrefix: string | undefined;
  const known = new Map<Labels, { readonly prefix: string | undefined; readonly id: number }>(); const byContent = new Map<string, number>();
  const idOfContent = (labels: Labels, prefix: string | undefined): number => {
    const content = JSON.stringify([prefix, labels]);
    let id = byContent.get(content);
    if (id === undefined) {
      id = all.push({ labels, ...(prefix !== undefined && { unknownLabelPrefix: prefix }) }) - 1;
      byContent.set(content, id);
    }
    known.set(labels, { prefix, id });
    return id;
  };
  return {
    all,
    idOf: (labels, prefix) => {
      if (labels === last && prefix === lastPrefix) return lastId;
      last = labels; lastPrefix = prefix;
      const same = known.get(labels);
      lastId = same?.prefix === prefix && same !== undefined ? same.id : idOfContent(labels, prefix);
      return lastId;
    },
  };
}

function createListIds<Item>(): { readonly all: (readonly Item[])[]; readonly idOf: (list: readonly Item[]) => number } {
  const all: (readonly Item[])[] = [[]]; const known = new Map<readonly Item[], number>(); const byContent = new Map<string, number>();
  return {
    all,
    idOf: (list) => {
      if (list.length === 0) return 0;
      let id = known.get(list);
      if (id !== undefined) return id;
      const content = JSON.stringify(list);
      id = byContent.get(content) ?? all.push(list) - 1;
      byContent.set(content, id);
      known.set(list, id);
      return id;
    },
  };
}
