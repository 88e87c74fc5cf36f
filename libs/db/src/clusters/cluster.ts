import type { EnforcementPin } from '@postern/engine';
import type { Page } from '../page.ts';

/** A cluster whose versions are kept. */
export interface Cluster {
  readonly id: number;
  /** Lower case letters, digits and dashes, as a DNS label; unique, and never changed. */
  readonly slug: string;
  readonly displayName: string;
  readonly createdAt: Date;
  /** What a person says about who enforces; null where nobody has said anything. */
  readonly enforcementPin: EnforcementPin | null;
}

/** Clusters. Deleting one deletes everything it owns and takes it out of every token. */
export interface ClusterStore {
  /** @throws StorageError VALIDATION_FAILED (`details.field` is `slug` or `displayName`) when it is malformed or taken. */
  create(cluster: { readonly slug: string; readonly displayName?: string }): Promise<Cluster>;
  /** @throws StorageError NOT_FOUND */
  get(slug: string): Promise<Cluster>;
  find(slug: string): Promise<Cluster | null>;
  /** Clusters by id, for loaders; missing ones are left out. One statement. */
  byIds(ids: readonly number[]): Promise<readonly Cluster[]>;
  /**
   * A page in the order of slugs, after the slug `after`; `slugs` limits it to what a caller may see.
   */
  list(query: { readonly first: number; readonly after?: string; readonly slugs?: readonly string[] }): Promise<Page<Cluster>>;
  /** @throws StorageError NOT_FOUND */
  rename(slug: string, displayName: string): Promise<Cluster>;
  /** Takes what a person says about who enforces, or takes it back. @throws StorageError NOT_FOUND */
  pinEnforcement(slug: string, pin: EnforcementPin | null): Promise<Cluster>;
  /** @throws StorageError NOT_FOUND */
  delete(slug: string): Promise<void>;
}
