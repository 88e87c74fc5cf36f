import { foldColumn } from '../../query/column.ts';
import type { Direction } from '../../model/firewalls.ts';
import { SIDES, type Side } from '../versions.ts';
import { LOCAL, REMOTE, type Nearness } from './nearness.ts';
import type { Bounded, RowPair } from './row-pairs.ts';
import { newSideTally, type Sides } from './sides.ts';
import type { JointSpace } from './space.ts';
import type { Touched } from './touched.ts';

/** One class of the end that is held fixed. */
interface Front extends RowPair { readonly own: number; readonly isWhole: boolean; readonly column: () => Bounded; readonly localColumn: () => Bounded }

/** One end held fixed against all others: its rows in one direction, and everybody's columns towards it in the other. */
export interface Sweep {
  /** Whether anything can be another between it and an end with these classes. */
  canDiffer(others: readonly number[]): boolean;
  /** The number of the move, -1 for none; `nearness` where it matters which Pods the ends have. */
  moveTo(others: readonly number[], nearness: Nearness | null): number;
  /** Whether anything can be another towards addresses outside. */
  canDifferOutside(): boolean;
  moveOutside(external: number): number;
}

export interface SweepParts { readonly space: JointSpace; readonly touched: Touched; readonly sides: Sides; readonly rowPairs: Readonly<Record<Direction, (id: number) => RowPair>> }

export function openSweep({ space, touched, sides, rowPairs }: SweepParts, direction: Direction, classes: readonly number[]): Sweep {
  const { sets, localSlot, families, universes, classCount } = space;
  const back: Direction = direction === 'egress' ? 'ingress' : 'egress';
  const otherPrograms = space.programs[back]; const otherTouched = touched[back];
  const fronts = classes.map((own): Front => ({
    ...rowPairs[direction](own), own, isWhole: touched.wholly[own] === 1,
    column: lazily(() => columnOf(space, back, own)), localColumn: lazily(() => columnOf(space, back, localSlot[own]!)),
  }));
  const universeOf = (side: Side, front: Front, slot: number): number => universes[side][families[side][front.own]! & families[side][slot]!]!;
  const meet = (mine: number, theirs: number, universe: number): number => sets.intersect(sets.intersect(mine, theirs), universe);
  /** Reports both bounds of one pair of classes. */
  const cell = <T>(side: Side, front: Front, other: number, isLocal: boolean, use: (lower: number, upper: number, universe: number) => T): T => {
    const { lower, upper } = front.rows[side]; const column = isLocal ? front.localColumn() : front.column();
    const slot = isLocal ? localSlot[other]! : other; const program = otherPrograms[side][other]!; const universe = universeOf(side, front, other);
    const least = meet(lower[slot]!, column.lower[program]!, universe);
    return use(least, lower === upper && column.lower === column.upper ? least : meet(upper[slot]!, column.upper[program]!, universe), universe);
  };
  const sideOf = (side: Side, others: readonly number[], nearness: Nearness | null): number => {
    if (nearness === null && fronts.length === 1 && others.length === 1) return cell(side, fronts[0]!, others[0]!, false, sides.ofCell);
    const tally = newSideTally();
    const add = (lower: number, upper: number, universe: number): void => { sides.add(tally, lower, upper, universe); };
    for (const front of fronts) for (const other of others) {
      const near = nearness === null ? REMOTE : nearness(side, front.own, other);
      if ((near & REMOTE) !== 0) cell(side, front, other, false, add);
      if ((near & LOCAL) !== 0) cell(side, front, other, true, add);
    }
    return sides.ofTally(tally);
  };
  const sideOutside = (side: Side, external: number): number => {
    const tally = newSideTally(); const slot = classCount + external;
    for (const front of fronts) {
      const { lower, upper } = front.rows[side]; const universe = universeOf(side, front, slot);
      sides.add(tally, sets.intersect(lower[slot]!, universe), sets.intersect(upper[slot]!, universe), universe);
    }
    return sides.ofTally(tally);
  };
  const between = (sideBy: (side: Side) => number): number => { const [before, after] = SIDES.map(sideBy) as [number, number]; return sides.move(before, after); };
  return {
    canDiffer: (others) => others.some((other) => otherTouched[other] === 1 || fronts.some(({ isWhole, differs }) => isWhole || differs[other] === 1 || differs[localSlot[other]!] === 1)),
    moveTo: (others, nearness) => between((side) => sideOf(side, others, nearness)),
    canDifferOutside: () => fronts.some(({ isWhole, differs }) => isWhole || differs.subarray(classCount, localSlot.length).includes(1)),
    moveOutside: (external) => between((side) => sideOutside(side, external)),
  };
}

function columnOf({ fold }: JointSpace, direction: Direction, slot: number): Bounded {
  const lower = foldColumn(fold, direction, slot, 'lower');
  return { lower, upper: fold.programs[direction].isUncertain ? foldColumn(fold, direction, slot, 'upper') : lower };
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
