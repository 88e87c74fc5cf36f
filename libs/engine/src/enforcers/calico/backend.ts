import type { AddressSet } from '../../model/address.ts';
import type { ConnectionSet, FamilyMask } from '../../model/connection-set.ts';
import type { Caveat, Direction, PeerCondition, RuleAction, TrafficItem } from '../../model/firewalls.ts';
import type { LabelExpression } from '../../model/label-expression.ts';
import type { PolicyDocument } from '../../policies/document.ts';
import type { Ordered, Tied } from './order.ts';

/** Ports of one end of a rule by number, as lanes of TCP, UDP and SCTP, and by name. */
export interface Ports { readonly numbers: ConnectionSet; readonly names: readonly string[] }

/** What a condition on labels comes to: endpoints by their labels, and the addresses of what has labels but is no endpoint. */
export interface Labelled { readonly labels: LabelExpression; readonly addresses: AddressSet }

/** Addresses behind a Service, with the connections that it takes there. */
export interface ServiceTarget { readonly addresses: AddressSet; readonly connections: ConnectionSet }

/** One end of a rule; what is null asks for nothing. */
export interface Side {
  readonly labelled: Labelled | null;
  readonly notLabelled: Labelled | null;
  readonly nets: AddressSet | null;
  readonly notNets: AddressSet | null;
  readonly ports: Ports | null;
  readonly notPorts: Ports | null;
  readonly services: readonly ServiceTarget[] | null;
}

/** A rule in the form that all kinds of policies come to. */
export type BackendRule = RuleHead & ({
  readonly kind: 'sides';
  /** Families in which the rule is there at all. */
  readonly families: FamilyMask;
  /** Protocols and types of ICMP; ports are the sides'. */
  readonly connections: ConnectionSet;
  readonly source: Side;
  readonly destination: Side;
} | {
  /** With nothing asked of the own end. */
  readonly kind: 'peers';
  readonly peers: 'any' | readonly PeerCondition[];
  readonly traffic: 'any' | readonly TrafficItem[];
});

interface RuleHead {
  readonly action: RuleAction;
  /** Place in the policy's own list. */
  readonly index: number;
  readonly pointer: string;
  readonly name: string | null;
  readonly condition: Caveat | null;
}

/** Where a policy counts: at pods and for what hosts send and receive themselves, there for what they forward besides, or at hosts alone before or without connection tracking. */
export type Hook = 'normal' | 'forward' | 'pre-dnat' | 'untracked';

/** A policy in the form that all kinds of policies come to. */
export interface BackendPolicy extends Ordered {
  readonly document: PolicyDocument;
  readonly tied: Tied;
  readonly tier: string;
  readonly subject: LabelExpression;
  readonly hook: Hook;
  /** A direction that the policy does not speak about is not there. */
  readonly rules: Readonly<Partial<Record<Direction, readonly BackendRule[]>>>;
}
