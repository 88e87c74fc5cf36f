import { kindIndex } from '../model/kind-index.ts';
import type { Shape } from '../model/shape.ts';
import { CONFIG_MAP_SHAPE, KEPT_CONFIG_MAPS } from './config-map.ts';
import { GATEWAY_CLASS_SHAPE, INGRESS_CLASS_SHAPE } from './controller-class.ts';
import { ENDPOINT_SLICE_SHAPE } from './endpoint-slice.ts';
import { GATEWAY_ROUTE_SHAPE, REFERENCE_GRANT_SHAPE } from './gateway-route.ts';
import { GATEWAY_SHAPE } from './gateway.ts';
import { INGRESS_SHAPE } from './ingress.ts';
import { LOCAL_REDIRECT_SHAPE } from './local-redirect.ts';
import { NAMESPACE_SHAPE } from './namespace.ts';
import { CILIUM_NODE_CONFIG_SHAPE } from './node-settings.ts';
import { NODE_SHAPE } from './node.ts';
import { OPENSHIFT_ROUTE_SHAPE } from './openshift-route.ts';
import { POD_SHAPE } from './pod.ts';
import { CILIUM_ENDPOINT_SHAPE, CILIUM_ENDPOINT_SLICE_SHAPE, CILIUM_IDENTITY_SHAPE } from './recorded-identity.ts';
import { SERVICE_ACCOUNT_SHAPE } from './service-account.ts';
import { SERVICE_SHAPE } from './service.ts';
import { CRON_JOB_SHAPE, JOB_SHAPE, WORKLOAD_SHAPE } from './workload.ts';

/** A kind that Postern models. */
export interface KnownKind {
  readonly isNamespaced: boolean;
  readonly versions: readonly string[];
  /** What is kept of an object of this kind: only what answers, findings and explanations need. */
  readonly shape: Shape;
  /** Present where only objects of these names are kept. */
  readonly names?: readonly string[];
}

const APPS_BETAS = ['v1', 'v1beta2', 'v1beta1'];
const workload = (versions: readonly string[], shape: Shape = WORKLOAD_SHAPE): KnownKind => ({ isNamespaced: true, versions, shape });
const GATEWAY_VERSIONS = ['v1', 'v1beta1', 'v1alpha3', 'v1alpha2'];
const gatewayApi = (shape: Shape, isNamespaced = true): KnownKind => ({ isNamespaced, versions: GATEWAY_VERSIONS, shape });
const core = (shape: Shape, isNamespaced = true): KnownKind => ({ isNamespaced, versions: ['v1'], shape });

/** Old versions have the shape of those that replaced them in all that is read here. */
const KNOWN_KINDS: Readonly<Record<string, KnownKind>> = {
  '/Namespace': core(NAMESPACE_SHAPE, false),
  '/Node': core(NODE_SHAPE, false),
  '/Pod': core(POD_SHAPE),
  '/Service': core(SERVICE_SHAPE),
  '/ServiceAccount': core(SERVICE_ACCOUNT_SHAPE),
  '/ConfigMap': { ...core(CONFIG_MAP_SHAPE), names: KEPT_CONFIG_MAPS },
  '/ReplicationController': core(WORKLOAD_SHAPE),
  'apps/Deployment': workload(APPS_BETAS),
  'apps/ReplicaSet': workload(APPS_BETAS),
  'apps/StatefulSet': workload(APPS_BETAS),
  'apps/DaemonSet': workload(APPS_BETAS),
  'extensions/Deployment': workload(['v1beta1']),
  'extensions/ReplicaSet': workload(['v1beta1']),
  'extensions/DaemonSet': workload(['v1beta1']),
  'batch/Job': workload(['v1', 'v1beta1'], JOB_SHAPE),
  'batch/CronJob': workload(['v1', 'v1beta1', 'v2alpha1'], CRON_JOB_SHAPE),
  'discovery.k8s.io/EndpointSlice': { isNamespaced: true, versions: ['v1', 'v1beta1'], shape: ENDPOINT_SLICE_SHAPE },
  'networking.k8s.io/Ingress': { isNamespaced: true, versions: ['v1', 'v1beta1'], shape: INGRESS_SHAPE },
  'extensions/Ingress': { isNamespaced: true, versions: ['v1beta1'], shape: INGRESS_SHAPE },
  'networking.k8s.io/IngressClass': { isNamespaced: false, versions: ['v1', 'v1beta1'], shape: INGRESS_CLASS_SHAPE },
  'gateway.networking.k8s.io/GatewayClass': gatewayApi(GATEWAY_CLASS_SHAPE, false),
  'gateway.networking.k8s.io/Gateway': gatewayApi(GATEWAY_SHAPE),
  'gateway.networking.k8s.io/HTTPRoute': gatewayApi(GATEWAY_ROUTE_SHAPE),
  'gateway.networking.k8s.io/GRPCRoute': gatewayApi(GATEWAY_ROUTE_SHAPE),
  'gateway.networking.k8s.io/TLSRoute': gatewayApi(GATEWAY_ROUTE_SHAPE),
  'gateway.networking.k8s.io/TCPRoute': gatewayApi(GATEWAY_ROUTE_SHAPE),
  'gateway.networking.k8s.io/UDPRoute': gatewayApi(GATEWAY_ROUTE_SHAPE),
  'gateway.networking.k8s.io/ReferenceGrant': gatewayApi(REFERENCE_GRANT_SHAPE),
  'cilium.io/CiliumEndpoint': { isNamespaced: true, versions: ['v2'], shape: CILIUM_ENDPOINT_SHAPE },
  'cilium.io/CiliumEndpointSlice': { isNamespaced: false, versions: ['v2', 'v2alpha1'], shape: CILIUM_ENDPOINT_SLICE_SHAPE },
  'cilium.io/CiliumIdentity': { isNamespaced: false, versions: ['v2'], shape: CILIUM_IDENTITY_SHAPE },
  'cilium.io/CiliumNodeConfig': { isNamespaced: true, versions: ['v2', 'v2alpha1'], shape: CILIUM_NODE_CONFIG_SHAPE },
  'cilium.io/CiliumLocalRedirectPolicy': { isNamespaced: true, versions: ['v2'], shape: LOCAL_REDIRECT_SHAPE },
  'route.openshift.io/Route': core(OPENSHIFT_ROUTE_SHAPE),
};

/** The table's entry for a kind; undefined for policies and for what Postern does not model. */
export const knownKind: (group: string, kind: string) => KnownKind | undefined = kindIndex(KNOWN_KINDS);
