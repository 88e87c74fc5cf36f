import { ANY_PEER } from '../../compile/peer-sets.ts';
import { createPairMemo } from '../../compile/pair-memo.ts';
import type { Direction } from '../../model/firewalls.ts';
import { foldPoint, foldProgram, type Bound, type Foldable } from '../../query/fold.ts';
import type { Side } from '../versions.ts';
import type { JointSpace } from './space.ts';

/** What a program allows by slot, for both bounds; folded where it is asked for. */
export interface LazyRow { readonly at: (slot: number, bound: Bound) => number; readonly put: (slots: Int32Array, bound: Bound, state: number) => void }

/** What stands in front of a joint class in both versions. */
export interface RowPair {
  readonly rows: Readonly<Record<Side, LazyRow>>;
  /** Slots of the joint axis at which the rows differ. */
  readonly differing: Int32Array;
}

/** Rows are as long as the axis, and the ends that share them stand close together in the order of lists. */
const MOST_KEPT = 256;
const NO_SLOTS = new Int32Array(0);

/** Rows of both versions in front of joint classes, once for all classes that share programs. */
export function createRowPairs(space: JointSpace, direction: Direction): (id: number) => RowPair {
  const programs = space.programs[direction]; const { fold } = space;
  const comparison: Comparison = { fold, direction, regionsOf: createRegions(fold) };
  let pairs = createPairMemo(); let kept: RowPair[] = []; let rows = new Map<number, LazyRow>();
  const rowOf = (program: number): LazyRow => {
    let row = rows.get(program);
    if (row === undefined) {
      if (rows.size >= MOST_KEPT) rows = new Map();
      row = lazyRow(fold, direction, program);
      rows.set(program, row);
    }
    return row;
  };
  const pairOf = (before: number, after: number): RowPair => {
    const base = rowOf(before); const target = rowOf(after);
    fold.counters.rows += before === after ? 0 : 2;
    return { rows: { base, target }, differing: before === after ? NO_SLOTS : differences(comparison, [before, after], [base, target]) };
  };
  return (id) => {
    const before = programs.base[id]!; const after = programs.target[id]!;
    const known = pairs.get(before, after);
    if (known >= 0) return kept[known]!;
    if (kept.length >= MOST_KEPT) { pairs = createPairMemo(); kept = []; }
    pairs.set(before, after, kept.length);
    const pair = pairOf(before, after);
    kept.push(pair);
    return pair;
  };
}

function lazyRow(fold: Foldable, direction: Direction, program: number): LazyRow {
  const isCertain = fold.programs[direction].uncertain[program] === 0;
  const lower = new Int32Array(fold.axis.slotCount).fill(-1); const upper = isCertain ? lower : lower.slice();
  const rowOf = (bound: Bound): Int32Array => (bound === 'lower' ? lower : upper);
  return {
    at(slot, bound) {
      const row = rowOf(bound);
      return row[slot]! >= 0 ? row[slot]! : (row[slot] = foldPoint(fold, direction, program, slot, bound));
    },
    put(slots, bound, state) { const row = rowOf(bound); for (const slot of slots) row[slot] = state; },
  };
}

interface Comparison { readonly fold: Foldable; readonly direction: Direction; readonly regionsOf: (sets: readonly number[]) => readonly Region[] }

/**
 * Slots at which two rows differ. Slots that the same wide sets hold, and no narrow set of either program, are compared
 * as one; those of narrow sets one by one.
 */
function differences({ fold, direction, regionsOf }: Comparison, pair: readonly [number, number], rows: readonly [LazyRow, LazyRow]): Int32Array {
  const { wide, special, slots: lone } = slotsOf(fold, direction, pair); const out: number[] = [];
  const [base, target] = rows;
  const compare = (slot: number): void => {
    if (base.at(slot, 'lower') !== target.at(slot, 'lower') || base.at(slot, 'upper') !== target.at(slot, 'upper')) out.push(slot);
  };
  lone.forEach(compare);
  for (const { sets, slots } of regionsOf([...wide].sort((a, b) => a - b))) {
    const isHeld = (peers: number): boolean => peers === ANY_PEER || sets.includes(peers);
    const states = BOUNDS.map((bound) => pair.map((program) => foldProgram(fold, direction, program, bound, isHeld)) as [number, number]);
    if (states.every(([before, after]) => before === after)) continue;
    const rest = slots.filter((slot) => special[slot] === 0);
    for (const [at, bound] of BOUNDS.entries()) for (const [side, row] of rows.entries()) row.put(rest, bound, states[at]![side]!);
    for (const slot of rest) out.push(slot);
  }
  return Int32Array.from(out);
}

interface NamedSlots { readonly wide: ReadonlySet<number>; readonly slots: readonly number[]; /** 1 where a slot is among them. */ readonly special: Uint8Array }

/** The wide sets that two programs name, and the slots of the narrow ones. */
function slotsOf({ peerSets, axis, programs: all }: Foldable, direction: Direction, pair: readonly [number, number]): NamedSlots {
  const programs = all[direction];
  const wide = new Set<number>(); const slots: number[] = []; const special = new Uint8Array(axis.slotCount);
  for (const program of pair) for (const set of programs.peers.subarray(programs.starts[program], programs.starts[program + 1])) {
    if (set === ANY_PEER || wide.has(set)) continue;
    const members = peerSets.membersOf(set);
    if (WIDE * members.length > axis.slotCount) { wide.add(set); continue; }
    for (const slot of members) if (special[slot] === 0) { special[slot] = 1; slots.push(slot); }
  }
  return { wide, slots, special };
}

const BOUNDS = ['lower', 'upper'] as const;
/** Sets that hold more than one slot in so many tell regions of the axis apart; others only single slots. */
const WIDE = 16;

interface Region { readonly sets: readonly number[]; readonly slots: Int32Array }

/** The slots of the axis by which of some sets hold them; remembered, since most programs name the same few. */
function createRegions({ peerSets, axis }: Foldable): (sets: readonly number[]) => readonly Region[] {
  const known = new Map<string, readonly Region[]>();
  const cut = (sets: readonly number[]): readonly Region[] => {
    const regions = new Map<string, number[]>(); const keys: string[] = Array.from({ length: axis.slotCount }, () => '');
    for (const set of sets) for (const slot of peerSets.membersOf(set)) keys[slot] = `${keys[slot] ?? ''}${String(set)},`;
    for (const [slot, key] of keys.entries()) {
      const list = regions.get(key);
      if (list === undefined) regions.set(key, [slot]); else list.push(slot);
    }
    return [...regions].map(([key, slots]) => ({ sets: key === '' ? [] : key.slice(0, -1).split(',').map(Number), slots: Int32Array.from(slots) }));
  };
  return (sets) => {
    const key = sets.join(',');
    let found = known.get(key);
    if (found === undefined) { found = cut(sets); known.set(key, found); }
    return found;
  };
}
