import { Problem } from '../problems/problem.ts';

const MAX_WAIT_SECONDS = 120;

/** The seconds of `Prefer: wait=30` (RFC 7240); 0 without it. */
export function secondsToWait(prefer: string | readonly string[] | undefined): number {
  const match = /(?:^|[,;\s])wait\s*=\s*"?(\d{1,6})/.exec([prefer ?? ''].flat().join(', '));
  return Math.min(Number(match?.[1] ?? 0), MAX_WAIT_SECONDS);
}

/** @throws {Problem} VALIDATION_FAILED for a key that is too long or not printable */
export function idempotencyKey(header: string | readonly string[] | undefined): string | null {
  if (header === undefined) return null;
  const key = typeof header === 'string' ? header : '';
  if (!/^[\x21-\x7e]{1,200}$/.test(key)) throw new Problem('VALIDATION_FAILED', 'Idempotency-Key is 1 to 200 printable characters', [{ path: 'Idempotency-Key', message: '1 to 200 printable characters' }]);
  return key;
}

/** Whether the caller wants an operation instead of an answer: `Prefer: respond-async` (RFC 7240). */
export const wantsOperation = (prefer: string | readonly string[] | undefined): boolean => [prefer ?? ''].flat().join(',').split(/[,;]/).some((part) => part.trim().toLowerCase() === 'respond-async');
