import { cursorsOf } from './cursor.ts';
import type { CursorBinding } from './cursor.ts';
import type { PageInfo, Total } from './page.types.ts';

interface Slice<T> {
  readonly rows: readonly T[];
  readonly total: number;
  readonly binding: CursorBinding;
  /** The place of a row: its key, or its offset in the whole list. */
  readonly position: (row: T, index: number) => number | string;
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
}

/** A page in Relay's shape. `edge` makes the edge of a row. */
export function connectionOf<T, E>({ rows, total, binding, position, hasNextPage, hasPreviousPage }: Slice<T>, edge: (row: T, cursor: string) => E): { edges: E[]; pageInfo: PageInfo; total: Total } {
  const cursorAt = cursorsOf(binding);
  const cursors = rows.map((row, index) => cursorAt(position(row, index)));
  return {
    edges: rows.map((row, index) => edge(row, cursors[index] ?? '')),
    pageInfo: { hasNextPage, hasPreviousPage, startCursor: cursors[0] ?? null, endCursor: cursors.at(-1) ?? null },
    total: { value: total, relation: 'EXACT' },
  };
}

/** A page of a list that is known by offsets, from `offset` on. */
export function offsetConnection<T, E>(rows: readonly T[], total: number, offset: number, binding: CursorBinding, edge: (row: T, cursor: string) => E): { edges: E[]; pageInfo: PageInfo; total: Total } {
  const slice = { rows, total, binding, position: (_: T, index: number) => offset + index, hasNextPage: offset + rows.length < total, hasPreviousPage: offset > 0 };
  return connectionOf(slice, edge);
}
