import type { Address, AddressSet } from './address.ts';
import type { ConnectionSet, FamilyMask, PortProtocol } from './connection-set.ts';
import type { Directory } from './directory.ts';
import type { ExplanationCode } from './explanation-code.ts';
import type { LabelExpression, Labels } from './label-expression.ts';
import type { ResourceIdentity, SourceLocation } from './location.ts';
import type { DifferenceCode } from './verdict.ts';

/**
 * The normal form: what an enforcer puts in front of every endpoint, as ordered tiers of ordered rules per direction.
 *
 * Fold of one direction for one pair, starting with remaining = everything: a matching rule takes its traffic out of
 * *remaining*; `allow` puts it into *allowed*, `deny` drops it, `pass` hands it to the next tier, which also
 * gets what no rule of this tier decided. What is left after the last tier is allowed. The connection exists where
 * the sender's egress and the receiver's ingress both allow it, in the families that both ends have.
 */
export interface Firewalls {
  readonly enforcer: EnforcerIdentity;
  /** In order of reference; `index` is the position. External addresses are not listed. */
  readonly endpoints: Endpoints;
  readonly tiers: Readonly<Record<Direction, readonly Tier[]>>;
  /** The traffic that this enforcer's source text defines; questions about other traffic are UNKNOWN. */
  readonly universe: ConnectionSet;
  /**
   * Present where the enforcer judges by who an end is and not by how it is addressed: an address then stands for its
   * end in both families, and so does a match of it. Endpoints say so by their own `families`.
   */
  readonly isFamilyBlind?: true;
  /** Things that are in the cluster but can take no part in traffic, such as finished pods. */
  readonly absent: readonly AbsentEndpoint[];
  /** Caveats of the whole cluster, true for every answer. */
  readonly caveats: readonly Caveat[];
  /** Absent where questions can name nothing but endpoints. */
  readonly directory?: Directory;
  /** Policies that this enforcer reads otherwise than the upstream text; absent where nothing is known of any. For people: it decides nothing. */
  readonly departures?: readonly Departure[];
}

/** One policy that an enforcer reads otherwise, and how. `isRefusal`: it has no effect at all. */
export interface Departure { readonly code: DifferenceCode; readonly policy: ResourceIdentity; readonly source: SourceLocation | null; readonly isRefusal: boolean; readonly message: string }

/**
 * Endpoints by position: a plain array is one, and so are columns that make each endpoint when it is asked for. What
 * stands at one position is always equal, not always the same object.
 */
export interface Endpoints extends Iterable<Endpoint> {
  readonly length: number;
  /** The endpoint at a position from 0; undefined past the last. */
  at(index: number): Endpoint | undefined;
  entries(): Iterable<[number, Endpoint]>;
  map<T>(to: (endpoint: Endpoint, index: number) => T): T[];
  flatMap<T>(to: (endpoint: Endpoint, index: number) => T | readonly T[]): T[];
  filter(isKept: (endpoint: Endpoint, index: number) => boolean): Endpoint[];
  some(isWanted: (endpoint: Endpoint, index: number) => boolean): boolean;
  find(isWanted: (endpoint: Endpoint, index: number) => boolean): Endpoint | undefined;
  findIndex(isWanted: (endpoint: Endpoint, index: number) => boolean): number;
}

/** `ingress` is what an endpoint receives, `egress` what it sends, each from the side that opens the connection. */
export type Direction = 'ingress' | 'egress';

export interface EnforcerIdentity { readonly name: string; readonly version: string | null; readonly settings: Readonly<Record<string, string>> }

export interface AbsentEndpoint { readonly ref: string; readonly code: ExplanationCode }

/** Something that stands in front of an answer's certainty or reading. */
export interface Caveat { readonly code: ExplanationCode; readonly message: string; readonly resources: readonly ResourceIdentity[] }

export interface NamedPort {
  readonly name: string;
  readonly protocol: PortProtocol;
  readonly port: number;
  /** Present where the source text leaves open whether the port counts for its name: said of answers that rest on it. Decides nothing. */
  readonly assumes?: Caveat;
}

/** A pod, a workload without pods, a node, or something known by labels alone. */
export interface Endpoint {
  readonly index: number;
  readonly kind: 'pod' | 'workload' | 'node' | 'name' | 'identity';
  /** Canonical reference: `pod:shop/web-1`, `deploy:shop/web`, `node:worker-3`. */
  readonly ref: string;
  /** Empty for nodes. */
  readonly namespace: string;
  readonly name: string;
  /** Effective labels; endpoints that no selector can pick (nodes, host-network pods under most enforcers) have none that selectors name. */
  readonly labels: Labels;
  /**
   * Present where the input does not say all labels (a Namespace that was not collected): every key that begins with
   * this prefix and is not in `labels` is unknown. An expression over `labels` is then three-valued (`labelMatch`), in
   * `own` as in a peer's `labels`, and a rule that only perhaps matches is treated as an uncertain rule for this pair:
   * as `allow` it counts in the upper bound only, as `deny` in the lower bound only.
   */
  readonly unknownLabelPrefix?: string;
  readonly addresses: readonly Address[];
  /**
   * False for a workload without pods: whether a rule by address matches it is undecided, unless the rule covers the whole family.
   * A Pod without an address (Pending) has `true` and no addresses: rules by address surely do not match it.
   */
  readonly areAddressesKnown: boolean;
  /** Families in which it can send and receive. */
  readonly families: FamilyMask;
  /** Container ports by name, restartable init containers' included (PT-10). */
  readonly ports: readonly NamedPort[];
  /** Name of the node on which it runs, a node's own name; null where unknown. */
  readonly node: string | null;
  /** Whether its traffic is its node's own traffic: nodes and host-network pods. */
  readonly isHost: boolean;
  /** Whether policies can apply to it at all. False gives NOT_GOVERNED in explanations. */
  readonly isGoverned: boolean;
  /** Reference of the top owner (`deploy:shop/web`), or its own where it has none. */
  readonly workload: string;
  /** Reference of the direct owner (`rs:shop/web-7d9f`), or its own where it has none. */
  readonly owner: string;
  /** Number of pods it stands for: 1 for a pod, the replicas (at least 1) of a workload without pods, 0 for a node. */
  readonly pods: number;
  /** True for this endpoint in every answer, e.g. a synthesised namespace or a pod that is being deleted. */
  readonly caveats: readonly Caveat[];
}

/** Where a tier stands in the order of the upstream APIs; ENFORCER is a tier of an enforcer's own, DEFAULT what holds where nothing else does. */
export type TierKind = 'ADMIN' | 'NETWORK_POLICY' | 'BASELINE' | 'ENFORCER' | 'DEFAULT';

/** An ordered group of rules; what it does not decide goes to the next tier. */
export interface Tier {
  readonly kind: TierKind;
  readonly name: string;
  /**
   * `union`: only allows and a closing default deny, so order does not matter and every admitting rule is named.
   * `first-match`: the first matching rule decides and is the only one named.
   */
  readonly reading: 'union' | 'first-match';
  readonly rules: readonly Rule[];
}

export type RuleAction = 'allow' | 'deny' | 'pass';

/** One line of a firewall: which endpoints it stands in front of, which peers and traffic it matches, and what it does with them. */
export interface Rule {
  readonly action: RuleAction;
  /** Over the effective labels of the endpoint whose firewall this is. */
  readonly own: LabelExpression;
  /** `any` matches every peer, external addresses included; a list is an OR and may be empty (matches nothing). */
  readonly peers: 'any' | readonly PeerCondition[];
  /** `any` is all traffic; a list is an OR and may be empty. */
  readonly traffic: 'any' | readonly TrafficItem[];
  /** `uncertain`: whether the rule is there or matches is unknown; `code` says why. */
  readonly certainty: 'certain' | 'uncertain';
  /** Explanation code where the tier and the action do not already give it. */
  readonly code?: ExplanationCode;
  /** What has to hold besides for a connection that the rule allows: said of answers that rest on it. It decides nothing about the connection itself. */
  readonly condition?: Caveat;
  /** Where the enforcer does otherwise than the policy's author may expect: said of answers that the rule decides. Decides nothing. */
  readonly note?: Caveat;
  /** Why the upstream text would decide otherwise, where the rule itself is the reason. For people: it decides nothing. */
  readonly differs?: DifferenceCode;
  /** `isolation`: the default deny that a policy brings by selecting an endpoint; its origin names that policy. */
  readonly role: 'rule' | 'isolation' | 'default';
  /**
   * Present where the rule asks for the port that a connection comes from too: closed intervals `[first, last, …]`, ascending.
   * Such a rule is `uncertain` with the code `DEPENDS_ON_SOURCE_PORT`, and sure once a question names the port (`atSourcePort`);
   * with another code it is uncertain for that reason too, and stays so.
   */
  readonly sourcePorts?: readonly number[];
  /** Priority of its policy within the tier, where the API has one: rules of equal ones stand in order of name. */
  readonly priority?: number;
  readonly origin: Origin | null;
}

/** What an answer rests on where the peer is a pod, or shares the own endpoint's node. */
export interface PeerAssumption { readonly peer: 'pod' | 'own-node'; readonly caveat: Caveat }

/** An AND of what is present; at least one field is. */
export interface PeerCondition {
  /** Over the peer's effective labels. An external address is matched as an empty map: it satisfies `missing` and `notIn`. */
  readonly labels?: LabelExpression;
  /** The peer has an address in the set. */
  readonly inside?: AddressSet;
  /** What `inside` lacks because the policy carved it out of a wider block (IP-2). For explanations: it decides nothing. */
  readonly except?: AddressSet;
  /** The peer has an address (of the connection's family) that is not in the set. */
  readonly outside?: AddressSet;
  /**
   * The peer is host traffic of the own endpoint's node (`local`), of another node (`remote`), or of either.
   * An unknown node (null) is nobody's own: a host peer is then `remote`.
   */
  readonly host?: 'local' | 'remote' | 'any';
  /** Present where the source text leaves open whether such peers match: said of answers that rest on it. Decides nothing. */
  readonly assumes?: readonly PeerAssumption[];
  /** Index in the policy's own list of peers, from 0; null where the policy has none. */
  readonly element: number | null;
}

/** A fixed set of connections, or container ports by name, which the destination resolves. */
export type TrafficItem =
  | { readonly kind: 'fixed'; readonly connections: ConnectionSet; readonly element: number | null }
  | { readonly kind: 'named'; readonly name: string; readonly protocol: PortProtocol | 'any'; readonly element: number | null };

/** The place in a policy that a rule comes from. */
export interface Origin extends ResourceIdentity {
  /** Index within the direction's list of rules, from 0; null for the policy as a whole. */
  readonly rule: number | null;
  readonly ruleName: string | null;
  /** JSON pointer into the object, `/spec/ingress/0`. */
  readonly pointer: string;
  readonly source: SourceLocation | null;
}
