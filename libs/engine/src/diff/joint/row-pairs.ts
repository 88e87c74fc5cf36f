import { foldRow, type Bound } from '../../query/fold.ts';
import type { Direction } from '../../model/firewalls.ts';
import type { Side } from '../versions.ts';
import type { JointSpace } from './space.ts';

/** Both bounds of a row or column; one array twice where they cannot differ. */
export type Bounded = Readonly<Record<Bound, Int32Array>>;

/** What stands in front of a joint class in both versions. */
export interface RowPair {
  readonly rows: Readonly<Record<Side, Bounded>>;
  /** By slot of the joint axis, 1 where the rows differ. */
  readonly differs: Uint8Array;
}

/** Rows are as long as the axis, and the ends that share them stand close together in the order of lists. */
const MOST_KEPT = 256;

/** Rows of both versions in front of joint classes, folded once for all classes that share programs. */
export function createRowPairs(space: JointSpace, direction: Direction): (id: number) => RowPair {
  const { programs, isUncertain } = { programs: space.programs[direction], isUncertain: space.fold.programs[direction].isUncertain };
  const none = new Uint8Array(space.fold.axis.slotCount);
  let pairs = new Map<string, RowPair>(); let rows = new Map<number, Bounded>();
  const rowOf = (program: number): Bounded => {
    let row = rows.get(program);
    if (row === undefined) {
      const lower = foldRow(space.fold, direction, program, 'lower');
      row = { lower, upper: isUncertain ? foldRow(space.fold, direction, program, 'upper') : lower };
      if (rows.size >= MOST_KEPT) rows = new Map();
      rows.set(program, row);
    }
    return row;
  };
  return (id) => {
    const before = programs.base[id]!; const after = programs.target[id]!; const key = `${String(before)} ${String(after)}`;
    let pair = pairs.get(key);
    if (pair === undefined) {
      const base = rowOf(before); const target = rowOf(after);
      pair = { rows: { base, target }, differs: before === after ? none : differences(base, target) };
      if (pairs.size >= MOST_KEPT) pairs = new Map();
      pairs.set(key, pair);
    }
    return pair;
  };
}

const differences = (a: Bounded, b: Bounded): Uint8Array => Uint8Array.from(a.lower, (set, slot) => Number(set !== b.lower[slot] || a.upper[slot] !== b.upper[slot]));
