import { familiesOfSlot, seenAs } from './class-pair.ts';
import { foldColumn, foldRow, type Bound } from './fold.ts';
import { EVERYTHING } from '../compile/set-table.ts';
import type { View } from '../compile/view.ts';

/** Which side of a question is held fixed. */
export type Side = 'from' | 'to';

/** The bounds between one class and every other class and external class, by slot. The second pair is for peers on the same node. */
export interface Fan { readonly lower: Int32Array; readonly upper: Int32Array; readonly lowerLocal: Int32Array; readonly upperLocal: Int32Array }

/** All pairs of one class at once: one row of its own firewall, one column of everybody else's. O(classes + program entries). */
export function openFan(view: View, slot: number, side: Side): Fan {
  const lower = fold(view, slot, side, 'lower', false);
  const mayDiffer = hasUncertain(view);
  const upper = mayDiffer ? fold(view, slot, side, 'upper', false) : lower;
  if (view.axis.hostClasses.length === 0) return { lower, upper, lowerLocal: lower, upperLocal: upper };
  const lowerLocal = fold(view, slot, side, 'lower', true);
  return { lower, upper, lowerLocal, upperLocal: mayDiffer ? fold(view, slot, side, 'upper', true) : lowerLocal };
}

const hasUncertain = (view: View): boolean => view.programs.egress.isUncertain || view.programs.ingress.isUncertain;

function fold(view: View, slot: number, side: Side, bound: Bound, isLocal: boolean): Int32Array {
  const { sets, classes, axis } = view;
  const own = view.programs[side === 'from' ? 'egress' : 'ingress']; const other = side === 'from' ? 'ingress' : 'egress';
  const row = slot < classes.count ? foldRow(view, own.list[own.ofClass[slot]!]!, bound) : null;
  const column = foldColumn(view, other, seenAs(view, slot, isLocal), bound);
  const programOf = view.programs[other].ofClass;
  const families = familiesOfSlot(view, slot);
  const cut = ([0, 1, 2, 3] as const).map((mask) => view.universes[families & mask]!);
  const plain = axis.classCount + axis.externalCount;
  const result = new Int32Array(plain);
  for (let peer = 0; peer < plain; peer += 1) {
    const mine = row === null ? EVERYTHING : row[seenAs(view, peer, isLocal)]!;
    const theirs = peer < classes.count ? column[programOf[peer]!]! : EVERYTHING;
    result[peer] = sets.intersect(sets.intersect(mine, theirs), cut[familiesOfSlot(view, peer)]!);
  }
  return result;
}
