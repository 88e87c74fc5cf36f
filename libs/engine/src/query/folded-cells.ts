import { EVERYTHING } from '../compile/set-table.ts';
import type { View } from '../compile/view.ts';
import type { Direction } from '../model/firewalls.ts';
import type { FamilyMask } from '../model/connection-set.ts';
import type { CellSource } from './cell.ts';
import { seenAs } from './class-pair.ts';
import { foldRow, type Bound } from './fold.ts';
import type { PairCells } from './pairing.ts';

/** Cells for questions about some classes on both sides: one folded row for each firewall that is met. */
export function foldedCells(view: View, cells: CellSource): PairCells {
  const { axis, classes, programs, sets } = view; const isUncertain = programs.egress.isUncertain || programs.ingress.isUncertain;
  const folded = new Map<string, Int32Array>();
  const rowOf = (direction: Direction, own: number, bound: Bound): Int32Array => {
    const program = programs[direction].ofClass[own]!; const key = `${direction} ${bound} ${String(program)}`;
    let row = folded.get(key);
    if (row === undefined) {
      row = foldRow(view, direction, program, bound);
      folded.set(key, row);
    }
    return row;
  };
  const side = (direction: Direction, own: number, peer: number, isLocal: boolean, bound: Bound): number => (own < classes.count ? rowOf(direction, own, bound)[seenAs(view, peer, isLocal)]! : EVERYTHING);
  return (from, to, isLocal, tag) => {
    const families = (axis.families[from]! & axis.families[to]!) as FamilyMask;
    const of = (bound: Bound): number => sets.intersect(sets.intersect(side('egress', from, to, isLocal, bound), side('ingress', to, from, isLocal, bound)), view.universes[families]!);
    const lower = of('lower');
    return cells(lower, isUncertain ? of('upper') : lower, families, tag);
  };
}
