import type { Address, AddressSet } from './address.ts';
import type { ConnectionSet, IpFamily, PortProtocol } from './connection-set.ts';
import type { ServiceFacts } from './directory.ts';
import type { Caveat, Endpoint } from './firewalls.ts';

/** What a reference names in one view: endpoints of its Firewalls by index, and addresses outside the cluster. */
export interface Selection {
  /** The reference in canonical form. */
  readonly ref: string;
  /** Indexes into `Firewalls.endpoints`, ascending. */
  readonly endpoints: readonly number[];
  /** Addresses that belong to no endpoint. */
  readonly external: AddressSet;
  readonly caveats: readonly Caveat[];
  /**
   * Present where it is a Service that is asked: `endpoints` and `external` are what it hands connections to, and the
   * question's ports are the Service's own.
   */
  readonly service?: ServiceEnd;
  /** Present, with no other end, for a pod that does not exist yet; its `index` means nothing. */
  readonly hypothetical?: Endpoint;
}

/** A Service as a destination. */
export interface ServiceEnd {
  readonly facts: ServiceFacts;
  /** Positions of the ports that the reference names (one number may stand for several protocols); null where it names none. */
  readonly named: readonly number[] | null;
}

/** The traffic a question asks about. A named port resolves on each destination. Null in a question asks for every port at once. */
export type TrafficQuestion =
  | { readonly kind: 'fixed'; readonly connections: ConnectionSet; readonly sourcePort?: number; readonly family?: IpFamily; readonly text: string }
  | { readonly kind: 'named'; readonly name: string; readonly protocol: PortProtocol; readonly sourcePort?: number; readonly family?: IpFamily; readonly text: string };

/** What a row of a list stands for: one pod, a top owner (`workload`), a direct owner (`owner`) or a namespace. */
export type Grouping = 'pod' | 'workload' | 'owner' | 'namespace';

/** One end of a concrete pair: an endpoint of the Firewalls by index, or an address that belongs to none. */
export type PairEnd = { readonly kind: 'endpoint'; readonly index: number; /** Reached through a Service, so that a pod's way to itself leaves it (PD-5). */ readonly isThroughService?: true } | { readonly kind: 'address'; readonly address: Address };
