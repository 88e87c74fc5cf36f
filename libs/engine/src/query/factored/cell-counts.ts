import { createPairMemo } from '../../compile/pair-memo.ts';
import { createTrie } from '../../compile/trie.ts';
import type { Asked } from '../asked.ts';
import type { Cell, CellSource } from '../cell.ts';
import { addCell, newTally, type Tally } from '../tally.ts';
import type { FamilyMask } from '../../model/connection-set.ts';
import type { PairKinds } from './pair-kinds.ts';

/** Pairs by their verdicts, and which cells they have: `blend` is -1 where there is no pair. */
export interface BlendCount { blend: number; allowed: number; denied: number; partial: number; unknown: number }

/** Cells by number, and pairs being counted for each of them. */
export interface CellCounts {
  /** The cell of a kind of pair, asked in one way. */
  idOf(kind: number, asked: number): number;
  add(id: number, pairs: number): void;
  /** Tells what was counted since the last time, without cells of which no pair is left. */
  take(into: BlendCount): void;
  /** The cells of a blend as the answer of one pair each: all that an answer says but for how many pairs it is about. */
  tallyOf(blend: number): Tally;
}

const VERDICTS = { ALLOWED: 0, DENIED: 1, PARTIAL: 2, UNKNOWN: 3 } as const;

export function createCellCounts({ lowers, uppers, families }: PairKinds, asked: Asked, cells: CellSource): CellCounts {
  const ids = new Map<Cell, number>(); const byKind = createPairMemo(); const byId: Cell[] = []; const verdicts: number[] = [];
  let counts = new Float64Array(256); const touched: number[] = []; const left: number[] = []; const sums = new Float64Array(4);
  const blends = createTrie(); const root = blends.root(); const ofNode: number[] = []; const tallies: Tally[] = [];
  const number = (cell: Cell): number => {
    let id = ids.get(cell);
    if (id === undefined) {
      id = byId.push(cell) - 1;
      verdicts.push(VERDICTS[cell.verdict]);
      ids.set(cell, id);
      if (id >= counts.length) { const wider = new Float64Array(2 * id); wider.set(counts); counts = wider; }
    }
    return id;
  };
  const blendOf = (): number => {
    let node = root;
    for (const id of left) node = blends.step(node, id);
    let blend = ofNode[node];
    if (blend === undefined) {
      const tally = newTally();
      for (const id of left) addCell(asked, tally, byId[id]!, 1);
      blend = tallies.push(tally) - 1;
      ofNode[node] = blend;
    }
    return blend;
  };
  return {
    idOf(kind, tag) {
      let id = byKind.get(kind, tag);
      if (id < 0) {
        id = number(cells(lowers[kind]!, uppers[kind]!, families[kind]! as FamilyMask, tag));
        byKind.set(kind, tag, id);
      }
      return id;
    },
    add(id, pairs) {
      // A count may come back to nothing and be met again: what is taken twice is nothing the second time.
      if (counts[id] === 0) touched.push(id);
      counts[id]! += pairs;
    },
    take(into) {
      left.length = 0;
      sums.fill(0);
      for (const id of touched) {
        const pairs = counts[id]!;
        counts[id] = 0;
        if (pairs <= 0) continue;
        sums[verdicts[id]!]! += pairs;
        let place = left.length;
        while (place > 0 && left[place - 1]! > id) { left[place] = left[place - 1]!; place -= 1; }
        left[place] = id;
      }
      touched.length = 0;
      into.blend = left.length === 0 ? -1 : blendOf();
      [into.allowed, into.denied, into.partial, into.unknown] = [sums[0]!, sums[1]!, sums[2]!, sums[3]!];
    },
    tallyOf: (blend) => tallies[blend]!,
  };
}
