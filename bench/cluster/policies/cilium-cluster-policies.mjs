import { NAMESPACE_LABELS, POD_NAMESPACE } from './cilium-words.mjs';

const ENV = `${NAMESPACE_LABELS}env`;
const policy = (name, spec) => ({ apiVersion: 'cilium.io/v2', kind: 'CiliumClusterwideNetworkPolicy', metadata: { name }, spec });

/** CiliumClusterwideNetworkPolicy: DNS, metrics, health, the host firewall. */
export const ciliumClusterPolicies = ({ ranges }) => [
  policy('health-checks', { endpointSelector: { matchLabels: { 'reserved:health': '' } }, ingress: [{ fromEntities: ['remote-node'] }], egress: [{ toEntities: ['remote-node'] }] }),
  policy('allow-dns', { endpointSelector: { matchExpressions: [{ key: POD_NAMESPACE, operator: 'NotIn', values: ['kube-system'] }] }, egress: [{ toEndpoints: [{ matchLabels: { [POD_NAMESPACE]: 'kube-system', 'k8s-app': 'kube-dns' } }], toPorts: [{ ports: [{ port: '53', protocol: 'ANY' }] }] }], enableDefaultDeny: { egress: false, ingress: false } }),
  policy('deny-metadata', { endpointSelector: {}, egressDeny: [{ toCIDR: ['169.254.169.254/32'] }], enableDefaultDeny: { egress: false } }),
  policy('deny-dev-to-prod', { endpointSelector: { matchLabels: { [ENV]: 'prod' } }, ingressDeny: [{ fromEndpoints: [{ matchLabels: { [ENV]: 'dev' } }] }], enableDefaultDeny: { ingress: false } }),
  policy('metrics-from-monitoring', { endpointSelector: { matchExpressions: [{ key: 'app', operator: 'Exists' }] }, ingress: [{ fromEndpoints: [{ matchLabels: { [POD_NAMESPACE]: 'monitoring', app: 'prometheus' } }], toPorts: [{ ports: [{ port: 'metrics', protocol: 'TCP' }] }] }], enableDefaultDeny: { ingress: false } }),
  policy('host-firewall', { nodeSelector: { matchLabels: { 'node-role.kubernetes.io/worker': '' } }, ingress: [{ fromEntities: ['cluster', 'health'] }, { fromCIDR: [ranges[1].cidr], toPorts: [{ ports: [{ port: '22', protocol: 'TCP' }] }] }] }),
];
