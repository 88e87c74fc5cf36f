import type { PlacedRule } from './scene.ts';

/** Which of some rules stand in front of each class, or may. */
export interface RulesByClass {
  /** The rules that stand in front of the class of `placed` that has the fewest: all that can cover it are among them. */
  rivals(placed: PlacedRule): readonly PlacedRule[];
  ofClass(id: number): readonly PlacedRule[];
}

/** O(rules * classes that they stand in front of). */
export function rulesByClass(rules: Iterable<PlacedRule>): RulesByClass {
  const lists: PlacedRule[][] = [];
  for (const placed of rules) for (const id of placed.perhaps) (lists[id] ??= []).push(placed);
  const ofClass = (id: number): readonly PlacedRule[] => lists[id] ?? [];
  return {
    ofClass,
    rivals({ own }) {
      let best: readonly PlacedRule[] | null = null;
      for (const id of own) if (best === null || ofClass(id).length < best.length) best = ofClass(id);
      return best ?? [];
    },
  };
}
