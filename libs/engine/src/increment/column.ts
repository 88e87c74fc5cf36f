const BITS = 7;
const SIZE = 1 << BITS;

/** Values by number, in pieces that versions share: a change copies the pieces that it writes into, whatever the length. */
export interface Column<Value> { readonly pieces: readonly (readonly Value[])[]; /** What stands where nothing was written. */ readonly none: Value }

/** Writes into a column of its own. */
export interface Pen<Value> { readonly isUsed: boolean; put(index: number, value: Value): void }

export function columnOf<Value>(values: ArrayLike<Value>, none: Value): Column<Value> {
  const pieces = Array.from({ length: Math.ceil(values.length / SIZE) }, (_, piece) => Array.from({ length: SIZE }, (_each, at) => values[piece * SIZE + at] ?? none));
  return { pieces, none };
}

export const valueAt = <Value>({ pieces, none }: Column<Value>, index: number): Value => pieces[index >> BITS]?.[index & (SIZE - 1)] ?? none;

/** The numbers of a column in one piece. */
export function flattened({ pieces }: Column<number>, length: number): Int32Array {
  const all = new Int32Array(pieces.length * SIZE);
  for (const [index, piece] of pieces.entries()) all.set(piece, index * SIZE);
  return all.subarray(0, length);
}

const blankOf = <Value>(none: Value): readonly Value[] => Array<Value>(SIZE).fill(none);

/** A pen for what comes out of a column; `begin` is told the new column before the first value is written. */
export function penFor<Value>({ pieces, none }: Column<Value>, begin: (column: Column<Value>) => void): Pen<Value> {
  let shared: (readonly Value[])[] | null = null; const own: Value[][] = [];
  const open = (): (readonly Value[])[] => {
    const copy = pieces.slice();
    begin({ pieces: copy, none });
    return copy;
  };
  return {
    get isUsed() { return shared !== null; },
    put(index, value) {
      shared ??= open();
      const at = index >> BITS;
      let piece = own[at];
      if (piece === undefined) {
        if (shared.length <= at) {
          const blank = blankOf(none);
          while (shared.length <= at) shared.push(blank);
        }
        piece = shared[at]!.slice();
        own[at] = piece;
        shared[at] = piece;
      }
      piece[index & (SIZE - 1)] = value;
    },
  };
}
