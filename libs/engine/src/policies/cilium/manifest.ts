import type { LabelSelector } from '../../model/manifest/label-selector.ts';

/** A prefix, a group by name, or groups by label: exactly one of the three. */
export interface CiliumCidrRule { readonly cidr?: string | null; readonly cidrGroupRef?: string | null; readonly cidrGroupSelector?: LabelSelector | null; readonly except?: readonly string[] | null }

export interface CiliumService {
  readonly k8sService?: { readonly serviceName?: string | null; readonly namespace?: string | null } | null;
  readonly k8sServiceSelector?: { readonly selector?: LabelSelector | null; readonly namespace?: string | null } | null;
}

export interface CiliumFqdn { readonly matchName?: string | null; readonly matchPattern?: string | null }

export interface CiliumHttpRule { readonly method?: string | null; readonly path?: string | null; readonly host?: string | null; readonly headers?: readonly string[] | null }

/** What a proxy filters on a port that is open; at most one list is given. */
export interface CiliumL7Rules {
  readonly http?: readonly CiliumHttpRule[] | null;
  readonly dns?: readonly CiliumFqdn[] | null;
  readonly kafka?: readonly unknown[] | null;
  readonly l7proto?: string | null;
  readonly l7?: readonly unknown[] | null;
}

export interface CiliumPort { readonly port?: string | null; readonly endPort?: number | null; readonly protocol?: string | null }

interface CiliumTls { readonly secret?: { readonly name?: string | null } | null }

export interface CiliumPortRule {
  readonly ports?: readonly CiliumPort[] | null;
  readonly rules?: CiliumL7Rules | null;
  readonly listener?: { readonly name?: string | null; readonly envoyConfig?: { readonly kind?: string | null; readonly name?: string | null } | null } | null;
  readonly serverNames?: readonly string[] | null;
  readonly terminatingTLS?: CiliumTls | null;
  readonly originatingTLS?: CiliumTls | null;
}

export interface CiliumIcmpField { readonly family?: string | null; readonly type?: number | string | null }

/** What an element of any of the four sections may say besides its peers. */
export interface CiliumElement {
  readonly toPorts?: readonly CiliumPortRule[] | null;
  readonly icmps?: readonly { readonly fields?: readonly CiliumIcmpField[] | null }[] | null;
  readonly authentication?: { readonly mode?: string | null } | null;
}

export interface CiliumIngressRule extends CiliumElement {
  readonly fromEndpoints?: readonly LabelSelector[] | null;
  readonly fromNodes?: readonly LabelSelector[] | null;
  readonly fromCIDR?: readonly string[] | null;
  readonly fromCIDRSet?: readonly CiliumCidrRule[] | null;
  readonly fromEntities?: readonly string[] | null;
  readonly fromGroups?: readonly unknown[] | null;
  readonly fromRequires?: readonly LabelSelector[] | null;
}

export interface CiliumEgressRule extends CiliumElement {
  readonly toEndpoints?: readonly LabelSelector[] | null;
  readonly toNodes?: readonly LabelSelector[] | null;
  readonly toCIDR?: readonly string[] | null;
  readonly toCIDRSet?: readonly CiliumCidrRule[] | null;
  readonly toEntities?: readonly string[] | null;
  readonly toGroups?: readonly unknown[] | null;
  readonly toRequires?: readonly LabelSelector[] | null;
  readonly toServices?: readonly CiliumService[] | null;
  readonly toFQDNs?: readonly CiliumFqdn[] | null;
}

/** One rule of a policy: `spec`, or an element of `specs`. */
export interface CiliumSpec {
  readonly endpointSelector?: LabelSelector | null;
  readonly nodeSelector?: LabelSelector | null;
  readonly ingress?: readonly CiliumIngressRule[] | null;
  readonly ingressDeny?: readonly CiliumIngressRule[] | null;
  readonly egress?: readonly CiliumEgressRule[] | null;
  readonly egressDeny?: readonly CiliumEgressRule[] | null;
  readonly enableDefaultDeny?: { readonly ingress?: boolean | null; readonly egress?: boolean | null } | null;
}

/** A CiliumNetworkPolicy or CiliumClusterwideNetworkPolicy: absent and empty stay two things in it, since Cilium reads them as such. */
export interface CiliumPolicyManifest { readonly isClusterwide: boolean; readonly spec?: CiliumSpec | null; readonly specs?: readonly CiliumSpec[] | null }

/** A named list of prefixes. */
export interface CiliumCidrGroupManifest { readonly labels: Readonly<Record<string, string>>; readonly cidrs: readonly string[] }
