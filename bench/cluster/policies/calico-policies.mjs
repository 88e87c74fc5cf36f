// Calico's own NetworkPolicy and NetworkSet: ordered rules, selectors as text, Pass and Log.
import { TEAMS, TIERS, USUAL_PORT } from '../words.mjs';
import { allowDns, CALICO } from './calico-words.mjs';
import { policyCount } from './network-policies.mjs';
import { otherIn } from './selectors.mjs';

const quoted = (text) => `'${text}'`;

export function calicoPolicies(model, namespace) {
  const r = model.stream(`calico:${namespace.name}`); const policies = [];
  const add = (name, order, spec) => { policies.push({ apiVersion: CALICO, kind: 'NetworkPolicy', metadata: { name: `default.${name}`, namespace: namespace.name }, spec: { tier: 'default', order, ...spec } }); };
  const { denyIn, denyOut } = namespace;
  if (denyIn || denyOut) add('default-deny', 5000, { selector: 'all()', types: [...(denyIn ? ['Ingress'] : []), ...(denyOut ? ['Egress'] : [])] });
  if (denyOut) add('allow-dns', 900, { selector: 'all()', types: ['Egress'], egress: allowDns() });
  if (r.chance(0.15)) policies.push({ apiVersion: CALICO, kind: 'NetworkSet', metadata: { name: 'partners', namespace: namespace.name, labels: { role: 'partners' } }, spec: { nets: r.sample(model.ranges.slice(1), r.between(1, 4)).map(({ cidr }) => cidr) } });
  for (const workload of namespace.workloads) {
    const count = policyCount(r);
    for (let k = 1; k <= count; k++) {
      const spec = specOf(r, workload, model);
      add(`${workload.name}-${k}`, 1000 + 10 * r.int(50), spec);
    }
  }
  return policies;
}

function specOf(r, workload, model) {
  const spec = { selector: r.chance(0.85) ? `app == ${quoted(workload.app)}` : selector(r, workload), types: [] };
  const isInbound = r.chance(0.7);
  if (isInbound) { spec.types.push('Ingress'); spec.ingress = Array.from({ length: r.between(1, 3) }, () => rule(r, workload, model, false)); }
  if (!isInbound || r.chance(0.2)) { spec.types.push('Egress'); spec.egress = Array.from({ length: r.between(1, 2) }, () => rule(r, workload, model, true)); }
  return spec;
}

// Which texts there are is drawn before one of them is chosen.
const selector = (r, { app }) => r.weighted([
  [5, `app == ${quoted(app)}`],
  [3, `tier == ${quoted(r.pick(TIERS))}`],
  [1, `tier in { ${r.sample(TIERS, 2).map(quoted).join(', ')} }`],
  [1, `app == ${quoted(app)} && !has(pci.example.com/scope)`],
  [0.7, `has(tier) && tier not in { 'data', 'cache' }`],
  [0.4, 'all()'],
]);

const peer = (r, other, namespace, model) => r.made([
  [5, () => ({ selector: selector(r, otherIn(r, namespace, model)) })],
  [3, () => ({ namespaceSelector: `team == ${quoted(r.pick(TEAMS))}`, selector: selector(r, other) })],
  [1.5, () => { const { cidr, except } = model.ranges[r.zipf(model.ranges.length)]; return except.length > 0 ? { nets: [cidr], notNets: [...except] } : { nets: [cidr] }; }],
  [1, () => ({ selector: "role == 'partners'" })],
  [0.5, () => ({ namespaceSelector: 'global()', selector: "role == 'blocked'" })],
]);

function rule(r, workload, model, isEgress) {
  const destination = isEgress ? r.pick(model.teamWorkloads) : workload;
  const { containerPort, protocol, name } = destination.ports.length > 0 ? r.pick(destination.ports) : USUAL_PORT;
  const other = peer(r, destination, workload.namespace, model);
  const ports = [r.weighted([[8, containerPort], [1, isEgress ? containerPort : name], [1, '30000:32767']])];
  const action = r.weighted([[8, 'Allow'], [1.5, 'Deny'], [0.7, 'Pass'], [0.3, 'Log']]);
  return { action, protocol, ...(isEgress ? { destination: { ...other, ports } } : { source: other, destination: { ports } }) };
}
