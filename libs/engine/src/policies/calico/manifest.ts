import type { LabelSelector } from '../../model/manifest/label-selector.ts';

/** Accounts of one end of a rule; both conditions hold together. */
export interface CalicoAccounts { readonly names?: readonly string[] | null; readonly selector?: string | null }

export interface CalicoServiceMatch { readonly name?: string | null; readonly namespace?: string | null }

/** One end of a rule. Selectors are text, since what they come to depends on where they stand. */
export interface CalicoEntity {
  readonly nets?: readonly string[] | null;
  readonly notNets?: readonly string[] | null;
  readonly selector?: string | null;
  readonly notSelector?: string | null;
  readonly namespaceSelector?: string | null;
  /** A number, a name, or a range such as `80:90`. */
  readonly ports?: readonly (number | string)[] | null;
  readonly notPorts?: readonly (number | string)[] | null;
  readonly serviceAccounts?: CalicoAccounts | null;
  readonly services?: CalicoServiceMatch | null;
}

export interface CalicoIcmp { readonly type?: number | null; readonly code?: number | null }

export interface CalicoHttpPath { readonly exact?: string | null; readonly prefix?: string | null }

export interface CalicoRule {
  readonly action?: string | null;
  readonly ipVersion?: number | null;
  /** A name in any case, a number, or a number as text. */
  readonly protocol?: number | string | null;
  readonly notProtocol?: number | string | null;
  readonly icmp?: CalicoIcmp | null;
  readonly notICMP?: CalicoIcmp | null;
  readonly source?: CalicoEntity | null;
  readonly destination?: CalicoEntity | null;
  readonly metadata?: { readonly annotations?: Readonly<Record<string, string>> | null } | null;
  readonly http?: { readonly methods?: readonly string[] | null; readonly paths?: readonly CalicoHttpPath[] | null } | null;
}

/** The spec of all kinds of Calico's own policies; some fields belong to some kinds only. */
export interface CalicoPolicySpec {
  readonly tier?: string | null;
  readonly order?: number | null;
  readonly selector?: string | null;
  readonly namespaceSelector?: string | null;
  readonly serviceAccountSelector?: string | null;
  readonly types?: readonly string[] | null;
  readonly ingress?: readonly CalicoRule[] | null;
  readonly egress?: readonly CalicoRule[] | null;
  readonly doNotTrack?: boolean | null;
  readonly preDNAT?: boolean | null;
  readonly applyOnForward?: boolean | null;
  readonly performanceHints?: readonly string[] | null;
  readonly stagedAction?: string | null;
}

/** What every object of Calico has. */
export interface CalicoHead {
  /** As users of Calico call it; what the object is stored under may have a prefix. */
  readonly name: string;
  /** Felix keys and sorts by it. Of an object of the live group alone it is not known, and is the name. */
  readonly storedName: string;
  /** Whether the object comes from the storage group, or from both. */
  readonly isStored: boolean;
  /** Own labels, those of the annotation of the storage form included. */
  readonly labels: Readonly<Record<string, string>>;
}

/** NetworkPolicy, GlobalNetworkPolicy and their staged kinds: absent, null and empty stay apart. What Felix leaves out of a stored object is still in the spec and named in `leftOut`. */
export interface CalicoPolicyManifest extends CalicoHead {
  readonly kind: 'NetworkPolicy' | 'GlobalNetworkPolicy' | 'StagedNetworkPolicy' | 'StagedGlobalNetworkPolicy';
  readonly isStaged: boolean;
  readonly isGlobal: boolean;
  readonly spec: CalicoPolicySpec;
  /** Directions that the policy speaks about, defaults applied as the form of the object asks for. */
  readonly directions: readonly ('ingress' | 'egress')[];
  /** JSON pointers of what Felix cannot read and leaves out, so that the policy holds without it: prefixes, and selectors of the policy itself for namespaces and accounts. */
  readonly leftOut: readonly string[];
}

interface StagedPeer { readonly podSelector?: LabelSelector | null; readonly namespaceSelector?: LabelSelector | null; readonly ipBlock?: { readonly cidr: string; readonly except?: readonly string[] | null } | null }
interface StagedPort { readonly protocol?: 'TCP' | 'UDP' | 'SCTP' | null; readonly port?: number | string | null; readonly endPort?: number | null }

/** A NetworkPolicy of Kubernetes that is only tried out. */
export interface CalicoStagedKubernetesManifest extends CalicoHead {
  readonly spec: {
    readonly stagedAction?: string | null;
    readonly podSelector?: LabelSelector | null;
    readonly policyTypes?: readonly ('Ingress' | 'Egress')[] | null;
    readonly ingress?: readonly { readonly from?: readonly StagedPeer[] | null; readonly ports?: readonly StagedPort[] | null }[] | null;
    readonly egress?: readonly { readonly to?: readonly StagedPeer[] | null; readonly ports?: readonly StagedPort[] | null }[] | null;
  };
}

export interface CalicoTierManifest extends CalicoHead { readonly order: number | null; readonly defaultAction: string | null }

/** NetworkSet or GlobalNetworkSet: addresses with labels. */
export interface CalicoNetworkSetManifest extends CalicoHead {
  readonly isGlobal: boolean;
  /** As they were written, those that cannot be read left out. */
  readonly nets: readonly string[];
}

export interface CalicoHostEndpointManifest extends CalicoHead {
  readonly node: string | null;
  /** `*` for every interface, null where addresses tell which. */
  readonly interfaceName: string | null;
  readonly expectedIPs: readonly string[];
  readonly profiles: readonly string[];
  readonly ports: readonly { readonly name: string; readonly protocol: string; readonly port: number }[];
}
