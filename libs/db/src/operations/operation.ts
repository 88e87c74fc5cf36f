/** What is done. */
export type OperationKind = 'INGEST' | 'EXPORT' | 'DIFF' | 'FINDINGS' | 'DIFFERENCES' | 'POLICY_IMPACT';
/** How far it is; the last three are for good. */
export type OperationState = 'QUEUED' | 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'CANCELLED';

/** A piece of asynchronous work. */
export interface OperationRecord {
  /** Opaque; begins with the cluster. */
  readonly id: string;
  readonly clusterId: number;
  readonly kind: OperationKind;
  readonly state: OperationState;
  /** From 0 to 1; null while it is not known. */
  readonly progress: number | null;
  /** Plain data in the form of the service's problems, when it failed. */
  readonly problem: Readonly<Record<string, unknown>> | null;
  readonly resultUrl: string | null;
  readonly resultSequence: number | null;
  readonly isUnchanged: boolean;
  readonly idempotencyKey: string | null;
  readonly requestFingerprint: string | null;
  /** Of the token that asked; null for what belongs to the cluster. */
  readonly tokenId: string | null;
  /** When its answer is dropped; null without one. */
  readonly expiresAt: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** The answer that an operation leaves. */
export interface OperationAnswer {
  /** Of the text, before it was compressed. */
  readonly mediaType: string;
  /** Compressed by gzip. */
  readonly content: Uint8Array;
}

/** Asynchronous work of every process. */
export interface OperationStore {
  /** A running operation owned by this process. @throws StorageError NOT_FOUND when the cluster is gone. */
  begin(operation: { readonly clusterId: number; readonly kind: OperationKind; readonly tokenId?: string }): Promise<OperationRecord>;
  /** @throws StorageError NOT_FOUND, for a malformed id too. */
  get(id: string): Promise<OperationRecord>;
  /** The operation that succeeded under an idempotency key. */
  findByIdempotencyKey(clusterId: number, key: string): Promise<OperationRecord | null>;
  /** Notes progress of a running operation, from 0 to 1; without effect once it has ended. */
  progress(id: string, fraction: number): Promise<void>;
  /** Ends a running operation with an answer that is kept for so many seconds; false, and nothing is kept, once it has ended. */
  succeed(id: string, answer: OperationAnswer, resultUrl: string, keepSeconds: number): Promise<boolean>;
  /** The answer of an operation. @throws StorageError NOT_FOUND without one, RESULT_EXPIRED once its time has passed. */
  answer(id: string): Promise<OperationAnswer>;
  /** Drops the answers whose time has passed; returns how many. */
  dropExpired(): Promise<number>;
  /** Ends a running operation as FAILED and drops what it staged; without effect once it has ended. */
  fail(id: string, problem: Readonly<Record<string, unknown>>): Promise<void>;
  /** Ends a running operation as CANCELLED and drops what it staged; false once it has ended. */
  cancel(id: string): Promise<boolean>;
  /**
   * Ends as FAILED the operations whose process is gone, and drops what they staged; operations of living processes are
   * left alone. Returns how many. Call it at start, and now and then.
   */
  failAbandoned(): Promise<number>;
}
