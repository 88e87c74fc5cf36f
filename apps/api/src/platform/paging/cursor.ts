import { createHash } from 'node:crypto';
import { z } from 'zod';
import { Problem } from '../problems/problem.ts';

/** What a page stands on: the question with its view and order. Another question's cursor does not fit. */
export type CursorBinding = readonly unknown[];

const cursorSchema = z.tuple([z.literal(1), z.string(), z.union([z.number(), z.string()])]);

const digest = (binding: CursorBinding): string => createHash('sha256').update(JSON.stringify(binding)).digest('base64url').slice(0, 22);

/** Opaque texts for the places after positions in the list that `binding` names, which is digested once for all of them. */
export function cursorsOf(binding: CursorBinding): (position: number | string) => string {
  const of = digest(binding);
  return (position) => Buffer.from(JSON.stringify([1, of, position])).toString('base64url');
}

/** An opaque text for the place after `position` in the list that `binding` names. */
export const encodeCursor = (binding: CursorBinding, position: number | string): string => cursorsOf(binding)(position);

/** @throws {Problem} CURSOR_INVALID for a text that is no cursor, CURSOR_MISMATCH for one of another question */
function decodeCursor(binding: CursorBinding, text: string): number | string {
  const [, of, position] = read(text);
  if (of !== digest(binding)) throw new Problem('CURSOR_MISMATCH', 'the cursor was given for another view, question or order');
  return position;
}

/** The offset after a cursor; 0 without one. */
export function offsetAfter(binding: CursorBinding, text: string | null | undefined): number {
  if (text === null || text === undefined) return 0;
  const position = decodeCursor(binding, text);
  if (typeof position !== 'number' || !Number.isSafeInteger(position) || position < 0) throw new Problem('CURSOR_INVALID', 'the cursor names no place in this list');
  return position + 1;
}

/** The key after which a list goes on; undefined without a cursor. */
export function keyAfter(binding: CursorBinding, text: string | null | undefined): string | undefined {
  if (text === null || text === undefined) return undefined;
  return String(decodeCursor(binding, text));
}

function read(text: string): z.infer<typeof cursorSchema> {
  try { return cursorSchema.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))); } catch { throw new Problem('CURSOR_INVALID', 'this is no cursor'); }
}
