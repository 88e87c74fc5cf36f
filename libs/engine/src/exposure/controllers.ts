import type { Labels } from '../model/label-expression.ts';

/** Where the pods of a controller are found that hand requests on to the pods of a route. */
export interface KnownController {
  /** Beginning of `spec.controller` of an IngressClass or `spec.controllerName` of a GatewayClass. */
  readonly controller: string;
  /** Names that its class has in the manuals, for clusters without IngressClass objects. */
  readonly classNames: readonly string[];
  /** Any of these sets of labels; none for a load balancer that runs outside the cluster. */
  readonly labels: readonly Labels[];
}

const name = (value: string, more: Labels = {}): Labels => ({ 'app.kubernetes.io/name': value, ...more });

/** Labels as the projects' own manifests and charts set them. */
export const KNOWN_CONTROLLERS: readonly KnownController[] = [
  { controller: 'k8s.io/ingress-nginx', classNames: ['nginx'], labels: [name('ingress-nginx', { 'app.kubernetes.io/component': 'controller' }), { app: 'ingress-nginx', component: 'controller' }, { app: 'ingress-nginx' }] },
  { controller: 'nginx.org/ingress-controller', classNames: ['nginx'], labels: [name('nginx-ingress'), { app: 'nginx-ingress' }] },
  { controller: 'gateway.nginx.org/', classNames: [], labels: [name('nginx-gateway-fabric'), name('nginx-gateway')] },
  { controller: 'traefik.io/', classNames: ['traefik'], labels: [name('traefik'), { app: 'traefik' }] },
  { controller: 'haproxy-ingress.github.io/', classNames: ['haproxy'], labels: [name('haproxy-ingress'), { run: 'haproxy-ingress' }] },
  { controller: 'haproxy.org/ingress-controller', classNames: ['haproxy'], labels: [name('kubernetes-ingress'), { run: 'haproxy-ingress' }] },
  { controller: 'projectcontour.io/', classNames: ['contour'], labels: [name('contour', { 'app.kubernetes.io/component': 'envoy' }), { app: 'envoy' }] },
  { controller: 'ingress-controllers.konghq.com/', classNames: ['kong'], labels: [name('kong'), { app: 'kong-gateway' }, { app: 'ingress-kong' }] },
  { controller: 'konghq.com/', classNames: [], labels: [name('kong'), name('gateway', { 'app.kubernetes.io/instance': 'kong' })] },
  { controller: 'istio.io/', classNames: ['istio'], labels: [{ istio: 'ingressgateway' }, { istio: 'ingress' }] },
  { controller: 'getambassador.io/', classNames: ['ambassador'], labels: [name('emissary-ingress'), name('ambassador')] },
  { controller: 'apisix.apache.org/', classNames: ['apisix'], labels: [name('apisix')] },
  { controller: 'openshift.io/ingress-to-route', classNames: ['openshift-default'], labels: [{ 'ingresscontroller.operator.openshift.io/deployment-ingresscontroller': 'default' }] },
  { controller: 'ingress.k8s.aws/', classNames: ['alb'], labels: [] },
  { controller: 'eks.amazonaws.com/alb', classNames: [], labels: [] },
  { controller: 'gateway.k8s.aws/', classNames: [], labels: [] },
  { controller: 'ingress.gke.io/', classNames: ['gce', 'gce-internal'], labels: [] },
  { controller: 'networking.gke.io/', classNames: [], labels: [] },
  { controller: 'azure/application-gateway', classNames: ['azure-application-gateway'], labels: [] },
];

/** Labels by which many controllers mark the pods that serve one Gateway; `name` and `namespace` hold the Gateway's. */
export const GATEWAY_LABELS: readonly { readonly name: string; readonly namespace: string | null }[] = [
  { name: 'gateway.networking.k8s.io/gateway-name', namespace: null },
  { name: 'istio.io/gateway-name', namespace: null },
  { name: 'gateway.envoyproxy.io/owning-gateway-name', namespace: 'gateway.envoyproxy.io/owning-gateway-namespace' },
];

/** The router of OpenShift, by the name under which a Route says that it was admitted. */
export const ROUTER_LABEL = 'ingresscontroller.operator.openshift.io/deployment-ingresscontroller';
