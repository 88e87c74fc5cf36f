// Containers with random labels under random policies: the cluster on which others have published how long verifying it takes.
import { Stream } from '../cluster/random.mjs';

const KEYS = 5;
const VALUES = 10;
const NAMESPACE = 'default';
const USER = 'k0';

const address = (i) => `10.${(i >>> 16) & 255}.${(i >>> 8) & 255}.${i & 255}`;

/** The number of the user that a container belongs to: one of its labels says so. */
export const userOf = ({ metadata: { labels } }) => Number(labels[USER].slice(1));

/** A namespace with Pods and NetworkPolicies: 1 to 3 labels on each side, one direction each, no ports. */
export function* randomLabels({ containers, policies, keys = KEYS, values = VALUES, seed = '1' }) {
  yield { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } };
  const label = (r, key) => [`k${key}`, `v${r.int(values)}`]; const all = Array.from({ length: keys }, (_, key) => key);
  const labels = new Stream(seed, 'labels');
  // Names in the order of numbers, so that what the engine puts in order of names stays in the order of these lists.
  const named = (letter, i, count) => `${letter}${String(i).padStart(String(count).length, '0')}`;
  for (let i = 0; i < containers; i++) {
    yield { apiVersion: 'v1', kind: 'Pod', metadata: { name: named('c', i, containers), namespace: NAMESPACE, labels: Object.fromEntries(all.map((key) => label(labels, key))) }, spec: { nodeName: `n${i % 100}`, containers: [{ name: 'c' }] }, status: { phase: 'Running', podIP: address(i + 1) } };
  }
  const r = new Stream(seed, 'policies');
  const selector = () => ({ matchLabels: Object.fromEntries(r.sample(all, r.between(1, 3)).sort((a, b) => a - b).map((key) => label(r, key))) });
  for (let i = 0; i < policies; i++) {
    const [type, list, peer] = r.chance(0.5) ? ['Ingress', 'ingress', 'from'] : ['Egress', 'egress', 'to'];
    yield { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: named('p', i, policies), namespace: NAMESPACE }, spec: { podSelector: selector(), policyTypes: [type], [list]: [{ [peer]: [{ podSelector: selector() }] }] } };
  }
}

/** The firewalls in front of some objects, and the user of each endpoint. */
export function firewallsOf(engine, objects) {
  const session = engine.createReadSession(); const lines = []; const users = [];
  for (const object of objects) {
    lines.push(`${JSON.stringify(object)}\n`);
    if (object.kind === 'Pod') users.push(userOf(object));
  }
  session.ndjson(lines.join(''), 'objects.ndjson');
  const { objects: read, coverage } = session.finish();
  return { firewalls: engine.lowerReference(engine.buildSnapshot(read, coverage).snapshot, {}), users: Uint8Array.from(users) };
}
