import type { Coverage, Diagnostic, ResourceIdentity, SourceLocation } from '@postern/engine';
import type { SnapshotRecord, SnapshotSource } from '../snapshots/snapshot.ts';

/** One object on its way into a version. Storage hashes the texts; the caller makes them canonical. */
export interface ObjectToStage extends ResourceIdentity {
  readonly apiVersion: string;
  /** The projected object as canonical JSON. */
  readonly content: string;
  /** Canonical text of what can change an answer; left out where that is the content itself. */
  readonly semanticText?: string;
  readonly source: SourceLocation;
  /** The text as it was written, for explanations: give it for policies. */
  readonly text?: string;
  readonly isUnreadable?: true;
}

/** What publication adds to the staged objects. */
export interface Publication {
  readonly operationId: string;
  readonly capturedAt: Date;
  readonly receivedAt: Date;
  readonly source: SnapshotSource;
  readonly labels?: Readonly<Record<string, string>>;
  readonly stats: Readonly<Record<string, number>>;
  readonly coverage: Coverage;
  readonly diagnostics: readonly Diagnostic[];
  /** The client's key with a digest of its request: the same key with another fingerprint is refused. */
  readonly idempotency?: { readonly key: string; readonly fingerprint: string };
  /** Where clients find the version, kept as the operation's result. */
  readonly resultUrl?: (sequence: number) => string;
}

/** What a publication came to. */
export interface PublishResult {
  readonly snapshot: SnapshotRecord;
  /** The content is that of the latest version, so no version was made. */
  readonly isUnchanged: boolean;
  /** An earlier request with this idempotency key already gave this result. */
  readonly isReplay: boolean;
  /** Rows of objects that were begun and ended, equal on every machine. */
  readonly work: { readonly opened: number; readonly closed: number };
}

/** The way into storage: stage objects, then publish them as one version. */
export interface IngestStore {
  /**
   * Copies objects into the staging table of an operation; may be called several times. A call that fails stages nothing.
   *
   * @throws StorageError MANIFEST_INVALID when an object is given twice or a name cannot be stored; NOT_FOUND when the
   * operation is not running.
   */
  stage(operationId: string, objects: Iterable<ObjectToStage> | AsyncIterable<ObjectToStage>): Promise<{ readonly objects: number; readonly contentBytes: number }>;
  /**
   * Makes the staged objects the next version of the operation's cluster, in one transaction, and ends the operation as
   * SUCCEEDED. On an error nothing is changed: the caller ends the operation with `operations.fail`.
   *
   * @throws StorageError SNAPSHOT_OUT_OF_ORDER, IDEMPOTENCY_KEY_REUSED; NOT_FOUND when the operation is not running;
   * UNAVAILABLE when staged rows were lost in a crash of the database.
   */
  publish(publication: Publication): Promise<PublishResult>;
}
