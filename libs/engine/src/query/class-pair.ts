import { foldPoint, type Bound } from './fold.ts';
import type { View } from '../compile/view.ts';
import { EVERYTHING } from '../compile/set-table.ts';
import type { FamilyMask } from '../model/connection-set.ts';
import type { Direction } from '../model/firewalls.ts';

/** Ids of what is surely and what is possibly allowed. */
export interface Bounds { readonly lower: number; readonly upper: number }

/** The families that the endpoints of a class, or the addresses of an external class, have. */
export function familiesOfSlot(view: View, slot: number): FamilyMask {
  return slot < view.classes.count ? view.classes.traits[slot]!.families : view.atoms.families[slot - view.classes.count]!;
}

/** How a slot below the host slots is seen by an endpoint of the same node, or of another. */
export const seenAs = (view: View, slot: number, isLocal: boolean): number => (isLocal ? view.axis.localSlot[slot]! : slot);

/** One concrete pair of classes; `isLocal` says whether both run on the same node. O(rules on the pair). */
export function boundsOfClasses(view: View, from: number, to: number, isLocal: boolean): Bounds {
  const families = view.universes[familiesOfSlot(view, from) & familiesOfSlot(view, to)]!;
  const side = (direction: Direction, own: number, peer: number, bound: Bound): number => {
    if (own >= view.classes.count) return EVERYTHING;
    const programs = view.programs[direction];
    return foldPoint(view, programs.list[programs.ofClass[own]!]!, seenAs(view, peer, isLocal), bound);
  };
  const ends = (bound: Bound): number => view.sets.intersect(view.sets.intersect(side('egress', from, to, bound), side('ingress', to, from, bound)), families);
  const lower = ends('lower');
  return { lower, upper: mayDiffer(view, from, to) ? ends('upper') : lower };
}

/** Whether the bounds of a pair can differ; where not, one fold is enough. */
export function mayDiffer(view: View, from: number, to: number): boolean {
  const uncertain = (direction: Direction, own: number): boolean => own < view.classes.count && view.programs[direction].list[view.programs[direction].ofClass[own]!]!.isUncertain;
  return uncertain('egress', from) || uncertain('ingress', to);
}
