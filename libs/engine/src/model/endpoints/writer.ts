import type { Address } from '../address.ts';
import type { Caveat, Endpoint, NamedPort } from '../firewalls.ts';
import { ENDPOINT_KINDS, FLAGS, type EndpointColumns, type Numbered } from './columns.ts';
import { createLabelSetIds, createListIds, createWords } from './interning.ts';
import { tableOf, type EndpointTable } from './table.ts';
import { createTextWriter, joinTexts } from './texts.ts';

/** Takes endpoints in order of reference and keeps none of them. */
export interface EndpointWriter {
  /** Called as often as was said. */
  add(endpoint: Omit<Endpoint, 'index'>): void;
  table(): EndpointTable;
}

/** Writes `count` endpoints into columns; `areEqualLabelsShared` says that equal label maps are one object. */
export function createEndpointWriter(count: number, areEqualLabelsShared = false): EndpointWriter {
  const numbers = (): Int32Array => new Int32Array(count);
  const refs = createTextWriter(count); const words = createWords();
  const names = numbers(); const pods = numbers(); const namespaces = numbers(); const nodes = numbers(); const workloads = numbers(); const owners = numbers(); const labels = numbers(); const ports = numbers(); const caveats = numbers();
  const kinds = new Uint8Array(count); const flags = new Uint8Array(count); const addressStarts = new Uint32Array(count + 1);
  const addresses = createAddressWriter(count);
  const labelSets = createLabelSetIds(areEqualLabelsShared); const portLists = createListIds<NamedPort>(); const caveatLists = createListIds<Caveat>();
  const namespaceIds = words.column(); const nodeIds = words.column(); const workloadIds = words.column(); const ownerIds = words.column(); const nameIds = words.column();
  let at = 0;
  return {
    add(endpoint) {
      const { ref, name, node } = endpoint;
      refs.add(ref);
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
      for (const address of endpoint.addresses) addresses.add(address);
      at += 1;
      addressStarts[at] = addresses.count();
    },
    table: () => tableOf({
      count, refs: refs.texts(), names, kinds, flags, pods, namespaces, nodes, workloads, owners, labels, ports, caveats, addressStarts, ...addresses.columns(),
      words: joinTexts(words.all), labelSets: numbered(labelSets.all), portLists: numbered(portLists.all), caveatLists: numbered(caveatLists.all),
    }),
  };
}

const flagsOf = ({ families, isHost, isGoverned, areAddressesKnown }: Pick<Endpoint, 'families' | 'isHost' | 'isGoverned' | 'areAddressesKnown'>): number => families + (isHost ? FLAGS.isHost : 0) + (isGoverned ? FLAGS.isGoverned : 0) + (areAddressesKnown ? FLAGS.areAddressesKnown : 0);

const numbered = <Entry>(all: readonly Entry[]): Numbered<Entry> => ({ count: all.length, at: (id) => all[id] as Entry });

/** Mostly each endpoint has one. */
function createAddressWriter(likely: number): { readonly count: () => number; readonly add: (address: Address) => void; readonly columns: () => Pick<EndpointColumns, 'addressFamilies' | 'addressWords'> } {
  let families = new Uint8Array(likely); let words = new Uint32Array(4 * likely); let count = 0;
  const grow = (): void => {
    const more = Math.max(16, 2 * families.length); const [oldFamilies, oldWords] = [families, words];
    families = new Uint8Array(more); words = new Uint32Array(4 * more);
    families.set(oldFamilies); words.set(oldWords);
  };
  return {
    count: () => count,
    add(address) {
      if (count === families.length) grow();
      families[count] = address.family;
      if (address.family === 4) words[4 * count] = address.value;
      else for (let k = 0; k < 4; k += 1) words[4 * count + k] = Number((address.value >> BigInt(96 - 32 * k)) & 0xffff_ffffn);
      count += 1;
    },
    columns: () => (count === families.length ? { addressFamilies: families, addressWords: words } : { addressFamilies: families.slice(0, count), addressWords: words.slice(0, 4 * count) }),
  };
}
