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

export function createColumns({ towards, looks: { lowers: { length: lookCount } } }: Facings, mixtures: Mixtures): Columns {
  const { regions, asked } = mixtures; const order = Int32Array.from(regions.keys()).sort((a, b) => regions[a]! - regions[b]! || asked[a]! - asked[b]!);
  const spots = new Int32Array(lookCount);
  const known: (Column | undefined)[] = []; let kept = 0;
  return {
    from(region) {
      let column = known[region];
      if (column === undefined) {
        column = makeColumn(towards, mixtures, region, order, spots);
        if (kept + column.spots.length > MOST_KEPT) { known.length = 0; kept = 0; }
        known[region] = column;
        kept += column.spots.length;
      }
      return column;
    },
  };
}

/** `order` has the types of one region of which the same is asked one after the other; `spotOfLook` is room for a number by look. */
function makeColumn(towards: Facings['towards'], { facings, regions: regionOf, asked: askedOf, ...mixtures }: Mixtures, from: number, order: Int32Array, spotOfLook: Int32Array): Column {
  const regions: number[] = []; const looks: number[] = []; const asked: number[] = []; const spotOfType = new Int32Array(order.length);
  spotOfLook.fill(-1);
  let first = 0; let region = -1; let question = -1;
  for (const type of order) {
    if (regionOf[type] !== region || askedOf[type] !== question) { first = regions.length; region = regionOf[type]!; question = askedOf[type]!; }
    const look = towards[facings[type]!]![from]!;
    if (spotOfLook[look]! < first) {
      spotOfLook[look] = regions.push(region) - 1;
      looks.push(look);
      asked.push(question);
    }
    spotOfType[type] = spotOfLook[look]!;
  }
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
