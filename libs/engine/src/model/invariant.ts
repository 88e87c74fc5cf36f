/** A bug in Postern itself: an assumption that the code relies on did not hold. */
export class InvariantError extends Error {
  readonly id: string;
  constructor(id: string, message: string) {
    super(`${id}: ${message}`);
    this.name = 'InvariantError';
    this.id = id;
  }
}

/**
 * Stops with an id that a search finds when an assumption of the code does not hold.
 *
 * @throws {InvariantError} when `condition` is false
 */
export function invariant(condition: boolean, id: string, message: string): asserts condition {
  if (!condition) throw new InvariantError(id, message);
}
