import { addressText } from '../model/address.ts';
import { addressAt } from '../model/endpoints/table.ts';
import { ENDPOINT_KINDS } from '../model/endpoints/columns.ts';
import { textAt } from '../model/endpoints/texts.ts';
import { groupedBy } from '../model/grouped-by.ts';
import type { BackendSources, ServiceMaterial } from './service-directory.ts';

const [POD, WORKLOAD, NODE] = ENDPOINT_KINDS.map((_, kind) => kind);

/** Look-ups over the endpoints of a cluster: O(endpoints). Those that only EndpointSlices need are made for the first. */
export function backendSources(material: ServiceMaterial): BackendSources {
  const { endpoints, absent, slices, ready, declared } = material;
  const { columns } = endpoints;
  const members = new Map<string, number[]>(); let byRef: ReadonlyMap<string, number> | undefined; let byAddress: ReadonlyMap<string, number> | undefined;
  let last = -1; let list: number[] = [];
  for (let index = 0; index < columns.count; index += 1) {
    if (columns.kinds[index] !== POD && columns.kinds[index] !== WORKLOAD) continue;
    const namespace = columns.namespaces[index] as number;
    if (namespace !== last) {
      last = namespace;
      const name = textAt(columns.words, namespace);
      list = members.get(name) ?? [];
      members.set(name, list);
    }
    list.push(index);
  }
  const finished = groupedBy(absent.filter(({ code }) => code === 'POD_NOT_RUNNING').map(({ ref }) => ref), (ref) => ref.slice(ref.indexOf(':') + 1, ref.indexOf('/')));
  return {
    endpoints, absent, ready, declared,
    get byRef() { return byRef ??= new Map(Array.from({ length: columns.count }, (_, index) => [textAt(columns.refs, index), index])); },
    get byAddress() { return byAddress ??= holders(material); },
    slices: groupedBy(slices, ({ namespace, serviceName }) => `${namespace}/${serviceName ?? ''}`),
    inNamespace: (namespace) => members.get(namespace) ?? [],
    finishedIn: (namespace) => new Set((finished.get(namespace) ?? []).map((ref) => ref.slice(ref.indexOf('/') + 1))),
  };
}

/** One endpoint for each address: a node before the host-network pods on it. */
function holders({ endpoints: { columns } }: Pick<ServiceMaterial, 'endpoints'>): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const isNode of [false, true]) for (let index = 0; index < columns.count; index += 1) {
    if ((columns.kinds[index] === NODE) !== isNode) continue;
    for (let at = columns.addressStarts[index] as number; at < (columns.addressStarts[index + 1] as number); at += 1) found.set(addressText(addressAt(columns, at)), index);
  }
  return found;
}
