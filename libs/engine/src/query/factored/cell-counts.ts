import { createPairMemo } from '../../compile/pair-memo.ts';
import type { View } from '../../compile/view.ts';
import type { Cell, CellSource } from '../cell.ts';
import type { Asked } from '../asked.ts';
import { addCell, newTally, type Tally } from '../tally.ts';
import type { FamilyMask } from '../../model/connection-set.ts';

/** Cells by number, and pairs being counted for each of them. */
export interface CellCounts {
  /** The cell with these bounds (ids of the view), families and question. */
  idOf(lower: number, upper: number, families: number, tag: number): number;
  /** The same of bounds that are not cut to the families yet. */
  idOfUncut(lower: number, upper: number, families: number, tag: number): number;
  add(id: number, pairs: number): void;
  /** What was counted since the last time, without cells of which no pair is left. */
  take(): Tally;
}

export function createCellCounts({ sets, universes }: Pick<View, 'sets' | 'universes'>, asked: Asked, cells: CellSource): CellCounts {
  const certain = createPairMemo(); const uncut = createPairMemo(); const ids = new Map<Cell, number>();
  const byId: Cell[] = []; const counts: number[] = []; const touched: number[] = [];
  const number = (cell: Cell): number => {
    let id = ids.get(cell);
    if (id === undefined) {
      id = byId.push(cell) - 1;
      counts.push(0);
      ids.set(cell, id);
    }
    return id;
  };
  const idOf: CellCounts['idOf'] = (lower, upper, families, tag) => {
    if (lower !== upper) return number(cells(lower, upper, families as FamilyMask, tag));
    let id = certain.get(lower * 4 + families, tag);
    if (id < 0) {
      id = number(cells(lower, upper, families as FamilyMask, tag));
      certain.set(lower * 4 + families, tag, id);
    }
    return id;
  };
  return {
    idOf,
    idOfUncut(lower, upper, families, tag) {
      const cut = universes[families]!;
      if (lower !== upper) return idOf(sets.intersect(lower, cut), sets.intersect(upper, cut), families, tag);
      let id = uncut.get(lower * 4 + families, tag);
      if (id < 0) {
        const bound = sets.intersect(lower, cut);
        id = idOf(bound, bound, families, tag);
        uncut.set(lower * 4 + families, tag, id);
      }
      return id;
    },
    add(id, pairs) {
      // A count may come back to nothing and be met again: what is taken twice is nothing the second time.
      if (counts[id] === 0) touched.push(id);
      counts[id]! += pairs;
    },
    take() {
      const tally = newTally();
      for (const id of touched) {
        const pairs = counts[id]!;
        counts[id] = 0;
        if (pairs > 0) addCell(asked, tally, byId[id]!, pairs);
      }
      touched.length = 0;
      return tally;
    },
  };
}
