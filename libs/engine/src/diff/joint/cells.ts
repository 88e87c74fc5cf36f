import type { Direction } from '../../model/firewalls.ts';
import type { Bound } from '../../query/fold.ts';
import type { Side } from '../versions.ts';
import { LOCAL, REMOTE } from './nearness.ts';
import type { BoundRows } from './rows.ts';
import { newSideTally, type Sides } from './sides.ts';
import type { JointSpace } from './space.ts';

/** Which pairs two classes make, by version and positions among the classes of the sender and the receiver: see {@link REMOTE} and {@link LOCAL}. */
export type Near = (side: Side, from: number, to: number) => number;

/** Pairs of lists of joint classes, each by itself. */
export interface Cells {
  /** The move from a sender with some classes to a receiver with others, -1 for none. */
  move(from: readonly number[], to: readonly number[], near: Near | null): number;
  /** The move between a class list and a joint external class. */
  moveOutside(own: readonly number[], direction: Direction, external: number): number;
}

type Use<T> = (lower: number, upper: number, universe: number) => T;

export function createCells(space: JointSpace, sides: Sides, rows: Readonly<Record<Direction, BoundRows>>): Cells {
  const { sets, localSlot, families, universes, programs, classCount } = space;
  const isCertain = rows.egress.lower === rows.egress.upper && rows.ingress.lower === rows.ingress.upper;
  const bound = (side: Side, from: number, to: number, isLocal: boolean, which: Bound, universe: number): number => sets.intersect(sets.intersect(
    rows.egress[which].at(programs.egress[side][from]!, isLocal ? localSlot[to]! : to), rows.ingress[which].at(programs.ingress[side][to]!, isLocal ? localSlot[from]! : from),
  ), universe);
  const cell = <T>(side: Side, from: number, to: number, isLocal: boolean, use: Use<T>): T => {
    const universe = universes[side][families[side][from]! & families[side][to]!]!;
    const lower = bound(side, from, to, isLocal, 'lower', universe);
    return use(lower, isCertain ? lower : bound(side, from, to, isLocal, 'upper', universe), universe);
  };
  const sideOf = (side: Side, from: readonly number[], to: readonly number[], near: Near | null): number => {
    if (near === null && from.length === 1 && to.length === 1) return cell(side, from[0]!, to[0]!, false, sides.ofCell);
    const tally = newSideTally();
    const add: Use<void> = (lower, upper, universe) => { sides.add(tally, lower, upper, universe); };
    for (let i = 0; i < from.length; i += 1) for (let j = 0; j < to.length; j += 1) {
      const bits = near === null ? REMOTE : near(side, i, j);
      if ((bits & REMOTE) !== 0) cell(side, from[i]!, to[j]!, false, add);
      if ((bits & LOCAL) !== 0) cell(side, from[i]!, to[j]!, true, add);
    }
    return sides.ofTally(tally);
  };
  const sideOutside = (side: Side, own: readonly number[], direction: Direction, slot: number): number => {
    const tally = newSideTally();
    for (const id of own) {
      const program = programs[direction][side][id]!; const universe = universes[side][families[side][id]! & families[side][slot]!]!;
      sides.add(tally, sets.intersect(rows[direction].lower.at(program, slot), universe), sets.intersect(rows[direction].upper.at(program, slot), universe), universe);
    }
    return sides.ofTally(tally);
  };
  return {
    move: (from, to, near) => sides.move(sideOf('base', from, to, near), sideOf('target', from, to, near)),
    moveOutside: (own, direction, external) => sides.move(sideOutside('base', own, direction, classCount + external), sideOutside('target', own, direction, classCount + external)),
  };
}
