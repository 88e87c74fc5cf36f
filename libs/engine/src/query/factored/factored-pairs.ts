import { EVERYTHING } from '../../compile/set-table.ts';
import type { View } from '../../compile/view.ts';
import type { Cell, CellSource } from '../cell.ts';
import { seenAs, type Bounds } from '../class-pair.ts';
import type { PairCells } from '../pairing.ts';
import type { FamilyMask } from '../../model/connection-set.ts';
import { allRows, type AllRows } from './all-rows.ts';
import { valueAt } from './factored-rows.ts';
import { regionsOf } from './regions.ts';

/** The bounds of one pair of slots, looked up in folded rows; O(log exceptions). */
function boundsInRows(view: View, rows: AllRows, from: number, to: number, isLocal: boolean): Bounds {
  const { classes: { count }, axis, programs, sets } = view; const regions = regionsOf(view);
  const cut = view.universes[axis.families[from]! & axis.families[to]!]!;
  const of = ({ egress, ingress }: AllRows['lower']): number => sets.intersect(sets.intersect(
    from < count ? valueAt(egress, regions, programs.egress.ofClass[from]!, seenAs(view, to, isLocal)) : EVERYTHING,
    to < count ? valueAt(ingress, regions, programs.ingress.ofClass[to]!, seenAs(view, from, isLocal)) : EVERYTHING,
  ), cut);
  const lower = of(rows.lower);
  return { lower, upper: rows.upper === rows.lower ? lower : of(rows.upper) };
}

/** Cells for questions about a good part of all pairs. */
export function rowCells(view: View, cells: CellSource): PairCells {
  const rows = allRows(view); const { classes: { count }, axis, programs } = view;
  const find = (from: number, to: number, isLocal: boolean, tag: number): Cell => {
    const { lower, upper } = boundsInRows(view, rows, from, to, isLocal);
    return cells(lower, upper, (axis.families[from]! & axis.families[to]!) as FamilyMask, tag);
  };
  // Outside the cluster there is one firewall only, so that classes behind equal ones see it alike.
  const outwards: (Cell | undefined)[][] = []; const inwards: (Cell | undefined)[][] = [];
  let lastTag = -1;
  return (from, to, isLocal, tag) => {
    if ((from < count) === (to < count)) return find(from, to, isLocal, tag);
    if (tag !== lastTag) outwards.length = inwards.length = 0;
    lastTag = tag;
    const [known, own, external] = from < count ? [outwards, from, to] : [inwards, to, from];
    const program = programs[from < count ? 'egress' : 'ingress'].ofClass[own]!;
    return (known[program * 4 + axis.families[own]!] ??= [])[external - count] ??= find(from, to, isLocal, tag);
  };
}
