/** Grows whenever the bytes of a binary view, or what compiling puts into them, change their meaning. */
export const BINARY_VIEW_VERSION = 1;

/** Why bytes are no view that this engine can read: what to do is the same for both, to compile it anew. */
export class BinaryViewError extends Error {
  readonly reason: 'malformed' | 'other-version';

  constructor(reason: BinaryViewError['reason'], message: string) {
    super(`The binary view cannot be read: ${message}.`);
    this.name = 'BinaryViewError';
    this.reason = reason;
  }
}

/** Ends reading where the bytes are not what packing writes. */
export function check(isSound: boolean, what: string): asserts isSound {
  if (!isSound) throw new BinaryViewError('malformed', what);
}
