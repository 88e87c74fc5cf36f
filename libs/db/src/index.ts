export { openStorage } from './storage.ts';
export type { Storage, StorageOptions } from './storage.ts';
export { StorageError } from './storage-error.ts';
export type { StorageErrorCode } from './storage-error.ts';
export type { Page } from './page.ts';
export type { Cluster, ClusterStore } from './clusters/cluster.ts';
export type {
  DiagnosticQuery, NamedSnapshot, ObjectChange, SnapshotQuery, SnapshotRecord, SnapshotSelector, SnapshotSource, SnapshotState, SnapshotStore,
  SourceKind, StoredDiagnostic, StoredObject,
} from './snapshots/snapshot.ts';
export type { IngestStore, ObjectToStage, Publication, PublishResult } from './ingest/publication.ts';
export type { OperationAnswer, OperationKind, OperationRecord, OperationState, OperationStore } from './operations/operation.ts';
export { SCOPES } from './tokens/api-token.ts';
export type { ApiToken, Bearer, IssuedToken, NewToken, Scope, TokenStore } from './tokens/api-token.ts';
export type { CompiledViewKey, CompiledViewStore } from './views/compiled-view.ts';
export type { StorageEvent } from './session/storage-event.ts';
export { createDataSource } from './data-source.ts';
