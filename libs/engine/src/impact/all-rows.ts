import type { View } from '../compile/view.ts';
import type { Direction } from '../model/firewalls.ts';
import { factoredRows, valueAt, type FactoredRows } from '../query/factored/factored-rows.ts';
import { regionsOf } from '../query/factored/regions.ts';
import type { Bound } from '../query/fold.ts';
import type { RegionRow } from './row-difference.ts';
import type { Row } from './space.ts';

/** Every row of a view as it is, by program, and every column, by slot. Rows are those of the lower bound. */
export interface AllRows {
  row(direction: Direction, program: number): RegionRow;
  /** What each program of a direction allows for one slot, written over what `into` had. */
  column(direction: Direction, slot: number, into: Row): Row;
  at(direction: Direction, program: number, slot: number, bound: Bound): number;
}

/** Keeps rows in factored form, with their exceptions by slot as well. */
export function openRows(view: View): AllRows {
  const table = (direction: Direction, bound: Bound): Table => createTable(view, factoredRows(view, direction, bound));
  const tables = (direction: Direction): Readonly<Record<Bound, Table>> => {
    const lower = table(direction, 'lower');
    return { lower, upper: view.programs[direction].isUncertain ? table(direction, 'upper') : lower };
  };
  const both = { ingress: tables('ingress'), egress: tables('egress') };
  return {
    row: (direction, program) => both[direction].lower.row(program),
    column(direction, slot, into) {
      const { lower, upper } = both[direction];
      lower.column(slot, into.lower);
      if (upper !== lower) upper.column(slot, into.upper);
      return upper === lower ? { lower: into.lower, upper: into.lower } : into;
    },
    at: (direction, program, slot, bound) => both[direction][bound].at(program, slot),
  };
}

interface Table { row(program: number): RegionRow; column(slot: number, into: Int32Array): void; at(program: number, slot: number): number }

function createTable(view: View, rows: FactoredRows): Table {
  const { vectors, vectorOf, starts, slots, values } = rows;
  const { slotCount } = view.axis; const regions = regionsOf(view); const count = vectorOf.length;
  const slotStarts = new Int32Array(slotCount + 2);
  for (const slot of slots) slotStarts[slot + 2]! += 1;
  for (let slot = 2; slot < slotStarts.length; slot += 1) slotStarts[slot]! += slotStarts[slot - 1]!;
  const programs = new Int32Array(slots.length); const valuesBySlot = new Int32Array(slots.length);
  for (let program = 0; program < count; program += 1) for (let at = starts[program]!; at < starts[program + 1]!; at += 1) {
    const to = slotStarts[slots[at]! + 1]!;
    programs[to] = program;
    valuesBySlot[to] = values[at]!;
    slotStarts[slots[at]! + 1] = to + 1;
  }
  const ofVector = new Int32Array(vectors.length);
  return {
    row(program) {
      const start = starts[program]!;
      return { ofRegion: vectors[vectorOf[program]!]!, slots: slots.subarray(start, starts[program + 1]), valueOf: (at) => values[start + at]! };
    },
    column(slot, into) {
      const region = regions.ofSlot[slot]!;
      for (const [vector, states] of vectors.entries()) ofVector[vector] = states[region]!;
      for (let program = 0; program < count; program += 1) into[program] = ofVector[vectorOf[program]!]!;
      for (let at = slotStarts[slot]!; at < slotStarts[slot + 1]!; at += 1) into[programs[at]!] = valuesBySlot[at]!;
    },
    at: (program, slot) => valueAt(rows, regions, program, slot),
  };
}
