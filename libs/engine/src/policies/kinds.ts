import { kindIndex } from '../model/kind-index.ts';

/** A kind of policy that Postern reads, in whatever version. */
export interface PolicyKind {
  readonly api: 'network-policy' | 'admin-network-policy' | 'cluster-network-policy' | 'cilium' | 'cilium-cidr-group' | 'calico' | 'calico-staged-kubernetes' | 'calico-tier' | 'calico-network-set' | 'calico-host-endpoint';
  readonly isNamespaced: boolean;
  /** What a document of this kind that does not show its apiVersion most likely is. */
  readonly apiVersion: string;
}

const NETWORK_POLICY: PolicyKind = { api: 'network-policy', isNamespaced: true, apiVersion: 'networking.k8s.io/v1' };
const ADMIN_NETWORK_POLICY: PolicyKind = { api: 'admin-network-policy', isNamespaced: false, apiVersion: 'policy.networking.k8s.io/v1alpha1' };

/** The kinds of Calico, the same in its live group and in the group that they are stored under. */
const calico = (group: string, apiVersion: string): Readonly<Record<string, PolicyKind>> => Object.fromEntries(([
  ['NetworkPolicy', 'calico', true], ['GlobalNetworkPolicy', 'calico', false], ['StagedNetworkPolicy', 'calico', true], ['StagedGlobalNetworkPolicy', 'calico', false],
  ['StagedKubernetesNetworkPolicy', 'calico-staged-kubernetes', true], ['Tier', 'calico-tier', false], ['NetworkSet', 'calico-network-set', true], ['GlobalNetworkSet', 'calico-network-set', false],
  ['HostEndpoint', 'calico-host-endpoint', false],
] as const).map(([kind, api, isNamespaced]) => [`${group}/${kind}`, { api, isNamespaced, apiVersion }]));

const KINDS: Readonly<Record<string, PolicyKind>> = {
  'networking.k8s.io/NetworkPolicy': NETWORK_POLICY,
  'extensions/NetworkPolicy': NETWORK_POLICY,
  'policy.networking.k8s.io/AdminNetworkPolicy': ADMIN_NETWORK_POLICY,
  'policy.networking.k8s.io/BaselineAdminNetworkPolicy': ADMIN_NETWORK_POLICY,
  'policy.networking.k8s.io/ClusterNetworkPolicy': { api: 'cluster-network-policy', isNamespaced: false, apiVersion: 'policy.networking.k8s.io/v1alpha2' },
  'cilium.io/CiliumNetworkPolicy': { api: 'cilium', isNamespaced: true, apiVersion: 'cilium.io/v2' },
  'cilium.io/CiliumClusterwideNetworkPolicy': { api: 'cilium', isNamespaced: false, apiVersion: 'cilium.io/v2' },
  'cilium.io/CiliumCIDRGroup': { api: 'cilium-cidr-group', isNamespaced: false, apiVersion: 'cilium.io/v2' },
  ...calico('projectcalico.org', 'projectcalico.org/v3'),
  ...calico('crd.projectcalico.org', 'crd.projectcalico.org/v1'),
};

/** The table's entry for a kind; undefined for what is no policy or of an API that Postern does not model. */
export const policyKind: (group: string, kind: string) => PolicyKind | undefined = kindIndex(KINDS);

/** The apiVersion that a document of this kind most likely has, where it does not show it. */
export const likelyApiVersion = (kind: string): string => Object.entries(KINDS).find(([key]) => key.endsWith(`/${kind}`))?.[1].apiVersion ?? NETWORK_POLICY.apiVersion;
