import type { Direction, Firewalls, Rule, Tier } from '../model/firewalls.ts';
import { NAMESPACE_KEY } from '../model/effective-labels.ts';
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

/** Where order means nothing, neither does repetition. Nearly all rules stand in both versions at the same place of the same policy. */
function unionChanges(before: readonly Rule[], after: readonly Rule[]): readonly SideRule[] {
  const alike = alikeInStep(before, after); const isLeft = (rule: Rule): boolean => !alike.has(rule);
  const places = new Map(before.filter(isLeft).map((rule) => [placeOf(rule), rule]));
  for (const rule of after.filter(isLeft)) {
    const old = places.get(placeOf(rule));
    if (old !== undefined && !alike.has(old) && isWrittenAlike(old, rule)) alike.add(old).add(rule);
  }
  const restBefore = before.filter(isLeft); const restAfter = after.filter(isLeft);
  const old = textsNear(before, restAfter); const current = textsNear(after, restBefore);
  return [
    ...restBefore.filter((rule) => !current.has(ruleText(rule))).map((rule) => ['base', rule] as const),
    ...restAfter.filter((rule) => !old.has(ruleText(rule))).map((rule) => ['target', rule] as const),
  ];
}

/** Rules that stand in both lists, found by going through both at once past a few that came or went. */
function alikeInStep(before: readonly Rule[], after: readonly Rule[]): Set<Rule> {
  const alike = new Set<Rule>();
  const isAt = (i: number, j: number): boolean => i < before.length && j < after.length && isWrittenAlike(before[i]!, after[j]!);
  for (let i = 0, j = 0; i < before.length && j < after.length; i += 1, j += 1) {
    for (let ahead = 0; ahead < FARTHEST; ahead += 1) {
      if (isAt(i + ahead, j)) { i += ahead; break; }
      if (isAt(i, j + ahead)) { j += ahead; break; }
    }
    if (isAt(i, j)) alike.add(before[i]!).add(after[j]!);
  }
  return alike;
}

const FARTHEST = 16;

function placeOf({ origin, role }: Rule): string {
  return origin === null ? role : `${origin.group} ${origin.kind} ${origin.namespace} ${origin.name} ${String(origin.rule)} ${role}`;
}

/** Texts of the rules that can have the text of one of some others: those with the same action for the same namespaces. */
function textsNear(rules: readonly Rule[], others: readonly Rule[]): ReadonlySet<string> {
  const wanted = new Set(others.map(anchorOf));
  return new Set(wanted.size === 0 ? [] : rules.filter((rule) => wanted.has(anchorOf(rule))).map(ruleText));
}

/** Equal for rules of equal text, and cheap. */
function anchorOf({ action, certainty, own, peers, traffic }: Rule): string {
  const namespaces = new Set<string>();
  for (const part of own.op === 'and' ? own.of : [own]) {
    if (part.op === 'in' && part.key === NAMESPACE_KEY) namespaces.add(part.values.length === 1 ? part.values[0]! : [...new Set(part.values)].sort().join(','));
  }
  return `${action} ${certainty} ${String(peers === 'any')} ${String(traffic === 'any')} ${namespaces.size > 1 ? [...namespaces].sort().join(' ') : [...namespaces][0] ?? ''} ${own.op}`;
}

/** Where order decides: everything between the common beginning and the common end. */
function orderedChanges(before: readonly Rule[], after: readonly Rule[]): readonly SideRule[] {
  const isSame = (a: Rule, b: Rule): boolean => isWrittenAlike(a, b) || ruleText(a) === ruleText(b);
  const shorter = Math.min(before.length, after.length);
  let first = 0;
  while (first < shorter && isSame(before[first]!, after[first]!)) first += 1;
  let end = 0;
  while (end < shorter - first && isSame(before[before.length - 1 - end]!, after[after.length - 1 - end]!)) end += 1;
  return [
    ...before.slice(first, before.length - end).map((rule) => ['base', rule] as const),
    ...after.slice(first, after.length - end).map((rule) => ['target', rule] as const),
  ];
}

/** Whether two rules do the same in the same words, which is a fraction of the work of writing both out in canonical ones. */
function isWrittenAlike(a: Rule, b: Rule): boolean {
  return a.action === b.action && a.certainty === b.certainty && isAlike(a.own, b.own) && isAlike(a.peers, b.peers) && isAlike(a.traffic, b.traffic);
}

/** Values of plain data, key by key in the order of both; what is left out is no part of a rule's text. */
function isAlike(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((item, at) => isAlike(item, b[at]));
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => key === 'element' || key === 'assumes' || (key in b && isAlike(a[key as keyof typeof a], b[key as keyof typeof b])));
}
