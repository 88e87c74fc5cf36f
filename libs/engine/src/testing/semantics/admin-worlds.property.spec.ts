import { describe, expect, it } from 'vitest';
import { compile } from '../../compile/compile.ts';
import { explainBounds } from '../../explain/bounds.ts';
import { containsSet, connections } from '../../model/connection-set.ts';
import type { PairEnd } from '../../model/question.ts';
import { pairBounds } from '../../query/pair-bounds.ts';
import { forSeeds } from '../for-seeds.ts';
import { createRandom, type Random } from '../random.ts';
import { pod, world, type World } from '../world.ts';

type Protocol = 'TCP' | 'UDP';
type Labels = Readonly<Record<string, string>>;
interface Person { readonly ns: string; readonly name: string; readonly labels: Labels; readonly ip: string; readonly port: { readonly name: string; readonly protocol: Protocol; readonly number: number } }
interface Peer { readonly namespace?: Labels; readonly pod?: Labels; readonly network?: string }
interface Port { readonly protocol?: Protocol; readonly first?: number; readonly last?: number; readonly name?: string }
interface Rule { readonly action: 'allow' | 'deny' | 'pass'; readonly peers: readonly Peer[]; readonly ports: readonly Port[] | null }
interface Admin { readonly api: 'anp' | 'banp' | 'cnp'; readonly tier: 'Admin' | 'Baseline'; readonly name: string; readonly priority: number; readonly subject: Peer; readonly ingress: readonly Rule[]; readonly egress: readonly Rule[] }
interface Plain { readonly ns: string; readonly name: string; readonly labels: Labels; readonly ingress: readonly Labels[] | null; readonly egress: readonly Labels[] | null }

const NAMESPACES: Readonly<Record<string, Labels>> = { a: { team: 'x' }, b: { team: 'y' }, c: {} };
const PORTS = [79, 80, 81, 82];
const PERSON_NAMES = ['p0', 'p1', 'p2', 'p3', 'p4', 'p5'];

const someLabels = (random: Random, keys: readonly string[], chance: number): Labels => Object.fromEntries(random.some(keys, chance).map((key) => [key, random.pick(['x', 'y'])]));

function randomPeer(random: Random, isDestination: boolean): Peer {
  if (isDestination && random.chance(0.2)) return { network: random.pick(['10.0.0.0/30', '10.0.0.0/8', '203.0.113.0/24']) };
  return { namespace: someLabels(random, ['team'], 0.5), ...(random.chance(0.5) && { pod: someLabels(random, ['app', 'tier'], 0.4) }) };
}

function randomPort(random: Random, canBeNamed: boolean): Port {
  if (canBeNamed && random.chance(0.3)) return { name: random.pick(['web', 'dns']) };
  const protocol = random.pick(['TCP', 'UDP'] as const); const first = random.pick(PORTS.slice(0, 3));
  return random.chance(0.5) ? { protocol, first, last: first } : { protocol, first, last: first + 1 };
}

function randomRules(random: Random, isDestination: boolean, canPass: boolean): readonly Rule[] {
  return random.times(0, 3, () => {
    const peers = random.times(1, 2, () => randomPeer(random, isDestination));
    const canBeNamed = peers.every(({ network }) => network === undefined);
    return { action: random.pick(canPass ? ['allow', 'deny', 'pass'] as const : ['allow', 'deny'] as const), peers, ports: random.chance(0.4) ? null : random.times(1, 2, () => randomPort(random, canBeNamed)) };
  });
}

function randomAdmins(random: Random): readonly Admin[] {
  const isYoung = random.chance(0.5);
  return random.times(1, 4, (index): Admin => {
    const tier = random.chance(0.6) ? 'Admin' as const : 'Baseline' as const;
    const api = isYoung ? 'cnp' : tier === 'Admin' ? 'anp' : 'banp';
    const rules = (isDestination: boolean): readonly Rule[] => randomRules(random, isDestination, api !== 'banp');
    return { api, tier, name: `q${String(index)}`, priority: index, subject: randomPeer(random, false), ingress: rules(false), egress: rules(true) };
  }).filter(({ api }, index, all) => api !== 'banp' || all.findIndex((other) => other.api === 'banp') === index);
}

const peerJson = ({ namespace, pod: labels, network }: Peer): object => (network !== undefined ? { networks: [network] }
  : labels === undefined ? { namespaces: { matchLabels: namespace } } : { pods: { namespaceSelector: { matchLabels: namespace }, podSelector: { matchLabels: labels } } });

function portJson({ protocol, first, last, name }: Port, isYoung: boolean): object {
  if (name !== undefined) return isYoung ? { destinationNamedPort: name } : { namedPort: name };
  if (isYoung) return { [protocol === 'TCP' ? 'tcp' : 'udp']: { destinationPort: first === last ? { number: first } : { range: { start: first, end: last } } } };
  return first === last ? { portNumber: { protocol, port: first } } : { portRange: { protocol, start: first, end: last } };
}

function adminJson({ api, tier, name, priority, subject, ingress, egress }: Admin): string {
  const isYoung = api === 'cnp';
  const actions = { allow: isYoung ? 'Accept' : 'Allow', deny: 'Deny', pass: 'Pass' };
  const rules = (list: readonly Rule[], field: 'from' | 'to'): readonly object[] => list.map(({ action, peers, ports }) => ({
    action: actions[action], [field]: peers.map(peerJson), ...(ports !== null && { [isYoung ? 'protocols' : 'ports']: ports.map((port) => portJson(port, isYoung)) }),
  }));
  return JSON.stringify({
    apiVersion: `policy.networking.k8s.io/${isYoung ? 'v1alpha2' : 'v1alpha1'}`, kind: { anp: 'AdminNetworkPolicy', banp: 'BaselineAdminNetworkPolicy', cnp: 'ClusterNetworkPolicy' }[api],
    metadata: { name: api === 'banp' ? 'default' : name },
    spec: { ...(isYoung && { tier }), ...(api !== 'banp' && { priority }), subject: peerJson(subject), ingress: rules(ingress, 'from'), egress: rules(egress, 'to') },
  });
}

const plainJson = ({ ns, name, labels, ingress, egress }: Plain): string => JSON.stringify({
  apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { namespace: ns, name },
  spec: {
    podSelector: { matchLabels: labels }, policyTypes: [...(ingress === null ? [] : ['Ingress']), ...(egress === null ? [] : ['Egress'])],
    ...(ingress !== null && { ingress: ingress.map((peer) => ({ from: [{ namespaceSelector: {}, podSelector: { matchLabels: peer } }] })) }),
    ...(egress !== null && { egress: egress.map((peer) => ({ to: [{ namespaceSelector: {}, podSelector: { matchLabels: peer } }] })) }),
  },
});

/** The oracle: the text of the APIs for one connection, on the drawn policies themselves. */
const has = (labels: Labels, wanted: Labels): boolean => Object.entries(wanted).every(([key, value]) => labels[key] === value);
const inNetwork = (ip: string, network: string): boolean => ({ '10.0.0.0/30': /^10\.0\.0\.[0-3]$/, '10.0.0.0/8': /^10\./, '203.0.113.0/24': /^203\.0\.113\./ })[network]?.test(ip) === true;

function isPeer(peer: Peer, person: Person | null, ip: string): boolean {
  if (peer.network !== undefined) return inNetwork(ip, peer.network);
  return person !== null && has(NAMESPACES[person.ns] ?? {}, peer.namespace ?? {}) && has(person.labels, peer.pod ?? {});
}

const isPort = ({ protocol, first = 0, last = 0, name }: Port, asked: { readonly protocol: Protocol; readonly port: number }, to: Person | null): boolean => (name === undefined
  ? protocol === asked.protocol && first <= asked.port && asked.port <= last
  : to?.port.name === name && to.port.protocol === asked.protocol && to.port.number === asked.port);

interface Ends { readonly own: Person; readonly peer: Person | null; readonly peerIp: string; readonly to: Person | null; readonly asked: { readonly protocol: Protocol; readonly port: number } }

function tierSays(admins: readonly Admin[], tier: Admin['tier'], direction: 'ingress' | 'egress', { own, peer, peerIp, to, asked }: Ends): Rule['action'] | null {
  for (const admin of admins.filter((one) => one.tier === tier && isPeer(one.subject, own, own.ip))) {
    for (const rule of admin[direction]) if (rule.peers.some((one) => isPeer(one, peer, peerIp)) && (rule.ports === null || rule.ports.some((port) => isPort(port, asked, to)))) return rule.action;
  }
  return null;
}

function isAllowed(admins: readonly Admin[], plains: readonly Plain[], direction: 'ingress' | 'egress', ends: Ends): boolean {
  const admin = tierSays(admins, 'Admin', direction, ends);
  if (admin === 'allow' || admin === 'deny') return admin === 'allow';
  const isolating = plains.filter((plain) => plain[direction] !== null && plain.ns === ends.own.ns && has(ends.own.labels, plain.labels));
  if (isolating.length > 0) return isolating.some((plain) => plain[direction]?.some((labels) => ends.peer !== null && has(ends.peer.labels, labels)));
  return tierSays(admins, 'Baseline', direction, ends) !== 'deny';
}

/** Where the world ends: an address that no pod has. */
const OUTSIDE = '203.0.113.7';

function isAnswered({ admins, plains }: Cluster, from: Person | null, to: Person | null, asked: Ends['asked']): boolean {
  const mayLeave = from === null || isAllowed(admins, plains, 'egress', { own: from, peer: to, peerIp: to?.ip ?? OUTSIDE, to, asked });
  return mayLeave && (to === null || isAllowed(admins, plains, 'ingress', { own: to, peer: from, peerIp: from?.ip ?? OUTSIDE, to, asked }));
}

interface Cluster { readonly people: readonly Person[]; readonly admins: readonly Admin[]; readonly plains: readonly Plain[] }

function randomCluster(random: Random): Cluster {
  const people = PERSON_NAMES.map((name, index): Person => ({
    ns: random.pick(['a', 'b', 'c']), name, labels: someLabels(random, ['app', 'tier'], 0.6), ip: `10.0.0.${String(index + 1)}`,
    port: { name: random.pick(['web', 'dns']), protocol: random.pick(['TCP', 'UDP'] as const), number: random.pick(PORTS) },
  }));
  const list = (): readonly Labels[] | null => (random.chance(0.6) ? random.times(0, 2, () => someLabels(random, ['app'], 0.5)) : null);
  const plains = random.times(0, 2, (index): Plain => ({ ns: random.pick(['a', 'b', 'c']), name: `n${String(index)}`, labels: someLabels(random, ['app'], 0.4), ingress: list(), egress: list() }))
    .filter(({ ingress, egress }) => ingress !== null || egress !== null);
  return { people, admins: randomAdmins(random), plains };
}

function worldOf({ people, admins, plains }: Cluster, random: Random): World {
  const flow = (labels: Labels): string => Object.entries(labels).map(([key, value]) => `${key}: "${value}"`).join(', ');
  return world([
    ...Object.entries(NAMESPACES).map(([name, labels]) => JSON.stringify({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } })),
    ...people.map(({ ns, name, labels, ip, port }) => pod(`${ns}/${name}`, { labels: flow(labels), ip, node: '', ports: `{name: ${port.name}, containerPort: ${String(port.number)}, protocol: ${port.protocol}}` })),
    ...random.shuffled(admins).map(adminJson), ...plains.map(plainJson),
  ]);
}

const endOf = ({ firewalls }: World, person: Person | null): PairEnd => (person === null ? { kind: 'address', address: { family: 4, value: 0xcb00_7107 } } : { kind: 'endpoint', index: firewalls.endpoints.findIndex(({ name }) => name === person.name) });

describe('random worlds with policies for administrators', () => {
  it('are answered as the text of the APIs says, plainly and compiled', () => {
    forSeeds(120, (seed) => {
      const random = createRandom(seed);
      const cluster = randomCluster(random);
      const made = worldOf(cluster, random);
      expect(made.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
      const view = compile(made.firewalls);
      for (const from of [...cluster.people, null]) for (const to of [...cluster.people, null]) {
        if (from === to) continue;
        const bounds = explainBounds(made.firewalls, endOf(made, from), endOf(made, to));
        expect(pairBounds(view, endOf(made, from), endOf(made, to))).toEqual(bounds);
        expect(bounds.possibly).toEqual(bounds.surely);
        for (const protocol of ['TCP', 'UDP'] as const) for (const port of PORTS) {
          const isGiven = containsSet(bounds.surely, connections(protocol, port, port, 4));
          expect(isGiven, `${from?.name ?? 'outside'} to ${to?.name ?? 'outside'} ${protocol} ${String(port)}`).toBe(isAnswered(cluster, from, to, { protocol, port }));
        }
      }
    });
  });
});
