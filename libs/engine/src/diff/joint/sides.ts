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

/** Cells of one side of one pair being put together; ids of the joint table. */
export interface SideTally { asked: number; someSurely: number; somePossibly: number; someSurelyNot: number; somePossiblyNot: number }

export const newSideTally = (): SideTally => ({ asked: NOTHING, someSurely: NOTHING, somePossibly: NOTHING, someSurelyNot: NOTHING, somePossiblyNot: NOTHING });

/** Sides by number, and what leads from one to another. */
export interface Sides {
  /** Of a single pair of classes, by its bounds and what can be asked of it. */
  readonly ofCell: (lower: number, upper: number, universe: number) => number;
  add(tally: SideTally, lower: number, upper: number, universe: number): void;
  ofTally(tally: SideTally): number;
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
  return {
    ofCell(lower, upper, universe) {
      if (upper === NOTHING) return NO_SIDE;
      const node = trie.step(trie.step(trie.step(cells, lower), upper), universe);
      return sideOfCell[node] ??= intern(lower, NOTHING, sets.subtract(upper, lower), universe);
    },
    add(tally, lower, upper, universe) {
      tally.asked = sets.union(tally.asked, universe);
      tally.someSurely = sets.union(tally.someSurely, lower);
      tally.somePossibly = sets.union(tally.somePossibly, upper);
      tally.someSurelyNot = sets.union(tally.someSurelyNot, sets.subtract(universe, upper));
      tally.somePossiblyNot = sets.union(tally.somePossiblyNot, sets.subtract(universe, lower));
    },
    ofTally({ asked, someSurely, somePossibly, someSurelyNot, somePossiblyNot }) {
      const allowed = sets.subtract(asked, somePossiblyNot); const partial = sets.intersect(someSurely, someSurelyNot);
      return intern(allowed, partial, sets.subtract(sets.subtract(somePossibly, allowed), partial), asked);
    },
    ofSets: ({ allowed, partial, undecided }, universe) => intern(sets.idOf(allowed), sets.idOf(partial), sets.idOf(undecided), sets.idOf(universe)),
    move(before, after) {
      if (before === after) return -1;
      // 0 is no answer of the memo, so numbers are kept one higher.
      const found = known.get(before, after);
      if (found >= 0) return found - 1;
      const id = makeMove(before, after);
      known.set(before, after, id + 1);
      return id;
    },
    moveAt: (id) => moves[id]!,
  };
}

interface Side { readonly core: number; readonly universe: number; readonly sets: ChangeSide }
