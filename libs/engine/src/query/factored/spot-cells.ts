import type { Facings } from './facings.ts';
import type { Column } from './columns.ts';
import type { Mixtures } from './mixtures.ts';

/** Cells that one end at a spot has with all ends of a sender in one region: those of spot `s` stand from `starts[s]` up to `starts[s + 1]`, with the number of pairs. */
export interface SpotCells { column: Column; starts: Int32Array; cells: Int32Array; pairs: Float64Array }

/** The cell of two looks between which some traffic is asked. */
export type LookCells = (sender: number, receiver: number) => number;

/** Room for the cells of the spots of a column, used again where there is enough of it. */
export function roomFor(column: Column, types: number, room: SpotCells | undefined): SpotCells {
  const spots = column.regions.length; const most = spots * types;
  if (room !== undefined && room.starts.length > spots && room.cells.length >= most) {
    room.column = column;
    return room;
  }
  return { column, starts: new Int32Array(spots + 1), cells: new Int32Array(most), pairs: new Float64Array(most) };
}

/**
 * Fills the room with what types of senders from `first` up to `last`, all of one region, have with each spot.
 * `cellsFor` tells of what is asked, and `fixed` is asked where nothing else is.
 */
export function fillSpots(room: SpotCells, { towards }: Facings, { types, weights, facings }: Mixtures, first: number, last: number, cellsFor: (asked: number) => LookCells, fixed: number): void {
  const { column: { regions, looks, asked }, starts, cells, pairs } = room; const spots = regions.length;
  let tag = -1; let cellOf: LookCells = () => -1; let size = 0;
  const only = towards[facings[types[first]!]!]!; const isOne = last === first + 1; const weight = weights[first]!;
  starts[0] = 0;
  for (let spot = 0; spot < spots; spot += 1) {
    const question = asked[spot]! < 0 ? fixed : asked[spot]!; const region = regions[spot]!; const look = looks[spot]!;
    if (question !== tag) { tag = question; cellOf = cellsFor(tag); }
    if (isOne) {
      cells[size] = cellOf(only[region]!, look);
      pairs[size] = weight;
      size += 1;
    } else {
      const begin = size;
      for (let at = first; at < last; at += 1) {
        const cell = cellOf(towards[facings[types[at]!]!]![region]!, look);
        let found = begin;
        while (found < size && cells[found] !== cell) found += 1;
        if (found === size) {
          cells[size] = cell;
          pairs[size] = 0;
          size += 1;
        }
        pairs[found]! += weights[at]!;
      }
    }
    starts[spot + 1] = size;
  }
}
