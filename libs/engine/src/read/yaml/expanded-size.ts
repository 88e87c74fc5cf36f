import { EVENT_ID, type Event } from 'js-yaml';
import { READ_LIMITS } from '../limits.ts';

/**
 * Whether aliases make a document stand for too much: the parser shares what an alias names, every later step would
 * walk it again and again. Stops at the limit, so a bomb costs no more than a large document.
 */
export function expandedSizeProblem(events: readonly Event[], value: unknown): 'deep' | 'large' | null {
  if (!events.some((event) => event.type === EVENT_ID.ALIAS)) return null;
  let left = Math.max(READ_LIMITS.expandedValues, 2 * events.length);
  const walk = (item: unknown, depth: number): 'deep' | 'large' | null => {
    if ((left -= 1) < 0) return 'large';
    if (depth > READ_LIMITS.depth) return 'deep';
    if (typeof item !== 'object' || item === null) return null;
    for (const child of Object.values(item)) {
      const problem = walk(child, depth + 1);
      if (problem !== null) return problem;
    }
    return null;
  };
  return walk(value, 0);
}
