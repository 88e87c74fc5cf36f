import { addressText } from '../../model/address.ts';
import type { FamilyMask } from '../../model/connection-set.ts';
import type { Directory } from '../../model/directory.ts';
import { NAMESPACE_KEY, NODE_KEY, nodeLabelKey } from '../../model/effective-labels.ts';
import type { AbsentEndpoint, Caveat, Endpoint } from '../../model/firewalls.ts';
import type { Labels } from '../../model/label-expression.ts';
import type { ResourceIdentity } from '../../model/location.ts';
import type { Snapshot } from '../../resources/snapshot.ts';
import { referenceEndpoints } from '../reference/endpoints.ts';
import { parseReferenceSettings } from '../reference/settings.ts';
import { labelFilter, nodeLabelFilter, type LabelFilter } from './label-filter.ts';
import { CLUSTER_KEY, HOST_KEY, hostLabelKey, POD_KEY, reservedKey, SELF_KEY, SERVICE_ACCOUNT_KEY, SETTINGS_KEY } from './label-keys.ts';
import { differingKeys, identityDiffers, recordedPods, type Recorded } from './recorded.ts';
import type { SettingGroup } from './setting-groups.ts';
import type { CiliumSettings } from './settings.ts';

/** Settings of one group of nodes, and what follows from them. */
interface GroupFacts { readonly index: number; readonly settings: CiliumSettings; readonly isKept: LabelFilter; readonly isNodeLabelKept: LabelFilter }

interface Surroundings { readonly groupOf: (node: string | null) => GroupFacts; readonly isSplit: boolean; readonly accounts: ReadonlyMap<string, string>; readonly recorded: Recorded }

export interface CiliumEndpoints { readonly endpoints: readonly Endpoint[]; readonly absent: readonly AbsentEndpoint[]; readonly directory: Directory; readonly families: FamilyMask }

/** Endpoints as Cilium sees them: by the labels of their identities, nodes with the role that they have for others. */
export function ciliumEndpoints(snapshot: Snapshot<unknown>, groups: readonly [SettingGroup, ...SettingGroup[]], apiServers: ReadonlySet<string>): CiliumEndpoints {
  const { endpoints, absent, directory } = referenceEndpoints(snapshot, parseReferenceSettings({}));
  const surroundings: Surroundings = {
    groupOf: groupsByNode(groups), isSplit: groups.length > 1, recorded: recordedPods(snapshot),
    accounts: new Map([...snapshot.pods.map((pod) => [`pod:${pod.namespace}/${pod.name}`, pod.serviceAccountName] as const), ...snapshot.workloads.map((workload) => [workload.ref, workload.serviceAccountName] as const)]),
  };
  const supposePod: Directory['supposePod'] = (ref, namespace, labels) => withIdentity(directory.supposePod(ref, namespace, labels), surroundings);
  return { absent, families: endpoints.map((endpoint) => endpoint.families).reduce((a, b): FamilyMask => (a | b) as FamilyMask, 0), endpoints: hostsByAddress(endpoints, apiServers).map((endpoint) => withIdentity(endpoint, surroundings)), directory: { ...directory, supposePod } };
}

/** The group of a node; where a pod will run is not known of all, and then the cluster's own settings are taken. */
function groupsByNode([base, ...others]: readonly [SettingGroup, ...SettingGroup[]]): Surroundings['groupOf'] {
  const factsOf = ({ settings }: SettingGroup, index: number): GroupFacts => ({ index, settings, isKept: labelFilter(settings.labels, settings.version), isNodeLabelKept: nodeLabelFilter(settings.nodeLabels) });
  const cluster = factsOf(base, 0);
  const byNode = new Map(others.flatMap((group, index) => { const facts = factsOf(group, index + 1); return (group.nodes ?? []).map((node) => [node, facts] as const); }));
  return (node) => (node === null ? cluster : byNode.get(node) ?? cluster);
}

/** A host-network pod on an API server's node is behind the API server's Service as much as the node is. */
function hostsByAddress(endpoints: readonly Endpoint[], apiServers: ReadonlySet<string>): readonly Endpoint[] {
  const nodes = new Set(endpoints.filter((endpoint) => endpoint.isHost && endpoint.addresses.some((address) => apiServers.has(addressText(address)))).map(({ node }) => node));
  return endpoints.map((endpoint) => (endpoint.isHost && endpoint.node !== null && nodes.has(endpoint.node) ? { ...endpoint, labels: { ...endpoint.labels, [reservedKey('kube-apiserver')]: '' } } : endpoint));
}

function withIdentity(endpoint: Endpoint, surroundings: Surroundings): Endpoint {
  const group = surroundings.groupOf(endpoint.node);
  // An identity has no address family: the same verdict holds for what an address would not even carry.
  const identified = { ...endpoint, families: 3 as const };
  const own: Labels = surroundings.isSplit ? { [SETTINGS_KEY]: String(group.index) } : {};
  if (endpoint.isHost) return { ...identified, isGoverned: true, labels: { ...hostLabels(endpoint, group), ...own } };
  if (surroundings.recorded.unmanaged.has(endpoint.ref)) return unmanaged(identified);
  const caveats = surroundings.isSplit && endpoint.node === null ? [...endpoint.caveats, nodeUnknown(endpoint)] : endpoint.caveats;
  return pod({ ...identified, caveats }, own, group, surroundings);
}

const identityOf = ({ namespace, name }: Endpoint): ResourceIdentity => ({ group: '', kind: 'Pod', namespace, name });

const nodeUnknown = ({ ref }: Endpoint): Caveat => ({ code: 'NODE_UNKNOWN', resources: [], message: `Agents on some nodes have settings of their own, and nothing says on which node ${ref} runs; the cluster's settings are taken for it.` });

/** No policy stands in front of it, and for others it is one of those that the agent does not manage. */
function unmanaged(endpoint: Endpoint): Endpoint {
  const caveat: Caveat = { code: 'UNMANAGED_POD', resources: [identityOf(endpoint)], message: `The agents have recorded other pods of the node and not ${endpoint.ref}: it is not managed by Cilium, or was just made.` };
  return { ...endpoint, isGoverned: false, ports: [], labels: { [POD_KEY]: '', [reservedKey('unmanaged')]: '' }, caveats: [...endpoint.caveats, caveat] };
}

/** What is recorded goes before what the labels would give. */
function pod(endpoint: Endpoint, own: Labels, group: GroupFacts, { accounts, recorded }: Surroundings): Endpoint {
  const { unknownLabelPrefix, ...known } = endpoint;
  const added: Labels = { [POD_KEY]: '', ...(group.settings.matchesPodsByCidr && { [SELF_KEY]: endpoint.ref }), ...own };
  const computed = podLabels(endpoint, group, accounts);
  const labels = recorded.labels.get(endpoint.ref);
  if (labels === undefined) return { ...endpoint, labels: { ...computed, ...added } };
  const differing = differingKeys(labels, computed, unknownLabelPrefix === undefined);
  const caveat: Caveat = { code: 'IDENTITY_DIFFERS', resources: [identityOf(endpoint)], message: identityDiffers(endpoint.ref, differing) };
  return { ...known, labels: { ...labels, ...added }, caveats: differing.length === 0 ? endpoint.caveats : [...endpoint.caveats, caveat] };
}

function podLabels({ labels, ref }: Endpoint, { settings, isKept }: GroupFacts, accounts: ReadonlyMap<string, string>): Labels {
  const own = Object.entries(labels).filter(([key]) => key.startsWith(NAMESPACE_KEY) || isKept(key));
  return { ...Object.fromEntries(own), [CLUSTER_KEY]: settings.clusterName, [SERVICE_ACCOUNT_KEY]: accounts.get(ref) ?? 'default' };
}

function hostLabels({ labels }: Endpoint, { settings, isKept, isNodeLabelKept }: GroupFacts): Labels {
  const prefix = nodeLabelKey('');
  const others = Object.entries(labels).filter(([key]) => !key.startsWith(prefix));
  const named = Object.entries(labels).filter(([key]) => key.startsWith(prefix)).map(([key, value]) => [key.slice(prefix.length), value] as const);
  return {
    ...Object.fromEntries(others), ...Object.fromEntries(named.filter(([key]) => isNodeLabelKept(key)).map(([key, value]) => [nodeLabelKey(key), value])),
    ...Object.fromEntries(named.filter(([key]) => isKept(key)).map(([key, value]) => [hostLabelKey(key), value])), [HOST_KEY]: labels[NODE_KEY] ?? '', [CLUSTER_KEY]: settings.clusterName,
  };
}
