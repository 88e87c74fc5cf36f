import { ClusterRepository } from './clusters/cluster.repository.ts';
import type { ClusterStore } from './clusters/cluster.ts';
import { createDataSource } from './data-source.ts';
import { explainOutage, query } from './database.ts';
import { IngestRepository } from './ingest/ingest.repository.ts';
import type { IngestStore } from './ingest/publication.ts';
import { OperationRepository } from './operations/operation.repository.ts';
import type { OperationStore } from './operations/operation.ts';
import { Session } from './session/session.ts';
import type { StorageEvent } from './session/storage-event.ts';
import { SnapshotRepository } from './snapshots/snapshot.repository.ts';
import type { SnapshotStore } from './snapshots/snapshot.ts';
import { StatementLogger } from './statement-logger.ts';
import type { TokenStore } from './tokens/api-token.ts';
import { TokenRepository } from './tokens/token.repository.ts';
import type { CompiledViewStore } from './views/compiled-view.ts';
import { CompiledViewRepository } from './views/compiled-view.repository.ts';

/** Which database, and how much of it. */
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
  /** Called with each statement that goes to the pool, for budgets in tests. */
  readonly onStatement?: (sql: string) => void;
}

/** Everything that is stored, behind one pool. */
export interface Storage {
  readonly clusters: ClusterStore;
  readonly snapshots: SnapshotStore;
  readonly ingest: IngestStore;
  readonly operations: OperationStore;
  readonly tokens: TokenStore;
  readonly views: CompiledViewStore;
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
  const { url, poolSize = 8, applicationName = 'postern', statementTimeoutMs = 60_000, withSession = true, onStatement = () => undefined } = options;
  const source = createDataSource(url, [], { applicationName, poolSize, logger: new StatementLogger(onStatement), extra: { statement_timeout: statementTimeoutMs } });
  const session = withSession ? new Session(url, applicationName) : null;
  try {
    await source.initialize();
    await session?.open();
  } catch (error) {
    if (source.isInitialized) await source.destroy();
    throw explainOutage(error);
  }
  return {
    clusters: new ClusterRepository(source),
    snapshots: new SnapshotRepository(source),
    ingest: new IngestRepository(source),
    operations: new OperationRepository(source, session?.owner ?? null),
    tokens: new TokenRepository(source),
    views: new CompiledViewRepository(source),
    onEvent: (listener) => session?.onEvent(listener) ?? (() => undefined),
    ping: async () => { await query(source, 'SELECT'); },
    close: async () => {
      await session?.close();
      await source.destroy();
    },
  };
}
