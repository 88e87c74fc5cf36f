import type { Address, AddressSet } from './address.ts';
import type { ConnectionSet, IpFamily, PortProtocol } from './connection-set.ts';
import type { Caveat } from './firewalls.ts';

/** What a reference names in one view: endpoints of its Firewalls by index, and addresses outside the cluster. */
export interface Selection {
  /** The reference in canonical form. */
  readonly ref: string;
  /** Indexes into `Firewalls.endpoints`, ascending. */
  readonly endpoints: readonly number[];
  /** Addresses that belong to no endpoint. */
  readonly external: AddressSet;
  readonly caveats: readonly Caveat[];
}

/** The traffic a question asks about. A named port resolves on each destination. Null in a question asks for every port at once. */
export type TrafficQuestion =
  | { readonly kind: 'fixed'; readonly connections: ConnectionSet; readonly sourcePort?: number; readonly family?: IpFamily; readonly text: string }
  | { readonly kind: 'named'; readonly name: string; readonly protocol: PortProtocol; readonly sourcePort?: number; readonly family?: IpFamily; readonly text: string };

export type Grouping = 'pod' | 'workload' | 'owner' | 'namespace';

/** One end of a concrete pair: an endpoint of the Firewalls by index, or an address that belongs to none. */
export type PairEnd = { readonly kind: 'endpoint'; readonly index: number } | { readonly kind: 'address'; readonly address: Address };
