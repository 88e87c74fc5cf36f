import { NO_ADDRESSES } from '../../model/address.ts';
import type { FamilyMask } from '../../model/connection-set.ts';
import type { Directory, EntityFacts } from '../../model/directory.ts';
import type { Endpoint } from '../../model/firewalls.ts';
import type { Labels } from '../../model/label-expression.ts';
import type { PolicyDocument } from '../../policies/document.ts';
import { adminPattern, fqdnPattern, matchesName } from './fqdn.ts';
import { CLUSTER_KEY, effectiveKeys, fqdnKey, HOST_KEY, NAME_KEY, POD_KEY, reservedKey, writtenKey } from './label-keys.ts';
import type { ServiceWorld } from './service-peers.ts';

/** Something that is no object of the input, with nothing but labels. */
const bare = (ref: string, kind: Endpoint['kind'], labels: Labels): Endpoint => ({
  index: -1, kind, ref, namespace: '', name: ref, labels, addresses: [], areAddressesKnown: false, families: 3, ports: [], node: null, isHost: false, isGoverned: false,
  workload: ref, owner: ref, pods: 1, caveats: [],
});

/** Ends that questions can name although no object stands for them. */
export function suppositions(policies: readonly PolicyDocument[], world: ServiceWorld, families: FamilyMask): Required<Pick<Directory, 'supposeIdentity' | 'supposeName' | 'entity'>> {
  const patterns = new Set(policies.flatMap(patternsOf));
  return {
    supposeIdentity: (ref, labels) => {
      const known = Object.entries(labels).map(([key, value]) => [effectiveKeys(writtenKey(key), false)[0] ?? key, value] as const);
      return bare(ref, 'identity', { [CLUSTER_KEY]: world.settings.clusterName, ...Object.fromEntries(known), [POD_KEY]: '' });
    },
    supposeName: (ref, name) => bare(ref, 'name', { [NAME_KEY]: name, ...Object.fromEntries([...patterns].filter((pattern) => matchesName(pattern, name, world.settings.version)).map((pattern) => [fqdnKey(pattern), ''] as const)) }),
    entity: (ref, name) => entityFacts(ref, name, world, families),
  };
}

function entityFacts(ref: string, name: string, { endpoints, apiServers, settings }: ServiceWorld, families: FamilyMask): EntityFacts | undefined {
  const supposed = (endpoint: Endpoint): EntityFacts => ({ endpoints: [], external: NO_ADDRESSES, supposed: endpoint });
  switch (name) {
    case 'world': return supposed({ ...bare(ref, 'identity', {}), families });
    case 'remote-node': return supposed({ ...bare(ref, 'identity', { [HOST_KEY]: '', [CLUSTER_KEY]: settings.clusterName }), isHost: true });
    case 'kube-apiserver': return { endpoints: endpoints.filter(({ kind, labels }) => kind === 'node' && Object.hasOwn(labels, reservedKey(name))).map(({ index }) => index), external: apiServers, supposed: null };
    default: return undefined;
  }
}

function patternsOf(policy: PolicyDocument): readonly string[] {
  if (policy.api === 'cilium' && policy.manifest !== null) {
    const { spec, specs } = policy.manifest;
    return [...(spec ? [spec] : []), ...(specs ?? [])].flatMap(({ egress }) => (egress ?? []).flatMap(({ toFQDNs }) => (toFQDNs ?? []).map(fqdnPattern)));
  }
  if (policy.api !== 'cluster-network-policy' || policy.manifest === null) return [];
  return (policy.manifest.spec.egress ?? []).flatMap(({ to }) => to.flatMap(({ domainNames }) => (domainNames ?? []).map(adminPattern)));
}
