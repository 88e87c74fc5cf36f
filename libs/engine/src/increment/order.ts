const MOST_IN_A_BLOCK = 512;

/** Numbers of placements in order, in blocks that versions share. */
export interface Sequence { readonly blocks: readonly (readonly number[])[]; readonly length: number }

/** The rules of one direction in one version. */
export interface Order { /** Numbers of the placements of each tier. */ readonly tiers: readonly Sequence[]; readonly size: number }

export const orderOf = (tiers: readonly Sequence[]): Order => ({ tiers, size: tiers.reduce((sum, { length }) => sum + length, 0) });

export const sequenceOf = (ids: readonly number[]): Sequence => ({ blocks: inBlocks(ids), length: ids.length });

function inBlocks(ids: readonly number[]): readonly (readonly number[])[] {
  if (ids.length <= MOST_IN_A_BLOCK) return ids.length === 0 ? [] : [ids];
  const size = MOST_IN_A_BLOCK / 2;
  return Array.from({ length: Math.ceil(ids.length / size) }, (_, block) => ids.slice(block * size, (block + 1) * size));
}

/** The number at a position; undefined outside. */
export function idAt({ blocks }: Sequence, at: number): number | undefined {
  let before = 0;
  for (const block of blocks) {
    if (at < before + block.length) return block[at - before];
    before += block.length;
  }
  return undefined;
}

/** The numbers from a position on. */
export function slice(sequence: Sequence, at: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => idAt(sequence, at + index)!);
}

/** The sequence with other numbers in the place of some; O(blocks). */
export function replaced({ blocks, length }: Sequence, at: number, removed: number, inserted: readonly number[]): Sequence {
  let first = 0; let before = 0;
  while (first < blocks.length && before + blocks[first]!.length < at) { before += blocks[first]!.length; first += 1; }
  let last = first; const touched: number[] = [];
  while (last < blocks.length && (last === first || before + touched.length < at + removed)) { touched.push(...blocks[last]!); last += 1; }
  touched.splice(at - before, removed, ...inserted);
  return { blocks: blocks.toSpliced(first, last - first, ...inBlocks(touched)), length: length - removed + inserted.length };
}
