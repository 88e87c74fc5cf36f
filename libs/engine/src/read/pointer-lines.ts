import type { Event } from 'js-yaml';
import { childPointer } from '../model/json-pointer.ts';
import { READ_LIMITS } from './limits.ts';
import { lineAt } from './line-at.ts';
import { visitPositions } from './yaml/positions.ts';

/** The line of each value by pointer, of a document or of the value that begins at the event `from`, up to the limit. */
export function pointerLines(text: string, events: readonly Event[], firstLine: number, from = 0): Readonly<Record<string, number>> {
  const lines: Record<string, number> = {};
  let offset = 0; let line = firstLine; let left: number = READ_LIMITS.positions;
  visitPositions(text, events, (path, start) => {
    if ((left -= 1) < 0) return;
    if (start > offset) { line = lineAt(text, start, line, offset); offset = start; }
    lines[path.reduce(childPointer, '')] = line;
  }, from);
  return lines;
}
