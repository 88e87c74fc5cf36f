import type { Random } from './random.ts';

/** Names that policies and the pods of a random world share, few so that they often meet. */
export const WORDS = {
  namespaces: ['a', 'b', 'c', 'gone'],
  keys: ['app', 'tier', 'constructor'],
  values: ['x', 'y', ''],
  portNames: ['web', 'dns', 'admin'],
  nodes: ['n1', 'n2', 'n3'],
} as const;

const BLOCKS: Readonly<Record<string, readonly string[]>> = {
  '10.0.0.0/8': ['10.0.0.0/28', '10.0.0.4/30', '10.0.0.8/32'], '10.0.0.0/29': ['10.0.0.2/31'], '10.0.0.4/30': ['10.0.0.5/32'], '172.18.0.0/16': ['172.18.0.2/32'],
  '0.0.0.0/0': ['10.0.0.0/8', '172.18.0.0/16'], '10.0.0.5/32': [], 'fd00::/8': ['fd00::/124', 'fd00::6/127'], 'fd00::4/126': ['fd00::5/128'], '::/0': ['fd00::/8'], '203.0.113.0/24': [],
};
const CIDRS = Object.keys(BLOCKS);

type Json = Readonly<Record<string, unknown>>;

function randomSelector(random: Random, isOfNamespaces: boolean): Json {
  if (random.chance(0.4)) return {};
  const keys = isOfNamespaces ? ['team', 'kubernetes.io/metadata.name'] : WORDS.keys;
  const value = (key: string): string => (key === 'kubernetes.io/metadata.name' ? random.pick(WORDS.namespaces) : random.pick(WORDS.values));
  const matchLabels = Object.fromEntries(random.some(keys, 0.3).map((key) => [key, value(key)]));
  const matchExpressions = random.times(1, 2, () => {
    const key = random.pick([...keys, 'absent']); const operator = random.pick(['In', 'NotIn', 'Exists', 'DoesNotExist']);
    return { key, operator, ...(operator.endsWith('In') && { values: random.times(1, 2, () => value(key)) }) };
  });
  return { ...(random.chance(0.6) && { matchLabels }), ...(random.chance(0.4) && { matchExpressions }) };
}

function randomNetworkPeer(random: Random): Json {
  if (random.chance(0.35)) {
    const cidr = random.pick(CIDRS);
    return { ipBlock: { cidr, ...(random.chance(0.5) && { except: random.some(BLOCKS[cidr] ?? [], 0.6) }) } };
  }
  const shape = random.below(3);
  return { ...(shape !== 0 && { namespaceSelector: randomSelector(random, true) }), ...(shape !== 1 && { podSelector: randomSelector(random, false) }) };
}

function randomNetworkPort(random: Random): Json {
  const protocol = random.chance(0.7) ? { protocol: random.pick(['TCP', 'UDP', 'SCTP']) } : {};
  const port = 79 + random.below(6);
  return random.pick([protocol, { ...protocol, port }, { ...protocol, port, endPort: port + random.below(3) }, { ...protocol, port: random.pick(WORDS.portNames) }, { ...protocol, port: random.pick(WORDS.portNames) }]);
}

const networkRules = (random: Random, side: 'from' | 'to'): readonly Json[] => random.times(0, 4, () => ({
  ...(random.chance(0.85) && { [side]: random.times(0, 3, () => randomNetworkPeer(random)) }), ...(random.chance(0.85) && { ports: random.times(0, 3, () => randomNetworkPort(random)) }),
}));

/** A NetworkPolicy; now and then one that the API server refuses. */
export function randomNetworkPolicy(random: Random, name: string): Json {
  const isRefused = random.chance(0.05);
  return {
    apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name, namespace: random.pick(WORDS.namespaces) },
    spec: {
      podSelector: randomSelector(random, false),
      ...(random.chance(0.6) && { policyTypes: isRefused ? ['Sideways'] : random.pick([['Ingress'], ['Ingress'], ['Egress'], ['Ingress', 'Egress']]) }),
      ...(random.chance(0.75) && { ingress: networkRules(random, 'from') }), ...(random.chance(0.35) && { egress: networkRules(random, 'to') }),
      ...(isRefused && { ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.0/99' } }] }] }),
    },
  };
}

const podsOfNamespaces = (random: Random): Json => (random.chance(0.5)
  ? { namespaces: randomSelector(random, true) } : { pods: { namespaceSelector: randomSelector(random, true), podSelector: randomSelector(random, false) } });

function randomAdminPeer(random: Random, isEgress: boolean): Json {
  if (isEgress && random.chance(0.3)) return { networks: random.shuffled(CIDRS).slice(0, 1 + random.below(2)) };
  if (isEgress && random.chance(0.15)) return { nodes: random.chance(0.4) ? {} : { matchLabels: { zone: random.pick(WORDS.values) } } };
  if (isEgress && random.chance(0.03)) return { domainNames: ['*.example.org'] };
  return podsOfNamespaces(random);
}

function randomPorts(random: Random, isYoung: boolean, canBeNamed: boolean): readonly Json[] {
  return random.times(1, 3, () => {
    const start = 79 + random.below(6); const end = start + 1 + random.below(3);
    if (canBeNamed && random.chance(0.35)) return { [isYoung ? 'destinationNamedPort' : 'namedPort']: random.pick(WORDS.portNames) };
    if (isYoung) return { [random.pick(['tcp', 'udp', 'sctp'])]: { destinationPort: random.chance(0.5) ? { number: start } : { range: { start, end } } } };
    const protocol = random.pick(['TCP', 'UDP', 'SCTP']);
    return random.chance(0.5) ? { portNumber: { protocol, port: start } } : { portRange: { protocol, start, end } };
  });
}

function adminRules(random: Random, side: 'from' | 'to', isYoung: boolean, canPass: boolean): readonly Json[] {
  const allow = isYoung ? 'Accept' : 'Allow';
  return random.times(0, 4, (index) => {
    const peers = random.times(1, 3, () => randomAdminPeer(random, side === 'to'));
    // A named port stands for no number at an address, and the API server refuses the two together.
    const canBeNamed = random.chance(0.03) || peers.every((peer) => 'namespaces' in peer || 'pods' in peer);
    return {
      name: `r${String(index)}`, action: random.pick(canPass ? [allow, 'Deny', 'Pass'] : [allow, 'Deny']), [side]: peers,
      ...(random.chance(0.85) && { [isYoung ? 'protocols' : 'ports']: randomPorts(random, isYoung, canBeNamed) }),
    };
  });
}

/** A policy for administrators of one of the three kinds; now and then one that the API server refuses. */
export function randomAdminPolicy(random: Random, kind: 'AdminNetworkPolicy' | 'BaselineAdminNetworkPolicy' | 'ClusterNetworkPolicy', name: string): Json {
  const isYoung = kind === 'ClusterNetworkPolicy';
  const isBaseline = kind === 'BaselineAdminNetworkPolicy';
  const priority = random.chance(0.03) ? 1001 : random.below(3);
  return {
    apiVersion: `policy.networking.k8s.io/${isYoung ? 'v1alpha2' : 'v1alpha1'}`, kind, metadata: { name: isBaseline ? 'default' : name },
    spec: {
      ...(isYoung && { tier: random.pick(['Admin', 'Baseline']) }), ...(!isBaseline && { priority }), subject: podsOfNamespaces(random),
      ingress: adminRules(random, 'from', isYoung, !isBaseline), egress: adminRules(random, 'to', isYoung, !isBaseline),
    },
  };
}
