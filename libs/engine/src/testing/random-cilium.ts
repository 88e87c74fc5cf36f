import { ciliumPolicy, clusterwidePolicy } from './cilium-world.ts';
import type { Random } from './random.ts';
import { policy } from './world.ts';

const SELECTORS = [
  '{}', '{matchLabels: {app: web}}', '{matchLabels: {app: db}}', '{matchExpressions: [{key: app, operator: NotIn, values: [web]}]}', '{matchExpressions: [{key: tier, operator: Exists}]}',
  '{matchLabels: {"k8s:io.kubernetes.pod.namespace": lab}}', '{matchLabels: {"reserved:host": ""}}', '{matchExpressions: [{key: io.cilium.k8s.namespace.labels.team, operator: NotIn, values: [red]}]}',
  '{matchLabels: {io.cilium.k8s.policy.serviceaccount: default}}',
];
const SUBJECTS = SELECTORS.slice(0, 5);
const ENTITIES = ['all', 'world', 'cluster', 'cluster-mesh', 'host', 'remote-node', 'kube-apiserver', 'unmanaged', 'none'];
const PREFIXES = ['0.0.0.0/0', '203.0.113.0/24', '10.0.0.0/8', '172.18.0.0/16', '2001:db8::/32'];
const PREFIX_SETS = ['{cidr: 203.0.113.0/24, except: [203.0.113.0/28]}', '{cidr: 10.0.0.0/8}', '{cidrGroupRef: office}', '{cidrGroupRef: none}', '{cidrGroupSelector: {matchLabels: {role: office}}}', '{cidrGroupSelector: {matchExpressions: [{key: role, operator: NotIn, values: [office]}]}}'];
const NODES = ['{}', '{matchLabels: {pool: edge}}'];
/** They resolve to something: one that does not is none at all, and a law of its own. */
const SERVICES = ['{k8sService: {serviceName: db, namespace: shop}}', '{k8sService: {serviceName: far, namespace: shop}}', '{k8sServiceSelector: {selector: {matchLabels: {role: front}}}}'];
const NAMES = ['{matchName: api.example.com}', '{matchPattern: "*.example.com"}'];
const PORTS = ['{port: "80"}', '{port: "0", protocol: UDP}', '{port: sql}', '{port: "70", endPort: 90, protocol: TCP}', '{port: http, protocol: TCP}'];
const ICMPS = ['{family: IPv4, type: 8}', '{family: IPv4, type: 0}', '{family: IPv6, type: EchoRequest}'];

/** What peers by some kind are drawn from, without the direction in front. */
const PEERS: Readonly<Record<string, readonly string[]>> = { Endpoints: SELECTORS, Entities: ENTITIES, CIDR: PREFIXES, CIDRSet: PREFIX_SETS, Nodes: NODES };
const EGRESS_PEERS: Readonly<Record<string, readonly string[]>> = { ...PEERS, Services: SERVICES, FQDNs: NAMES, Groups: ['{aws: {securityGroupsNames: [x]}}'] };

/** One element of a section, its peers and ports as lists that laws can take apart. */
export interface RandomElement { readonly section: string; readonly peers: readonly [field: string, list: readonly string[]] | null; readonly ports: readonly string[]; readonly icmps: readonly string[] }
export interface RandomRule { readonly subject: string; readonly isAsking: boolean; readonly elements: readonly RandomElement[] }

function randomElement(random: Random, section: string): RandomElement {
  const isAllow = !section.endsWith('Deny'); const kinds = section === 'egress' ? EGRESS_PEERS : PEERS;
  const kind = random.pick([...Object.keys(kinds), null]);
  const isIcmp = random.chance(0.15);
  return {
    section, peers: kind === null ? null : [`${section.startsWith('ingress') ? 'from' : 'to'}${kind}`, kind === 'Services' || kind === 'Groups' || kind === 'FQDNs' ? [random.pick(kinds[kind] ?? [])] : random.some(kinds[kind] ?? [], 0.25)],
    ports: isIcmp ? [] : random.some(PORTS, 0.25), icmps: isIcmp && isAllow ? [random.pick(ICMPS)] : [],
  };
}

/** A rule with elements of every kind of peer. */
export const randomRule = (random: Random, sections = ['ingress', 'egress', 'ingressDeny', 'egressDeny']): RandomRule => ({
  subject: random.pick(SUBJECTS), isAsking: random.chance(0.85), elements: random.times(1, 3, () => randomElement(random, random.pick(sections))),
});

function elementText({ peers, ports, icmps }: RandomElement): string {
  const parts = [
    ...(peers === null ? [] : [`${peers[0]}: [${peers[1].join(', ')}]`]), ...(ports.length === 0 ? [] : [`toPorts: [{ports: [${ports.join(', ')}]}]`]),
    ...(icmps.length === 0 ? [] : [`icmps: [{fields: [${icmps.join(', ')}]}]`]),
  ];
  return `{${parts.join(', ')}}`;
}

function specText({ subject, isAsking, elements }: RandomRule): string {
  const sections = [...new Set(elements.map(({ section }) => section))].map((section) => `${section}: [${elements.filter((element) => element.section === section).map(elementText).join(', ')}]`);
  return [`endpointSelector: ${subject}`, ...(isAsking ? [] : ['enableDefaultDeny: {ingress: false, egress: false}']), ...sections].join(', ');
}

/** The same rule with an element for each peer and each port of its elements. */
export const takenApart = (rule: RandomRule): RandomRule => ({
  ...rule, elements: rule.elements.flatMap((element) => {
    const { peers, ports } = element;
    const alone = peers === null || peers[1].length === 0 ? [peers] : peers[1].map((peer) => [peers[0], [peer]] as const);
    return alone.flatMap((one) => (ports.length === 0 ? [{ ...element, peers: one }] : ports.map((port) => ({ ...element, peers: one, ports: [port] }))));
  }),
});

/** Every third rule cluster-wide, the others in namespace shop. */
export const policiesOf = (rules: readonly RandomRule[]): readonly string[] => rules.map((rule, index) => (index % 3 === 2 ? clusterwidePolicy(`p${String(index)}`, specText(rule)) : ciliumPolicy(`shop/p${String(index)}`, specText(rule))));

/** A NetworkPolicy, with rules perhaps in a direction that it does not list. */
export function randomNetworkPolicy(random: Random): string {
  const peer = random.pick(['podSelector: {matchLabels: {app: web}}', 'namespaceSelector: {}', 'namespaceSelector: {matchExpressions: [{key: team, operator: NotIn, values: [red]}]}', 'ipBlock: {cidr: 10.0.0.0/8, except: [10.0.2.0/24]}', 'ipBlock: {cidr: 0.0.0.0/0}']);
  return policy('shop/np', `podSelector: ${random.pick(['{}', '{matchLabels: {app: db}}'])}, policyTypes: [${random.pick(['Ingress', 'Egress', 'Ingress, Egress'])}], ${random.pick(['ingress: [{from', 'egress: [{to'])}: [{${peer}}]}]`);
}

/** A ClusterNetworkPolicy of either tier. */
export function randomClusterNetworkPolicy(random: Random, name: string): string {
  const action = (): string => random.pick(['Accept', 'Deny', 'Pass']);
  const from = random.pick(['namespaces: {}', 'namespaces: {matchLabels: {team: red}}', 'pods: {podSelector: {matchLabels: {app: web}}}', 'namespaces: {matchExpressions: [{key: team, operator: NotIn, values: [red]}]}']);
  const to = random.pick(['networks: [203.0.113.0/24]', 'nodes: {}', 'namespaces: {}']);
  return `{apiVersion: policy.networking.k8s.io/v1alpha2, kind: ClusterNetworkPolicy, metadata: {name: ${name}}, spec: {tier: ${random.pick(['Admin', 'Baseline'])}, priority: ${String(random.pick([1, 2]))}, subject: {namespaces: {}}, ingress: [{action: ${action()}, from: [{${from}}]}], egress: [{action: ${action()}, to: [{${to}}]}]}}`;
}
