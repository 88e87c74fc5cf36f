import { EMPTY, equalSets, subtract, union, type ConnectionSet } from '../model/connection-set.ts';
import type { Reachability } from '../model/verdict.ts';
import type { ChangeKind, ChangeSide } from './changes.ts';

export const NOTHING_ALLOWED: ChangeSide = { allowed: EMPTY, partial: EMPTY, undecided: EMPTY };

export const sideOf = (reachability: Reachability | undefined): ChangeSide => (reachability === undefined ? NOTHING_ALLOWED
  : { allowed: reachability.allowed, partial: reachability.partial, undecided: reachability.undecided });

export const equalSides = (a: ChangeSide, b: ChangeSide): boolean => equalSets(a.allowed, b.allowed) && equalSets(a.partial, b.partial) && equalSets(a.undecided, b.undecided);

/**
 * What kind of change lies between two unequal sides: OPENED where there was nothing and now surely something is,
 * CLOSED the reverse; else a change of whether anything is undecided; else CHANGED.
 */
export function changeKind(before: ChangeSide, after: ChangeSide): ChangeKind {
  if (isNothing(before) && hasSome(after)) return 'OPENED';
  if (isNothing(after) && hasSome(before)) return 'CLOSED';
  const wasUnknown = before.undecided.length > 0; const isUnknown = after.undecided.length > 0;
  if (wasUnknown === isUnknown) return 'CHANGED';
  return isUnknown ? 'BECAME_UNKNOWN' : 'RESOLVED_UNKNOWN';
}

const hasSome = ({ allowed, partial }: ChangeSide): boolean => allowed.length > 0 || partial.length > 0;
const isNothing = (side: ChangeSide): boolean => !hasSome(side) && side.undecided.length === 0;

/** Every connection whose standing differs between the sides. */
export function changedConnections(before: ChangeSide, after: ChangeSide): ConnectionSet {
  return (['allowed', 'partial', 'undecided'] as const).map((name) => union(subtract(before[name], after[name]), subtract(after[name], before[name]))).reduce(union, EMPTY);
}
