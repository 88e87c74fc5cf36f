import type { Coverage, Diagnostic, ResourceIdentity, SourceLocation } from '@postern/engine';
import type { Cluster } from '../clusters/cluster.ts';
import type { Page } from '../page.ts';

/** A stored version is READY or, after its deletion, EXPIRED; the other states are for work that precedes publication. */
export type SnapshotState = 'RECEIVING' | 'QUEUED' | 'ANALYSING' | 'READY' | 'FAILED' | 'EXPIRED';
/** By which way a snapshot came. */
export type SourceKind = 'COLLECTOR' | 'CLI' | 'API' | 'GIT';

/** Who sent a snapshot, and from which commit. */
export interface SnapshotSource {
  readonly kind: SourceKind;
  readonly agent?: string;
  readonly gitRepository?: string;
  readonly gitCommit?: string;
  readonly gitRef?: string;
}

/** One immutable version of one cluster. */
export interface SnapshotRecord {
  readonly clusterId: number;
  /** From 1, one more for each published version of the cluster. */
  readonly sequence: number;
  readonly state: SnapshotState;
  /** `sha256:` and 64 hex digits, over everything kept. */
  readonly contentDigest: string;
  /** `sha256:` and 64 hex digits, over what can change an answer. */
  readonly semanticDigest: string;
  readonly capturedAt: Date;
  readonly receivedAt: Date;
  readonly readyAt: Date | null;
  readonly source: SnapshotSource;
  readonly labels: Readonly<Record<string, string>>;
  /** Counts as the publisher gave them. */
  readonly stats: Readonly<Record<string, number>>;
  readonly coverage: Coverage;
  readonly isPinned: boolean;
  /** The version that was the latest when this one was published. */
  readonly parentSequence: number | null;
  /** Its semantic digest differs from its parent's (true for the first version). */
  readonly isChanged: boolean;
}

/** The part of a view reference behind the `@`. */
export type SnapshotSelector =
  | { readonly kind: 'latest' }
  | { readonly kind: 'sequence'; readonly sequence: number }
  /** `sha256:` and 64 hex digits. */
  | { readonly kind: 'digest'; readonly digest: string }
  | { readonly kind: 'time'; readonly time: Date };

/** Which versions to list; conditions are joined by *and*. */
export interface SnapshotQuery {
  readonly first: number;
  /** Only versions with a lower sequence: the last one of the page before. */
  readonly before?: number;
  /** Captured at or after. */
  readonly from?: Date;
  /** Captured at or before. */
  readonly to?: Date;
  /** Only versions whose semantic digest differs from their parent's. */
  readonly changedOnly?: boolean;
  /** `key` or `key=value`. */
  readonly label?: string;
}

/** One kept object of a version, with its content still as text. */
export interface StoredObject extends ResourceIdentity {
  readonly apiVersion: string;
  /** The projected object as JSON, byte for byte as it was staged. */
  readonly content: string;
  readonly source: SourceLocation;
  readonly isUnreadable: boolean;
}

/** An object that two versions do not share; null where it is absent. */
export interface ObjectChange extends ResourceIdentity {
  readonly op: 'ADDED' | 'REMOVED' | 'MODIFIED';
  readonly before: string | null;
  readonly after: string | null;
  /** False where only fields outside the semantic digest differ. */
  readonly isSemantic: boolean;
}

/** Which diagnostics of a version to list. */
export interface DiagnosticQuery {
  readonly first: number;
  /** The ordinal of the last item of the page before. */
  readonly after?: number;
  readonly minSeverity?: Diagnostic['severity'];
}

/** A diagnostic with its place in its version's list, from 0. */
export interface StoredDiagnostic extends Diagnostic { readonly ordinal: number }

/** A version with the cluster that it is of. */
export interface NamedSnapshot { readonly cluster: Cluster; readonly snapshot: SnapshotRecord }

/** Versions of one cluster and what is in them. */
export interface SnapshotStore {
  /**
   * The version that a selector names: the latest ready one, the one with that sequence, the newest ready one with that
   * content, or the newest captured at or before a time, where an older one does not stand in for an expired one. One
   * statement.
   *
   * @throws StorageError NOT_FOUND, or SNAPSHOT_EXPIRED when the version was deleted.
   */
  resolve(clusterId: number, selector: SnapshotSelector): Promise<SnapshotRecord>;
  /** A cluster by its slug and the version that a selector names; null where either is missing. @throws StorageError SNAPSHOT_EXPIRED */
  resolveNamed(slug: string, selector: SnapshotSelector): Promise<NamedSnapshot | null>;
  /** The latest ready version of each cluster that has one, by cluster id, for loaders. One statement. */
  latestOf(clusterIds: readonly number[]): Promise<ReadonlyMap<number, SnapshotRecord>>;
  /** Versions with these sequences, expired ones too, for loaders. One statement. */
  bySequences(clusterId: number, sequences: readonly number[]): Promise<readonly SnapshotRecord[]>;
  /** Ready versions, newest first. */
  list(clusterId: number, query: SnapshotQuery): Promise<Page<SnapshotRecord>>;
  /** @throws StorageError NOT_FOUND or SNAPSHOT_EXPIRED */
  pin(clusterId: number, sequence: number, isPinned: boolean): Promise<SnapshotRecord>;
  /**
   * Deletes what only this version holds; its row stays, as EXPIRED.
   *
   * @throws StorageError NOT_FOUND, SNAPSHOT_EXPIRED, or PRECONDITION_FAILED when it is pinned.
   */
  expire(clusterId: number, sequence: number): Promise<void>;
  /**
   * The objects of a version in batches, sorted by group, kind, namespace and name in byte order. One range query over a
   * cursor; leaving the loop early frees the connection. Memory is bounded by the batch, plus 12 bytes an object for places.
   *
   * @throws StorageError NOT_FOUND or SNAPSHOT_EXPIRED
   */
  objectsAt(clusterId: number, sequence: number): AsyncIterable<readonly StoredObject[]>;
  /** The source text of a policy in a version, as it was staged; null where none was kept. */
  policyText(clusterId: number, sequence: number, identity: ResourceIdentity): Promise<string | null>;
  /**
   * Objects that differ between two versions of one cluster, in either order, sorted by identity. Reads only rows that
   * begin or end between them.
   *
   * @throws StorageError NOT_FOUND or SNAPSHOT_EXPIRED
   */
  changesBetween(clusterId: number, base: number, target: number): Promise<readonly ObjectChange[]>;
  /** Diagnostics in the order in which they were published. */
  diagnostics(clusterId: number, sequence: number, query: DiagnosticQuery): Promise<Page<StoredDiagnostic>>;
}
