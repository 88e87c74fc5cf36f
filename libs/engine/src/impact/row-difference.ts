import type { Row } from './space.ts';

/** The slots at which a row is another than it was, with what is allowed there before and after. */
export interface ChangedRow {
  readonly slots: Int32Array;
  readonly before: Row;
  readonly after: Row;
  /** Position of a slot among them, -1 where the row is the same there. */
  at(slot: number): number;
}

/** A row by regions of the axis: slots that have a value of their own stand by themselves, in no order, and may have that of their region. */
export interface RegionRow { readonly ofRegion: Int32Array; readonly slots: ArrayLike<number>; valueOf(at: number): number }

/** Compares rows; what it is made of is used again for each. */
export interface RowComparison {
  byRegions(before: RegionRow, after: RegionRow): ChangedRow;
  /** At some slots alone. */
  bySlots(slots: ArrayLike<number>, before: Row, after: Row): ChangedRow;
}

export function createRowComparison(slotCount: number, regionOf: Uint8Array, regionCount: number): RowComparison {
  const slotsOf: number[][] = Array.from({ length: regionCount }, () => []);
  for (const [slot, region] of regionOf.entries()) slotsOf[region]!.push(slot);
  const found = new Int32Array(slotCount); const was = new Int32Array(slotCount); const is = new Int32Array(slotCount); let size = 0;
  const stamps = new Int32Array(slotCount); let stamp = 0;
  const put = (slot: number, before: number, after: number): void => {
    if (before === after) return;
    found[size] = slot; was[size] = before; is[size] = after;
    size += 1;
  };
  const result = (): ChangedRow => {
    const before = was.slice(0, size); const after = is.slice(0, size);
    return changedRow(slotCount, found.slice(0, size), { lower: before, upper: before }, { lower: after, upper: after });
  };
  const valueBefore = new Int32Array(slotCount); const valueAfter = new Int32Array(slotCount); const special: number[] = [];
  const mark = (slot: number, before: RegionRow, after: RegionRow): void => {
    if (stamps[slot] === stamp) return;
    stamps[slot] = stamp;
    special.push(slot);
    valueBefore[slot] = before.ofRegion[regionOf[slot]!]!;
    valueAfter[slot] = after.ofRegion[regionOf[slot]!]!;
  };
  return {
    byRegions(before, after) {
      size = 0; stamp += 1; special.length = 0;
      for (let at = 0; at < before.slots.length; at += 1) { const slot = before.slots[at]!; mark(slot, before, after); valueBefore[slot] = before.valueOf(at); }
      for (let at = 0; at < after.slots.length; at += 1) { const slot = after.slots[at]!; mark(slot, before, after); valueAfter[slot] = after.valueOf(at); }
      for (const slot of special) put(slot, valueBefore[slot]!, valueAfter[slot]!);
      for (let region = 0; region < regionCount; region += 1) {
        const one = before.ofRegion[region]!; const other = after.ofRegion[region]!;
        if (one !== other) for (const slot of slotsOf[region]!) if (stamps[slot] !== stamp) put(slot, one, other);
      }
      return result();
    },
    bySlots(slots, before, after) {
      const differing: number[] = [];
      for (let at = 0; at < slots.length; at += 1) if (before.lower[at] !== after.lower[at] || before.upper[at] !== after.upper[at]) differing.push(at);
      const pick = (column: Int32Array): Int32Array => Int32Array.from(differing, (at) => column[at]!);
      const both = ({ lower, upper }: Row): Row => { const kept = pick(lower); return { lower: kept, upper: upper === lower ? kept : pick(upper) }; };
      return changedRow(slotCount, Int32Array.from(differing, (at) => slots[at]!), both(before), both(after));
    },
  };
}

function changedRow(slotCount: number, slots: Int32Array, before: Row, after: Row): ChangedRow {
  let positions: Int32Array | null = null;
  return {
    slots, before, after,
    at(slot) {
      if (positions === null) {
        positions = new Int32Array(slotCount).fill(-1);
        for (const [at, each] of slots.entries()) positions[each] = at;
      }
      return positions[slot]!;
    },
  };
}
