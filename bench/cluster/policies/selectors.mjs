import { ENVIRONMENTS, NAMESPACE_NAME, PCI, TEAMS, TIERS } from '../words.mjs';

const one = (key, operator, values) => ({ matchExpressions: [values === undefined ? { key, operator } : { key, operator, values }] });

/** A namespaceSelector as teams write them. */
export const namespaceSelector = (r, home, { namespaces, options }) => r.made([
  [4, () => ({ matchLabels: { team: r.pick(TEAMS) } })],
  [3, () => ({ matchLabels: { [NAMESPACE_NAME]: namespaces[r.int(options.namespaces)].name } })],
  [2, () => ({ matchLabels: { env: home.env, team: home.team } })],
  [1, () => one('env', 'In', r.sample(ENVIRONMENTS, 2).sort())],
  [1, () => one('tier', 'NotIn', ['infra', 'batch'])],
  [0.5, () => one(PCI, 'Exists')],
  [0.3, () => ({})],
]);

/** A podSelector that means `other`, or something wider. */
export const podSelector = (r, home, other) => r.made([
  [5, () => ({ matchLabels: { app: other.app } })],
  [3, () => ({ matchLabels: { tier: r.pick(TIERS) } })],
  [1, () => ({ matchLabels: { app: other.app, version: `v${r.between(1, 4)}` } })],
  [1, () => one('tier', 'In', r.sample(TIERS, 2).sort())],
  [1, () => one('tier', 'NotIn', r.sample(TIERS, r.between(1, 2)).sort())],
  [0.7, () => one(PCI, r.pick(['Exists', 'DoesNotExist']))],
  [0.7, () => ({ matchLabels: { team: home.team }, ...one('version', 'NotIn', ['v4']) })],
  [0.4, () => ({})],
]);

/** A workload of a namespace, of any where it has none. */
export const otherIn = (r, { workloads }, { teamWorkloads }) => r.pick(workloads.length > 0 ? workloads : teamWorkloads);
