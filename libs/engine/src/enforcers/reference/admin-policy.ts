import type { AdminEgressPeer, AdminSubject } from '../../model/admin-tier/manifest.ts';
import { connections, type ConnectionSet, type PortProtocol } from '../../model/connection-set.ts';
import type { Direction, RuleAction, TrafficItem } from '../../model/firewalls.ts';
import type { AdminNetworkPolicyManifest, AdminNetworkPolicyPort, AdminNetworkPolicySpec } from '../../policies/admin-network-policy/manifest.ts';
import type { ClusterNetworkPolicyManifest, ClusterNetworkPolicyProtocol, ClusterNetworkPolicySpec, DestinationPort } from '../../policies/cluster-network-policy/manifest.ts';
import type { PolicyDocument } from '../../policies/document.ts';

/** A policy for administrators of either generation. */
export interface AdminPolicy {
  readonly document: PolicyDocument;
  readonly tier: 'ADMIN' | 'BASELINE';
  /** Undefined for the baseline of the older generation, which is alone in its tier there. */
  readonly priority?: number;
  readonly subject: AdminSubject;
  readonly rules: Readonly<Record<Direction, readonly AdminRule[]>>;
}

/** One rule, at its place in its list. */
export interface AdminRule {
  readonly action: RuleAction;
  readonly name: string | null;
  readonly peers: readonly AdminEgressPeer[];
  readonly traffic: 'any' | readonly TrafficItem[];
}

const ACTIONS = { Allow: 'allow', Accept: 'allow', Deny: 'deny', Pass: 'pass' } as const;

/** An AdminNetworkPolicy, or the baseline of its generation (AN-1, AN-2). */
export function adminNetworkPolicy(document: PolicyDocument, { priority, spec }: AdminNetworkPolicyManifest): AdminPolicy {
  const { subject, ingress, egress } = spec;
  type Rule = Pick<NonNullable<AdminNetworkPolicySpec['ingress']>[number], 'action' | 'name' | 'ports'>;
  const rule = ({ action, name, ports }: Rule, peers: readonly AdminEgressPeer[]): AdminRule => ({ action: ACTIONS[action], name: name || null, peers, traffic: ports ? ports.map(portItem) : 'any' });
  return {
    document, subject, ...(priority === null ? { tier: 'BASELINE' } : { tier: 'ADMIN', priority }),
    rules: { ingress: (ingress ?? []).map((one) => rule(one, one.from)), egress: (egress ?? []).map((one) => rule(one, one.to)) },
  };
}

/** A ClusterNetworkPolicy of either tier (CN-1). */
export function clusterNetworkPolicy(document: PolicyDocument, { spec }: ClusterNetworkPolicyManifest): AdminPolicy {
  const { tier, priority, subject, ingress, egress } = spec;
  type Rule = Pick<NonNullable<ClusterNetworkPolicySpec['ingress']>[number], 'action' | 'name' | 'protocols'>;
  const rule = ({ action, name, protocols }: Rule, peers: readonly AdminEgressPeer[]): AdminRule => ({ action: ACTIONS[action], name: name || null, peers, traffic: protocols ? protocols.map(protocolItem) : 'any' });
  return {
    document, subject, priority, tier: tier === 'Admin' ? 'ADMIN' : 'BASELINE',
    rules: { ingress: (ingress ?? []).map((one) => rule(one, one.from)), egress: (egress ?? []).map((one) => rule(one, one.to)) },
  };
}

/** A named port says no protocol: the container port that has the name gives it (AN-13). */
const named = (name: string | null | undefined, element: number): TrafficItem => ({ kind: 'named', name: name ?? '', protocol: 'any', element });

function portItem({ portNumber, portRange, namedPort }: AdminNetworkPolicyPort, element: number): TrafficItem {
  if (portNumber) return { kind: 'fixed', connections: connections(portNumber.protocol || 'TCP', portNumber.port), element };
  return portRange ? { kind: 'fixed', connections: connections(portRange.protocol || 'TCP', portRange.start, portRange.end), element } : named(namedPort, element);
}

function protocolItem({ tcp, udp, sctp, destinationNamedPort }: ClusterNetworkPolicyProtocol, element: number): TrafficItem {
  const ports = tcp ?? udp ?? sctp;
  if (!ports) return named(destinationNamedPort, element);
  return { kind: 'fixed', connections: destination(tcp ? 'TCP' : udp ? 'UDP' : 'SCTP', ports.destinationPort ?? {}), element };
}

const destination = (protocol: PortProtocol, { number, range }: DestinationPort): ConnectionSet => connections(protocol, range?.start ?? number ?? undefined, range?.end ?? number ?? undefined);
