import { createPairMemo } from '../../compile/pair-memo.ts';
import type { Direction } from '../../model/firewalls.ts';
import type { BoundRows, Row, Rows } from './rows.ts';
import type { JointSpace } from './space.ts';
import type { Touched } from './touched.ts';
import { regionsOf } from '../../query/factored/regions.ts';

/** Tells each slot at which either of two rows has a value of its own, with both values there. */
export function eachException(rows: Rows, regionOf: Uint8Array, before: Row, after: Row, report: (slot: number, old: number, current: number) => void): void {
  const a = before.slots; const b = after.slots; const oldVector = rows.vectorAt(before.vector); const newVector = rows.vectorAt(after.vector);
  for (let i = 0, j = 0; i < a.length || j < b.length;) {
    const left = i < a.length ? a[i]! : Infinity; const right = j < b.length ? b[j]! : Infinity;
    const slot = Math.min(left, right); const region = regionOf[slot]!;
    report(slot, left === slot ? before.values[i]! : oldVector[region]!, right === slot ? after.values[j]! : newVector[region]!);
    if (left === slot) i += 1;
    if (right === slot) j += 1;
  }
}

/** The regions in which two rows have other values, each pair of vectors compared once. */
export function createRegionDifferences(rows: Rows): (before: Row, after: Row) => readonly number[] {
  const ids = createPairMemo(); const lists: (readonly number[])[] = [];
  return (before, after) => {
    if (before.vector === after.vector) return [];
    const known = ids.get(before.vector, after.vector);
    if (known >= 0) return lists[known]!;
    const old = rows.vectorAt(before.vector); const current = rows.vectorAt(after.vector);
    const list = [...old.keys()].filter((region) => old[region] !== current[region]);
    ids.set(before.vector, after.vector, lists.push(list) - 1);
    return list;
  };
}

/** The slots at which rows of touched classes differ, 1 where one does. */
export function differingSlots(space: JointSpace, touched: Touched, direction: Direction, rows: BoundRows): Uint8Array {
  const { classCount, fold, programs: { [direction]: programs } } = space;
  if (touched.wholly.includes(1)) return new Uint8Array(fold.axis.slotCount).fill(1);
  const slots = new Uint8Array(fold.axis.slotCount); const seen = createPairMemo();
  const pairs: (readonly [number, number])[] = [];
  for (let id = 0; id < classCount; id += 1) {
    const before = programs.base[id]!; const after = programs.target[id]!;
    if (before === after || seen.get(before, after) >= 0) continue;
    seen.set(before, after, 1);
    pairs.push([before, after]);
  }
  if (pairs.length === 0) return slots;
  const { ofSlot } = regionsOf(fold); const regions = new Uint8Array(regionsOf(fold).count);
  for (const bound of new Set([rows.lower, rows.upper])) {
    const between = createRegionDifferences(bound);
    for (const [before, after] of pairs) {
      for (const region of between(bound.of(before), bound.of(after))) regions[region] = 1;
      eachException(bound, ofSlot, bound.of(before), bound.of(after), (slot, old, current) => { if (old !== current) slots[slot] = 1; });
    }
  }
  for (let slot = 0; slot < slots.length; slot += 1) if (regions[ofSlot[slot]!] === 1) slots[slot] = 1;
  return slots;
}
