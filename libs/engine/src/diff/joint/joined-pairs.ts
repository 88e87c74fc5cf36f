import { createPairMemo } from '../../compile/pair-memo.ts';

/** Pairs of a class before and a class after, numbered in order of appearance. */
export interface JoinedPairs { readonly base: readonly number[]; readonly target: readonly number[]; readonly idOf: (before: number, after: number) => number }

export function joinedPairs(): JoinedPairs {
  const base: number[] = []; const target: number[] = []; const ids = createPairMemo();
  const idOf = (before: number, after: number): number => {
    const known = ids.get(before, after);
    if (known >= 0) return known;
    base.push(before);
    const id = target.push(after) - 1;
    ids.set(before, after, id);
    return id;
  };
  return { base, target, idOf };
}
