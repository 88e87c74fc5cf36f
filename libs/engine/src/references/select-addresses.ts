import { addressText, containsAddress, isNoAddress, NO_ADDRESSES, rangeText, setOfRange, subtractAddresses, type AddressRange, type AddressSet } from '../model/address.ts';
import type { ServiceAddress } from '../model/directory.ts';
import type { Caveat, Endpoint } from '../model/firewalls.ts';
import type { Selection } from '../model/question.ts';
import { endpointsInRange, type EndpointIndex } from './endpoint-index.ts';
import { ambiguous } from './failures.ts';
import { PUBLIC_ADDRESSES } from './internet.ts';

/** One address of a pod or node means that endpoint; otherwise the addresses of the range that are outside the cluster. */
export function selectAddresses(index: EndpointIndex, range: AddressRange): Selection {
  return range.first === range.last ? selectAddress(index, range) : selectRange(index, range);
}

function selectAddress(index: EndpointIndex, range: AddressRange): Selection {
  const text = addressText(range.family === 4 ? { family: 4, value: range.first } : { family: 6, value: range.first });
  const owner = ownerOf(index, text);
  if (owner === undefined) return { ref: `ip:${text}`, endpoints: [], external: setOfRange(range), caveats: servicesIn(index, range).slice(0, 1).map((service) => isService(text, service)) };
  return { ref: owner.ref, endpoints: [owner.index], external: NO_ADDRESSES, caveats: [{ code: owner.kind === 'node' ? 'ADDRESS_IS_NODE' : 'ADDRESS_IS_POD', message: `${text} is the address of ${owner.ref}`, resources: [] }] };
}

function servicesIn({ firewalls: { directory } }: EndpointIndex, range: AddressRange): readonly ServiceAddress[] {
  const wanted = setOfRange(range);
  return (directory?.serviceAddresses?.() ?? []).filter(({ address }) => containsAddress(wanted, address));
}

const isService = (text: string, { resource }: ServiceAddress): Caveat => ({
  code: 'ADDRESS_IS_SERVICE', resources: [resource],
  message: `${text} is an address of Service ${resource.namespace}/${resource.name}, which hands connections to pods; this answer takes it for an address outside the cluster, and svc:${resource.namespace}/${resource.name} asks about those pods`,
});

/** A node's address is also that of the host-network pods on it, whose traffic is the node's. */
function ownerOf(index: EndpointIndex, address: string): Endpoint | undefined {
  const owners = (index.byAddress.get(address) ?? []).flatMap((found) => index.firewalls.endpoints.at(found) ?? []);
  const nodes = owners.filter((owner) => owner.kind === 'node');
  const named = nodes.length > 0 ? nodes : owners;
  return named.length > 1 ? ambiguous(`ip:${address}`, named.map((owner) => owner.ref)) : named[0];
}

function selectRange(index: EndpointIndex, range: AddressRange): Selection {
  const text = rangeText(range);
  const external = subtractAddresses(setOfRange(range), index.addresses);
  const inside = endpointsInRange(index, range);
  const caveats: Caveat[] = [];
  const services = servicesIn(index, range).length;
  if (inside.length > 0) caveats.push({ code: 'RANGE_COVERS_ENDPOINTS', message: `${text} covers the addresses of ${counted(inside)}; the answer is about the addresses outside the cluster`, resources: [] });
  if (services > 0) caveats.push({ code: 'RANGE_COVERS_SERVICES', message: `${text} covers ${String(services)} ${services === 1 ? 'address' : 'addresses'} of Services, which hand connections to pods; ask about them as svc:`, resources: [] });
  return { ref: `ip:${text}`, endpoints: [], external, caveats: [...caveats, ...emptiness(`ip:${text}`, external)] };
}

/** The public addresses, without those of pods and nodes. */
export function selectInternet(index: EndpointIndex): Selection {
  const external = subtractAddresses(PUBLIC_ADDRESSES, index.addresses);
  return { ref: 'internet', endpoints: [], external, caveats: [] };
}

function emptiness(ref: string, external: AddressSet): readonly Caveat[] {
  return isNoAddress(external) ? [{ code: 'EMPTY_SELECTION', message: `no address of ${ref} is outside the cluster`, resources: [] }] : [];
}

function counted(endpoints: readonly Endpoint[]): string {
  const nodes = endpoints.filter((endpoint) => endpoint.kind === 'node').length;
  const pods = endpoints.length - nodes;
  return [plural(pods, 'pod'), plural(nodes, 'node')].filter((part) => part !== '').join(' and ');
}

const plural = (count: number, word: string): string => (count === 0 ? '' : `${String(count)} ${word}${count === 1 ? '' : 's'}`);
