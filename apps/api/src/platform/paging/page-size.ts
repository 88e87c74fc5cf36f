import { Problem } from '../problems/problem.ts';

/** @throws {Problem} VALIDATION_FAILED for a page size that is not allowed */
export function checkPageSize(size: number, most: number, name = 'first'): number {
  if (size < 1 || size > most) throw new Problem('VALIDATION_FAILED', `${name} is a number from 1 to ${String(most)}`, [{ path: name, message: `from 1 to ${String(most)}` }]);
  return size;
}
