import type { Address } from '../address.ts';
import type { FamilyMask } from '../connection-set.ts';
import type { Endpoint, Endpoints } from '../firewalls.ts';
import { invariant } from '../invariant.ts';
import { ENDPOINT_KINDS, FLAGS, type EndpointColumns } from './columns.ts';
import { textAt } from './texts.ts';

/** Endpoints that are made from columns each time they are asked for. */
export interface EndpointTable extends Endpoints {
  readonly columns: EndpointColumns;
  /** Present where one endpoint costs less than the columns. */
  readonly podsAt?: (index: number) => number;
}

export const isEndpointTable = (endpoints: Endpoints): endpoints is EndpointTable => 'columns' in endpoints;

/** Pods that the endpoint at a position stands for, without making it where that can be helped. */
export const podsAt = (endpoints: Endpoints, index: number): number => (isEndpointTable(endpoints) ? endpoints.podsAt?.(index) ?? endpoints.columns.pods[index] : endpoints.at(index)?.pods) ?? 0;

/** The endpoints behind columns. */
export function tableOf(columns: EndpointColumns): EndpointTable {
  return Object.assign(endpointsBy(columns.count, (index) => endpointAt(columns, index)), { columns });
}

/** Endpoints and more after them. */
export function withEndpoints(first: Endpoints, more: readonly Endpoint[]): Endpoints {
  return endpointsBy(first.length + more.length, (index) => {
    const endpoint = index < first.length ? first.at(index) : more[index - first.length];
    invariant(endpoint !== undefined, 'E-4B1E', `no endpoint ${String(index)}`);
    return endpoint;
  });
}

export function endpointsBy(length: number, make: (index: number) => Endpoint): Endpoints {
  function* entries(): Generator<[number, Endpoint]> { for (let index = 0; index < length; index += 1) yield [index, make(index)]; }
  const findIndex: Endpoints['findIndex'] = (isWanted) => {
    for (const [index, endpoint] of entries()) if (isWanted(endpoint, index)) return index;
    return -1;
  };
  const at: Endpoints['at'] = (index) => (index >= 0 && index < length ? make(index) : undefined);
  return {
    length, at, entries, findIndex,
    * [Symbol.iterator]() { for (let index = 0; index < length; index += 1) yield make(index); },
    map: (to) => Array.from({ length }, (_, index) => to(make(index), index)),
    flatMap: (to) => [...entries()].flatMap(([index, endpoint]) => to(endpoint, index)),
    filter: (isKept) => [...entries()].filter(([index, endpoint]) => isKept(endpoint, index)).map(([, endpoint]) => endpoint),
    some: (isWanted) => findIndex(isWanted) >= 0,
    find: (isWanted) => at(findIndex(isWanted)),
  };
}

export function endpointAt(columns: EndpointColumns, row: number, index: number = row): Endpoint {
  const { words, names, flags, nodes, workloads, owners } = columns;
  const ref = textAt(columns.refs, row);
  const name = names[row] as number; const flag = flags[row] as number; const node = nodes[row] as number;
  const { labels, unknownLabelPrefix } = columns.labelSets.at(columns.labels[row] as number);
  const wordOrRef = (id: number): string => (id < 0 ? ref : textAt(words, id));
  return {
    index, kind: ENDPOINT_KINDS[columns.kinds[row] as number] as Endpoint['kind'], ref, namespace: textAt(words, columns.namespaces[row] as number),
    name: name < 0 ? ref.slice(ref.length + name + 1) : textAt(words, name), labels, ...(unknownLabelPrefix !== undefined && { unknownLabelPrefix }),
    addresses: addressesAt(columns, row), areAddressesKnown: (flag & FLAGS.areAddressesKnown) !== 0, families: (flag & 3) as FamilyMask,
    ports: columns.portLists.at(columns.ports[row] as number), node: node < 0 ? null : textAt(words, node), isHost: (flag & FLAGS.isHost) !== 0, isGoverned: (flag & FLAGS.isGoverned) !== 0,
    workload: wordOrRef(workloads[row] as number), owner: wordOrRef(owners[row] as number), pods: columns.pods[row] as number, caveats: columns.caveatLists.at(columns.caveats[row] as number),
  };
}

function addressesAt(columns: EndpointColumns, index: number): readonly Address[] {
  const out: Address[] = [];
  for (let at = columns.addressStarts[index] as number; at < (columns.addressStarts[index + 1] as number); at += 1) out.push(addressAt(columns, at));
  return out;
}

/** The address at a position in the columns of addresses. */
export function addressAt({ addressFamilies, addressWords }: EndpointColumns, at: number): Address {
  const word = (k: number): number => addressWords[4 * at + k] as number;
  if (addressFamilies[at] === 4) return { family: 4, value: word(0) };
  return { family: 6, value: (BigInt(word(0)) << 96n) | (BigInt(word(1)) << 64n) | (BigInt(word(2)) << 32n) | BigInt(word(3)) };
}
