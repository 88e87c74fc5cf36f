import type { CellCounts } from './cell-counts.ts';
import type { Column } from './columns.ts';
import type { Shape } from './shapes.ts';

/** Cells that one end at a spot has with all ends of a sender in one region: those of spot `s` stand from `starts[s]` up to `starts[s + 1]`, with the number of pairs. */
export interface SpotCells { readonly column: Column; readonly starts: Int32Array; readonly cells: Int32Array; readonly pairs: Float64Array }

/** `place` is the number of the region in the shape, `column` the receivers as seen from it; `fixed` is asked where nothing else is. */
export function spotCells({ starts: first, looks, weights }: Shape, place: number, regions: number, column: Column, usual: (sender: number, receiver: number) => number, counts: CellCounts, fixed: number): SpotCells {
  const spots = column.regions.length; const starts = new Int32Array(spots + 1); let size = 0;
  let most = 0;
  for (let spot = 0; spot < spots; spot += 1) { const at = place * regions + column.regions[spot]!; most += first[at + 1]! - first[at]!; }
  const cells = new Int32Array(most); const pairs = new Float64Array(most);
  for (let spot = 0; spot < spots; spot += 1) {
    const own = column.asked[spot]!; const tag = own < 0 ? fixed : own; const look = column.looks[spot]!;
    const begin = size; const region = place * regions + column.regions[spot]!; const end = first[region + 1]!;
    for (let at = first[region]!; at < end; at += 1) {
      const cell = counts.idOf(usual(looks[at]!, look), tag);
      let found = begin;
      while (found < size && cells[found] !== cell) found += 1;
      cells[found] = cell;
      pairs[found]! += weights[at]!;
      if (found === size) size += 1;
    }
    starts[spot + 1] = size;
  }
  return { column, starts, cells, pairs };
}
