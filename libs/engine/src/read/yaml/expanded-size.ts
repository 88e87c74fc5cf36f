import { EVENT_ID, type Event } from 'js-yaml';
import { READ_LIMITS } from '../limits.ts';

/**
 * Whether aliases make a document stand for too much: the parser shares what an alias names, every later step would
 * walk it again and again. Stops at the limit, so a bomb costs no more than a large document.
 */
export function expandedSizeProblem(events: readonly Event[], value: unknown): 'deep' | 'large' | null {
  if (!events.some((event) => event.type === EVENT_ID.ALIAS)) return null;
  let left = Math.max(READ_LIMITS.expandedValues, 2 * events.length);
  let isDeep = false;
  const walk = (item: unknown, depth: number): void => {
    left -= 1;
    if (depth > READ_LIMITS.depth) isDeep = true;
    if (left < 0 || isDeep || typeof item !== 'object' || item === null) return;
    for (const child of Object.values(item)) { walk(child, depth + 1); if (left < 0 || isDeep) return; }
  };
  walk(value, 0);
  return isDeep ? 'deep' : left < 0 ? 'large' : null;
}
