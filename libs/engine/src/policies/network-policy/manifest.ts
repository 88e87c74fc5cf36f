import type { LabelSelector } from '../../model/manifest/label-selector.ts';

export interface IPBlock { readonly cidr: string; readonly except?: readonly string[] | null }

export interface NetworkPolicyPeer {
  readonly podSelector?: LabelSelector | null;
  readonly namespaceSelector?: LabelSelector | null;
  readonly ipBlock?: IPBlock | null;
}

export interface NetworkPolicyPort {
  readonly protocol?: 'TCP' | 'UDP' | 'SCTP' | null;
  readonly port?: number | string | null;
  readonly endPort?: number | null;
}

export interface NetworkPolicyIngressRule { readonly from?: readonly NetworkPolicyPeer[] | null; readonly ports?: readonly NetworkPolicyPort[] | null }
export interface NetworkPolicyEgressRule { readonly to?: readonly NetworkPolicyPeer[] | null; readonly ports?: readonly NetworkPolicyPort[] | null }
export type PolicyType = 'Ingress' | 'Egress';

export interface NetworkPolicySpec {
  readonly podSelector?: LabelSelector | null;
  readonly policyTypes?: readonly PolicyType[] | null;
  readonly ingress?: readonly NetworkPolicyIngressRule[] | null;
  readonly egress?: readonly NetworkPolicyEgressRule[] | null;
}

/**
 * `networking.k8s.io/v1` NetworkPolicy as it was written: absent, null, an empty list and an empty object stay
 * four things in it, and lowering gives them their meaning (NP-46).
 */
export interface NetworkPolicyManifest { readonly namespace: string; readonly name: string; readonly spec: NetworkPolicySpec }
