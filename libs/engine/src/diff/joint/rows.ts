import { createPairMemo } from '../../compile/pair-memo.ts';
import type { Direction } from '../../model/firewalls.ts';
import { createFolder } from '../../query/factored/factored-rows.ts';
import { regionsOf, type Regions } from '../../query/factored/regions.ts';
import { foldPoint, type Bound, type Foldable } from '../../query/fold.ts';
import { createIntLists } from './int-lists.ts';
import { createOrder } from './slot-order.ts';

/** What one program allows: a value by region, and the slots that have another, ascending. */
export interface Row { readonly vector: number; readonly slots: Int32Array; readonly values: Int32Array }

/** Rows of one direction and bound, each folded when it is first asked for. */
export interface Rows {
  readonly of: (program: number) => Row;
  readonly vectorAt: (id: number) => Int32Array;
  /** What a program allows for a slot; folds no row. */
  readonly at: (program: number, slot: number) => number;
}

/** Rows of one direction for both bounds, which are one where nothing is uncertain. */
export interface BoundRows { readonly lower: Rows; readonly upper: Rows }

export function createRows(fold: Foldable, direction: Direction): BoundRows {
  const lower = rowsOf(fold, direction, 'lower');
  return { lower, upper: fold.programs[direction].isUncertain ? rowsOf(fold, direction, 'upper') : lower };
}

function rowsOf(fold: Foldable, direction: Direction, bound: Bound): Rows {
  const vectors = createIntLists(); const known: (Row | undefined)[] = []; const order = createOrder(fold.axis.slotCount);
  let tools: { readonly regions: Regions; readonly folder: ReturnType<typeof createFolder> } | null = null;
  const make = (program: number): Row => {
    if (tools === null) { const regions = regionsOf(fold); tools = { regions, folder: createFolder(fold, direction, bound, regions) }; }
    const { regions: { ofSlot: regionOf }, folder: { fold: foldOne, ofRegion, ofSlot, seen } } = tools;
    foldOne(program);
    fold.counters.rows += 1;
    for (let at = 0; at < seen.length; at += 1) { const slot = seen[at]!; if (ofSlot[slot] !== ofRegion[regionOf[slot]!]) order.add(slot); }
    const slots = order.taken(); const values = new Int32Array(slots.length);
    fold.counters.rowExceptions += slots.length;
    for (let at = 0; at < slots.length; at += 1) values[at] = ofSlot[slots[at]!]!;
    return { vector: vectors.idOf(ofRegion), slots, values };
  };
  const points = createPairMemo();
  const pointAt = (program: number, slot: number): number => {
    const found = points.get(program, slot);
    if (found >= 0) return found;
    const value = foldPoint(fold, direction, program, slot, bound);
    points.set(program, slot, value);
    return value;
  };
  const of = (program: number): Row => (known[program] ??= make(program));
  return {
    of, vectorAt: vectors.at,
    at(program, slot) {
      const row = known[program];
      if (row === undefined) return pointAt(program, slot);
      const at = positionOf(row.slots, slot);
      return at >= 0 ? row.values[at]! : vectors.at(row.vector)[tools!.regions.ofSlot[slot]!]!;
    },
  };
}

/** The position of a number in an ascending list; -1 where it is not there. */
export function positionOf(list: Int32Array, wanted: number): number {
  let low = 0; let high = list.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1; const item = list[middle]!;
    if (item < wanted) low = middle + 1; else if (item > wanted) high = middle - 1; else return middle;
  }
  return -1;
}
