import type { ClusterStore } from './clusters/cluster.ts';
import type { IngestStore } from './ingest/publication.ts';
import type { OperationStore } from './operations/operation.ts';
import type { StorageEvent } from './session/storage-event.ts';
import type { SnapshotStore } from './snapshots/snapshot.ts';
import type { TokenStore } from './tokens/api-token.ts';

export interface StorageOptions {
  readonly url: string;
  /** Connections of the pool, 8 unless told; one more holds the session. */
  readonly poolSize?: number;
  /** Shown by the server beside each connection; `postern` unless told. */
  readonly applicationName?: string;
  /** 60,000 unless told; publication is exempt. */
  readonly statementTimeoutMs?: number;
  /** False for short-lived tools, which neither listen nor own operations. True unless told. */
  readonly withSession?: boolean;
}

/** Everything that is stored, behind one pool. */
export interface Storage {
  readonly clusters: ClusterStore;
  readonly snapshots: SnapshotStore;
  readonly ingest: IngestStore;
  readonly operations: OperationStore;
  readonly tokens: TokenStore;
  /** Calls back on each wake-up until the returned function is called. Listeners must not throw. */
  onEvent(listener: (event: StorageEvent) => void): () => void;
  /** The pool answers. @throws StorageError UNAVAILABLE */
  ping(): Promise<void>;
  /** Closes every connection; running operations of this process count as abandoned from then on. */
  close(): Promise<void>;
}

/**
 * Opens the database behind a URL, whose migrations have run.
 *
 * @throws StorageError UNAVAILABLE when it cannot be reached.
 */
export async function openStorage(options: StorageOptions): Promise<Storage> {
  return Promise.reject(new Error(`not built yet: ${options.url}`));
}
