import { ENGINE } from './compare.mjs';
import { IMPACT_FAULTS } from './impact-faults.mjs';
import { INCREMENT_FAULTS } from './increment-faults.mjs';
import { source } from './source.mjs';

const { union } = await source('model/connection-set.ts');
const { matchesLabels } = await source('model/label-expression.ts');

/** An engine that compiles other firewalls than those it is held to. */
const seeing = (change) => ({ ...ENGINE, compile: (firewalls) => ENGINE.compile(change(firewalls)) });
const tiers = (changeTier) => seeing((firewalls) => ({ ...firewalls, tiers: { ingress: firewalls.tiers.ingress.map(changeTier), egress: firewalls.tiers.egress.map(changeTier) } }));
const rules = (changeRule) => tiers((tier) => ({ ...tier, rules: tier.rules.flatMap((rule) => changeRule(rule)) }));
const peers = (changePeer) => rules((rule) => [{ ...rule, peers: rule.peers === 'any' ? 'any' : rule.peers.map(changePeer) }]);
const endpoints = (change) => seeing((firewalls) => ({ ...firewalls, endpoints: firewalls.endpoints.map((endpoint) => change(endpoint, firewalls.endpoints)) }));
/** An engine whose compiled view is altered in place. */
const altered = (alter) => ({
  ...ENGINE,
  compile(firewalls) {
    const view = ENGINE.compile(firewalls);
    alter(view);
    return view;
  },
});

const isIsolating = ({ rules: all }) => all.some(({ role }) => role === 'isolation');
const withPassAsDeny = (tier) => ({ ...tier, rules: tier.rules.map((rule) => (rule.action === 'pass' ? { ...rule, action: 'deny' } : rule)) });
/** The first layer is the first tier. */
const withAnyPeer = (tier, index) => (index === 0 ? tier : { ...tier, rules: tier.rules.map((rule) => ({ ...rule, peers: 'any' })) });
const hull = (ranges) => (ranges.length === 0 ? [] : [ranges[0], ranges.at(-1)]);
function withoutException(peer) {
  const { inside } = peer;
  return inside === undefined ? { ...peer, ...(peer.outside !== undefined && { outside: { ipv4: [], ipv6: [] } }) } : { ...peer, inside: { ipv4: hull(inside.ipv4), ipv6: hull(inside.ipv6) } };
}
const OTHER_HOST = { local: 'remote', remote: 'local' };
const IPV6 = [0n, (1n << 128n) - 1n];

/** An engine that compares versions of other firewalls than those of the views that it is asked about. */
const comparing = (change) => ({ ...ENGINE, parts: ['versions'], diff: (base, target) => ENGINE.diff(...[base, target].map(({ firewalls }) => ENGINE.compile(change(firewalls)))) });
const totalling = (change) => ({ ...ENGINE, parts: ['worlds'], totals: (view) => change(ENGINE.totals(view), view) });
const mapRules = (firewalls, change) => {
  const of = (direction) => firewalls.tiers[direction].map((tier) => ({ ...tier, rules: tier.rules.map(change) }));
  return { ...firewalls, tiers: { ingress: of('ingress'), egress: of('egress') } };
};
const isOfOne = ({ labels }, endpoints) => labels !== undefined && endpoints.filter((endpoint) => matchesLabels(labels, endpoint.labels)).length === 1;

/** Engines with a fault on purpose, by what is wrong with them. */
export const FAULTS = {
  'passed traffic is lost': tiers(withPassAsDeny),
  'passed traffic is forgotten at the end of an isolating tier': { ...tiers((tier) => (isIsolating(tier) ? withPassAsDeny(tier) : tier)), dialects: ['calico'] },
  'a deny does not stand before an allow': tiers((tier) => ({ ...tier, rules: [...tier.rules.filter(({ action }) => action === 'allow'), ...tier.rules.filter(({ action }) => action !== 'allow')] })),
  'two classes of endpoints are not split': altered(({ classes }) => { if (classes.count > 1) classes.ofEndpoint.forEach((id, index) => { if (id === 1) classes.ofEndpoint[index] = 0; }); }),
  'the protocol of a named port is ignored': rules((rule) => [{ ...rule, traffic: rule.traffic === 'any' ? 'any' : rule.traffic.map((item) => (item.kind === 'named' ? { ...item, protocol: 'any' } : item)) }]),
  'an exception from a block is ignored': peers(withoutException),
  'a block leaks into the other family': peers((peer) => (peer.inside === undefined || peer.inside.ipv4.length === 0 ? peer : { ...peer, inside: { ...peer.inside, ipv6: IPV6 } })),
  'isolation is lost': rules((rule) => (rule.role === 'isolation' ? [] : [rule])),
  'port names are left out of the classes': endpoints((endpoint, all) => ({ ...endpoint, ports: all.at(0).ports })),
  'the own node and other nodes are confused': peers((peer) => (peer.host in OTHER_HOST ? { ...peer, host: OTHER_HOST[peer.host] } : peer)),
  'an uncertain allow counts as sure': rules((rule) => [rule.action === 'allow' ? { ...rule, certainty: 'certain' } : rule]),
  'an uncertain deny counts as sure': rules((rule) => [rule.action === 'deny' ? { ...rule, certainty: 'certain' } : rule]),
  'a condition of the second layer is lost': { ...seeing(({ tiers: { ingress, egress }, ...rest }) => ({ ...rest, tiers: { ingress: ingress.map(withAnyPeer), egress: egress.map(withAnyPeer) } })), dialects: ['layers'] },
  'the families of an end are ignored': altered(({ axis }) => { axis.families.fill(3); }),
  'a loaded view answers from a stale rule': { ...ENGINE, load: ({ firewalls }) => ENGINE.load(ENGINE.compile({ ...firewalls, tiers: { ...firewalls.tiers, ingress: firewalls.tiers.ingress.map((tier) => ({ ...tier, rules: tier.rules.slice(1) })) } })) },
  'the comparison of versions skips a row': { ...ENGINE, diff: (base, target) => ENGINE.diff(base, target).slice(1) },
  'the matrix loses a cell': { ...ENGINE, matrix(view) { const matrix = ENGINE.matrix(view); return { ...matrix, cells: matrix.cells.slice(1) }; } },
  'the matrix of workloads answers of another cell': { ...ENGINE, workloads(view) { const matrix = ENGINE.workloads(view); return { ...matrix, cells: matrix.cells.map((cell, index) => ({ ...cell, reachability: matrix.cells.at(index - 1).reachability })) }; } },
  'the totals count a pair too few': { ...ENGINE, totals(view) { const totals = ENGINE.totals(view); return { ...totals, pairs: { ...totals.pairs, allowed: totals.pairs.allowed - 1 } }; } },
  'who can reach loses its last row': { ...ENGINE, who: (view, to) => ENGINE.who(view, to).slice(0, -1) },
  'what can be reached loses its last row': { ...ENGINE, reach: (view, from) => ENGINE.reach(view, from).slice(0, -1) },
  'the list names a pair twice': { ...ENGINE, list: (view) => { const rows = ENGINE.list(view); return [...rows, ...rows.slice(0, 1)]; } },
  'the comparison of versions forgets what rules say of one endpoint alone': comparing((firewalls) => mapRules(firewalls, (rule) => ({ ...rule, peers: rule.peers === 'any' ? 'any' : rule.peers.filter((peer) => !isOfOne(peer, firewalls.endpoints)) }))),
  'the comparison of versions forgets whom hosts meet on their nodes': comparing((firewalls) => ({ ...firewalls, endpoints: firewalls.endpoints.map((endpoint) => ({ ...endpoint, node: null })) })),
  'the comparison of versions takes a type of ends for another': comparing((firewalls) => ({ ...firewalls, endpoints: firewalls.endpoints.map((endpoint) => ({ ...endpoint, isGoverned: true })) })),
  'the comparison of versions tells a change the wrong way round': { ...ENGINE, parts: ['versions'], diff: (base, target) => ENGINE.diff(base, target).map((change) => ({ ...change, before: change.after, after: change.before })) },
  'the totals count the pods of a workload once': totalling((_, { firewalls }) => ENGINE.totals(ENGINE.compile({ ...firewalls, endpoints: firewalls.endpoints.map((endpoint) => ({ ...endpoint, pods: Math.min(1, endpoint.pods) })) }))),
  'the totals take a region for the whole of what it is a part of': totalling((totals) => ({ ...totals, allowed: union(totals.allowed, totals.partial), partial: [] })),
  'the totals count a pair that nothing is decided of as denied': totalling((totals) => ({ ...totals, pairs: { ...totals.pairs, denied: totals.pairs.denied + totals.pairs.unknown, unknown: 0 } })),
  ...INCREMENT_FAULTS,
  ...IMPACT_FAULTS,
};
