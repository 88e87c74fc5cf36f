import { LIVE, podManifest, type Manifest } from './calico-objects.ts';

export interface ProtocolRow { readonly protocol?: number | string; readonly notProtocol?: number | string; readonly flowProtocol: number; readonly match: boolean }
export interface NetRow { readonly title: string; readonly nets: readonly string[]; readonly ip: string; readonly match: boolean }
export interface TypesRow { readonly kind: string; readonly types: readonly string[] | null; readonly ingress: boolean; readonly egress: boolean; readonly out: readonly string[] }

/** A world with some questions, and which of them are let through. */
export interface RowCase { readonly id: string; readonly objects: readonly Manifest[]; readonly lines: readonly string[]; readonly allowed: readonly boolean[] }

const NAMESPACE = 'default';
const POD = `pod:${NAMESPACE}/to`;
const CAST: readonly Manifest[] = [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } },
  { ...podManifest({ namespace: NAMESPACE, name: 'to', ip: '10.65.0.10', labels: {} }), status: { phase: 'Running', podIPs: [{ ip: '10.65.0.10' }, { ip: 'fd00::10' }] } },
];

const letting = (rule: Manifest): Manifest => ({ apiVersion: LIVE, kind: 'GlobalNetworkPolicy', metadata: { name: 'p' }, spec: { types: ['Ingress'], ingress: [{ action: 'Allow', ...rule }] } });
const line = (fields: object): string => `${JSON.stringify({ id: '0', ...fields })}\n`;

const NAMES: Readonly<Record<number, string>> = { 1: 'ICMP', 6: 'TCP', 17: 'UDP', 58: 'ICMPv6', 132: 'SCTP' };

/** A number is asked in the family in which it is a protocol of its own, under its name where it has one. */
export const protocolCases = (rows: readonly ProtocolRow[]): readonly RowCase[] => rows.map(({ protocol, notProtocol, flowProtocol, match }) => ({
  id: `protocol ${String(protocol ?? `other than ${String(notProtocol)}`)} and ${String(flowProtocol)}`, objects: [...CAST, letting({ ...(protocol !== undefined && { protocol }), ...(notProtocol !== undefined && { notProtocol }) })], allowed: [match],
  lines: [line({ src: [protocol, notProtocol, flowProtocol].some((one) => one === 58 || one === 'ICMPv6') ? 'ip:2001:db8::9' : 'ip:203.0.113.9', dst: POD, protocol: NAMES[flowProtocol] ?? flowProtocol, ...([6, 17, 132].includes(flowProtocol) && { port: 80 }) })],
}));

export const netCases = (rows: readonly NetRow[]): readonly RowCase[] => rows.map(({ title, nets, ip, match }) => ({
  id: `nets: ${title}`, objects: [...CAST, letting({ source: { nets } })], lines: [line({ src: `ip:${ip}`, dst: POD, protocol: 'TCP', port: 80 })], allowed: [match],
}));

/** Which directions a policy closes tells which types it has. */
export const typesCases = (rows: readonly TypesRow[]): readonly RowCase[] => rows.map(({ kind, types, ingress, egress, out }) => ({
  id: `types of a ${kind} with ${JSON.stringify({ types, ingress, egress })}`, allowed: [!out.includes('Ingress'), !out.includes('Egress')],
  lines: [line({ src: 'ip:203.0.113.9', dst: POD, protocol: 'TCP', port: 80 }), line({ src: POD, dst: 'ip:203.0.113.9', protocol: 'TCP', port: 80 })],
  objects: [...CAST, kind === 'StagedKubernetesNetworkPolicy'
    ? { apiVersion: LIVE, kind, metadata: { namespace: NAMESPACE, name: 'p' }, spec: { stagedAction: 'Set', podSelector: {}, ...(types && { policyTypes: types }), ...(ingress && { ingress: [{ ports: [{ port: 9 }] }] }), ...(egress && { egress: [{ ports: [{ port: 9 }] }] }) } }
    : { apiVersion: LIVE, kind, metadata: { ...(!kind.includes('Global') && { namespace: NAMESPACE }), name: 'p' }, spec: { ...(kind.startsWith('Staged') && { stagedAction: 'Set' }), ...(types && { types }), ...(ingress && { ingress: [{ action: 'Deny' }] }), ...(egress && { egress: [{ action: 'Deny' }] }) } }],
}));
