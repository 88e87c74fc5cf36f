import type { Rule } from '../model/firewalls.ts';

/** A rule at its place in one direction. */
export interface Placement { readonly tier: number; readonly rule: Rule; /** Number of its own expression. */ readonly own: number }

/** The rules of one direction in every version, by number. Grows while it is used; numbers never change. */
export interface Placements {
  readonly count: number;
  at(id: number): Placement;
  /** Numbers of the placements whose own end an expression selects. */
  withOwn(expression: number): readonly number[];
  /** The number of a rule in a tier that is not among those in use; what was there before gets the number that it had. */
  place(tier: number, rule: Rule, isUsed: (id: number) => boolean): number;
}

export function createPlacements(numberOf: (rule: Rule) => number): Placements {
  const all: Placement[] = []; const byRule = new Map<Rule, number[]>(); const byOwn: number[][] = [];
  return {
    get count() { return all.length; },
    at: (id) => all[id]!,
    withOwn: (expression) => byOwn[expression] ?? [],
    place(tier, rule, isUsed) {
      const ids = byRule.get(rule) ?? [];
      const free = ids.find((id) => all[id]!.tier === tier && !isUsed(id));
      if (free !== undefined) return free;
      const own = numberOf(rule);
      const id = all.push({ tier, rule, own }) - 1;
      byRule.set(rule, [...ids, id]);
      (byOwn[own] ??= []).push(id);
      return id;
    },
  };
}
