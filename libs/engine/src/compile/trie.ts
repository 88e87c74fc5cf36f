import { createPairMemo } from './pair-memo.ts';

/** Sequences of numbers that are not negative, by number: equal sequences from one root end at one node. */
export interface Trie {
  root(): number;
  step(node: number, item: number): number;
  /** The items from the root to a node. */
  itemsTo(node: number): readonly number[];
}

export function createTrie(): Trie {
  const steps = createPairMemo(); const parents: number[] = []; const items: number[] = [];
  const add = (parent: number, item: number): number => {
    parents.push(parent);
    return items.push(item) - 1;
  };
  return {
    root: () => add(-1, -1),
    step(node, item) {
      const known = steps.get(node, item);
      if (known >= 0) return known;
      const added = add(node, item);
      steps.set(node, item, added);
      return added;
    },
    itemsTo(node) {
      const out: number[] = [];
      for (let at = node; parents[at]! >= 0; at = parents[at]!) out.push(items[at]!);
      return out.reverse();
    },
  };
}
