import { createPairMemo } from '../../compile/pair-memo.ts';
import { NOTHING, type SetTable } from '../../compile/set-table.ts';
import { createTrie } from '../../compile/trie.ts';
import type { ConnectionSet } from '../../model/connection-set.ts';
import { changedConnections, changeKind } from '../change-side.ts';
import type { ChangeKind, ChangeSide } from '../changes.ts';

/** What one pair of ends has before and after: sets shared by all pairs that have the same. */
export interface Move {
  readonly kind: ChangeKind;
  readonly before: ChangeSide;
  readonly after: ChangeSide;
  readonly universe: ConnectionSet;
  /** Every connection whose standing differs. */
  readonly connections: ConnectionSet;
}

/** What pairs of classes have on one side of one pair of ends: bounds and what can be asked, ids of the joint table. */
export interface CellList { readonly lower: number[]; readonly upper: number[]; readonly universe: number[]; size: number }

export const newCellList = (): CellList => ({ lower: [], upper: [], universe: [], size: 0 });

export function addCell(list: CellList, lower: number, upper: number, universe: number): void {
  const { size } = list;
  // Neighbours are mostly alike, and to have the same twice is to have it.
  if (size > 0 && list.lower[size - 1] === lower && list.upper[size - 1] === upper && list.universe[size - 1] === universe) return;
  list.lower[size] = lower; list.upper[size] = upper; list.universe[size] = universe; list.size += 1;
}

/** Sides by number, and what leads from one to another. */
export interface Sides {
  ofCells(list: CellList): number;
  /** The move between sides by their cells, as {@link Sides.move}. */
  moveOfCells(before: CellList, after: CellList): number;
  ofSets(side: ChangeSide, universe: ConnectionSet): number;
  /** The number of the move; -1 where both sides are the same. */
  move(before: number, after: number): number;
  moveAt(id: number): Move;
}

/** The side of a pair that has nothing, whether or not it is there. */
export const NO_SIDE = 0;

export function createSides(sets: SetTable): Sides {
  const trie = createTrie(); const cells = trie.root(); const wholes = trie.root(); const changes = trie.root();
  const sides: Side[] = []; const sideOfNode: number[] = []; const sideOfCell: number[] = [];
  const moves: Move[] = []; const moveOfNode: number[] = []; const known = createPairMemo();
  const intern = (allowed: number, partial: number, undecided: number, universe: number): number => {
    if (allowed === NOTHING && partial === NOTHING && undecided === NOTHING && sides.length > 0) return NO_SIDE;
    const core = trie.step(trie.step(trie.step(wholes, allowed), partial), undecided); const node = trie.step(core, universe);
    return sideOfNode[node] ??= sides.push({ core, universe, sets: { allowed: sets.setOf(allowed), partial: sets.setOf(partial), undecided: sets.setOf(undecided) } }) - 1;
  };
  intern(NOTHING, NOTHING, NOTHING, NOTHING);
  const makeMove = (before: number, after: number): number => {
    const from = sides[before]!; const to = sides[after]!;
    if (from.core === to.core) return -1;
    const universe = sets.union(from.universe, to.universe);
    const node = trie.step(trie.step(trie.step(changes, from.core), to.core), universe);
    return moveOfNode[node] ??= moves.push({
      kind: changeKind(from.sets, to.sets), before: from.sets, after: to.sets, universe: sets.setOf(universe), connections: changedConnections(from.sets, to.sets),
    }) - 1;
  };
  const ofCell = (lower: number, upper: number, universe: number): number => {
    if (upper === NOTHING) return NO_SIDE;
    const node = trie.step(trie.step(trie.step(cells, lower), upper), universe);
    return sideOfCell[node] ??= intern(lower, NOTHING, sets.subtract(upper, lower), universe);
  };
  const ofCells = (list: CellList): number => {
    if (list.size === 1) return ofCell(list.lower[0]!, list.upper[0]!, list.universe[0]!);
    let asked = NOTHING; let someSurely = NOTHING; let somePossibly = NOTHING; let someSurelyNot = NOTHING; let somePossiblyNot = NOTHING;
    for (let at = 0; at < list.size; at += 1) {
      const lower = list.lower[at]!; const upper = list.upper[at]!; const universe = list.universe[at]!; const isNot = sets.subtract(universe, upper);
      asked = sets.union(asked, universe); someSurely = sets.union(someSurely, lower); somePossibly = sets.union(somePossibly, upper);
      someSurelyNot = sets.union(someSurelyNot, isNot); somePossiblyNot = sets.union(somePossiblyNot, lower === upper ? isNot : sets.subtract(universe, lower));
    }
    const allowed = sets.subtract(asked, somePossiblyNot); const partial = sets.intersect(someSurely, someSurelyNot);
    return intern(allowed, partial, sets.subtract(sets.subtract(somePossibly, allowed), partial), asked);
  };
  const move = (before: number, after: number): number => {
    if (before === after) return -1;
    // 0 is no answer of the memo, so numbers are kept one higher.
    const found = known.get(before, after);
    if (found >= 0) return found - 1;
    const id = makeMove(before, after);
    known.set(before, after, id + 1);
    return id;
  };
  return {
    ofCells, move,
    moveOfCells: (before, after) => (isSameList(before, after) ? -1 : move(ofCells(before), ofCells(after))),
    ofSets: ({ allowed, partial, undecided }, universe) => intern(sets.idOf(allowed), sets.idOf(partial), sets.idOf(undecided), sets.idOf(universe)),
    moveAt: (id) => moves[id]!,
  };
}

interface Side { readonly core: number; readonly universe: number; readonly sets: ChangeSide }

function isSameList(a: CellList, b: CellList): boolean {
  if (a.size !== b.size) return false;
  for (let at = 0; at < a.size; at += 1) if (a.lower[at] !== b.lower[at] || a.upper[at] !== b.upper[at] || a.universe[at] !== b.universe[at]) return false;
  return true;
}
