import type { Direction } from '../../model/firewalls.ts';
import { foldPoint, type Bound, type Foldable } from '../../query/fold.ts';
import { SIDES, type Side } from '../versions.ts';
import { LOCAL, REMOTE } from './nearness.ts';
import type { RowPair } from './row-pairs.ts';
import { newSideTally, type Sides } from './sides.ts';
import type { JointSpace } from './space.ts';
import type { Touched } from './touched.ts';

/** One class of the end that is held fixed, with what everybody's programs of the other direction say to it, by program. */
interface Front extends RowPair { readonly own: number; readonly remote: Column; readonly local: Column }

type Column = (program: number, bound: Bound) => number;

/** Which pairs two classes make, by version and positions among the classes of the fixed and the other end: see {@link REMOTE} and {@link LOCAL}. */
export type Near = (side: Side, own: number, other: number) => number;

/** One end held fixed against all others: its rows in one direction, and everybody's columns towards it in the other. */
export interface Sweep {
  /** Whether every pair may be another. */
  readonly isWhole: boolean;
  /** Reports slots at which something in front of the end is another; some more than once. */
  eachDiffering(report: (slot: number) => void): void;
  /** The number of the move to an end with these classes, -1 for none. */
  moveTo(others: readonly number[], near: Near | null): number;
  /** Whether it can matter for an end with these classes which of its pods are where. */
  seesNodes(others: readonly number[]): boolean;
  /** Whether anything can be another towards addresses outside. */
  canDifferOutside(): boolean;
  moveOutside(external: number): number;
}

export interface SweepParts { readonly columns: Columns; readonly space: JointSpace; readonly touched: Touched; readonly sides: Sides; readonly rowPairs: Readonly<Record<Direction, (id: number) => RowPair>> }

export function openSweep({ columns, space, touched, sides, rowPairs }: SweepParts, direction: Direction, classes: readonly number[]): Sweep {
  const { sets, localSlot, families, universes, classCount } = space;
  const back: Direction = direction === 'egress' ? 'ingress' : 'egress';
  const otherPrograms = space.programs[back];
  const isWhole = classes.some((own) => touched.wholly[own] === 1);
  const fronts = classes.map((own): Front => {
    const remote = columns(back, own);
    return { ...rowPairs[direction](own), own, remote, local: localSlot[own] === own ? remote : columns(back, localSlot[own]!) };
  });
  const universeOf = (side: Side, front: Front, slot: number): number => universes[side][families[side][front.own]! & families[side][slot]!]!;
  const bound = (side: Side, front: Front, other: number, isLocal: boolean, which: Bound, universe: number): number => sets.intersect(
    sets.intersect(front.rows[side].at(isLocal ? localSlot[other]! : other, which), (isLocal ? front.local : front.remote)(otherPrograms[side][other]!, which)), universe,
  );
  const isCertain = !space.fold.programs.egress.isUncertain && !space.fold.programs.ingress.isUncertain;
  /** Reports both bounds of one pair of classes. */
  const cell = <T>(side: Side, front: Front, other: number, isLocal: boolean, use: (lower: number, upper: number, universe: number) => T): T => {
    const universe = universeOf(side, front, other);
    const lower = bound(side, front, other, isLocal, 'lower', universe);
    return use(lower, isCertain ? lower : bound(side, front, other, isLocal, 'upper', universe), universe);
  };
  const sideOf = (side: Side, others: readonly number[], near: Near | null): number => {
    if (near === null && fronts.length === 1 && others.length === 1) return cell(side, fronts[0]!, others[0]!, false, sides.ofCell);
    const tally = newSideTally();
    const add = (lower: number, upper: number, universe: number): void => { sides.add(tally, lower, upper, universe); };
    for (const [i, front] of fronts.entries()) for (const [j, other] of others.entries()) {
      const bits = near === null ? REMOTE : near(side, i, j);
      if ((bits & REMOTE) !== 0) cell(side, front, other, false, add);
      if ((bits & LOCAL) !== 0) cell(side, front, other, true, add);
    }
    return sides.ofTally(tally);
  };
  const sideOutside = (side: Side, external: number): number => {
    const tally = newSideTally(); const slot = classCount + external;
    for (const { own, rows } of fronts) {
      const universe = universes[side][families[side][own]! & families[side][slot]!]!;
      sides.add(tally, sets.intersect(rows[side].at(slot, 'lower'), universe), sets.intersect(rows[side].at(slot, 'upper'), universe), universe);
    }
    return sides.ofTally(tally);
  };
  const between = (sideBy: (side: Side) => number): number => sides.move(sideBy('base'), sideBy('target'));
  const isEvenly = (side: Side, front: Front, other: number): boolean => (localSlot[front.own] === front.own && localSlot[other] === other) || cell(side, front, other, false, sides.ofCell) === cell(side, front, other, true, sides.ofCell);
  return {
    isWhole,
    eachDiffering(report) { for (const { differing } of fronts) for (const slot of differing) report(slot); },
    moveTo: (others, near) => between((side) => sideOf(side, others, near)),
    seesNodes: (others) => SIDES.some((side) => fronts.some((front) => others.some((other) => !isEvenly(side, front, other)))),
    canDifferOutside: () => isWhole || fronts.some(({ differing }) => differing.some((slot) => slot >= classCount && slot < localSlot.length)),
    moveOutside: (external) => between((side) => sideOutside(side, external)),
  };
}

/** What programs of a direction say to a slot. */
type Columns = (direction: Direction, slot: number) => Column;

/** Hosts are held fixed again and again; of other classes the last is enough. */
export function createColumns(space: JointSpace): Columns {
  const { fold } = space; const kept = new Map<number, Column>();
  return (direction, slot) => {
    const isHost = slot >= space.localSlot.length || space.isHost[slot] === 1;
    if (!isHost) return columnOf(fold, direction, slot);
    const key = 2 * slot + Number(direction === 'egress');
    let column = kept.get(key);
    if (column === undefined) { column = columnOf(fold, direction, slot); kept.set(key, column); }
    return column;
  };
}

function columnOf(fold: Foldable, direction: Direction, slot: number): Column {
  let lower: Int32Array | null = null; let upper: Int32Array | null = null; const { count, isUncertain } = fold.programs[direction];
  const read = (column: Int32Array, program: number, bound: Bound): number => (column[program]! >= 0 ? column[program]! : (column[program] = foldPoint(fold, direction, program, slot, bound)));
  return (program, bound) => (bound === 'lower' || !isUncertain ? read(lower ??= new Int32Array(count).fill(-1), program, 'lower') : read(upper ??= new Int32Array(count).fill(-1), program, 'upper'));
}
