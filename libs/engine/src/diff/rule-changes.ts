import type { Direction, Firewalls, Rule, Tier } from '../model/firewalls.ts';
import { ruleText } from './rule-text.ts';
import type { Side } from './versions.ts';

/** A rule that stands in one version only, or at another place among rules whose order matters. */
export interface RuleChange { readonly direction: Direction; readonly side: Side; readonly rule: Rule }

/** The rules that the two versions do not share. What no such rule selects is filtered the same in both. O(rules). */
export function ruleChanges(base: Firewalls, target: Firewalls): readonly RuleChange[] {
  return (['egress', 'ingress'] as const).flatMap((direction) => {
    const pairs = pairTiers(base.tiers[direction], target.tiers[direction]);
    return pairs.flatMap(([before, after]) => tierChanges(before, after).map(([side, rule]) => ({ direction, side, rule })));
  });
}

type SideRule = readonly [Side, Rule];

/**
 * Tiers at the same place with the same name are the same tier. From the first difference on, every tier counts as
 * replaced: which traffic reaches a tier depends on all before it.
 */
function pairTiers(before: readonly Tier[], after: readonly Tier[]): readonly (readonly [Tier | undefined, Tier | undefined])[] {
  const length = Math.max(before.length, after.length);
  const split = Array.from({ length }, (_, index) => index).find((index) => !isSameTier(before[index], after[index])) ?? length;
  return [
    ...before.slice(0, split).map((tier, index) => [tier, after[index]] as const),
    ...before.slice(split).map((tier) => [tier, undefined] as const),
    ...after.slice(split).map((tier) => [undefined, tier] as const),
  ];
}

const isSameTier = (a: Tier | undefined, b: Tier | undefined): boolean => a?.kind === b?.kind && a?.name === b?.name && a?.reading === b?.reading;

function tierChanges(before: Tier | undefined, after: Tier | undefined): readonly SideRule[] {
  const old = before?.rules ?? []; const current = after?.rules ?? [];
  return (before ?? after)?.reading === 'union' ? unionChanges(old, current) : orderedChanges(old, current);
}

/** Where order means nothing, neither does repetition. */
function unionChanges(before: readonly Rule[], after: readonly Rule[]): readonly SideRule[] {
  const old = new Set(before.map(ruleText)); const current = new Set(after.map(ruleText));
  return [
    ...before.filter((rule) => !current.has(ruleText(rule))).map((rule) => ['base', rule] as const),
    ...after.filter((rule) => !old.has(ruleText(rule))).map((rule) => ['target', rule] as const),
  ];
}

/** Where order decides: everything between the common beginning and the common end. */
function orderedChanges(before: readonly Rule[], after: readonly Rule[]): readonly SideRule[] {
  const old = before.map(ruleText); const current = after.map(ruleText);
  const shorter = Math.min(old.length, current.length);
  let first = 0;
  while (first < shorter && old[first] === current[first]) first += 1;
  let end = 0;
  while (end < shorter - first && old[old.length - 1 - end] === current[current.length - 1 - end]) end += 1;
  return [
    ...before.slice(first, before.length - end).map((rule) => ['base', rule] as const),
    ...after.slice(first, after.length - end).map((rule) => ['target', rule] as const),
  ];
}
