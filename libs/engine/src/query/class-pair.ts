import { foldPoint, type Bound } from './fold.ts';
import { programOfClass } from '../compile/programs.ts';
import { EVERYTHING } from '../compile/set-table.ts';
import type { View } from '../compile/view.ts';
import type { Direction } from '../model/firewalls.ts';

/** Ids of what is surely and what is possibly allowed. */
export interface Bounds { readonly lower: number; readonly upper: number }

/** How a slot below the host slots is seen by an endpoint of the same node, or of another. */
export const seenAs = (view: View, slot: number, isLocal: boolean): number => (isLocal ? view.axis.localSlot[slot]! : slot);

/** One concrete pair of classes; `isLocal` says whether both run on the same node. O(rules on the pair). */
export function boundsOfClasses(view: View, from: number, to: number, isLocal: boolean): Bounds {
  const families = view.universes[view.axis.families[from]! & view.axis.families[to]!]!;
  const side = (direction: Direction, own: number, peer: number, bound: Bound): number => (
    own < view.classes.count ? foldPoint(view, direction, programOfClass(view.programs[direction], own), seenAs(view, peer, isLocal), bound) : EVERYTHING
  );
  const ends = (bound: Bound): number => view.sets.intersect(view.sets.intersect(side('egress', from, to, bound), side('ingress', to, from, bound)), families);
  const lower = ends('lower');
  return { lower, upper: isUncertain(view, 'egress', from) || isUncertain(view, 'ingress', to) ? ends('upper') : lower };
}

/** Whether the bounds in front of one end can differ; where not, one fold is enough. */
const isUncertain = (view: View, direction: Direction, own: number): boolean => (
  own < view.classes.count && view.programs[direction].uncertain[programOfClass(view.programs[direction], own)] === 1
);
