import { connections, EMPTY, union, type ConnectionSet } from '../model/connection-set.ts';
import type { Endpoint } from '../model/firewalls.ts';
import { matchesLabels } from '../model/label-expression.ts';
import type { Scene } from './scene.ts';

/** A class of the cluster's own DNS pods, with the traffic by which they are asked. */
export interface DnsServer { readonly slot: number; readonly traffic: ConnectionSet }

/** Where the cluster's resolver runs, and what it is called there. */
const PLACES = ['kube-system', 'openshift-dns'];
const SERVICES = ['kube-dns', 'coredns', 'dns-default', 'rke2-coredns-rke2-coredns'];
const DNS_PORT = 53;

/** The DNS pods that the input shows: by the label that upstream gives them, by their Service, by a DNS port. */
export function dnsServers({ firewalls, snapshot, prepared }: Scene): readonly DnsServer[] {
  const candidates = firewalls.endpoints.filter(({ kind, namespace }) => (kind === 'pod' || kind === 'workload') && PLACES.includes(namespace));
  const selectors = snapshot.services.filter(({ namespace, name }) => PLACES.includes(namespace) && SERVICES.includes(name));
  const known = candidates.filter(({ labels, namespace }) => labels['k8s-app'] === 'kube-dns' || labels['k8s-app'] === 'coredns' || selectors.some((service) => (
    service.namespace === namespace && service.selector !== null && matchesLabels({ op: 'and', of: Object.entries(service.selector).map(([key, value]) => ({ op: 'in', key, values: [value] })) }, labels)
  )));
  const servers = known.length > 0 ? known : candidates.filter(({ ports }) => ports.some(isDnsPort));
  const bySlot = new Map<number, ConnectionSet>();
  for (const server of servers) {
    const slot = prepared.classes.ofEndpoint[server.index] ?? -1;
    bySlot.set(slot, union(bySlot.get(slot) ?? EMPTY, trafficOf(server)));
  }
  return [...bySlot].map(([slot, traffic]) => ({ slot, traffic }));
}

const isDnsPort = ({ name, protocol, port }: Endpoint['ports'][number]): boolean => protocol === 'UDP' && (name === 'dns' || name === 'dns-udp' || port === DNS_PORT);

function trafficOf({ ports }: Endpoint): ConnectionSet {
  const declared = ports.filter(isDnsPort);
  return declared.length === 0 ? connections('UDP', DNS_PORT) : declared.map(({ port }) => connections('UDP', port)).reduce(union);
}
