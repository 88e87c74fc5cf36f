import type { ConnectionSet } from '../model/connection-set.ts';
import type { Caveat, Direction } from '../model/firewalls.ts';
import type { ResourceIdentity } from '../model/location.ts';
import type { Verdict } from '../model/verdict.ts';
import type { Peer } from '../query/answers.ts';

/** Through what something is exposed. A port of a node is one of a Service, or of a pod's own (`hostPort`): the resource tells. */
export type ExposureKind = 'LOAD_BALANCER' | 'NODE_PORT' | 'EXTERNAL_IP' | 'INGRESS' | 'GATEWAY' | 'ROUTE' | 'HOST_NETWORK' | 'DIRECT_CIDR';

/** What an object opens to the outside, before policies have their say. */
export interface ExposureFront {
  readonly kind: ExposureKind;
  /** The Service, Ingress, route, or workload with a `hostPort`; null for direct routing. */
  readonly resource: ResourceIdentity | null;
  /** The Gateway that a route hangs on. */
  readonly parent: ResourceIdentity | null;
  readonly hostnames: readonly string[];
  /** URL paths. */
  readonly paths: readonly string[];
  /** Addresses and names that people outside connect to, as far as they are known. */
  readonly addresses: readonly string[];
  /** Ports that people outside connect to, as `TCP 443`. */
  readonly ports: readonly string[];
  readonly source: ExposureSource;
}

/** Who the exposed pods see as the sender. */
export interface ExposureSource {
  /** As a reference. */
  readonly ref: string;
  /** One sentence where the sender was not found in the view and had to be assumed; null where it was found. */
  readonly assumption: string | null;
}

/** One way to one exposed thing, with what policies let in on it. Ports are those of the pods. */
export interface ExposurePath extends ExposureFront { readonly verdict: Verdict; readonly allowed: ConnectionSet; readonly partial: ConnectionSet; readonly undecided: ConnectionSet }

/** Something that the outside can reach (ingress), or that can reach the internet (egress, where nothing stands in `via`). */
export interface ExposureItem {
  readonly peer: Peer;
  readonly via: readonly ExposurePath[];
  /** ALLOWED where one of the ways is wholly open. */
  readonly verdict: Verdict;
  readonly allowed: ConnectionSet;
  readonly partial: ConnectionSet;
  readonly undecided: ConnectionSet;
  /** What can be asked, for printing the sets. */
  readonly universe: ConnectionSet;
}

/** A way that policies close altogether. */
export interface BlockedPath { readonly peer: Peer; readonly front: ExposureFront }

/** A way that leads nowhere, whatever policies say. */
export interface DeadEnd { readonly kind: ExposureKind; readonly resource: ResourceIdentity; readonly reason: string }

/** What the outside can reach (ingress), or what reaches the outside (egress), with the ways that policies or missing backends close. */
export interface ExposureAnswer {
  readonly direction: Direction;
  /** By namespace, then reference. */
  readonly items: readonly ExposureItem[];
  readonly blocked: readonly BlockedPath[];
  readonly deadEnds: readonly DeadEnd[];
  readonly caveats: readonly Caveat[];
}
