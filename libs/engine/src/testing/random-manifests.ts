import { createRandom, type Random } from './random.ts';
import { randomAdminPolicy, randomNetworkPolicy, WORDS } from './random-policies.ts';

type Json = Readonly<Record<string, unknown>>;

/** A small cluster as text, and the settings to read it by. */
export interface RandomManifests { readonly text: string; readonly settings: Readonly<Record<string, string>> }

const SETTINGS: readonly (readonly [string, readonly string[]])[] = [
  ['host-network', ['node', 'pod']], ['ip-block-matches-pods', ['true', 'false']], ['duplicate-port-names', ['any', 'first']], ['sidecar-ports', ['included', 'excluded']],
  ['admin-api', ['both', 'v1alpha1', 'v1alpha2']], ['network-policy-final', ['direction', 'pod']], ['namespace-name-label', ['added', 'literal']], ['terminating-pods', ['included', 'excluded']],
  ['own-node-egress', ['as-written', 'allowed']], ['missing-namespace', ['by-coverage', 'absent', 'unknown']],
];

/**
 * A cluster as manifests, determined by the seed: pods of every phase, on the host network, of one family or both,
 * with sidecars and port names given twice; nodes; workloads without pods; namespaces without an object; Services; all
 * kinds of upstream policies, some refused and some unreadable.
 */
export function randomManifests(seed: number): RandomManifests {
  const random = createRandom(seed);
  const hasNodes = random.chance(0.7);
  const policies = [
    ...random.times(0, 5, (index) => randomNetworkPolicy(random, `np${String(index)}`)),
    ...random.times(0, 2, (index) => randomAdminPolicy(random, 'AdminNetworkPolicy', `anp${String(index)}`)),
    ...(random.chance(0.4) ? [randomAdminPolicy(random, 'BaselineAdminNetworkPolicy', 'default')] : []),
    ...random.times(0, 2, (index) => randomAdminPolicy(random, 'ClusterNetworkPolicy', `cnp${String(index)}`)),
  ];
  const objects = [
    ...random.some(WORDS.namespaces.slice(0, 3), 0.85).map((name) => namespace(random, name)),
    ...(hasNodes ? random.some(WORDS.nodes, 0.8).map((name, index) => node(random, name, index)) : []),
    ...random.times(2, 9, (index) => pod(random, `p${String(index)}`)), ...random.times(0, 3, (index) => workload(random, `w${String(index)}`)),
    ...random.times(0, 2, (index) => service(random, `s${String(index)}`)), ...policies,
  ];
  const texts = random.shuffled(objects).map((object) => JSON.stringify(object));
  if (random.chance(0.1)) texts.push(`kind: NetworkPolicy\nmetadata: {name: torn, namespace: ${random.pick(WORDS.namespaces)}}\nspec: {podSelector: {`);
  if (random.chance(0.06)) texts.push(`kind: ${random.pick(['AdminNetworkPolicy', 'ClusterNetworkPolicy'])}\nmetadata: {name: torn}\nspec: {subject: [}`);
  const settings = SETTINGS.filter(() => random.chance(0.15)).map(([key, values]) => [`reference.${key}`, random.pick(values)] as const);
  return { text: texts.join('\n---\n'), settings: Object.fromEntries(settings) };
}

const someLabels = (random: Random): Json => Object.fromEntries(random.some(WORDS.keys, 0.55).map((key) => [key, random.pick(WORDS.values)]));

const namespace = (random: Random, name: string): Json => ({
  apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: { ...(random.chance(0.7) && { team: random.pick(WORDS.values) }), ...(random.chance(0.5) && { 'kubernetes.io/metadata.name': name }) } },
});

function node(random: Random, name: string, index: number): Json {
  const addresses = [`172.18.0.${String(index + 1)}`, ...(random.chance(0.4) ? [`fd00:0:0:1::${String(index + 1)}`] : [])];
  return { apiVersion: 'v1', kind: 'Node', metadata: { name, labels: random.chance(0.6) ? { zone: random.pick(WORDS.values) } : {} }, status: { addresses: random.chance(0.9) ? addresses.map((address) => ({ type: 'InternalIP', address })) : [] } };
}

function ports(random: Random): readonly Json[] {
  return random.times(0, 3, () => ({ ...(random.chance(0.85) && { name: random.pick(WORDS.portNames) }), containerPort: 79 + random.below(6), ...(random.chance(0.5) && { protocol: random.pick(['TCP', 'UDP', 'SCTP']) }) }));
}

function podSpec(random: Random, isHost: boolean): Json {
  const sidecar = { name: 'side', image: 'example.invalid/side', ports: ports(random), ...(random.chance(0.7) && { restartPolicy: 'Always' }) };
  return {
    ...(isHost && { hostNetwork: true }), ...(random.chance(0.25) && { initContainers: [sidecar] }),
    containers: random.times(1, 2, (index) => ({ name: `c${String(index)}`, image: 'example.invalid/app', ports: ports(random) })),
  };
}

function pod(random: Random, name: string): Json {
  const isHost = random.chance(0.18);
  const phase = random.pick(['Running', 'Running', 'Running', 'Running', 'Pending', 'Succeeded', 'Failed', 'Unknown']);
  const place = random.below(3);
  const four = isHost ? `172.18.0.${String(place + 1)}` : `10.0.0.${String(random.below(12))}`;
  const six = isHost ? `fd00:0:0:1::${String(place + 1)}` : `fd00::${String(random.below(12))}`;
  const addresses = phase === 'Pending' && random.chance(0.7) ? [] : random.pick([[four], [four], [six], [four, six], [six, four]]);
  const owner = { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: `rs${String(random.below(2))}`, uid: 'u', controller: true };
  return {
    apiVersion: 'v1', kind: 'Pod',
    metadata: {
      name, namespace: random.pick(WORDS.namespaces), labels: someLabels(random), ...(random.chance(0.1) && { deletionTimestamp: '2024-01-01T00:00:00Z' }), ...(random.chance(0.3) && { ownerReferences: [owner] }),
    },
    spec: { ...(random.chance(0.85) && { nodeName: WORDS.nodes[place] }), ...podSpec(random, isHost) },
    ...(random.chance(0.95) && { status: { phase, ...(random.chance(0.5) && { hostIP: `172.18.0.${String(place + 1)}` }), podIPs: addresses.map((ip) => ({ ip })) } }),
  };
}

function workload(random: Random, name: string): Json {
  const kind = random.pick(['Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob']);
  const template = { metadata: { labels: someLabels(random) }, spec: podSpec(random, random.chance(0.15)) };
  const spec = kind === 'CronJob' ? { jobTemplate: { spec: { template } } } : { template, ...(random.chance(0.6) && { replicas: random.below(4) }) };
  return { apiVersion: kind.endsWith('Job') ? 'batch/v1' : 'apps/v1', kind, metadata: { name, namespace: random.pick(WORDS.namespaces) }, spec };
}

const service = (random: Random, name: string): Json => ({
  apiVersion: 'v1', kind: 'Service', metadata: { name, namespace: random.pick(WORDS.namespaces) },
  spec: {
    ...(random.chance(0.85) && { selector: someLabels(random) }), ...(random.chance(0.2) && { clusterIP: 'None' }),
    ports: [{ name: 'first', port: 80, protocol: random.pick(['TCP', 'UDP']), targetPort: random.pick([80, 'web', 'dns']) }],
  },
});
