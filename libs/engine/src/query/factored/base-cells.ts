import type { View } from '../../compile/view.ts';
import type { Direction } from '../../model/firewalls.ts';
import type { CellCounts } from './cell-counts.ts';
import type { AllRows } from './factored-pairs.ts';
import type { TableSide } from './parts.ts';
import { regionsOf } from './regions.ts';

/** More cells of pairs of types than this are worked out again rather than kept. */
const MOST_KEPT = 8_000_000;

/** What two types allow each other where no exception says otherwise. */
export type BaseCells = (sender: number, receiver: number) => number;

export function createBaseCells(view: View, { lower, upper }: AllRows, from: TableSide, to: TableSide, counts: CellCounts): BaseCells {
  const { axis, sets } = view; const { ofSlot } = regionsOf(view);
  const rows: (Int32Array | undefined)[] = []; const mostRows = Math.max(1, Math.floor(MOST_KEPT / to.typeCount));
  let kept = 0;
  const regions = Int32Array.from(to.sample, ({ slot }) => ofSlot[slot]!); const families = Int32Array.from(to.sample, ({ slot }) => axis.families[slot]!);
  const ingressOf = (rowsOfBound: AllRows['lower']): readonly Int32Array[] => to.sample.map(({ slot }) => vectorOf(view, rowsOfBound, 'ingress', slot));
  const surely = ingressOf(lower); const possibly = upper === lower ? surely : ingressOf(upper);
  const fill = (type: number): Int32Array => {
    const { slot } = from.sample[type]!; const region = ofSlot[slot]!; const own = axis.families[slot]!;
    const sent = vectorOf(view, lower, 'egress', slot); const perhaps = upper === lower ? sent : vectorOf(view, upper, 'egress', slot);
    return Int32Array.from(to.sample, ({ tag }, receiver) => {
      const shared = own & families[receiver]!; const at = regions[receiver]!;
      const least = sets.intersect(sent[at]!, surely[receiver]![region]!);
      return counts.idOfUncut(least, upper === lower ? least : sets.intersect(perhaps[at]!, possibly[receiver]![region]!), shared, tag);
    });
  };
  return (sender, receiver) => {
    let row = rows[sender];
    if (row === undefined) {
      if (kept >= mostRows) {
        rows.length = 0;
        kept = 0;
      }
      row = fill(sender);
      rows[sender] = row;
      kept += 1;
    }
    return row[receiver]!;
  };
}

function vectorOf({ programs }: View, rows: AllRows['lower'], direction: Direction, slot: number): Int32Array {
  const { vectors, vectorOf: positions } = rows[direction];
  return vectors[positions[programs[direction].ofClass[slot]!]!]!;
}
