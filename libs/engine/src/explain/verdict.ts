import { containsSet, isEmptySet, subtract, type ConnectionSet } from '../model/connection-set.ts';
import type { Verdict } from '../model/verdict.ts';

/**
 * The verdict over one pair. A question about every port at once is answered by whether any port is allowed; one
 * about certain traffic by whether all of it is.
 */
export function verdictOf(asked: ConnectionSet, allowed: ConnectionSet, undecided: ConnectionSet, isEveryPort: boolean): Verdict {
  const isUndecided = !isEmptySet(undecided);
  if (isEmptySet(allowed)) return isUndecided ? 'UNKNOWN' : 'DENIED';
  if (isEveryPort || containsSet(allowed, asked)) return 'ALLOWED';
  const isSomeDenied = !isEmptySet(subtract(subtract(asked, allowed), undecided));
  return isUndecided && !isSomeDenied ? 'UNKNOWN' : 'PARTIAL';
}
