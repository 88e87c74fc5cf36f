/** Sequences of small numbers by number: equal sequences from one root end at one node. */
export interface Trie {
  root(): number;
  step(node: number, item: number): number;
  /** The items from the root to a node. */
  itemsTo(node: number): readonly number[];
}

/** @param width one more than the largest item */
export function createTrie(width: number): Trie {
  const steps = new Map<number, number>(); const parents: number[] = []; const items: number[] = [];
  const add = (parent: number, item: number): number => {
    parents.push(parent);
    return items.push(item) - 1;
  };
  return {
    root: () => add(-1, -1),
    step(node, item) {
      const key = node * width + item;
      let to = steps.get(key);
      if (to === undefined) {
        to = add(node, item);
        steps.set(key, to);
      }
      return to;
    },
    itemsTo(node) {
      const out: number[] = [];
      for (let at = node; parents[at]! >= 0; at = parents[at]!) out.push(items[at]!);
      return out.reverse();
    },
  };
}
