import type { ViewKey } from '../view-key.ts';

export interface LabelData { readonly key: string; readonly value: string }
export type IsolationState = 'NOT_ISOLATED' | 'ISOLATED' | 'MIXED' | 'NOT_ENFORCEABLE';
export interface IsolationData { readonly ingress: IsolationState; readonly egress: IsolationState }

interface Named { readonly ref: string; readonly displayName: string; readonly view: ViewKey }

export interface PodData extends Named {
  readonly kind: 'POD';
  readonly namespaceName: string;
  /** Reference of the top owner; null where it has none. */
  readonly workloadRef: string | null;
  readonly nodeName: string | null;
  readonly ips: readonly string[];
  readonly phase: string;
  readonly hostNetwork: boolean;
  readonly labels: readonly LabelData[];
}
export interface WorkloadData extends Named { readonly kind: 'WORKLOAD'; readonly namespaceName: string; readonly resourceKind: string; readonly podCount: number }
export interface NamespaceData extends Named { readonly kind: 'NAMESPACE'; readonly labels: readonly LabelData[]; readonly workloadCount: number; readonly podCount: number }
export interface NodeData extends Named { readonly kind: 'NODE'; readonly name: string; readonly addresses: readonly string[]; readonly labels: readonly LabelData[] }
export interface RangeData extends Named { readonly kind: 'ADDRESS_RANGE'; readonly first: string; readonly last: string; readonly cidrs: readonly string[] }
export interface InternetData extends Named { readonly kind: 'INTERNET' }
export interface SelectionData extends Named { readonly kind: 'SELECTOR'; readonly podCount: number }
export interface ServiceData extends Named { readonly kind: 'SERVICE'; readonly namespaceName: string; readonly backends: number; readonly readyBackends: number }
export interface HypotheticalData extends Named { readonly kind: 'HYPOTHETICAL'; readonly namespace: string; readonly labels: readonly LabelData[] }
export interface NameData extends Named { readonly kind: 'NAME' }

/** One end of an answer as plain data; what hangs on it is asked for by its reference. */
export type EndpointData = PodData | WorkloadData | NamespaceData | NodeData | RangeData | InternetData | SelectionData | ServiceData | HypotheticalData | NameData;
