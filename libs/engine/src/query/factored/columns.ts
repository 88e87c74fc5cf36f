import { createPairMemo } from '../../compile/pair-memo.ts';
import type { Facings } from './facings.ts';
import type { Mixtures } from './mixtures.ts';

/**
 * How receivers look from one region of senders: entries of mixture `m` stand from `starts[m]` up to `starts[m + 1]`,
 * each so many ends at one spot. A spot is a region in which receivers look alike and are asked alike.
 */
export interface Column {
  readonly starts: Int32Array;
  readonly spots: Int32Array;
  readonly weights: Float64Array;
  /** Region, look, and what is asked (-1 where nothing of its own), by spot. */
  readonly regions: readonly number[];
  readonly looks: readonly number[];
  readonly asked: readonly number[];
}

/** Receivers from every region of senders. */
export interface Columns { from(region: number): Column }

/** More entries (of 12 bytes) than this are not kept at once. */
const MOST_KEPT = 1_000_000;

export function createColumns({ towards }: Facings, mixtures: Mixtures): Columns {
  const known: (Column | undefined)[] = []; let kept = 0;
  return {
    from(region) {
      let column = known[region];
      if (column === undefined) {
        column = makeColumn(towards, mixtures, region);
        if (kept + column.spots.length > MOST_KEPT) { known.length = 0; kept = 0; }
        known[region] = column;
        kept += column.spots.length;
      }
      return column;
    },
  };
}

function makeColumn(towards: Facings['towards'], mixtures: Mixtures, from: number): Column {
  const regions: number[] = []; const looks: number[] = []; const asked: number[] = []; const sights = createPairMemo(); const numbers = createPairMemo();
  const spotOf = (type: number): number => {
    const look = towards[mixtures.facings[type]!]![from]!; const question = mixtures.asked[type]!; const region = mixtures.regions[type]!;
    let sight = sights.get(look, question + 1);
    if (sight < 0) {
      sight = regions.length;
      sights.set(look, question + 1, sight);
    }
    let spot = numbers.get(sight, region);
    if (spot < 0) {
      spot = regions.push(region) - 1;
      looks.push(look);
      asked.push(question);
      numbers.set(sight, region, spot);
    }
    return spot;
  };
  const spotOfType = Int32Array.from(mixtures.facings, (_, type) => spotOf(type));
  const starts = new Int32Array(mixtures.count + 1); const most = mixtures.types.length; let size = 0;
  const spots = new Int32Array(most); const weights = new Float64Array(most); const lastOf = new Int32Array(regions.length).fill(-1);
  for (let mixture = 0; mixture < mixtures.count; mixture += 1) {
    for (let at = mixtures.starts[mixture]!; at < mixtures.starts[mixture + 1]!; at += 1) {
      const spot = spotOfType[mixtures.types[at]!]!;
      if (lastOf[spot]! < starts[mixture]!) {
        lastOf[spot] = size;
        spots[size] = spot;
        size += 1;
      }
      weights[lastOf[spot]!]! += mixtures.weights[at]!;
    }
    starts[mixture + 1] = size;
  }
  return { starts, spots: spots.slice(0, size), weights: weights.slice(0, size), regions, looks, asked };
}
