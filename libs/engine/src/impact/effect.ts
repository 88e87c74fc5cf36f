import { EVERYTHING } from '../compile/set-table.ts';
import type { FamilyMask } from '../model/connection-set.ts';
import type { Direction } from '../model/firewalls.ts';
import type { AllRows } from './all-rows.ts';
import { ANOTHER_VERDICT, SAME, type CellChange } from './cell-changes.ts';
import { changedFronts, type ChangedFront, type ChangedRow } from './changed-row.ts';
import type { Removal } from './policies.ts';
import type { Row, Space } from './space.ts';
import type { Weights, Where } from './weights.ts';

/** What it needs to compare pairs. */
export interface Bench { readonly space: Space; readonly rows: AllRows; readonly weights: Weights; readonly judge: (change: CellChange, families: FamilyMask) => number }

/** What would be another without some rules. */
export interface Effect {
  /** Whether a firewall that they stand in allows anything else. */
  isOwnSide: boolean;
  /** Ordered pairs of Pods for which anything is another, and of those with another verdict by what it would be, as in VERDICTS. */
  podPairs: number;
  readonly verdicts: number[];
  /** The same for pairs of which one end is a node, and directions of endpoints for which anything is another towards addresses outside. */
  nodePairs: number;
  outside: number;
}

export const hasEffect = ({ podPairs, nodePairs, outside }: Effect): boolean => podPairs + nodePairs + outside > 0;

interface Work extends Bench { readonly removal: Removal; readonly effect: Effect; readonly counted: () => void; /** By class of the other direction, where the removal changes rows there too. */ readonly backRows: ReadonlyMap<number, ChangedRow> | null; readonly direction: Direction }

/**
 * Compares all pairs with and without some rules, one front at a time: it yields after each class, so that whoever asks
 * may stop. `isEnough`: it is only asked whether there is any effect.
 */
export function* effectOf(bench: Bench, removal: Removal, isEnough: boolean, counted: () => void): Generator<void, Effect> {
  const effect: Effect = { isOwnSide: false, podPairs: 0, verdicts: [0, 0, 0, 0], nodePairs: 0, outside: 0 };
  const { space, rows } = bench; const isBoth = removal.egress.size > 0 && removal.ingress.size > 0;
  const frontsOf = (direction: Direction): Iterable<ChangedFront> => changedFronts(space, rows, direction, removal[direction], counted);
  // Where rows of both directions change, each pair needs the other's row at hand; such rows are kept as their differences.
  const kept = isBoth ? { ingress: [...frontsOf('ingress')], egress: [...frontsOf('egress')] } : null;
  const byClass = (fronts: readonly ChangedFront[]): ReadonlyMap<number, ChangedRow> => new Map(fronts.flatMap(({ classes, row }) => classes.map((id) => [id, row] as const)));
  for (const direction of ['egress', 'ingress'] as const) {
    const back = direction === 'egress' ? 'ingress' : 'egress';
    const work: Work = { ...bench, removal, effect, counted, direction, backRows: kept === null || kept[back].length === 0 ? null : byClass(kept[back]) };
    for (const { classes, row } of kept === null ? frontsOf(direction) : kept[direction]) {
      effect.isOwnSide = true;
      for (const id of classes) {
        compareClass(work, id, row);
        if (isEnough && hasEffect(effect)) return effect;
        yield;
      }
    }
  }
  return effect;
}

/** One class at which a row is another, against the others at the slots where it is. */
function compareClass(work: Work, own: number, row: ChangedRow): void {
  const { space: { view }, rows, direction, effect, weights } = work; const { axis, classes } = view;
  const back = direction === 'egress' ? 'ingress' : 'egress'; const plain = axis.classCount + axis.externalCount; const isHost = classes.traits[own]!.isHost;
  const remote = rows.column(back, own); const local = isHost ? rows.column(back, axis.localSlot[own]!) : remote;
  const compare = createComparison(work, own, row);
  let isOutside = false;
  for (const [at, slot] of row.slots.entries()) {
    if (slot >= plain) compare(at, axis.hostClasses[slot - plain]!, local, 'local');
    else if (slot >= axis.classCount) isOutside ||= compare(at, slot, null, 'all');
    else if (classes.traits[slot]!.isHost) compare(at, slot, remote, 'remote');
    else if (!isHost) compare(at, slot, remote, 'all');
    else { compare(at, slot, remote, 'remote'); compare(at, slot, local, 'local'); }
  }
  if (isOutside) effect.outside += weights.all[own]!;
}

/** Compares a class with a class or addresses and counts the pairs; true where anything is another. `column` is what the others' firewalls allow. */
type Comparison = (at: number, peer: number, column: Row | null, where: Where) => boolean;

function createComparison({ space: { view }, direction, backRows, judge, weights, effect }: Work, own: number, { before, after }: ChangedRow): Comparison {
  const { sets, axis, universes, programs } = view; const programOf = programs[direction === 'egress' ? 'ingress' : 'egress'].ofClass;
  const change: CellChange = { beforeLower: 0, beforeUpper: 0, afterLower: 0, afterUpper: 0 };
  const isCertain = !programs.egress.isUncertain && !programs.ingress.isUncertain && before.lower === before.upper && after.lower === after.upper;
  const put = (at: number, theirs: Theirs, universe: number): void => {
    const cut = (mine: number, other: number): number => sets.intersect(sets.intersect(mine, other), universe);
    change.beforeLower = cut(before.lower[at]!, theirs.beforeLower);
    change.afterLower = cut(after.lower[at]!, theirs.afterLower);
    change.beforeUpper = isCertain ? change.beforeLower : cut(before.upper[at]!, theirs.beforeUpper);
    change.afterUpper = isCertain ? change.afterLower : cut(after.upper[at]!, theirs.afterUpper);
  };
  const theirs: Theirs = { beforeLower: EVERYTHING, beforeUpper: EVERYTHING, afterLower: EVERYTHING, afterUpper: EVERYTHING };
  return (at, peer, column, where) => {
    const families = (axis.families[own]! & axis.families[peer]!) as FamilyMask;
    readTheirs(theirs, column, programOf[peer] ?? -1);
    const backRow = column === null ? undefined : backRows?.get(peer);
    if (backRow !== undefined) {
      const found = find(backRow.slots, where === 'local' ? axis.localSlot[own]! : own);
      // What is another on both sides is counted from the side of the sender.
      if (found >= 0 && direction === 'ingress') return false;
      if (found >= 0) { theirs.afterLower = backRow.after.lower[found]!; theirs.afterUpper = backRow.after.upper[found]!; }
    }
    put(at, theirs, universes[families]!);
    const code = judge(change, families);
    if (code === SAME) return false;
    if (column === null) return true;
    const pairs = weights.pairs(own, peer, where);
    effect.podPairs += pairs.pods;
    effect.nodePairs += pairs.all - pairs.pods;
    if (code >= ANOTHER_VERDICT) effect.verdicts[code - ANOTHER_VERDICT]! += pairs.pods;
    return true;
  };
}

/** What the firewall at the other end allows, before and after. */
type Theirs = CellChange;

function readTheirs(theirs: Theirs, column: Row | null, program: number): void {
  theirs.beforeLower = theirs.afterLower = column === null ? EVERYTHING : column.lower[program]!;
  theirs.beforeUpper = theirs.afterUpper = column === null ? EVERYTHING : column.upper[program]!;
}

function find(slots: Int32Array, slot: number): number {
  let low = 0; let high = slots.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1; const value = slots[middle]!;
    if (value < slot) low = middle + 1; else if (value > slot) high = middle - 1; else return middle;
  }
  return -1;
}
