// The next version of a cluster: a handful of policies changed in ways that people change them.
import { TEAMS } from '../words.mjs';

const isOwn = ({ kind, apiVersion, metadata: { name } }) => kind === 'NetworkPolicy' && apiVersion.startsWith('networking') && /-allow-\d+$/u.test(name);
const directionOf = ({ spec }) => (spec.ingress === undefined ? 'egress' : 'ingress');

/** Changes `policies` in place and says what was done. */
export function changePolicies({ stream }, policies) {
  const r = stream('next:policies'); const said = [];
  const say = (change, { kind, metadata: { namespace = null, name } }, what) => { said.push({ change, kind, namespace, name, what }); };
  const own = policies.filter(isOwn);
  const chosen = r.sample(own, Math.min(EDITS.length, own.length));
  for (const [i, policy] of chosen.entries()) EDITS[i](policy, policies, say, r);
  for (const { matches, edit, what } of DIALECT_EDITS) {
    const policy = policies.find(matches);
    if (policy === undefined) continue;
    edit(policy.spec);
    say('modified', policy, what);
  }
  return said;
}

const EDITS = [
  (policy, policies, say, r) => {
    const { spec } = policy;
    (spec.ingress ??= []).push({ from: [{ namespaceSelector: { matchLabels: { team: r.pick(TEAMS) } } }], ports: [{ protocol: 'TCP', port: 8080 }] });
    if (!spec.policyTypes.includes('Ingress')) spec.policyTypes.unshift('Ingress');
    say('modified', policy, 'one more ingress rule');
  },
  (policy, policies, say) => { policies.splice(policies.indexOf(policy), 1); say('removed', policy, 'policy deleted'); },
  (policy, policies, say) => {
    const copy = structuredClone(policy);
    copy.metadata.name += '-copy';
    copy.spec.podSelector = { matchLabels: { tier: 'data' } };
    policies.push(copy);
    say('added', copy, 'policy added');
  },
  (policy, policies, say) => {
    const direction = directionOf(policy); const rules = policy.spec[direction];
    rules[0] = { ...rules[0], ports: [{ protocol: 'TCP', port: 443 }] };
    say('modified', policy, `ports of the first ${direction} rule replaced`);
  },
  (policy, policies, say) => {
    const direction = directionOf(policy); const rules = policy.spec[direction];
    rules[0] = { ...rules[0], [direction === 'ingress' ? 'from' : 'to']: [{ ipBlock: { cidr: '203.0.113.0/24' } }], ports: [{ protocol: 'TCP', port: 443 }] };
    say('modified', policy, `peers of the first ${direction} rule replaced by an address range`);
  },
];

const DIALECT_EDITS = [
  { matches: ({ kind, metadata }) => ['AdminNetworkPolicy', 'ClusterNetworkPolicy'].includes(kind) && metadata.name === 'no-dev-to-prod', edit: ({ ingress }) => { ingress[0].action = 'Pass'; }, what: 'first rule now passes' },
  { matches: ({ kind, spec }) => kind === 'CiliumNetworkPolicy' && spec.ingress?.[0]?.fromEndpoints !== undefined, edit: (spec) => { Object.assign(spec, { ingressDeny: [{ fromEntities: ['world'] }] }); }, what: 'deny from world added' },
  { matches: ({ kind, metadata }) => kind === 'GlobalNetworkPolicy' && metadata.name === 'security.no-dev-to-prod', edit: (spec) => { Object.assign(spec, { order: 999, ingress: [{ action: 'Pass' }] }); }, what: 'deny dropped, order changed' },
];
