import type { StandardReading } from '../model/admin-tier/channel.ts';
import type { ObjectState } from '../model/diagnostic.ts';
import type { ResourceIdentity, SourceLocation } from '../model/location.ts';
import type { AdminNetworkPolicyManifest } from './admin-network-policy/manifest.ts';
import type { CalicoHostEndpointManifest, CalicoNetworkSetManifest, CalicoPolicyManifest, CalicoStagedKubernetesManifest, CalicoTierManifest } from './calico/manifest.ts';
import type { CiliumCidrGroupManifest, CiliumPolicyManifest } from './cilium/manifest.ts';
import type { ClusterNetworkPolicyManifest } from './cluster-network-policy/manifest.ts';
import type { NetworkPolicyManifest } from './network-policy/manifest.ts';

/** A policy of any API that Postern models. `manifest` is null for one that was refused or could not be read. */
export type PolicyDocument = PolicyHead & (
  | { readonly api: 'network-policy'; readonly manifest: NetworkPolicyManifest | null; /** Of one that is refused for its prefixes alone: what was written. */ readonly unchecked?: NetworkPolicyManifest }
  | AdminDocument<'admin-network-policy', AdminNetworkPolicyManifest>
  | (AdminDocument<'cluster-network-policy', ClusterNetworkPolicyManifest> & { /** Of one that the schema refuses: what an enforcer makes of it that goes by the types. */ readonly unchecked: ClusterNetworkPolicyManifest | null })
  | { readonly api: 'cilium'; readonly manifest: CiliumPolicyManifest | null }
  | { readonly api: 'cilium-cidr-group'; readonly manifest: CiliumCidrGroupManifest | null }
  | { readonly api: 'calico'; readonly manifest: CalicoPolicyManifest | null }
  | { readonly api: 'calico-staged-kubernetes'; readonly manifest: CalicoStagedKubernetesManifest | null }
  | { readonly api: 'calico-tier'; readonly manifest: CalicoTierManifest | null }
  | { readonly api: 'calico-network-set'; readonly manifest: CalicoNetworkSetManifest | null }
  | { readonly api: 'calico-host-endpoint'; readonly manifest: CalicoHostEndpointManifest | null }
);

type PolicyHead = ResourceIdentity & {
  readonly state: ObjectState;
  readonly source: SourceLocation;
  /** The object that it was read from, where that stands under another group or name than users call it by. */
  readonly storedAs?: ResourceIdentity;
  /** When the API server took it (RFC 3339), where the input says so. */
  readonly createdAt?: string;
};

/** `standard` is what the definitions of the standard channel make of it, null where that is the same. */
interface AdminDocument<Api, Manifest> { readonly api: Api; readonly manifest: Manifest | null; readonly standard: StandardReading<Manifest> | null }
