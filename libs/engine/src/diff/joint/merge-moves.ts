/** What changed from one end to others, ascending: positions of ends, and the number of the move to each. Lists may be shared. */
export interface EndMoves { readonly to: Int32Array; readonly moves: Int32Array }

/** The same in any order. */
export interface ApartMoves { readonly to: readonly number[]; readonly moves: readonly number[] }

export const NO_MOVES = { to: new Int32Array(0), moves: new Int32Array(0) };
export const NONE_APART: ApartMoves = { to: [], moves: [] };

/** Moves in ascending order and further ones in any order, as one list in ascending order. */
export function mergeMoves(first: EndMoves, more: ApartMoves): EndMoves {
  const keys = Float64Array.from(more.to, (to, at) => to * MOVE_SPAN + more.moves[at]!).sort();
  const to = new Int32Array(first.to.length + keys.length); const moves = new Int32Array(to.length); let length = 0;
  const put = (other: number, move: number): void => { to[length] = other; moves[length] = move; length += 1; };
  for (let i = 0, j = 0; i < first.to.length || j < keys.length;) {
    const next = j < keys.length ? Math.floor(keys[j]! / MOVE_SPAN) : Infinity;
    if (i < first.to.length && first.to[i]! < next) {
      put(first.to[i]!, first.moves[i]!);
      i += 1;
      continue;
    }
    put(next, keys[j]! % MOVE_SPAN);
    j += 1;
  }
  return { to, moves };
}

/** More than there are moves; times as many ends it is a number that has no fraction. */
const MOVE_SPAN = 2 ** 26;
