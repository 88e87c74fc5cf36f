import { Stream } from '../random.mjs';
import { DOMAINS, NAMESPACE_NAME, PCI, TEAMS } from '../words.mjs';

const INFRASTRUCTURE = ['kube-system', 'monitoring', 'ingress-nginx'];

/** Namespaces of teams, then those of the platform. */
export function namespacesOf({ seed, namespaces: wanted }) {
  const r = new Stream(seed, 'ns'); const used = new Set();
  const namespaces = Array.from({ length: wanted }, () => teamNamespace(r, used));
  for (const name of INFRASTRUCTURE) namespaces.push({ name, team: 'platform', env: 'prod', labels: { [NAMESPACE_NAME]: name, team: 'platform', env: 'prod', tier: 'infra' }, isInfrastructure: true, workloads: [], denyIn: false, denyOut: false, flavour: 1 });
  return namespaces;
}

function teamNamespace(r, used) {
  const team = r.pick(TEAMS); const domain = r.pick(DOMAINS); const env = r.weighted([[5, 'prod'], [3, 'staging'], [2, 'dev']]);
  let name = `${team}-${domain}-${env}`;
  for (let k = 2; used.has(name); k++) name = `${team}-${domain}-${env}-${k}`;
  used.add(name);
  const labels = { [NAMESPACE_NAME]: name, team, env, tier: r.weighted([[5, 'app'], [2, 'edge'], [2, 'data'], [1, 'batch']]) };
  // Somebody always forgets.
  if (r.chance(0.04)) delete labels.team;
  if (r.chance(0.1)) labels[PCI] = 'in';
  return { name, team, env, labels, isInfrastructure: false, workloads: [], denyIn: r.chance(0.6), denyOut: r.chance(0.3), flavour: r.next() };
}
