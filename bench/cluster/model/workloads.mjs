import { Stream } from '../random.mjs';
import { DOMAINS, NOUNS, PCI, PORTS_BY_TIER } from '../words.mjs';

/** The workloads of every namespace, those of teams first; each is added to its namespace too. */
export function workloadsOf(options, namespaces) {
  const { seed, pods, workloads: wanted } = options;
  const r = new Stream(seed, 'workloads'); const workloads = [];
  const fixed = pods >= 20 ? infrastructure(options) : [];
  const carried = fixed.reduce((sum, workload) => sum + workload.pods, 0);
  const counts = podCounts(r, Math.max(1, wanted - fixed.length), pods - carried);
  for (const [i, count] of counts.entries()) {
    // Every namespace gets one, then a mild skew.
    const namespace = namespaces[i < options.namespaces ? i : Math.floor(options.namespaces * r.next() ** 1.3)];
    place(workloads, namespace, teamWorkload(r, options, namespace, count));
  }
  for (const { ns, ...workload } of fixed) place(workloads, namespaces.find(({ name }) => name === ns), { tier: 'infra', isRolling: false, app: workload.labels.app ?? workload.name, isInfrastructure: true, ...workload });
  return workloads;
}

function place(workloads, namespace, workload) {
  const placed = { position: workloads.length, namespace, ...workload };
  namespace.workloads.push(placed);
  workloads.push(placed);
}

/** Pods of each workload: one, the rest log-normal. */
function podCounts(r, workloads, pods) {
  const weights = Array.from({ length: workloads }, () => Math.exp(0.85 * r.normal()));
  let total = 0;
  for (const weight of weights) total += weight;
  const budget = Math.max(workloads, pods);
  const counts = weights.map((x) => 1 + Math.floor((x / total) * (budget - workloads)));
  const left = budget - counts.reduce((a, b) => a + b, 0);
  for (let i = 0; i < left; i++) counts[i % workloads]++;
  return counts;
}

const metrics = (containerPort) => ({ name: 'metrics', containerPort, protocol: 'TCP' });
const tcp = (name, containerPort) => ({ name, containerPort, protocol: 'TCP' });

const infrastructure = ({ pods, nodes }) => [
  { ns: 'kube-system', name: 'coredns', labels: { 'k8s-app': 'kube-dns' }, pods: Math.max(2, Math.round(pods / 4000)), ports: [{ name: 'dns', containerPort: 53, protocol: 'UDP' }, tcp('dns-tcp', 53), metrics(9153)], kind: 'Deployment', isHostNetwork: false },
  { ns: 'monitoring', name: 'prometheus', labels: { app: 'prometheus' }, pods: 2, ports: [tcp('web', 9090)], kind: 'Deployment', isHostNetwork: false },
  { ns: 'ingress-nginx', name: 'controller', labels: { app: 'ingress-nginx', component: 'controller' }, pods: Math.max(2, Math.round(pods / 5000)), ports: [tcp('http', 80), tcp('https', 443)], kind: 'Deployment', isHostNetwork: false },
  { ns: 'monitoring', name: 'node-exporter', labels: { app: 'node-exporter' }, pods: nodes, ports: [metrics(9100)], kind: 'DaemonSet', isHostNetwork: true },
];

function teamWorkload(r, { stateful }, namespace, pods) {
  const tier = r.weighted([[3, 'frontend'], [4, 'backend'], [2, 'data'], [2, 'cache'], [2, 'worker']]);
  const base = `${r.pick(DOMAINS)}-${r.pick(NOUNS)}`; let name = base;
  for (let k = 2; namespace.workloads.some((other) => other.name === name); k++) name = `${base}-${k}`;
  const ports = PORTS_BY_TIER[tier].slice(0, r.between(1, 2)).map((port) => ({ ...port }));
  if (r.chance(0.5)) ports.push(metrics(9102));
  // The same port name on different numbers.
  if (r.chance(0.05)) ports[0].containerPort += 10;
  const labels = { app: name, tier, team: namespace.team, version: `v${r.between(1, 4)}` };
  if (r.chance(0.1)) labels[PCI] = 'in';
  if (r.chance(0.05)) delete labels.tier;
  const kind = r.chance(stateful / 100) ? 'StatefulSet' : 'Deployment';
  const isRolling = kind === 'Deployment' && r.chance(0.04);
  return { name, tier, labels, pods, ports: r.chance(0.03) ? [] : ports, kind, isHostNetwork: false, isRolling, app: name, isInfrastructure: false };
}
