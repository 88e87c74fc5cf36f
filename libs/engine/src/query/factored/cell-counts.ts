import { createTrie } from '../../compile/trie.ts';
import type { Asked } from '../asked.ts';
import type { Cell, CellSource } from '../cell.ts';
import { addCell, newTally, type Tally } from '../tally.ts';
import type { FamilyMask } from '../../model/connection-set.ts';
import type { PairKinds } from './pair-kinds.ts';
import type { SpotCells } from './spot-cells.ts';

/** Pairs by their verdicts, and which cells they have: `blend` is -1 where there is no pair. */
export interface BlendCount { blend: number; allowed: number; denied: number; partial: number; unknown: number }

/** Cells by number, and pairs being counted for each of them. */
export interface CellCounts {
  /** The cell of a kind of pair, asked in one way. */
  idOf(kind: number, asked: number): number;
  add(id: number, pairs: number): void;
  /** Adds the pairs that a mixture of receivers has at its spots; tells in how many steps. */
  addSpots(spots: SpotCells, mixture: number): number;
  /** Tells what was counted since the last time, without cells of which no pair is left. */
  take(into: BlendCount): void;
  /** The cells of a blend as the answer of one pair each: all that an answer says but for how many pairs it is about. */
  tallyOf(blend: number): Tally;
}

const VERDICTS = { ALLOWED: 0, DENIED: 1, PARTIAL: 2, UNKNOWN: 3 } as const;

export function createCellCounts({ lowers, uppers, families }: PairKinds, asked: Asked, cells: CellSource): CellCounts {
  const ids = new Map<Cell, number>(); const byTag = new Map<number, (number | undefined)[]>(); let byKind: (number | undefined)[] = []; let lastTag = -1;
  const byId: Cell[] = []; const verdicts: number[] = [];
  let counts = new Float64Array(256); let touched = new Int32Array(256); let touches = 0; let left = new Int32Array(256); let size = 0; const sums = new Float64Array(4);
  const blends = createTrie(); const root = blends.root(); const ofNode: number[] = []; const tallies: Tally[] = [];
  const number = (cell: Cell): number => {
    let id = ids.get(cell);
    if (id === undefined) {
      id = byId.push(cell) - 1;
      verdicts.push(VERDICTS[cell.verdict]);
      ids.set(cell, id);
      if (id >= counts.length) { const wider = new Float64Array(2 * id); wider.set(counts); counts = wider; left = new Int32Array(2 * id); }
    }
    return id;
  };
  // A count may come back to nothing and be met again: what is taken twice is nothing the second time.
  const touch = (id: number): void => {
    if (touches === touched.length) { const wider = new Int32Array(2 * touches); wider.set(touched); touched = wider; }
    touched[touches] = id;
    touches += 1;
  };
  const blendOf = (): number => {
    let node = root;
    for (let at = 0; at < size; at += 1) node = blends.step(node, left[at]!);
    let blend = ofNode[node];
    if (blend === undefined) {
      const tally = newTally();
      for (let at = 0; at < size; at += 1) addCell(asked, tally, byId[left[at]!]!, 1);
      blend = tallies.push(tally) - 1;
      ofNode[node] = blend;
    }
    return blend;
  };
  return {
    idOf(kind, tag) {
      if (tag !== lastTag) {
        lastTag = tag;
        byKind = byTag.get(tag) ?? [];
        byTag.set(tag, byKind);
      }
      return byKind[kind] ??= number(cells(lowers[kind]!, uppers[kind]!, families[kind]! as FamilyMask, tag));
    },
    add(id, pairs) {
      if (counts[id] === 0) touch(id);
      counts[id]! += pairs;
    },
    addSpots({ column: { starts: entries, spots, weights }, starts, cells: cellOf, pairs }, mixture) {
      const sums = counts; let steps = 0;
      for (let entry = entries[mixture]!; entry < entries[mixture + 1]!; entry += 1) {
        const spot = spots[entry]!; const weight = weights[entry]!; const first = starts[spot]!; const end = starts[spot + 1]!;
        for (let at = first; at < end; at += 1) {
          const id = cellOf[at]!; const before = sums[id]!;
          if (before === 0) touch(id);
          sums[id] = before + pairs[at]! * weight;
        }
        steps += end - first;
      }
      return steps;
    },
    take(into) {
      size = 0;
      sums.fill(0);
      for (let at = 0; at < touches; at += 1) {
        const id = touched[at]!; const pairs = counts[id]!;
        counts[id] = 0;
        if (pairs <= 0) continue;
        sums[verdicts[id]!]! += pairs;
        let place = size;
        while (place > 0 && left[place - 1]! > id) { left[place] = left[place - 1]!; place -= 1; }
        left[place] = id;
        size += 1;
      }
      touches = 0;
      into.blend = size === 0 ? -1 : blendOf();
      into.allowed = sums[0]!; into.denied = sums[1]!; into.partial = sums[2]!; into.unknown = sums[3]!;
    },
    tallyOf: (blend) => tallies[blend]!,
  };
}
