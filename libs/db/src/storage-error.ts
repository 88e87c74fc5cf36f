/** Expected failures of storage. Codes are those of the service's error catalogue. */
export type StorageErrorCode =
  | 'NOT_FOUND' | 'SNAPSHOT_EXPIRED' | 'RESULT_EXPIRED' | 'SNAPSHOT_OUT_OF_ORDER' | 'IDEMPOTENCY_KEY_REUSED' | 'PRECONDITION_FAILED'
  | 'VALIDATION_FAILED' | 'MANIFEST_INVALID' | 'UNAUTHENTICATED' | 'TOKEN_EXPIRED' | 'UNAVAILABLE';

/** Something the caller can mend or wait out: the message is one sentence, `details` are plain data without secrets. */
export class StorageError extends Error {
  readonly code: StorageErrorCode;
  readonly details: Readonly<Record<string, unknown>>;
  constructor(code: StorageErrorCode, message: string, details: Readonly<Record<string, unknown>> = {}, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'StorageError';
    this.code = code;
    this.details = details;
  }
}
