import { ALL, EMPTY, intersect, subtract, union, type ConnectionSet } from '../model/connection-set.ts';
import { newCounters, type Counters } from './counters.ts';
import { createPairMemo } from './pair-memo.ts';

/**
 * Connection sets by number: two ids are equal exactly where the sets are, and an operation on a pair of ids is
 * computed once. Grows while it is used; ids never change.
 */
export interface SetTable {
  idOf(set: ConnectionSet): number;
  setOf(id: number): ConnectionSet;
  union(a: number, b: number): number;
  intersect(a: number, b: number): number;
  subtract(a: number, b: number): number;
  readonly size: number;
}

/** Id of the empty set in every table. */
export const NOTHING = 0;
/** Id of {@link ALL} in every table. */
export const EVERYTHING = 1;

/** `given` are the sets of a table like this one, by number. */
export function createSetTable(counters: Counters = newCounters(), given: readonly ConnectionSet[] = []): SetTable {
  const sets: ConnectionSet[] = [...given];
  const ids = new Map<string, number>();
  const idOf = (set: ConnectionSet): number => {
    // What was given is numbered when a set is first looked for.
    if (ids.size === 0) for (const [id, each] of sets.entries()) ids.set(each.join(','), id);
    const key = set.join(',');
    const known = ids.get(key);
    if (known !== undefined) return known;
    ids.set(key, sets.length);
    counters.distinctSets += 1;
    return sets.push(set) - 1;
  };
  if (given.length === 0) { idOf(EMPTY); idOf(ALL); }
  const remembered = (operation: (a: ConnectionSet, b: ConnectionSet) => ConnectionSet): ((a: number, b: number) => number) => {
    const memo = createPairMemo();
    return (a, b) => {
      const known = memo.get(a, b);
      if (known >= 0) return known;
      counters.setOperations += 1;
      const result = idOf(operation(sets[a]!, sets[b]!));
      memo.set(a, b, result);
      return result;
    };
  };
  const unite = remembered(union); const meet = remembered(intersect); const cut = remembered(subtract);
  return {
    idOf,
    setOf: (id) => sets[id]!,
    union: (a, b) => (a === b || b === NOTHING ? a : a === NOTHING ? b : a < b ? unite(a, b) : unite(b, a)),
    intersect: (a, b) => (a === b || b === EVERYTHING ? a : a === EVERYTHING ? b : a === NOTHING || b === NOTHING ? NOTHING : a < b ? meet(a, b) : meet(b, a)),
    subtract: (a, b) => (a === b || a === NOTHING || b === EVERYTHING ? NOTHING : b === NOTHING ? a : cut(a, b)),
    get size() { return sets.length; },
  };
}
