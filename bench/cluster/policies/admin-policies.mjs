// AdminNetworkPolicy and its successor ClusterNetworkPolicy: one set of intentions in the spelling of either.
import { NAMESPACE_NAME, PCI, TEAMS } from '../words.mjs';

const labelled = (labels) => ({ matchLabels: labels });
const namespaces = (selector) => ({ namespaces: selector });
const pods = (namespaceSelector, podSelector) => ({ pods: { namespaceSelector, podSelector } });
const environments = (...values) => ({ matchExpressions: [{ key: 'env', operator: 'In', values }] });
const called = (name) => labelled({ [NAMESPACE_NAME]: name });
const one = (port) => ({ first: port });
const range = (first, last) => ({ first, last });
const EVERYWHERE = namespaces({});

/** Each rule is [action, peers, ports?]. */
const intentions = (ranges) => [
  { priority: 5, name: 'monitoring-scrape', subject: EVERYWHERE, ingress: [['Allow', [namespaces(called('monitoring'))], [one(9102), one(9153)]]] },
  { priority: 10, name: 'dns-for-all', subject: EVERYWHERE, egress: [['Allow', [pods(called('kube-system'), labelled({ 'k8s-app': 'kube-dns' }))], [one(53)]]] },
  { priority: 15, name: 'pci-walls', subject: namespaces(labelled({ [PCI]: 'in' })), ingress: [['Pass', [namespaces(labelled({ [PCI]: 'in' }))]], ['Deny', [EVERYWHERE], [range(5432, 5433), one(6379)]]] },
  { priority: 20, name: 'no-dev-to-prod', subject: namespaces(labelled({ env: 'prod' })), ingress: [['Deny', [namespaces(environments('dev', 'staging'))]]] },
  { priority: 25, name: 'ingress-controller', subject: pods(labelled({ tier: 'edge' }), labelled({ tier: 'frontend' })), ingress: [['Allow', [namespaces(called('ingress-nginx'))], [one(8080), one(8443)]]] },
  { priority: 30, name: 'block-metadata-service', subject: EVERYWHERE, egress: [['Deny', [{ networks: ['169.254.169.254/32'] }]]] },
  { priority: 35, name: 'batch-egress-pass', subject: namespaces(labelled({ tier: 'batch' })), egress: [['Pass', [namespaces(labelled({ tier: 'data' }))]], ['Deny', [{ networks: [ranges[1].cidr, ranges[2 % ranges.length].cidr] }]]] },
  { priority: 40, name: `team-${TEAMS[0]}-isolation`, subject: namespaces(labelled({ team: TEAMS[0] })), ingress: [['Allow', [namespaces(labelled({ team: TEAMS[0] }))]], ['Pass', [namespaces(labelled({ team: 'platform' }))]], ['Deny', [EVERYWHERE], [range(1, 1023)]]] },
  { priority: 50, name: 'data-tier-only-from-backends', subject: pods({}, labelled({ tier: 'data' })), ingress: [['Pass', [pods({}, { matchExpressions: [{ key: 'tier', operator: 'In', values: ['backend', 'worker'] }] })]], ['Deny', [pods({}, labelled({ tier: 'frontend' }))]]] },
  { priority: 60, name: 'legacy-port-pass', subject: namespaces(labelled({ env: 'staging' })), ingress: [['Pass', [namespaces(labelled({ env: 'staging' }))], [range(30000, 32767)]]], egress: [['Allow', [namespaces(labelled({ env: 'staging' }))], [one(8080), one(50051)]]] },
];

const baseline = (ranges) => ({
  subject: namespaces(environments('prod', 'staging')),
  ingress: [['Allow', [namespaces(called('monitoring'))]], ['Deny', [namespaces(labelled({ env: 'dev' }))]]],
  egress: [['Deny', [{ networks: [ranges.at(-1).cidr] }]]],
});

/** DNS is asked over both protocols. */
const ALPHA_1 = {
  actions: { Allow: 'Allow' }, portsField: 'ports',
  port: ({ first, last }) => (last === undefined ? [{ portNumber: { protocol: 'TCP', port: first } }, ...(first === 53 ? [{ portNumber: { protocol: 'UDP', port: 53 } }] : [])] : [{ portRange: { protocol: 'TCP', start: first, end: last } }]),
};
const ALPHA_2 = {
  actions: { Allow: 'Accept' }, portsField: 'protocols',
  port: ({ first, last }) => (last === undefined ? [{ tcp: { destinationPort: { number: first } } }, ...(first === 53 ? [{ udp: { destinationPort: { number: 53 } } }] : [])] : [{ tcp: { destinationPort: { range: { start: first, end: last } } } }]),
};

function specOf({ subject, ingress, egress }, spelling, head) {
  const rules = (list, direction, field) => list.map(([action, peers, ports], i) => ({
    name: `${direction}-${i + 1}`, action: spelling.actions[action] ?? action, [field]: structuredClone(peers),
    ...(ports === undefined ? {} : { [spelling.portsField]: ports.flatMap(spelling.port) }),
  }));
  return { ...head, subject: structuredClone(subject), ...(ingress === undefined ? {} : { ingress: rules(ingress, 'in', 'from') }), ...(egress === undefined ? {} : { egress: rules(egress, 'out', 'to') }) };
}

const alpha1 = (kind, name, spec) => ({ apiVersion: 'policy.networking.k8s.io/v1alpha1', kind, metadata: { name }, spec });
const alpha2 = (name, spec) => ({ apiVersion: 'policy.networking.k8s.io/v1alpha2', kind: 'ClusterNetworkPolicy', metadata: { name }, spec });

export function adminPolicies({ ranges, options: { adminApi } }) {
  const policies = intentions(ranges).map((intention, i) => {
    const { name, priority } = intention;
    const isOld = adminApi === 'v1alpha1' || (adminApi === 'both' && i % 2 === 0);
    return isOld ? alpha1('AdminNetworkPolicy', name, specOf(intention, ALPHA_1, { priority })) : alpha2(name, specOf(intention, ALPHA_2, { tier: 'Admin', priority }));
  });
  if (adminApi !== 'v1alpha2') policies.push(alpha1('BaselineAdminNetworkPolicy', 'default', specOf(baseline(ranges), ALPHA_1, {})));
  if (adminApi !== 'v1alpha1') policies.push(alpha2('baseline', specOf(baseline(ranges), ALPHA_2, { tier: 'Baseline', priority: 100 })));
  return policies;
}
