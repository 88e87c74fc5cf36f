// CiliumNetworkPolicy: endpoints, entities, address ranges, names, denials, layer 7.
import { DOMAINS, TEAMS, TIERS, USUAL_PORT } from '../words.mjs';
import { cidrEntry, NAMESPACE_LABELS, POD_NAMESPACE } from './cilium-words.mjs';
import { policyCount } from './network-policies.mjs';
import { otherIn } from './selectors.mjs';

const HTTPS = [{ ports: [{ port: '443', protocol: 'TCP' }] }];

export function ciliumPolicies(model, namespace) {
  const r = model.stream(`cilium:${namespace.name}`); const policies = [];
  const add = (name, spec) => { policies.push({ apiVersion: 'cilium.io/v2', kind: 'CiliumNetworkPolicy', metadata: { name, namespace: namespace.name }, spec }); };
  if (namespace.denyIn) add('default-deny-ingress', { endpointSelector: {}, ingress: [{}] });
  if (namespace.denyOut) add('dns-and-default-deny-egress', { endpointSelector: {}, egress: [{ toEndpoints: [{ matchLabels: { [POD_NAMESPACE]: 'kube-system', 'k8s-app': 'kube-dns' } }], toPorts: [{ ports: [{ port: '53', protocol: 'ANY' }], rules: { dns: [{ matchPattern: '*' }] } }] }] });
  for (const workload of namespace.workloads) {
    const count = policyCount(r);
    for (let k = 1; k <= count; k++) add(`${workload.name}-cnp-${k}`, specOf(r, workload, model));
  }
  return policies;
}

function specOf(r, workload, model) {
  const spec = { endpointSelector: r.weighted([[8, { matchLabels: { app: workload.app } }], [1, { matchLabels: { tier: workload.labels.tier ?? 'backend' } }], [1, { matchExpressions: [{ key: 'app', operator: 'In', values: [workload.app] }] }]]) };
  if (r.chance(0.7)) {
    spec.ingress = [ingressRule(r, workload, model)];
    if (r.chance(0.15)) spec.ingressDeny = [ingressDeny(r, model)];
  }
  if (spec.ingress === undefined || r.chance(0.25)) {
    spec.egress = [egressRule(r, workload, model)];
    if (r.chance(0.2)) spec.egressDeny = [{ toCIDRSet: [{ cidr: '169.254.169.254/32' }] }];
  }
  if (r.chance(0.05)) spec.enableDefaultDeny = { ingress: false, egress: false };
  return spec;
}

const range = (r, { ranges }) => cidrEntry(ranges[r.zipf(ranges.length)]);

const ingressRule = (r, workload, model) => r.made([
  [6, () => ({ fromEndpoints: endpoints(r, workload.namespace, model), ...(r.chance(0.85) ? { toPorts: toPorts(r, workload, workload.namespace, r.chance(0.2)) } : {}) })],
  [1.5, () => ({ fromEntities: r.sample(['cluster', 'host', 'remote-node', 'kube-apiserver', 'world', 'health'], r.between(1, 2)), toPorts: toPorts(r, workload, workload.namespace, false) })],
  [1.5, () => ({ fromCIDRSet: [range(r, model)], toPorts: toPorts(r, workload, workload.namespace, false) })],
  [0.4, () => ({ fromEntities: ['all'] })],
]);

const ingressDeny = (r, { ranges }) => r.made([
  [3, () => ({ fromEndpoints: [{ matchLabels: { [`${NAMESPACE_LABELS}env`]: 'dev' } }] })],
  [2, () => ({ fromEntities: ['world'], toPorts: [{ ports: [{ port: '9102', protocol: 'TCP' }] }] })],
  [1, () => ({ fromCIDR: [ranges[r.int(ranges.length)].cidr] })],
]);

function egressRule(r, { namespace }, model) {
  const other = r.pick(model.teamWorkloads);
  return r.made([
    [5, () => ({ toEndpoints: endpoints(r, namespace, model), toPorts: toPorts(r, other, namespace, r.chance(0.1)) })],
    [1.5, () => ({ toEntities: [r.pick(['world', 'cluster', 'kube-apiserver', 'host'])], toPorts: structuredClone(HTTPS) })],
    [1.2, () => ({ toFQDNs: [r.chance(0.6) ? { matchName: `api.${r.pick(DOMAINS)}.example.com` } : { matchPattern: `*.${r.pick(DOMAINS)}.example.net` }], toPorts: structuredClone(HTTPS) })],
    [1.3, () => ({ toCIDRSet: [range(r, model)] })],
    [0.5, () => ({ toServices: [{ k8sService: { serviceName: other.name, namespace: other.namespace.name } }] })],
  ]);
}

const endpoints = (r, namespace, model) => r.made([
  [5, () => [{ matchLabels: { app: otherIn(r, namespace, model).app } }]],
  [3, () => { const other = r.pick(model.teamWorkloads); return [{ matchLabels: { app: other.app, [POD_NAMESPACE]: other.namespace.name } }]; }],
  [2, () => [{ matchLabels: { [`${NAMESPACE_LABELS}team`]: r.pick(TEAMS), tier: r.pick(TIERS) } }]],
  [1, () => [{ matchExpressions: [{ key: 'tier', operator: 'In', values: r.sample(TIERS, 2).sort() }, { key: POD_NAMESPACE, operator: 'Exists' }] }]],
  [0.5, () => [{}]],
]);

function toPorts(r, { ports }, { team }, isLayer7) {
  const { containerPort, protocol, name } = ports.length > 0 ? r.pick(ports) : USUAL_PORT;
  const port = r.weighted([[8, { port: String(containerPort), protocol }], [1, { port: name, protocol }], [1, { port: '30000', endPort: 30999, protocol: 'TCP' }]]);
  const entry = { ports: [{ ...port }] };
  if (isLayer7 && port.protocol === 'TCP' && port.endPort === undefined) entry.rules = { http: [{ method: 'GET', path: '/api/v1/.*' }, ...(r.chance(0.4) ? [{ method: 'POST', path: '/api/v1/orders', headers: [`X-Team: ${team}`] }] : [])] };
  return [entry];
}
