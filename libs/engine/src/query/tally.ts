import type { Asked } from './asked.ts';
import type { Cell } from './cell.ts';
import { NOTHING } from '../compile/set-table.ts';
import type { ConnectionSet } from '../model/connection-set.ts';
import type { PairCounts, Verdict } from '../model/verdict.ts';

/** The answers of many pairs being put together. Sets are ids of the question's table. */
export interface Tally {
  total: number;
  allowed: number;
  denied: number;
  partial: number;
  unknown: number;
  /** Union over the pairs: what was asked, can be asked, is surely and is possibly allowed, and surely and possibly not. */
  asked: number;
  universe: number;
  someSurely: number;
  somePossibly: number;
  someSurelyNot: number;
  somePossiblyNot: number;
  differs: boolean;
  isBeyondModel: boolean;
  /** The cell that was added last, whose sets need no second union. */
  last: Cell | null;
}

export const newTally = (): Tally => ({
  total: 0, allowed: 0, denied: 0, partial: 0, unknown: 0, asked: NOTHING, universe: NOTHING,
  someSurely: NOTHING, somePossibly: NOTHING, someSurelyNot: NOTHING, somePossiblyNot: NOTHING, differs: false, isBeyondModel: false, last: null,
});

const count = (tally: Tally, verdict: Verdict, pairs: number): void => {
  tally.total += pairs;
  switch (verdict) {
    case 'ALLOWED': tally.allowed += pairs; return;
    case 'DENIED': tally.denied += pairs; return;
    case 'PARTIAL': tally.partial += pairs; return;
    case 'UNKNOWN': tally.unknown += pairs; return;
  }
};

/** Adds pairs of one kind. */
export function addCell({ sets }: Asked, tally: Tally, cell: Cell, pairs: number): void {
  count(tally, cell.verdict, pairs);
  if (tally.last === cell) return;
  tally.last = cell;
  tally.asked = sets.union(tally.asked, cell.asked);
  tally.universe = sets.union(tally.universe, cell.universe);
  tally.someSurely = sets.union(tally.someSurely, cell.surely);
  tally.somePossibly = sets.union(tally.somePossibly, cell.possibly);
  tally.someSurelyNot = sets.union(tally.someSurelyNot, sets.subtract(cell.asked, cell.possibly));
  tally.somePossiblyNot = sets.union(tally.somePossiblyNot, sets.subtract(cell.asked, cell.surely));
  tally.differs ||= cell.differs;
  tally.isBeyondModel ||= cell.isBeyondModel;
}

/** Adds a tally over all addresses of one external end, which counts as a single end of `pairs` pairs. */
export function addAsOne(asked: Asked, tally: Tally, inner: Tally, pairs: number): void {
  count(tally, verdictOf(asked, inner), pairs);
  addSets(asked, tally, inner);
}

/** Adds all pairs of another tally. */
export function addTally(asked: Asked, tally: Tally, other: Tally): void {
  tally.total += other.total;
  tally.allowed += other.allowed;
  tally.denied += other.denied;
  tally.partial += other.partial;
  tally.unknown += other.unknown;
  addSets(asked, tally, other);
}

/** Adds what was asked and found, without pairs. */
export function addSets({ sets }: Asked, tally: Tally, inner: Tally): void {
  tally.asked = sets.union(tally.asked, inner.asked);
  tally.universe = sets.union(tally.universe, inner.universe);
  tally.someSurely = sets.union(tally.someSurely, inner.someSurely);
  tally.somePossibly = sets.union(tally.somePossibly, inner.somePossibly);
  tally.someSurelyNot = sets.union(tally.someSurelyNot, inner.someSurelyNot);
  tally.somePossiblyNot = sets.union(tally.somePossiblyNot, inner.somePossiblyNot);
  tally.differs ||= inner.differs;
  tally.isBeyondModel ||= inner.isBeyondModel;
}

/** The verdict over all pairs: of every one, of none, of some, or not decidable. */
export function verdictOf({ traffic }: Asked, tally: Tally): Verdict {
  if (tally.allowed === tally.total) return 'ALLOWED';
  if (tally.denied === tally.total) return 'DENIED';
  if (tally.partial > 0 || (tally.allowed > 0 && tally.denied > 0)) return 'PARTIAL';
  // A pair that is itself undecided may still show that some of what was asked is allowed, or that some is not.
  const isSettled = traffic !== null && tally.someSurely !== NOTHING && (tally.someSurelyNot !== NOTHING || tally.denied > 0);
  return isSettled ? 'PARTIAL' : 'UNKNOWN';
}

/** The three disjoint sets of an answer, each slot judged over the pairs of which it can be asked. */
export function setsOf({ sets }: Asked, tally: Tally): { readonly allowed: ConnectionSet; readonly partial: ConnectionSet; readonly undecided: ConnectionSet } {
  const allowed = sets.subtract(tally.asked, tally.somePossiblyNot);
  const partial = sets.intersect(tally.someSurely, tally.someSurelyNot);
  const undecided = sets.subtract(sets.subtract(tally.somePossibly, allowed), partial);
  return { allowed: sets.setOf(allowed), partial: sets.setOf(partial), undecided: sets.setOf(undecided) };
}

export const countsOf = ({ total, allowed, denied, partial, unknown }: Tally): PairCounts => ({ total, allowed, denied, partial, unknown });
