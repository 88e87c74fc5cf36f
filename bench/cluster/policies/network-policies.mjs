// networking.k8s.io/v1, a good one a workload, with default denials by namespace.
import { NAMESPACE_NAME, USUAL_PORT } from '../words.mjs';
import { namespaceSelector, otherIn, podSelector } from './selectors.mjs';

const policy = (namespace, name, spec) => ({ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name, namespace: namespace.name }, spec });
const named = (name) => ({ matchLabels: { [NAMESPACE_NAME]: name } });

/** How many policies a workload has; 1.2 in the mean. */
export const policyCount = (r) => r.weighted([[2, 0], [5, 1], [2, 2], [1, 3]]);

export function networkPolicies(model, namespace) {
  const r = model.stream(`knp:${namespace.name}`); const policies = [];
  const add = (name, spec) => { policies.push(policy(namespace, name, spec)); };
  const { denyIn, denyOut } = namespace;
  if (denyIn && denyOut && r.chance(0.5)) add('default-deny-all', { podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
  else {
    if (denyIn) add('default-deny-ingress', { podSelector: {}, policyTypes: ['Ingress'] });
    if (denyOut) add('default-deny-egress', { podSelector: {}, policyTypes: ['Egress'] });
  }
  if (denyOut) add('allow-dns', { podSelector: {}, policyTypes: ['Egress'], egress: [{ to: [{ namespaceSelector: named('kube-system'), podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } } }], ports: [{ protocol: 'UDP', port: 53 }, { protocol: 'TCP', port: 53 }] }] });
  if (r.chance(0.3)) add('allow-monitoring', { podSelector: {}, policyTypes: ['Ingress'], ingress: [{ from: [{ namespaceSelector: named('monitoring') }], ports: [{ protocol: 'TCP', port: 'metrics' }] }] });
  if (r.chance(0.25)) add('allow-same-namespace', { podSelector: {}, policyTypes: ['Ingress'], ingress: [{ from: [{ podSelector: {} }] }] });
  for (const workload of namespace.workloads) {
    const count = policyCount(r);
    for (let k = 1; k <= count; k++) add(`${workload.name}-allow-${k}`, allowSpec(r, workload, model));
  }
  return policies;
}

function allowSpec(r, workload, model) {
  const spec = { podSelector: subject(r, workload, model), policyTypes: [] };
  const direction = r.weighted([[62, 'in'], [28, 'out'], [10, 'both']]);
  const rules = (isEgress) => Array.from({ length: r.weighted([[7, 1], [2, 2], [1, 3]]) }, () => rule(r, workload, model, isEgress));
  if (direction !== 'out') { spec.policyTypes.push('Ingress'); spec.ingress = rules(false); }
  if (direction !== 'in') { spec.policyTypes.push('Egress'); spec.egress = rules(true); }
  return spec;
}

const subject = (r, workload, model) => r.made([
  [75, () => ({ matchLabels: { app: workload.app } })],
  [12, () => ({ matchLabels: { tier: workload.labels.tier ?? 'backend' } })],
  [6, () => ({ matchExpressions: [{ key: 'app', operator: 'In', values: [...new Set([workload.app, otherIn(r, workload.namespace, model).app])].sort() }] })],
  [7, () => ({})],
]);

function rule(r, workload, model, isEgress) {
  // Everything is allowed.
  if (r.chance(0.035)) return {};
  const peers = r.chance(0.04) ? [] : peersFor(r, workload, model);
  const hasBlock = peers.length === 0 || peers.some(({ ipBlock }) => ipBlock !== undefined);
  const ports = portsFor(r, isEgress ? r.pick(model.teamWorkloads) : workload, isEgress && hasBlock);
  return { ...(peers.length > 0 ? { [isEgress ? 'to' : 'from']: peers } : {}), ...(ports.length > 0 ? { ports } : {}) };
}

function peersFor(r, { namespace }, model) {
  return Array.from({ length: r.weighted([[6, 1], [3, 2], [1, 3]]) }, () => r.made([
    [35, () => ({ podSelector: podSelector(r, namespace, otherIn(r, namespace, model)) })],
    [20, () => ({ namespaceSelector: namespaceSelector(r, namespace, model) })],
    [25, () => {
      const other = r.pick(model.teamWorkloads);
      return r.chance(0.6) ? { namespaceSelector: named(other.namespace.name), podSelector: { matchLabels: { app: other.app } } }
        : { namespaceSelector: namespaceSelector(r, namespace, model), podSelector: podSelector(r, namespace, other) };
    }],
    [12, () => {
      const { cidr, except } = model.ranges[r.zipf(model.ranges.length)];
      return { ipBlock: except.length > 0 && r.chance(0.8) ? { cidr, except: [...except] } : { cidr } };
    }],
  ]));
}

/** A named port needs a pod to resolve on, so an egress rule to addresses has none. */
function portsFor(r, { ports }, isOutwards) {
  return Array.from({ length: r.weighted([[1, 0], [6, 1], [2, 2], [0.5, 3]]) }, () => {
    const { protocol, containerPort, name } = ports.length > 0 ? r.pick(ports) : USUAL_PORT;
    return r.made([
      [70, () => ({ protocol, port: containerPort })],
      [isOutwards ? 0 : 14, () => ({ protocol, port: name })],
      [9, () => { const first = r.pick([30000, 8000, 9000, 49152]); return { protocol: 'TCP', port: first, endPort: first + r.pick([99, 199, 999]) }; }],
      [4, () => ({ protocol: r.pick(['TCP', 'UDP']) })],
      [3, () => ({ port: r.pick([443, 80, 9443]) })],
    ]);
  });
}
