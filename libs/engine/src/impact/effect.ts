import { EVERYTHING, NOTHING } from '../compile/set-table.ts';
import type { FamilyMask } from '../model/connection-set.ts';
import type { Direction } from '../model/firewalls.ts';
import { ANOTHER_VERDICT, SAME, type Judge, type Move } from './cell-changes.ts';
import { changedFronts, type ChangedFront, type Folding } from './changed-fronts.ts';
import type { Removal } from './policies.ts';
import type { ChangedRow } from './row-difference.ts';
import type { Row } from './space.ts';
import type { Bound } from '../query/fold.ts';
import type { Weights, Where } from './weights.ts';

/** What it needs to compare pairs. */
export interface Bench extends Folding { readonly weights: Weights; readonly judge: Judge; readonly columns: Columns; /** By class, 1 for hosts. */ readonly isHost: Uint8Array }

/** Room for columns: they are as long as there are programs. */
export interface Columns { readonly remote: Row; readonly local: Row }

/** What would be another without some rules. */
export interface Effect {
  /** Whether a firewall that they stand in allows anything else, for anybody there is. */
  isOwnSide: boolean;
  /** Ordered pairs of Pods for which anything is another, and of those with another verdict by what it would be, as in VERDICTS. */
  podPairs: number;
  readonly verdicts: number[];
  /** The same for pairs of which one end is a node, and directions of endpoints for which anything is another towards addresses outside. */
  nodePairs: number;
  outside: number;
}

export const hasEffect = ({ podPairs, nodePairs, outside }: Effect): boolean => podPairs + nodePairs + outside > 0;

interface Work extends Bench { readonly effect: Effect; /** By class of the other direction, where the removal changes rows there too. */ readonly backRows: ReadonlyMap<number, ChangedRow> | null; readonly direction: Direction }

/**
 * Compares all pairs with and without some rules, one front at a time: it yields after each class, so that whoever asks
 * may stop. `isEnough`: it is only asked whether there is any effect.
 */
export function* effectOf(bench: Bench, removal: Removal, isEnough: boolean, counted: () => void): Generator<void, Effect> {
  const effect: Effect = { isOwnSide: false, podPairs: 0, verdicts: [0, 0, 0, 0], nodePairs: 0, outside: 0 };
  const isBoth = removal.egress.size > 0 && removal.ingress.size > 0;
  const frontsOf = (direction: Direction): Iterable<ChangedFront> => changedFronts(bench, direction, removal[direction], counted);
  // Where rows of both directions change, each pair needs the other's row at hand; such rows are kept as their differences.
  const kept = isBoth ? { ingress: [...frontsOf('ingress')], egress: [...frontsOf('egress')] } : null;
  const byClass = (fronts: readonly ChangedFront[]): ReadonlyMap<number, ChangedRow> => new Map(fronts.flatMap(({ classes, row }) => classes.map((id) => [id, row] as const)));
  for (const direction of ['egress', 'ingress'] as const) {
    const work: Work = { ...bench, effect, direction, backRows: kept === null || kept[back(direction)].length === 0 ? null : byClass(kept[back(direction)]) };
    for (const { classes, row } of kept === null ? frontsOf(direction) : kept[direction]) {
      for (const id of classes) {
        effect.isOwnSide ||= isSeen(bench, id, row);
        compareClass(work, id, row);
        if (isEnough && hasEffect(effect)) return effect;
        yield;
      }
    }
  }
  return effect;
}

/** Whether a row is another towards anybody but its own, in a family that both have. */
function isSeen({ space: { view: { axis, sets, universes } }, isHost, weights }: Bench, own: number, { slots, before, after }: ChangedRow): boolean {
  const plain = axis.classCount + axis.externalCount;
  return slots.some((slot, at) => {
    const peer = slot < plain ? slot : axis.hostClasses[slot - plain]!; const universe = universes[axis.families[own]! & axis.families[peer]!]!;
    const isSame = (bound: Bound): boolean => sets.intersect(before[bound][at]!, universe) === sets.intersect(after[bound][at]!, universe);
    if (isSame('lower') && isSame('upper')) return false;
    if (peer >= axis.classCount) return weights.all[own]! > 0;
    const where = slot >= plain ? 'local' : isHost[peer] === 1 ? 'remote' : 'all';
    return weights.podPairs(own, peer, where) + weights.nodePairs(own, peer, where) > 0;
  });
}

/** One class at which a row is another, against the others at the slots where it is. */
function compareClass(work: Work, own: number, row: ChangedRow): void {
  const { space: { view }, effect, weights } = work; const { axis, classes } = view;
  const plain = axis.classCount + axis.externalCount; const isHost = classes.traits[own]!.isHost;
  const compare = createComparison(work, own, row); const surely = isHost ? null : createSureComparison(work, own, row);
  let isOutside = false;
  for (let at = 0; at < row.slots.length; at += 1) {
    const slot = row.slots[at]!;
    if (slot >= plain) compare(at, axis.hostClasses[slot - plain]!, 'local');
    else if (slot >= axis.classCount) isOutside ||= compare(at, slot, 'all');
    else if (work.isHost[slot] === 1) compare(at, slot, 'remote');
    else if (surely !== null) surely(at, slot);
    else if (!isHost) compare(at, slot, 'all');
    else { compare(at, slot, 'remote'); compare(at, slot, 'local'); }
  }
  if (isOutside) effect.outside += weights.all[own]!;
}

/** Compares with a class of no hosts where nothing is uncertain and no row at the other end is another too: nearly always, and a few times cheaper. */
function createSureComparison({ space: { view }, direction, backRows, judge, weights, effect, rows, columns }: Work, own: number, row: ChangedRow): ((at: number, peer: number) => void) | null {
  const { slots, before, after } = row;
  const { axis: { families }, programs } = view;
  if (areFew(slots, columns.remote.lower) || backRows !== null || !isSure(row) || programs.egress.isUncertain || programs.ingress.isUncertain) return null;
  const programOf = programs[back(direction)].ofClass; const column = rows.column(back(direction), own, columns.remote).lower;
  return (at, peer) => {
    const theirs = column[programOf[peer]!]!;
    if (theirs === NOTHING) return;
    const code = judge.certain(before.lower[at]!, after.lower[at]!, theirs, (families[own]! & families[peer]!) as FamilyMask);
    if (code === SAME) return;
    const pods = weights.podPairs(own, peer, 'all');
    effect.podPairs += pods;
    effect.nodePairs += weights.nodePairs(own, peer, 'all');
    if (code >= ANOTHER_VERDICT) effect.verdicts[code - ANOTHER_VERDICT]! += pods;
  };
}

/** Compares a class with a class or addresses and counts the pairs; true where anything is another. */
type Comparison = (at: number, peer: number, where: Where) => boolean;

function createComparison(work: Work, own: number, row: ChangedRow): Comparison {
  const { slots, before, after } = row;
  const { space: { view }, direction, backRows, judge, weights, effect } = work; const { axis, programs } = view;
  const programOf = programs[back(direction)].ofClass; const read = readerOf(work, own, slots);
  const isCertain = !programs.egress.isUncertain && !programs.ingress.isUncertain && isSure(row);
  const mine: Move = { beforeLower: 0, beforeUpper: 0, afterLower: 0, afterUpper: 0 }; const theirs: Move = { ...mine };
  const count = (peer: number, where: Where, code: number): void => {
    const pods = weights.podPairs(own, peer, where);
    effect.podPairs += pods;
    effect.nodePairs += weights.nodePairs(own, peer, where);
    if (code >= ANOTHER_VERDICT) effect.verdicts[code - ANOTHER_VERDICT]! += pods;
  };
  const judgeAny = (at: number, peer: number, where: Where, families: FamilyMask, isInside: boolean): number => {
    theirs.beforeLower = theirs.afterLower = isInside ? read(programOf[peer]!, where, 'lower') : EVERYTHING;
    theirs.beforeUpper = theirs.afterUpper = isInside ? read(programOf[peer]!, where, 'upper') : EVERYTHING;
    const backRow = isInside ? backRows?.get(peer) : undefined; const found = backRow?.at(where === 'local' ? axis.localSlot[own]! : own) ?? -1;
    if (backRow !== undefined && found >= 0) {
      // What is another on both sides is counted from the side of the sender.
      if (direction === 'ingress') return SAME;
      theirs.afterLower = backRow.after.lower[found]!; theirs.afterUpper = backRow.after.upper[found]!;
    }
    mine.beforeLower = before.lower[at]!; mine.beforeUpper = before.upper[at]!; mine.afterLower = after.lower[at]!; mine.afterUpper = after.upper[at]!;
    return judge.any(mine, theirs, families);
  };
  return (at, peer, where) => {
    const families = (axis.families[own]! & axis.families[peer]!) as FamilyMask; const isInside = peer < axis.classCount;
    let code: number;
    if (isCertain && (backRows === null || !isInside || !backRows.has(peer))) {
      const allowed = isInside ? read(programOf[peer]!, where, 'lower') : EVERYTHING;
      if (allowed === NOTHING) return false;
      code = judge.certain(before.lower[at]!, after.lower[at]!, allowed, families);
    } else code = judgeAny(at, peer, where, families, isInside);
    if (code === SAME) return false;
    if (isInside) count(peer, where, code);
    return true;
  };
}

/** A rule that hid uncertain ones may be what is gone. */
const isSure = ({ before, after }: ChangedRow): boolean => before.lower === before.upper && after.lower === after.upper;

const back = (direction: Direction): Direction => (direction === 'egress' ? 'ingress' : 'egress');

/** Whether it is cheaper to look programs up one by one than to write the whole column. */
const areFew = (slots: Int32Array, column: Int32Array): boolean => 8 * slots.length < column.length;

/** What the program at the other end allows a class. */
function readerOf({ space: { view }, rows, direction, columns }: Work, own: number, slots: Int32Array): (program: number, where: Where, bound: Bound) => number {
  const local = view.axis.localSlot[own]!;
  if (areFew(slots, columns.remote.lower)) return (program, where, bound) => rows.at(back(direction), program, where === 'local' ? local : own, bound);
  const remoteColumn = rows.column(back(direction), own, columns.remote);
  const localColumn = local === own ? remoteColumn : rows.column(back(direction), local, columns.local);
  return (program, where, bound) => (where === 'local' ? localColumn : remoteColumn)[bound][program]!;
}
