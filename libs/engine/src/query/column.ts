import { foldProgram, type Bound, type Foldable } from './fold.ts';
import { regionsOf } from './factored/regions.ts';
import { ANY_PEER } from '../compile/peer-sets.ts';
import type { Direction } from '../model/firewalls.ts';

/** What columns of one direction have in common. */
interface ColumnIndex {
  /** What each program allows for the slots of a region that no narrower set names, by bound and region. */
  readonly rest: Readonly<Record<Bound, (Int32Array | undefined)[]>>;
  /** Programs that name each peer set: ids from `starts[set]` up to `starts[set + 1]`. */
  readonly starts: Int32Array;
  readonly programs: Int32Array;
}

const cached = new WeakMap<Foldable['programs'], Map<Direction, ColumnIndex>>();

/**
 * What every program of a direction allows for one slot of the peer axis, by program. A region has a column for all of
 * it, and only programs that name a narrower set with the slot are folded: O(programs copied + entries of those).
 */
export function foldColumn(view: Foldable, direction: Direction, slot: number, bound: Bound): Int32Array {
  const { rest, starts, programs } = indexOf(view, direction); const regions = regionsOf(view); const region = regions.ofSlot[slot]!;
  const column = (rest[bound][region] ??= regionColumn(view, direction, region, bound)).slice();
  const isDone = new Uint8Array(column.length);
  const held = new Uint8Array(view.peerSets.count);
  held[ANY_PEER] = 1;
  const holders = view.peerSets.holdersOf(slot);
  for (const set of holders) held[set] = 1;
  const isHeld = (peers: number): boolean => held[peers] === 1;
  for (const set of holders) if (regions.regionsOf(set) === null) for (let at = starts[set]!; at < starts[set + 1]!; at += 1) {
    const program = programs[at]!;
    if (isDone[program] === 1) continue;
    isDone[program] = 1;
    column[program] = foldProgram(view, direction, program, bound, isHeld);
  }
  return column;
}

function regionColumn(view: Foldable, direction: Direction, region: number, bound: Bound): Int32Array {
  const regions = regionsOf(view);
  const held = new Int8Array(view.peerSets.count).fill(-1);
  const isHeld = (peers: number): boolean => {
    if (held[peers] === -1) held[peers] = peers === ANY_PEER || regions.regionsOf(peers)?.includes(region) === true ? 1 : 0;
    return held[peers] === 1;
  };
  return Int32Array.from({ length: view.programs[direction].count }, (_, program) => foldProgram(view, direction, program, bound, isHeld));
}

function indexOf(view: Foldable, direction: Direction): ColumnIndex {
  let byDirection = cached.get(view.programs);
  if (byDirection === undefined) {
    byDirection = new Map();
    cached.set(view.programs, byDirection);
  }
  let index = byDirection.get(direction);
  if (index === undefined) {
    index = build(view, direction);
    byDirection.set(direction, index);
  }
  return index;
}

function build(view: Foldable, direction: Direction): ColumnIndex {
  const all = view.programs[direction];
  const starts = new Int32Array(view.peerSets.count + 2); const programs = new Int32Array(all.peers.length);
  for (const peers of all.peers) starts[peers + 2]! += 1;
  for (let set = 2; set < starts.length; set += 1) starts[set]! += starts[set - 1]!;
  for (let program = 0; program < all.count; program += 1) for (let entry = all.starts[program]!; entry < all.starts[program + 1]!; entry += 1) {
    const set = all.peers[entry]!;
    programs[starts[set + 1]!] = program;
    starts[set + 1]! += 1;
  }
  const lower: (Int32Array | undefined)[] = [];
  return { rest: { lower, upper: all.isUncertain ? [] : lower }, starts, programs };
}
