import { copyAnswer, newRow, widened, type BlockRow } from './block-row.ts';

/** Answers of rows that are overwritten, kept one after the other. */
export interface RowStore {
  /** Where the answers stand; another one once there are more. */
  readonly row: BlockRow;
  /** Keeps the answer at a place; tells its new one. */
  add(from: BlockRow, place: number): number;
}

export function createRowStore(): RowStore {
  let row = newRow(1024); let size = 0;
  return {
    get row() { return row; },
    add(from, place) {
      if (size === row.blends.length) row = widened(row);
      copyAnswer(from, place, row, size);
      size += 1;
      return size - 1;
    },
  };
}
