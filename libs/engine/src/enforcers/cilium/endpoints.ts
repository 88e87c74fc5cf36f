import { addressText } from '../../model/address.ts';
import type { FamilyMask } from '../../model/connection-set.ts';
import type { Directory } from '../../model/directory.ts';
import { NAMESPACE_KEY, NODE_KEY, nodeLabelKey } from '../../model/effective-labels.ts';
import type { AbsentEndpoint, Endpoint } from '../../model/firewalls.ts';
import type { Labels } from '../../model/label-expression.ts';
import type { Snapshot } from '../../resources/snapshot.ts';
import { referenceEndpoints } from '../reference/endpoints.ts';
import { parseReferenceSettings } from '../reference/settings.ts';
import { labelFilter, type LabelFilter } from './label-filter.ts';
import { CLUSTER_KEY, HOST_KEY, hostLabelKey, POD_KEY, reservedKey, SELF_KEY, SERVICE_ACCOUNT_KEY } from './label-keys.ts';
import type { CiliumSettings } from './settings.ts';

interface Surroundings { readonly settings: CiliumSettings; readonly isKept: LabelFilter; readonly accounts: ReadonlyMap<string, string>; readonly apiServers: ReadonlySet<string> }

/** Endpoints as Cilium sees them: by the labels of their identities, nodes with the role that they have for others. */
export function ciliumEndpoints(snapshot: Snapshot<unknown>, settings: CiliumSettings, apiServers: ReadonlySet<string>): { readonly endpoints: readonly Endpoint[]; readonly absent: readonly AbsentEndpoint[]; readonly directory: Directory; readonly families: FamilyMask } {
  const { endpoints, absent, directory } = referenceEndpoints(snapshot, parseReferenceSettings({}));
  const surroundings: Surroundings = {
    settings, apiServers, isKept: labelFilter(settings.labels, settings.version),
    accounts: new Map([...snapshot.pods.map((pod) => [`pod:${pod.namespace}/${pod.name}`, pod.serviceAccountName] as const), ...snapshot.workloads.map((workload) => [workload.ref, workload.serviceAccountName] as const)]),
  };
  const supposePod: Directory['supposePod'] = (ref, namespace, labels) => withIdentity(directory.supposePod(ref, namespace, labels), surroundings);
  return { absent, families: endpoints.map((endpoint) => endpoint.families).reduce((a, b): FamilyMask => (a | b) as FamilyMask, 0), endpoints: hostsByAddress(endpoints, apiServers).map((endpoint) => withIdentity(endpoint, surroundings)), directory: { ...directory, supposePod } };
}

/** A host-network pod on an API server's node is behind the API server's Service as much as the node is. */
function hostsByAddress(endpoints: readonly Endpoint[], apiServers: ReadonlySet<string>): readonly Endpoint[] {
  const nodes = new Set(endpoints.filter((endpoint) => endpoint.isHost && endpoint.addresses.some((address) => apiServers.has(addressText(address)))).map(({ node }) => node));
  return endpoints.map((endpoint) => (endpoint.isHost && endpoint.node !== null && nodes.has(endpoint.node) ? { ...endpoint, labels: { ...endpoint.labels, [reservedKey('kube-apiserver')]: '' } } : endpoint));
}

function withIdentity(endpoint: Endpoint, surroundings: Surroundings): Endpoint {
  // An identity has no address family: the same verdict holds for what an address would not even carry.
  const identified = { ...endpoint, families: 3 as const };
  return endpoint.isHost ? { ...identified, isGoverned: true, labels: hostLabels(endpoint, surroundings) } : { ...identified, labels: podLabels(endpoint, surroundings) };
}

function podLabels({ labels, ref }: Endpoint, { settings, isKept, accounts }: Surroundings): Labels {
  const own = Object.entries(labels).filter(([key]) => key.startsWith(NAMESPACE_KEY) || isKept(key));
  return {
    ...Object.fromEntries(own), [POD_KEY]: '', [CLUSTER_KEY]: settings.clusterName, [SERVICE_ACCOUNT_KEY]: accounts.get(ref) ?? 'default',
    ...(settings.matchesPodsByCidr && { [SELF_KEY]: ref }),
  };
}

function hostLabels({ labels }: Endpoint, { settings, isKept }: Surroundings): Labels {
  const prefix = nodeLabelKey('');
  const node = Object.entries(labels).filter(([key]) => key.startsWith(prefix)).map(([key, value]) => [key.slice(prefix.length), value] as const);
  const known = Object.fromEntries(node.filter(([key]) => isKept(key)).map(([key, value]) => [hostLabelKey(key), value]));
  return { ...labels, ...known, [HOST_KEY]: labels[NODE_KEY] ?? '', [CLUSTER_KEY]: settings.clusterName };
}
