/** A recorded world of Calico in upstream's own vocabulary. */
export interface Scenario {
  readonly id: string;
  readonly namespaces?: readonly { readonly name: string; readonly labels: Readonly<Record<string, string>> }[];
  readonly serviceAccounts?: readonly { readonly namespace: string; readonly name: string; readonly labels: Readonly<Record<string, string>> }[];
  readonly profiles?: readonly { readonly name: string; readonly labelsToApply?: Readonly<Record<string, string>> }[];
  readonly tiers?: readonly { readonly name: string; readonly order?: number; readonly defaultAction?: string }[];
  readonly networkSets?: readonly { readonly kind: string; readonly name: string; readonly namespace?: string; readonly labels: Readonly<Record<string, string>>; readonly nets: readonly string[] }[];
  readonly endpointSlices?: readonly { readonly namespace: string; readonly service: string; readonly addresses: readonly string[]; readonly ports: readonly Manifest[] }[];
  readonly policies: readonly Manifest[];
  readonly workloads: readonly ScenarioWorkload[];
  readonly probes: readonly { readonly from: string; readonly to: string; readonly protocol: string; readonly dport: number; readonly sport?: number; readonly expect: string }[];
}

interface ScenarioWorkload {
  readonly name: string;
  readonly namespace: string;
  readonly ip: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly serviceAccount?: string;
  readonly profiles: readonly string[];
  readonly ports?: readonly { readonly name: string; readonly protocol: string; readonly port: number }[];
}

export type Manifest = Readonly<Record<string, unknown>>;

export const LIVE = 'projectcalico.org/v3';

/** Denies what comes past every other tier, as a profile does that is not there. */
export const NO_PROFILE: readonly Manifest[] = [
  { apiVersion: LIVE, kind: 'Tier', metadata: { name: 'zz-no-profile' }, spec: { defaultAction: 'Deny' } },
  { apiVersion: LIVE, kind: 'GlobalNetworkPolicy', metadata: { name: 'zz-no-profile.deny' }, spec: { tier: 'zz-no-profile', types: ['Ingress', 'Egress'], ingress: [{ action: 'Deny' }], egress: [{ action: 'Deny' }] } },
];

/** The objects of a scenario: what profiles lend to workloads becomes their own, since in a cluster only namespaces have profiles. */
export function scenarioObjects({ namespaces = [], serviceAccounts = [], profiles = [], tiers = [], networkSets = [], endpointSlices = [], policies, workloads }: Scenario): readonly Manifest[] {
  const declared = new Map(namespaces.map((namespace) => [namespace.name, namespace.labels]));
  for (const { namespace } of workloads) if (!declared.has(namespace)) declared.set(namespace, {});
  const known = new Set([...profiles.map(({ name }) => name), ...namespaces.map(({ name }) => `kns.${name}`)]);
  const hasProfile = workloads.every((workload) => workload.profiles.some((name) => known.has(name)));
  return [
    ...[...declared].map(([name, labels]) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } })),
    ...serviceAccounts.map(({ namespace, name, labels }) => ({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { namespace, name, labels } })),
    ...workloads.map((workload) => podManifest({ ...workload, labels: { ...Object.assign({}, ...profiles.filter(({ name }) => workload.profiles.includes(name)).map(({ labelsToApply }) => labelsToApply)) as object, ...workload.labels } })),
    ...tiers.map(({ name, order, defaultAction }) => ({ apiVersion: LIVE, kind: 'Tier', metadata: { name }, spec: { order, defaultAction } })),
    ...networkSets.map(({ kind, name, namespace, labels, nets }) => ({ apiVersion: LIVE, kind, metadata: { name, namespace, labels }, spec: { nets } })),
    ...endpointSlices.map(({ namespace, service, addresses, ports }, index) => ({
      apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice', metadata: { namespace, name: `${service}-${String(index)}`, labels: { 'kubernetes.io/service-name': service } },
      addressType: addresses.some((address) => address.includes(':')) ? 'IPv6' : 'IPv4', endpoints: addresses.map((address) => ({ addresses: [address] })), ports,
    })),
    ...policies, ...(hasProfile ? [] : NO_PROFILE),
  ];
}

/** A pod as its kubelet reports it. */
export function podManifest({ namespace, name, labels, ip, serviceAccount, ports = [], node = 'node-1' }: Omit<ScenarioWorkload, 'profiles'> & { readonly node?: string }): Manifest {
  return {
    apiVersion: 'v1', kind: 'Pod', metadata: { namespace, name, labels }, status: { phase: 'Running', podIPs: [{ ip }] },
    spec: { nodeName: node, serviceAccountName: serviceAccount ?? 'default', containers: [{ name: 'main', image: 'example.invalid/app', ports: ports.map(({ name: portName, protocol, port }) => ({ name: portName, protocol, containerPort: port })) }] },
  };
}

/** A recorded table of rules, and of packets with what becomes of them. */
export interface PacketTable {
  readonly id: string;
  readonly ipVersion: 4 | 6;
  readonly tiers: readonly { readonly name: string; readonly defaultAction: string; readonly policies: readonly { readonly name: string; readonly rules: readonly TableRule[] }[] }[];
  readonly ipSets?: Readonly<Record<string, readonly string[]>>;
  readonly packets: readonly Packet[];
}

interface Packet { readonly proto: number; readonly src: string; readonly dst: string; readonly sport?: number; readonly dport?: number; readonly icmpType?: number; readonly icmpCode?: number; readonly expect: string }
interface TableSide { readonly ipSets?: readonly string[]; readonly notIPSets?: readonly string[]; readonly namedPortSets?: readonly string[]; readonly ports?: readonly (number | string)[] }
type TableRule = Manifest & { readonly source?: TableSide; readonly destination?: TableSide };

const NAMESPACE = 'table';
const word = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-|-$/g, '');
const podOf = (address: string): string => `p-${word(address)}-x`;

/** The objects of a table: its sets are network sets, or ports by name, and every receiver is a pod that all policies select. */
export function tableObjects({ tiers, ipSets = {}, packets }: PacketTable): readonly Manifest[] {
  const members = Object.entries(ipSets).flatMap(([set, list]) => list.flatMap((member) => { const match = /^(.*)\/\d+,(\w+):(\d+)$/.exec(member); return match === null ? [] : [{ set, ip: match[1] ?? '', protocol: (match[2] ?? '').toUpperCase(), port: Number(match[3]) }]; }));
  const addresses = [...new Set([...packets.map(({ dst }) => dst), ...members.map(({ ip }) => ip)])];
  return [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } },
    ...addresses.map((ip) => podManifest({ namespace: NAMESPACE, name: podOf(ip), ip, labels: {}, ports: members.filter((member) => member.ip === ip).map(({ set, protocol, port }) => ({ name: set.toLowerCase(), protocol, port })) })),
    ...Object.entries(ipSets).filter(([, list]) => !list.some((member) => member.includes(','))).map(([set, nets]) => ({ apiVersion: LIVE, kind: 'GlobalNetworkSet', metadata: { name: set.toLowerCase(), labels: { [set]: '' } }, spec: { nets } })),
    ...tiers.flatMap(({ name, defaultAction, policies }, tier) => [
      { apiVersion: LIVE, kind: 'Tier', metadata: { name: word(name) }, spec: { order: tier, defaultAction } },
      ...policies.map((policy, order) => ({
        apiVersion: LIVE, kind: 'GlobalNetworkPolicy', metadata: { name: `${word(name)}.${word(policy.name)}-${String(order)}` },
        spec: { tier: word(name), order, types: ['Ingress'], ingress: policy.rules.flatMap(acceptable).map((rule) => ({ ...rule, ...(rule.source && { source: sideOf(rule.source) }), ...(rule.destination && { destination: sideOf(rule.destination) }) })) },
      })),
    ]),
    ...NO_PROFILE.map((object) => (object['kind'] === 'Tier' ? object : { ...object, spec: { ...(object['spec'] as object), types: ['Ingress'] } })),
  ];
}

/** Rules of a table say more than objects may: numbers of ports stand beside a protocol there, and none of them is 0. */
function acceptable(rule: TableRule): readonly TableRule[] {
  const hasNumbers = [rule.source, rule.destination].some((side) => (side?.ports ?? []).length > 0);
  return hasNumbers && rule['protocol'] === undefined ? ['TCP', 'UDP', 'SCTP'].map((protocol) => ({ ...rule, protocol })) : [rule];
}

function sideOf({ ipSets, notIPSets, namedPortSets, ports, ...side }: TableSide): Manifest {
  const named = [...(ports ?? []).map((port) => (typeof port === 'string' ? port.replace(/^0:/, '1:') : port)), ...(namedPortSets ?? []).map((set) => set.toLowerCase())];
  return {
    ...side, ...(named.length > 0 && { ports: named }),
    ...(ipSets && { selector: ipSets.map((set) => `has(${set})`).join(' && ') }), ...(notIPSets && { notSelector: notIPSets.map((set) => `has(${set})`).join(' || ') }),
  };
}

/** The questions of a table; a pod that sends to itself is never filtered, so that such packets are left out. */
export const tableQuestions = ({ ipVersion, packets }: PacketTable): readonly { readonly line: string; readonly packet: Packet }[] => packets.filter(({ src, dst }) => src !== dst).map((packet, index) => ({
  packet, line: `${JSON.stringify({ id: String(index), src: `ip:${packet.src}`, dst: `pod:${NAMESPACE}/${podOf(packet.dst)}`, ...trafficOf(packet, ipVersion) })}\n`,
}));

const PROTOCOLS: Readonly<Record<number, string>> = { 6: 'TCP', 17: 'UDP', 132: 'SCTP' };

function trafficOf({ proto, sport, dport, icmpType, icmpCode }: Packet, ipVersion: 4 | 6): object {
  const name = PROTOCOLS[proto];
  if (name !== undefined) return { protocol: name, port: dport, sourcePort: sport };
  return proto === 1 && ipVersion === 4 ? { protocol: 'ICMP', icmpType, icmpCode } : { protocol: proto };
}
