import type { Coverage } from '../model/coverage.ts';
import type { ControllerClass, Gateway, GatewayRoute, OpenShiftRoute, ReferenceGrant } from './gateway-kinds.ts';
import type { ConfigMap } from './config-map.ts';
import type { Observed } from './observed/observed.ts';
import type { EndpointSlice, Ingress, Namespace, Node, Pod, Service, Workload } from './kinds.ts';
import type { LocalRedirect } from './local-redirect.ts';
import type { NodeSettings } from './node-settings.ts';
import type { RecordedIdentity, RecordedPod } from './recorded-identity.ts';
import type { ServiceAccount } from './service-account.ts';

/** One version of a cluster, typed and linked: what enforcers lower. Lists are sorted by namespace, then name. */
export interface Snapshot<Policy> {
  /** By name; includes synthesised ones for every namespace that an object stands in. */
  readonly namespaces: ReadonlyMap<string, Namespace>;
  /** All phases. */
  readonly pods: readonly Pod[];
  readonly workloads: readonly Workload[];
  readonly nodes: readonly Node[];
  readonly services: readonly Service[];
  readonly serviceAccounts: readonly ServiceAccount[];
  readonly endpointSlices: readonly EndpointSlice[];
  readonly ingresses: readonly Ingress[];
  readonly ingressClasses: readonly ControllerClass[];
  readonly gatewayClasses: readonly ControllerClass[];
  readonly gateways: readonly Gateway[];
  readonly gatewayRoutes: readonly GatewayRoute[];
  readonly referenceGrants: readonly ReferenceGrant[];
  readonly openShiftRoutes: readonly OpenShiftRoute[];
  readonly policies: readonly Policy[];
  /** Configuration of agents, in order of namespace and name. */
  readonly configMaps: readonly ConfigMap[];
  /** What agents have recorded of pods and of identities. */
  readonly recordedPods: readonly RecordedPod[];
  readonly recordedIdentities: readonly RecordedIdentity[];
  /** Settings of agents on some nodes. */
  readonly nodeSettings: readonly NodeSettings[];
  readonly localRedirects: readonly LocalRedirect[];
  /** What tells who wires the pods and who filters. */
  readonly observed: Observed;
  readonly coverage: Coverage;
}
