import { parseAddress, parseCidr, rangesOf, setOfRange, subtractAddresses, uniteAddresses, type Address, type AddressSet } from '../model/address.ts';
import { ALL, ALL_PORTS, connections, union, type ConnectionSet, type FamilyMask } from '../model/connection-set.ts';
import type { Endpoint, Firewalls, NamedPort, PeerCondition, Rule, Tier, TrafficItem } from '../model/firewalls.ts';
import { MATCH_ALL, MATCH_NONE, type LabelExpression } from '../model/label-expression.ts';
import type { PairEnd } from '../model/question.ts';
import { createRandom, type Random } from './random.ts';

const NAMESPACES = ['a', 'b', 'c'];
const KEYS = ['app', 'tier', 'constructor'];
const VALUES = ['x', 'y', 'z'];
const NODES = ['n1', 'n2', 'n3'];
const PORT_NAMES = ['http', 'dns', 'admin'];
const CIDRS = ['10.0.0.0/8', '10.0.0.0/24', '10.0.0.4/30', '10.0.0.5/32', '0.0.0.0/0', '192.168.0.0/16', 'fd00::/8', 'fd00::/120', 'fd00::4/126', '::/0', '255.255.255.255/32', '::1/128'];

/** How a random world is made up; what is left out is drawn. */
export interface WorldShape { readonly pods?: number; readonly isCertain?: boolean; readonly hasHosts?: boolean }

/**
 * A small cluster with everything that the normal form can say, determined by the seed: dual stack, hosts, workloads
 * without addresses, unknown labels, tiers of both readings, passes, uncertain rules, named ports, address sets.
 */
export function randomFirewalls(seed: number, shape: WorldShape = {}): Firewalls {
  const random = createRandom(seed);
  const isCertain = shape.isCertain ?? random.chance(0.5);
  const hasHosts = shape.hasHosts ?? random.chance(0.6);
  const endpoints = randomEndpoints(random, shape.pods ?? 3 + random.below(9), isCertain, hasHosts);
  const tiers = (): readonly Tier[] => random.times(1, 4, (index) => randomTier(random, index, isCertain));
  const isFamilyBlind = random.chance(0.1);
  return {
    ...(isFamilyBlind && { isFamilyBlind }),
    enforcer: { name: 'random', version: null, settings: {} }, endpoints, tiers: { ingress: tiers(), egress: tiers() },
    universe: random.chance(0.6) ? ALL_PORTS : ALL, absent: [], caveats: [],
  };
}

function randomEndpoints(random: Random, pods: number, isCertain: boolean, hasHosts: boolean): readonly Endpoint[] {
  const drafts: Omit<Endpoint, 'index'>[] = Array.from({ length: pods }, (_, index) => randomPod(random, index, isCertain, hasHosts));
  if (hasHosts) for (const name of random.some(NODES, 0.7)) {
    const node = { ...bare(random, `node:${name}`, '', name), kind: 'node' as const, labels: {}, ports: [], node: name, isHost: true, pods: 0 };
    drafts.push({ ...node, workload: node.ref, owner: node.ref });
  }
  return drafts.sort((a, b) => (a.ref < b.ref ? -1 : 1)).map((draft, index) => ({ ...draft, index }));
}

const bare = (random: Random, ref: string, namespace: string, name: string): Omit<Endpoint, 'index'> => {
  const families = random.pick([1, 1, 1, 2, 3, 3] as const) as FamilyMask;
  return {
    kind: 'pod', ref, namespace, name, labels: {}, addresses: randomAddresses(random, families), areAddressesKnown: true, families, ports: [],
    node: random.chance(0.85) ? random.pick(NODES) : null, isHost: false, isGoverned: true, workload: ref, owner: ref, pods: 1, caveats: [],
  };
};

function randomPod(random: Random, index: number, isCertain: boolean, hasHosts: boolean): Omit<Endpoint, 'index'> {
  const namespace = random.pick(NAMESPACES); const name = `p${String(index)}`;
  const isHost = hasHosts && random.chance(0.2);
  const isUnknown = !isCertain && random.chance(0.2);
  const pod: Omit<Endpoint, 'index'> = {
    ...bare(random, `pod:${namespace}/${name}`, namespace, name), ...(isUnknown ? { unknownLabelPrefix: '@namespace:' } : {}),
    labels: randomLabels(random, isHost && random.chance(0.7) ? null : namespace, isUnknown), isHost, ports: randomPorts(random), isGoverned: !random.chance(0.08),
  };
  if (!isCertain && !isHost && random.chance(0.25)) {
    const ref = `deploy:${namespace}/${name}`;
    return { ...pod, kind: 'workload', ref, workload: ref, owner: ref, addresses: [], areAddressesKnown: false, node: null, pods: 1 + random.below(3) };
  }
  const placed = random.chance(0.08) ? { ...pod, addresses: [] } : pod;
  if (random.chance(0.3)) return placed;
  const workload = `deploy:${namespace}/w${String(random.below(3))}`;
  return { ...placed, workload, owner: random.chance(0.5) ? workload : `rs:${namespace}/w${String(random.below(2))}` };
}

function randomLabels(random: Random, namespace: string | null, isUnknown: boolean): Record<string, string> {
  const labels: Record<string, string> = Object.fromEntries(random.some(KEYS, 0.6).map((key) => [key, random.pick(VALUES)]));
  if (namespace === null) return labels;
  return { ...labels, '@namespace': namespace, ...(isUnknown ? {} : { '@namespace:team': random.pick(VALUES) }) };
}

function randomAddresses(random: Random, families: FamilyMask): readonly Address[] {
  const ipv4 = (): Address => parseAddress(`10.0.0.${String(random.below(9))}`) as Address;
  const ipv6 = (): Address => parseAddress(`fd00::${String(random.below(9))}`) as Address;
  return [...((families & 1) > 0 ? random.times(1, 2, ipv4) : []), ...((families & 2) > 0 ? random.times(1, 2, ipv6) : [])];
}

const randomPorts = (random: Random): readonly NamedPort[] => random.times(0, 3, () => ({ name: random.pick(PORT_NAMES), protocol: random.pick(['TCP', 'UDP'] as const), port: 80 + random.below(4) }));

function randomTier(random: Random, index: number, isCertain: boolean): Tier {
  const isUnion = random.chance(0.5);
  const actions = isUnion ? ['allow'] as const : ['allow', 'deny', 'pass', 'pass'] as const;
  const rules = random.times(0, 5, () => randomRule(random, random.pick(actions), isCertain));
  if (isUnion || random.chance(0.3)) for (const own of random.times(0, 2, () => randomExpression(random, 1))) {
    rules.push({ action: 'deny', own, peers: 'any', traffic: 'any', certainty: isCertain || random.chance(0.8) ? 'certain' : 'uncertain', role: 'isolation', origin: null });
  }
  return { kind: isUnion ? 'NETWORK_POLICY' : 'ADMIN', name: `tier ${String(index)}`, reading: isUnion ? 'union' : 'first-match', rules };
}

function randomRule(random: Random, action: Rule['action'], isCertain: boolean): Rule {
  return {
    action, own: randomExpression(random, 1), peers: random.chance(0.2) ? 'any' : random.times(0, 3, (element) => randomPeer(random, element)),
    traffic: random.chance(0.3) ? 'any' : random.times(0, 3, (element) => randomTraffic(random, element)),
    certainty: isCertain || random.chance(0.75) ? 'certain' : 'uncertain', role: 'rule', origin: null,
  };
}

function randomPeer(random: Random, element: number): PeerCondition {
  const parts: Omit<PeerCondition, 'element'>[] = [];
  if (random.chance(0.6)) parts.push({ labels: randomExpression(random, 2) });
  if (random.chance(0.35)) parts.push({ inside: randomSet(random) });
  if (random.chance(0.15)) parts.push({ outside: randomSet(random) });
  if (random.chance(0.15)) parts.push({ host: random.pick(['local', 'remote', 'any'] as const) });
  return Object.assign({ element }, ...(parts.length > 0 ? parts : [{ labels: MATCH_ALL }])) as PeerCondition;
}

function randomSet(random: Random): AddressSet {
  const ranges = random.times(0, 3, () => setOfRange(parseCidr(random.pick(CIDRS)) ?? { family: 4, first: 0, last: 0 }));
  const cut = random.chance(0.3) ? setOfRange(parseCidr(random.pick(CIDRS)) ?? { family: 4, first: 0, last: 0 }) : { ipv4: [], ipv6: [] };
  return subtractAddresses(uniteAddresses(...ranges), cut);
}

function randomExpression(random: Random, depth: number): LabelExpression {
  const key = random.pick(['@namespace', '@namespace:team', ...KEYS, 'absent']);
  const values = random.times(0, 2, () => random.pick(key === '@namespace' ? NAMESPACES : VALUES));
  const choice = random.below(depth > 0 ? 12 : 8);
  if (choice < 4) return { op: 'in', key, values: values.length > 0 ? values : [random.pick(VALUES)] };
  if (choice === 4) return { op: 'notIn', key, values };
  if (choice === 5) return { op: 'exists', key };
  if (choice === 6) return { op: 'missing', key };
  if (choice === 7) return random.chance(0.8) ? MATCH_ALL : MATCH_NONE;
  const of = random.times(0, 3, () => randomExpression(random, depth - 1));
  if (choice < 11) return { op: choice === 8 ? 'or' : 'and', of };
  return { op: 'not', of: randomExpression(random, depth - 1) };
}

function randomTraffic(random: Random, element: number): TrafficItem {
  if (random.chance(0.35)) return { kind: 'named', name: random.pick(PORT_NAMES), protocol: random.pick(['TCP', 'UDP', 'any'] as const), element };
  return { kind: 'fixed', connections: randomConnections(random), element };
}

/** Few ports, so that sets often meet. */
export function randomConnections(random: Random): ConnectionSet {
  const port = 80 + random.below(4);
  const one = random.pick([
    connections('TCP', port), connections('UDP', port, 85), connections('SCTP'), connections('TCP', 1, port), connections('ICMP', 8 * 256, 8 * 256 + 255),
    connections('ICMPV6'), connections('OTHER', 47), connections('TCP', port, port, 4), connections('UDP', port, port, 6),
  ]);
  return random.chance(0.3) ? union(one, connections('TCP', 443)) : one;
}

/** Addresses on both sides of every boundary that some rule draws, and some far from any. */
export function addressesAtBoundaries(firewalls: Firewalls): readonly Address[] {
  const sets = [...firewalls.tiers.ingress, ...firewalls.tiers.egress].flatMap(({ rules }) => rules).flatMap(({ peers }) => (peers === 'any' ? [] : peers))
    .flatMap(({ inside, outside }) => [inside, outside]).filter((set) => set !== undefined);
  const edges = sets.flatMap((set) => rangesOf(set)).flatMap((range) => (range.family === 4
    ? [...around({ family: 4, value: range.first }), ...around({ family: 4, value: range.last })]
    : [...around({ family: 6, value: range.first }), ...around({ family: 6, value: range.last })]));
  const far = ['1.2.3.4', '2001:db8::1'].map((text) => parseAddress(text)).filter((address) => address !== undefined);
  return [...new Map([...edges, ...far].map((address) => [`${String(address.family)}/${String(address.value)}`, address])).values()];
}

function around(address: Address): readonly Address[] {
  if (address.family === 4) return [-1, 0, 1].map((by) => address.value + by).filter((value) => value >= 0 && value < 2 ** 32).map((value) => ({ family: 4, value }));
  return [-1n, 0n, 1n].map((by) => address.value + by).filter((value) => value >= 0n && value < 1n << 128n).map((value) => ({ family: 6, value }));
}

/** Every endpoint, and the addresses around boundaries. */
export function allEnds(firewalls: Firewalls): readonly PairEnd[] {
  return [...firewalls.endpoints.map(({ index }): PairEnd => ({ kind: 'endpoint', index })), ...addressesAtBoundaries(firewalls).map((address): PairEnd => ({ kind: 'address', address }))];
}
