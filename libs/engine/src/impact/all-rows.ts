import type { View } from '../compile/view.ts';
import type { Direction } from '../model/firewalls.ts';
import { factoredRows, type FactoredRows } from '../query/factored/factored-rows.ts';
import { regionsOf } from '../query/factored/regions.ts';
import type { Bound } from '../query/fold.ts';
import type { Row } from './space.ts';

/** Every row of a view as it is, by program, and every column, by slot. */
export interface AllRows {
  row(direction: Direction, program: number): Row;
  /** What each program of a direction allows for one slot. */
  column(direction: Direction, slot: number): Row;
}

/** Keeps rows in factored form, with their exceptions by slot as well. */
export function openRows(view: View): AllRows {
  const table = (direction: Direction, bound: Bound): Table => createTable(view, factoredRows(view, direction, bound));
  const tables = (direction: Direction): Readonly<Record<Bound, Table>> => {
    const lower = table(direction, 'lower');
    return { lower, upper: view.programs[direction].isUncertain ? table(direction, 'upper') : lower };
  };
  const both = { ingress: tables('ingress'), egress: tables('egress') };
  const in2 = (direction: Direction, read: (table: Table) => Int32Array): Row => {
    const { lower, upper } = both[direction]; const row = read(lower);
    return { lower: row, upper: upper === lower ? row : read(upper) };
  };
  const kept: Readonly<Record<Direction, Map<number, Row>>> = { ingress: new Map(), egress: new Map() };
  return {
    row(direction, program) {
      let row = kept[direction].get(program);
      if (row === undefined) {
        if (kept[direction].size >= MOST_KEPT) kept[direction].clear();
        row = in2(direction, (each) => each.row(program));
        kept[direction].set(program, row);
      }
      return row;
    },
    column: (direction, slot) => in2(direction, (each) => each.column(slot)),
  };
}

/** Policies of one namespace follow each other and meet the same rows. */
const MOST_KEPT = 256;

interface Table { row(program: number): Int32Array; column(slot: number): Int32Array }

function createTable(view: View, { vectors, vectorOf, starts, slots, values }: FactoredRows): Table {
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
      const vector = vectors[vectorOf[program]!]!; const row = new Int32Array(slotCount);
      for (let slot = 0; slot < slotCount; slot += 1) row[slot] = vector[regions.ofSlot[slot]!]!;
      for (let at = starts[program]!; at < starts[program + 1]!; at += 1) row[slots[at]!] = values[at]!;
      return row;
    },
    column(slot) {
      const region = regions.ofSlot[slot]!; const column = new Int32Array(count);
      for (const [vector, states] of vectors.entries()) ofVector[vector] = states[region]!;
      for (let program = 0; program < count; program += 1) column[program] = ofVector[vectorOf[program]!]!;
      for (let at = slotStarts[slot]!; at < slotStarts[slot + 1]!; at += 1) column[programs[at]!] = valuesBySlot[at]!;
      return column;
    },
  };
}
