const SIDE = 32;

/**
 * A matrix of bits turned over its diagonal, in blocks of 32 × 32. `rowOf(r)` has the bits of row `r`, column `c` as bit
 * `c & 31` of word `c >> 5`; row `c` of `out` begins at `c * words`, with the same order of bits.
 */
export function transpose(rows: number, columns: number, rowOf: (row: number) => Uint32Array, out: Uint32Array, words: number): void {
  const block = new Uint32Array(SIDE);
  for (let top = 0; top < rows; top += SIDE) {
    const band = Array.from({ length: Math.min(SIDE, rows - top) }, (_, k) => rowOf(top + k));
    for (let left = 0; left < columns; left += SIDE) {
      let any = 0;
      for (let k = 0; k < SIDE; k += 1) any |= block[k] = band[k]?.[left >> 5] ?? 0;
      if (any !== 0) turn(block);
      const most = Math.min(SIDE, columns - left);
      for (let k = 0; k < most; k += 1) out[(left + k) * words + (top >> 5)] = block[k]!;
    }
  }
}

/** Swaps the two quarters beside the diagonal, then those of every quarter, down to single bits. */
function turn(block: Uint32Array): void {
  for (let size = 16, mask = 0x0000_ffff; size > 0; size >>= 1, mask ^= mask << size) {
    for (let k = 0; k < SIDE; k = (k + size + 1) & ~size) {
      const swapped = ((block[k]! >>> size) ^ block[k + size]!) & mask;
      block[k + size]! ^= swapped;
      block[k]! ^= swapped << size;
    }
  }
}
