import type { AdminEgressPeer, AdminIngressPeer, AdminSubject } from '../../model/admin-tier/manifest.ts';

/** Exactly one field is given (CN-7). */
export interface DestinationPort { readonly number?: number | null; readonly range?: { readonly start: number; readonly end: number } | null }

/** The schema asks for the port; to who goes by the types alone, none is every port (CN-8). */
interface ProtocolPorts { readonly destinationPort?: DestinationPort | null }

/** Exactly one field is given (CN-6). */
export interface ClusterNetworkPolicyProtocol {
  readonly tcp?: ProtocolPorts | null;
  readonly udp?: ProtocolPorts | null;
  readonly sctp?: ProtocolPorts | null;
  readonly destinationNamedPort?: string | null;
}

interface ClusterNetworkPolicyRule { readonly name?: string | null; readonly action: 'Accept' | 'Deny' | 'Pass'; readonly protocols?: readonly ClusterNetworkPolicyProtocol[] | null }
export interface ClusterNetworkPolicyIngressRule extends ClusterNetworkPolicyRule { readonly from: readonly AdminIngressPeer[] }
export interface ClusterNetworkPolicyEgressRule extends ClusterNetworkPolicyRule { readonly to: readonly AdminEgressPeer[] }

export interface ClusterNetworkPolicySpec {
  readonly tier: 'Admin' | 'Baseline';
  readonly priority: number;
  readonly subject: AdminSubject;
  readonly ingress?: readonly ClusterNetworkPolicyIngressRule[] | null;
  readonly egress?: readonly ClusterNetworkPolicyEgressRule[] | null;
}

/** `policy.networking.k8s.io/v1alpha2` ClusterNetworkPolicy. */
export interface ClusterNetworkPolicyManifest { readonly name: string; readonly spec: ClusterNetworkPolicySpec }
