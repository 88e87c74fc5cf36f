import type { AdminEgressPeer, AdminIngressPeer, AdminSubject } from '../../model/admin-tier/manifest.ts';

/** Exactly one field is given (AN-11). */
export interface AdminNetworkPolicyPort {
  readonly portNumber?: { readonly protocol?: 'TCP' | 'UDP' | 'SCTP' | null; readonly port: number } | null;
  readonly portRange?: { readonly protocol?: 'TCP' | 'UDP' | 'SCTP' | null; readonly start: number; readonly end: number } | null;
  readonly namedPort?: string | null;
}

interface AdminNetworkPolicyRule { readonly name?: string | null; readonly action: 'Allow' | 'Deny' | 'Pass'; readonly ports?: readonly AdminNetworkPolicyPort[] | null }
export interface AdminNetworkPolicyIngressRule extends AdminNetworkPolicyRule { readonly from: readonly AdminIngressPeer[] }
export interface AdminNetworkPolicyEgressRule extends AdminNetworkPolicyRule { readonly to: readonly AdminEgressPeer[] }

export interface AdminNetworkPolicySpec {
  readonly subject: AdminSubject;
  readonly ingress?: readonly AdminNetworkPolicyIngressRule[] | null;
  readonly egress?: readonly AdminNetworkPolicyEgressRule[] | null;
}

/** `policy.networking.k8s.io/v1alpha1` AdminNetworkPolicy or BaselineAdminNetworkPolicy. */
export interface AdminNetworkPolicyManifest {
  readonly name: string;
  /** Null for the baseline, of which a cluster has one at most. */
  readonly priority: number | null;
  readonly spec: AdminNetworkPolicySpec;
}
