import { createPairMemo } from '../../compile/pair-memo.ts';
import type { Facings } from './facings.ts';
import type { Mixtures } from './mixtures.ts';

/** How receivers look from one region of senders: entries of mixture `m` stand from `starts[m]` up to `starts[m + 1]`, ends of one region that look alike in one. */
export interface Column { readonly starts: Int32Array; readonly regions: Int32Array; readonly aims: Int32Array; readonly weights: Float64Array }

/** Receivers from every region of senders. An aim is a look with what is asked of those who show it. */
export interface Columns {
  from(region: number): Column;
  /** Look, and what is asked (-1 where nothing of its own), by aim. */
  readonly looks: readonly number[];
  readonly asked: readonly number[];
}

/** More entries (of 16 bytes) than this are not kept at once. */
const MOST_KEPT = 1_000_000;

export function createColumns({ towards }: Facings, mixtures: Mixtures): Columns {
  const looks: number[] = []; const asked: number[] = []; const numbers = createPairMemo();
  const aimOf = (type: number, region: number): number => {
    const look = towards[mixtures.facings[type]!]![region]!; const question = mixtures.asked[type]!;
    let aim = numbers.get(look, question + 1);
    if (aim < 0) {
      aim = looks.push(look) - 1;
      asked.push(question);
      numbers.set(look, question + 1, aim);
    }
    return aim;
  };
  const make = (from: number): Column => {
    const starts = new Int32Array(mixtures.count + 1); const most = mixtures.types.length; let size = 0;
    const regions = new Int32Array(most); const aims = new Int32Array(most); const weights = new Float64Array(most);
    for (let mixture = 0; mixture < mixtures.count; mixture += 1) {
      let first = size;
      for (let at = mixtures.starts[mixture]!; at < mixtures.starts[mixture + 1]!; at += 1) {
        const type = mixtures.types[at]!; const region = mixtures.regions[type]!; const aim = aimOf(type, from); const weight = mixtures.weights[at]!;
        if (first < size && regions[first] !== region) first = size;
        let place = first;
        while (place < size && aims[place] !== aim) place += 1;
        regions[place] = region; aims[place] = aim;
        weights[place]! += weight;
        if (place === size) size += 1;
      }
      starts[mixture + 1] = size;
    }
    return { starts, regions: regions.slice(0, size), aims: aims.slice(0, size), weights: weights.slice(0, size) };
  };
  const known: (Column | undefined)[] = []; let kept = 0;
  return {
    looks, asked,
    from(region) {
      let column = known[region];
      if (column === undefined) {
        column = make(region);
        if (kept + column.aims.length > MOST_KEPT) { known.length = 0; kept = 0; }
        known[region] = column;
        kept += column.aims.length;
      }
      return column;
    },
  };
}
