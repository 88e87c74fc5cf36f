import type { Shape } from '../../model/shape.ts';

/** A kind that is read for recognition alone. */
export interface ObservedKind {
  readonly isNamespaced: boolean;
  readonly versions: readonly string[];
  readonly shape: Shape;
}

/** What recognisers name of objects that may hold anything, secrets too: no more than this is kept of them. */
export interface KeptFields {
  /** Names of containers, and last parts of image names: a container of either is an agent's. */
  readonly containers: ReadonlySet<string>;
  readonly images: ReadonlySet<string>;
  /** Flags of agents without dashes, and their environment variables. */
  readonly flags: ReadonlySet<string>;
  readonly variables: ReadonlySet<string>;
  readonly podAnnotations: readonly string[];
  readonly namespaceAnnotations: readonly string[];
  readonly nodeAnnotations: readonly string[];
  readonly clusterRoles: ReadonlySet<string>;
  /** API groups of definitions. */
  readonly groups: ReadonlySet<string>;
  /** Further kinds by `group/Kind`. */
  readonly kinds: Readonly<Record<string, ObservedKind>>;
}
