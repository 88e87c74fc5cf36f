import type { Direction } from '../../model/firewalls.ts';
import type { Bound } from '../../query/fold.ts';
import type { Side } from '../versions.ts';
import { LOCAL, REMOTE } from './nearness.ts';
import { createPairMove } from './pair-move.ts';
import type { BoundRows } from './rows.ts';
import { addCell, newCellList, type CellList, type Sides } from './sides.ts';
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

export function createCells(space: JointSpace, sides: Sides, rows: Readonly<Record<Direction, BoundRows>>): Cells {
  const { sets, localSlot, families, universes, programs, classCount } = space;
  const isCertain = rows.egress.lower === rows.egress.upper && rows.ingress.lower === rows.ingress.upper;
  const hasOneUniverse = universes.base.every((id, mask) => id === universes.target[mask]);
  const lists = { base: newCellList(), target: newCellList() };
  const bound = (side: Side, from: number, to: number, isLocal: boolean, which: Bound, universe: number): number => sets.intersect(sets.intersect(
    rows.egress[which].at(programs.egress[side][from]!, isLocal ? localSlot[to]! : to), rows.ingress[which].at(programs.ingress[side][to]!, isLocal ? localSlot[from]! : from),
  ), universe);
  const add = (side: Side, from: number, to: number, isLocal: boolean): void => {
    const universe = universes[side][families[side][from]! & families[side][to]!]!;
    const lower = bound(side, from, to, isLocal, 'lower', universe);
    addCell(lists[side], lower, isCertain ? lower : bound(side, from, to, isLocal, 'upper', universe), universe);
  };
  const fill = (side: Side, from: readonly number[], to: readonly number[], near: Near | null): CellList => {
    const list = lists[side];
    list.size = 0;
    for (let i = 0; i < from.length; i += 1) for (let j = 0; j < to.length; j += 1) {
      const bits = near === null ? REMOTE : near(side, i, j);
      if ((bits & REMOTE) !== 0) add(side, from[i]!, to[j]!, false);
      if ((bits & LOCAL) !== 0) add(side, from[i]!, to[j]!, true);
    }
    return list;
  };
  const isSameRow = (direction: Direction, own: number, slot: number): boolean => {
    const { base, target } = programs[direction]; const { lower, upper } = rows[direction];
    return base[own] === target[own] || (lower.at(base[own]!, slot) === lower.at(target[own]!, slot) && (lower === upper || upper.at(base[own]!, slot) === upper.at(target[own]!, slot)));
  };
  // That nothing is another shows at the rows that are, before anything is looked up in the rest.
  const isSame = (a: number, b: number, slotOfA: number, slotOfB: number): boolean => families.base[a] === families.target[a] && families.base[b] === families.target[b] && isSameRow('ingress', b, slotOfA) && isSameRow('egress', a, slotOfB);
  const isSameThroughout = (from: readonly number[], to: readonly number[], near: Near | null): boolean => {
    for (let i = 0; i < from.length; i += 1) for (let j = 0; j < to.length; j += 1) {
      const a = from[i]!; const b = to[j]!; const bits = near === null ? REMOTE : near('base', i, j);
      if (near !== null && bits !== near('target', i, j)) return false;
      if ((bits & REMOTE) !== 0 && !isSame(a, b, a, b)) return false;
      if ((bits & LOCAL) !== 0 && !isSame(a, b, localSlot[a]!, localSlot[b]!)) return false;
    }
    return true;
  };
  const fillOutside = (side: Side, own: readonly number[], direction: Direction, slot: number): CellList => {
    const list = lists[side];
    list.size = 0;
    for (const id of own) {
      const program = programs[direction][side][id]!; const universe = universes[side][families[side][id]! & families[side][slot]!]!;
      addCell(list, sets.intersect(rows[direction].lower.at(program, slot), universe), sets.intersect(rows[direction].upper.at(program, slot), universe), universe);
    }
    return list;
  };
  const moveOfPair = createPairMove(space, sides, rows);
  return {
    move(from, to, near) {
      if (isCertain && near === null && from.length === 1 && to.length === 1) return moveOfPair(from[0]!, to[0]!);
      return hasOneUniverse && isSameThroughout(from, to, near) ? -1 : sides.moveOfCells(fill('base', from, to, near), fill('target', from, to, near));
    },
    moveOutside: (own, direction, external) => sides.moveOfCells(fillOutside('base', own, direction, classCount + external), fillOutside('target', own, direction, classCount + external)),
  };
}
