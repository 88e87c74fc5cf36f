import type { FailureCode } from '@postern/engine';

/** Every code that a client can meet. Published in docs/problems, never reused. */
export type ProblemCode =
  | FailureCode
  | 'UNAUTHENTICATED' | 'TOKEN_EXPIRED' | 'SCOPE_MISSING' | 'NOT_FOUND' | 'SNAPSHOT_EXPIRED' | 'RESULT_EXPIRED'
  | 'MANIFEST_INVALID' | 'QUERY_TOO_COMPLEX' | 'QUERY_TOO_DEEP' | 'DOCUMENT_TOO_LARGE'
  | 'SNAPSHOT_NOT_READY' | 'SNAPSHOT_OUT_OF_ORDER' | 'PRECONDITION_FAILED' | 'IDEMPOTENCY_KEY_REUSED'
  | 'CURSOR_INVALID' | 'CURSOR_MISMATCH' | 'PAYLOAD_TOO_LARGE' | 'UNSUPPORTED_MEDIA_TYPE' | 'NOT_ACCEPTABLE'
  | 'RATE_LIMITED' | 'ANALYSIS_TIMEOUT' | 'UNAVAILABLE' | 'INTERNAL';

export interface ProblemKind { readonly status: number; readonly title: string; readonly retryable: boolean }

/** The one table from code to what a client sees. `satisfies` makes a forgotten code a compile error. */
export const PROBLEMS = {
  UNAUTHENTICATED: { status: 401, title: 'Valid credentials are required', retryable: false },
  TOKEN_EXPIRED: { status: 401, title: 'The token has expired', retryable: false },
  SCOPE_MISSING: { status: 403, title: 'The token lacks a scope', retryable: false },
  NOT_FOUND: { status: 404, title: 'There is no such thing, or it is not yours to see', retryable: false },
  SNAPSHOT_EXPIRED: { status: 410, title: 'The snapshot was deleted or has passed its retention', retryable: false },
  RESULT_EXPIRED: { status: 410, title: 'The answer is no longer kept', retryable: false },
  REF_INVALID: { status: 422, title: 'The reference cannot be read', retryable: false },
  AMBIGUOUS_ENDPOINT: { status: 422, title: 'The reference names several endpoints', retryable: false },
  ENDPOINT_NOT_IN_VIEW: { status: 422, title: 'No such endpoint in this view', retryable: false },
  VALIDATION_FAILED: { status: 422, title: 'The request is not valid', retryable: false },
  MANIFEST_INVALID: { status: 422, title: 'The manifests cannot be read', retryable: false },
  QUERY_TOO_COMPLEX: { status: 422, title: 'The query asks for too much', retryable: false },
  QUERY_TOO_DEEP: { status: 422, title: 'The query is nested too deeply', retryable: false },
  DOCUMENT_TOO_LARGE: { status: 422, title: 'The GraphQL document is too large', retryable: false },
  SNAPSHOT_NOT_READY: { status: 409, title: 'The snapshot is not ready to be asked', retryable: true },
  SNAPSHOT_OUT_OF_ORDER: { status: 409, title: 'The snapshot was captured before the latest one', retryable: false },
  PRECONDITION_FAILED: { status: 412, title: 'The resource changed in the meantime', retryable: false },
  IDEMPOTENCY_KEY_REUSED: { status: 422, title: 'The idempotency key belongs to another request', retryable: false },
  CURSOR_INVALID: { status: 400, title: 'The cursor cannot be read', retryable: false },
  CURSOR_MISMATCH: { status: 400, title: 'The cursor belongs to another question', retryable: false },
  PAYLOAD_TOO_LARGE: { status: 413, title: 'The body is too large', retryable: false },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, title: 'The body has a type that cannot be read here', retryable: false },
  NOT_ACCEPTABLE: { status: 406, title: 'None of the accepted types can be produced', retryable: false },
  RATE_LIMITED: { status: 429, title: 'Too many requests', retryable: true },
  ANALYSIS_TIMEOUT: { status: 504, title: 'The analysis took too long', retryable: true },
  UNAVAILABLE: { status: 503, title: 'The service cannot answer right now', retryable: true },
  INTERNAL: { status: 500, title: 'Something went wrong inside the service', retryable: true },
} satisfies Record<ProblemCode, ProblemKind>;
