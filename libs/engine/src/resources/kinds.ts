import type { SourceLocation } from '../model/location.ts';
import type { Labels } from '../model/label-expression.ts';
import type { ContainerPort, OwnerReference } from './object.ts';

/** A namespace, declared or made up. */
export interface Namespace {
  readonly name: string;
  /** With `kubernetes.io/metadata.name`, added where the snapshot lacks it (NP-45). */
  readonly labels: Labels;
  /** The object in the input did not have the name label. */
  readonly isNameLabelAdded?: true;
  /** No Namespace object was in the input (U16). */
  readonly isSynthesised: boolean;
  /** Synthesised while the input says that Namespaces were not collected: labels other than the name are unknown. */
  readonly areLabelsUnknown: boolean;
  readonly source: SourceLocation | null;
}

/** The part that pods and pod templates share. */
export interface PodShape {
  readonly labels: Labels;
  /** Ports of containers and of restartable init containers (PT-10), in order of declaration. */
  readonly ports: readonly ContainerPort[];
  /** Ports that restartable init containers declare, a subset of `ports` (U8). */
  readonly sidecarPorts: readonly ContainerPort[];
  /** Ports that init containers declare which end before the others begin, in none of the other lists; absent where there are none. */
  readonly initPorts?: readonly ContainerPort[];
  readonly hostNetwork: boolean;
  readonly serviceAccountName: string;
}

/** A pod with its place under its owners. */
export interface Pod extends PodShape {
  readonly namespace: string;
  readonly name: string;
  readonly nodeName: string | null;
  readonly phase: 'Pending' | 'Running' | 'Succeeded' | 'Failed' | 'Unknown';
  /** `status.podIPs`, or `status.podIP` alone; canonical text (PD-12). */
  readonly podIPs: readonly string[];
  readonly hostIPs: readonly string[];
  /** When the API server took it (RFC 3339); null where the input does not say. */
  readonly createdAt: string | null;
  readonly isTerminating: boolean;
  readonly owner: OwnerReference | null;
  /** The top owner as a reference such as `deploy:shop/web`; `pod:shop/x` where it has none. */
  readonly workload: string;
  /** The direct owner as a reference such as `rs:shop/web-7d9f`. */
  readonly directOwner: string;
  readonly source: SourceLocation;
}

/** Deployment, ReplicaSet, StatefulSet, DaemonSet, Job, CronJob or ReplicationController. */
export interface Workload extends PodShape {
  readonly group: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly ref: string;
  /** At least 1: a workload scaled to nothing still stands for one pod. */
  readonly replicas: number;
  readonly owner: OwnerReference | null;
  /** Reference of the top owner, its own where it has none. */
  readonly workload: string;
  /** Pods of the snapshot, or an owner's object that is in the snapshot too, stand for it, so that it is no endpoint of its own. */
  readonly hasPods: boolean;
  readonly source: SourceLocation;
}

/** A machine of the cluster. */
export interface Node {
  readonly name: string;
  readonly labels: Labels;
  /** InternalIP and ExternalIP addresses (PD-19), canonical text. */
  readonly addresses: readonly string[];
  readonly podCIDRs: readonly string[];
  readonly isReady: boolean | null;
  readonly source: SourceLocation;
}

/** A port of a Service; a null `targetPort` is the port itself. */
export interface ServicePort { readonly name: string | null; readonly protocol: 'TCP' | 'UDP' | 'SCTP'; readonly port: number; readonly targetPort: number | string | null; readonly nodePort: number | null }

/** A Service with its addresses in canonical text. */
export interface Service {
  readonly namespace: string;
  readonly name: string;
  readonly labels: Labels;
  readonly type: 'ClusterIP' | 'NodePort' | 'LoadBalancer' | 'ExternalName';
  /** Null where the Service has no selector. */
  readonly selector: Labels | null;
  readonly ports: readonly ServicePort[];
  readonly clusterIPs: readonly string[];
  readonly externalIPs: readonly string[];
  readonly loadBalancerAddresses: readonly string[];
  readonly loadBalancerHostnames: readonly string[];
  /** CIDRs that a load balancer lets in, as they were written; empty for everybody. */
  readonly loadBalancerSourceRanges: readonly string[];
  /** Whether pods that are not ready are among its endpoints. */
  readonly isPublishingNotReady: boolean;
  readonly externalName: string | null;
  readonly isHeadless: boolean;
  readonly source: SourceLocation;
}

/** Endpoints behind a Service. */
export interface EndpointSlice {
  readonly namespace: string;
  readonly name: string;
  readonly serviceName: string | null;
  readonly addressType: string;
  readonly endpoints: readonly { readonly addresses: readonly string[]; readonly isReady: boolean; /** Being deleted, while it still answers. */ readonly isServingToTheEnd: boolean; readonly podName: string | null; readonly nodeName: string | null }[];
  readonly ports: readonly { readonly name: string | null; readonly protocol: 'TCP' | 'UDP' | 'SCTP'; readonly port: number | null }[];
  readonly source: SourceLocation;
}

/** The Service that a rule of an Ingress leads to. */
export interface IngressBackend { readonly service: string; readonly port: number | string | null }
/** An Ingress with one rule for each path. */
export interface Ingress {
  readonly namespace: string;
  readonly name: string;
  readonly ingressClassName: string | null;
  readonly defaultBackend: IngressBackend | null;
  readonly rules: readonly { readonly host: string | null; readonly path: string | null; readonly backend: IngressBackend }[];
  /** Addresses and host names that its controller serves it on. */
  readonly addresses: readonly string[];
  readonly source: SourceLocation;
}
