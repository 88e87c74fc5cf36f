import type { Direction } from '../../model/firewalls.ts';
import { regionsOf } from '../../query/factored/regions.ts';
import { eachException } from './differing.ts';
import type { BoundRows } from './rows.ts';
import type { JointSpace } from './space.ts';

/** By slot, the classes in front of which rows have a value of their own for it. */
export type Holders = (slot: number) => readonly number[];

const NONE: readonly number[] = [];

/**
 * Of some classes. Those for which nothing but a change of rows counts are left out where a value of its own is that of before,
 * as the values of its region are.
 */
export function holdersOf(space: JointSpace, direction: Direction, rows: BoundRows, classes: Iterable<number>, isChangeWanted: (id: number) => boolean): Holders {
  const { fold } = space; const programs = space.programs[direction]; const { ofSlot } = regionsOf(fold);
  const lists: (number[] | undefined)[] = [];
  for (const id of classes) for (const bound of new Set([rows.lower, rows.upper])) {
    const before = bound.of(programs.base[id]!); const after = bound.of(programs.target[id]!); const isOnlyChange = isChangeWanted(id);
    const old = bound.vectorAt(before.vector); const current = bound.vectorAt(after.vector);
    eachException(bound, ofSlot, before, after, (slot, a, b) => {
      const region = ofSlot[slot]!;
      if (isOnlyChange && a === b && old[region] === current[region]) return;
      const list = lists[slot];
      if (list === undefined) lists[slot] = [id]; else if (list.at(-1) !== id) list.push(id);
    });
  }
  return (slot) => lists[slot] ?? NONE;
}
