/** Counts to add to what a row has in common with others, by receiver. Used again for the next row. */
export interface Corrections {
  clear(): void;
  readonly add: (receiver: number, cell: number, pairs: number) => void;
  has(receiver: number): boolean;
  /** Hands every correction of a receiver on. */
  apply(receiver: number, add: (cell: number, pairs: number) => void): void;
}

/** Lists chained through three columns: a row may have a hundred thousand corrections, and arrays of its own would all be garbage. */
export function createCorrections(receivers: number): Corrections {
  const heads = new Int32Array(receivers).fill(-1); const touched = new Int32Array(receivers); let touches = 0;
  let nexts = new Int32Array(1024); let cells = new Int32Array(1024); let counts = new Float64Array(1024);
  let size = 0;
  const grow = (): void => {
    const [oldNexts, oldCells, oldCounts] = [nexts, cells, counts];
    nexts = new Int32Array(2 * size); cells = new Int32Array(2 * size); counts = new Float64Array(2 * size);
    nexts.set(oldNexts); cells.set(oldCells); counts.set(oldCounts);
  };
  return {
    clear() {
      for (let at = 0; at < touches; at += 1) heads[touched[at]!] = -1;
      touches = 0;
      size = 0;
    },
    add(receiver, cell, pairs) {
      const head = heads[receiver]!;
      if (head === -1) {
        touched[touches] = receiver;
        touches += 1;
      } else {
        // Exceptions of one group mostly take pairs from one cell and give them to one other.
        if (cells[head] === cell) { counts[head]! += pairs; return; }
        const next = nexts[head]!;
        if (next !== -1 && cells[next] === cell) { counts[next]! += pairs; return; }
      }
      if (size === nexts.length) grow();
      nexts[size] = head; cells[size] = cell; counts[size] = pairs;
      heads[receiver] = size;
      size += 1;
    },
    has: (receiver) => heads[receiver] !== -1,
    apply(receiver, add) { for (let at = heads[receiver]!; at !== -1; at = nexts[at]!) add(cells[at]!, counts[at]!); },
  };
}
