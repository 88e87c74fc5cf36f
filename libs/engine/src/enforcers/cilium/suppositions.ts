import { ALL_ADDRESSES, IPV4_LAST, IPV6_LAST, NO_ADDRESSES, setOfAddress, subtractAddresses, uniteAddresses, type AddressSet } from '../../model/address.ts';
import type { FamilyMask } from '../../model/connection-set.ts';
import type { Directory, EntityFacts } from '../../model/directory.ts';
import type { Endpoint, Tier } from '../../model/firewalls.ts';
import type { Labels } from '../../model/label-expression.ts';
import type { PolicyDocument } from '../../policies/document.ts';
import { manifestUnderCilium } from './admin-tiers.ts';
import { adminPattern, fqdnPattern, matchesName } from './fqdn.ts';
import { CLUSTER_KEY, effectiveKeys, fqdnKey, HOST_KEY, NAME_KEY, POD_KEY, reservedKey, writtenKey } from './label-keys.ts';
import type { ServiceWorld } from './service-peers.ts';

/** Something that is no object of the input, with nothing but labels. */
const bare = (ref: string, kind: Endpoint['kind'], labels: Labels): Endpoint => ({
  index: -1, kind, ref, namespace: '', name: ref, labels, addresses: [], areAddressesKnown: false, families: 3, ports: [], node: null, isHost: false, isGoverned: false,
  workload: ref, owner: ref, pods: 1, caveats: [],
});

/** Ends that questions can name although no object stands for them. */
export function suppositions(policies: readonly PolicyDocument[], tiers: readonly Tier[], world: ServiceWorld, families: FamilyMask): Required<Pick<Directory, 'supposeIdentity' | 'supposeName' | 'entity'>> {
  const patterns = new Set(policies.flatMap(patternsOf));
  return {
    supposeIdentity: (ref, labels) => {
      const known = Object.entries(labels).map(([key, value]) => [effectiveKeys(writtenKey(key), false)[0] ?? key, value] as const);
      return bare(ref, 'identity', { [CLUSTER_KEY]: world.settings.clusterName, ...Object.fromEntries(known), [POD_KEY]: '' });
    },
    supposeName: (ref, name) => bare(ref, 'name', { [NAME_KEY]: name, ...Object.fromEntries([...patterns].filter((pattern) => matchesName(pattern, name, world.settings.version)).map((pattern) => [fqdnKey(pattern), ''] as const)) }),
    entity: (ref, name) => (name === 'world' ? { endpoints: [], external: unnamedAddresses(tiers, world, families), supposed: null } : entityFacts(ref, name, world)),
  };
}

/** Outside the cluster and in no prefix that a policy names: what Cilium knows as the world and nothing more. */
function unnamedAddresses(tiers: readonly Tier[], { endpoints }: ServiceWorld, families: FamilyMask): AddressSet {
  const conditions = tiers.flatMap(({ rules }) => rules.flatMap(({ peers }) => (peers === 'any' ? [] : peers)));
  const named = conditions.flatMap(({ inside, except = NO_ADDRESSES }): readonly AddressSet[] => {
    if (inside === undefined) return [];
    const whole = uniteAddresses(inside, except);
    return [except, isWhole(whole) ? NO_ADDRESSES : whole];
  });
  const inUse: AddressSet = { ipv4: (families & 1) === 0 ? [] : ALL_ADDRESSES.ipv4, ipv6: (families & 2) === 0 ? [] : ALL_ADDRESSES.ipv6 };
  return subtractAddresses(inUse, uniteAddresses(NO_ADDRESSES, ...named, ...endpoints.flatMap(({ addresses }) => addresses.map(setOfAddress))));
}

const isWhole = ({ ipv4, ipv6 }: AddressSet): boolean => (ipv4.length === 2 && ipv4[0] === 0 && ipv4[1] === IPV4_LAST) || (ipv6.length === 2 && ipv6[0] === 0n && ipv6[1] === IPV6_LAST);

function entityFacts(ref: string, name: string, { endpoints, apiServers, settings }: ServiceWorld): EntityFacts | undefined {
  const supposed = (endpoint: Endpoint): EntityFacts => ({ endpoints: [], external: NO_ADDRESSES, supposed: endpoint });
  switch (name) {
    case 'remote-node': return supposed({ ...bare(ref, 'identity', { [HOST_KEY]: '', [CLUSTER_KEY]: settings.clusterName }), isHost: true });
    case 'kube-apiserver': return { endpoints: endpoints.filter(({ kind, labels }) => kind === 'node' && Object.hasOwn(labels, reservedKey(name))).map(({ index }) => index), external: apiServers, supposed: null };
    // What policies can name and the input does not show.
    case 'health': case 'init': case 'ingress': case 'unmanaged': return supposed(bare(ref, 'identity', { [POD_KEY]: '', [reservedKey(name)]: '' }));
    default: return undefined;
  }
}

function patternsOf(policy: PolicyDocument): readonly string[] {
  if (policy.api === 'cilium' && policy.manifest !== null) {
    const { spec, specs } = policy.manifest;
    return [...(spec ? [spec] : []), ...(specs ?? [])].flatMap(({ egress }) => (egress ?? []).flatMap(({ toFQDNs }) => (toFQDNs ?? []).map(fqdnPattern)));
  }
  return (manifestUnderCilium(policy)?.spec.egress ?? []).flatMap(({ to }) => to.flatMap(({ domainNames }) => (domainNames ?? []).map(adminPattern)));
}
