/** Expected failures of the engine's questions. Codes are those of the service's error catalogue. */
export type FailureCode = 'REF_INVALID' | 'AMBIGUOUS_ENDPOINT' | 'ENDPOINT_NOT_IN_VIEW' | 'VALIDATION_FAILED';

/** Something the caller can mend: the message is one sentence, `details` are plain data. */
export class QuestionError extends Error {
  readonly code: FailureCode;
  readonly details: Readonly<Record<string, unknown>>;
  constructor(code: FailureCode, message: string, details: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.name = 'QuestionError';
    this.code = code;
    this.details = details;
  }
}
