/** Why bytes could not be taken. */
export type InputErrorCode = 'INPUT_TOO_LARGE' | 'INPUT_NOT_GZIP';

/** Bytes that are too many or do not decompress. */
export class InputError extends Error {
  readonly code: InputErrorCode;
  constructor(code: InputErrorCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'InputError';
    this.code = code;
  }
}
