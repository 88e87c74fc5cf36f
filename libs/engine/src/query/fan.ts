import { seenAs } from './class-pair.ts';
import { foldColumn } from './column.ts';
import { foldRow, type Bound } from './fold.ts';
import { EVERYTHING, NOTHING } from '../compile/set-table.ts';
import type { View } from '../compile/view.ts';

/** Which side of a question is held fixed. */
export type Side = 'from' | 'to';

/** The bounds between one class and every other class and external class, by slot. The second pair is for peers on the same node. */
export interface Fan { readonly lower: Int32Array; readonly upper: Int32Array; readonly lowerLocal: Int32Array; readonly upperLocal: Int32Array }

/** All pairs of one class at once: one row of its own firewall, one column of everybody else's. O(classes + program entries on them). */
export function openFan(view: View, slot: number, side: Side): Fan {
  const [lower, lowerLocal] = fold(view, slot, side, 'lower');
  if (!view.programs.egress.isUncertain && !view.programs.ingress.isUncertain) return { lower, upper: lower, lowerLocal, upperLocal: lowerLocal };
  const [upper, upperLocal] = fold(view, slot, side, 'upper');
  return { lower, upper, lowerLocal, upperLocal };
}

/** One bound, towards peers elsewhere and towards those on the same node. */
function fold(view: View, slot: number, side: Side, bound: Bound): readonly [Int32Array, Int32Array] {
  const { classes, axis } = view;
  const ownDirection = side === 'from' ? 'egress' : 'ingress'; const otherDirection = side === 'from' ? 'ingress' : 'egress';
  const row = slot < classes.count ? foldRow(view, ownDirection, view.programs[ownDirection].ofClass[slot]!, bound) : null;
  const column = foldColumn(view, otherDirection, slot, bound);
  const remote = combine(view, slot, row, otherDirection, column, false);
  if (axis.localSlot[slot] !== slot) return [remote, combine(view, slot, row, otherDirection, foldColumn(view, otherDirection, axis.localSlot[slot]!, bound), true)];
  if (axis.hostClasses.length === 0 || row === null) return [remote, remote];
  // A peer that is no host looks the same from its own node.
  const local = remote.slice(); const { sets } = view; const programOf = view.programs[otherDirection].ofClass;
  for (const host of axis.hostClasses) {
    local[host] = sets.intersect(sets.intersect(row[axis.localSlot[host]!]!, column[programOf[host]!]!), view.universes[axis.families[slot]! & axis.families[host]!]!);
  }
  return [remote, local];
}

function combine(view: View, slot: number, row: Int32Array | null, otherDirection: 'egress' | 'ingress', column: Int32Array, isLocal: boolean): Int32Array {
  const { sets, classes, axis } = view;
  const programOf = view.programs[otherDirection].ofClass;
  const cut = view.universes.map((_, mask) => view.universes[mask & axis.families[slot]!]!);
  const result = new Int32Array(axis.classCount + axis.externalCount);
  for (let peer = 0; peer < result.length; peer += 1) {
    const theirs = peer < classes.count ? column[programOf[peer]!]! : EVERYTHING;
    if (theirs === NOTHING) continue;
    const mine = row === null ? EVERYTHING : row[seenAs(view, peer, isLocal)]!;
    if (mine !== NOTHING) result[peer] = sets.intersect(sets.intersect(mine, theirs), cut[axis.families[peer]!]!);
  }
  return result;
}
