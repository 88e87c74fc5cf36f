import { EMPTY, intersect, isEmptySet, subtract, union, type ConnectionSet } from '../model/connection-set.ts';
import type { Tier } from '../model/firewalls.ts';
import type { ResourceIdentity } from '../model/location.ts';
import { missedStep, plainStep, ruleSteps, type Draft, type Setting } from './draft.ts';
import type { RuleMatch } from './match.ts';

/** What one tier did with the traffic that reached it. */
export interface TierWalk {
  readonly steps: readonly Draft[];
  /** What may reach the next tier. */
  readonly rest: ConnectionSet;
  /** Policies whose default deny would have dropped something that no rule of a policy admits. */
  readonly isolatedBy: readonly ResourceIdentity[];
}

/** One rule after the other; the first that matches decides. */
export function walkFirstMatch(setting: Setting, tier: Tier, matches: readonly RuleMatch[], reaching: ConnectionSet): TierWalk {
  const steps: Draft[] = [];
  let remaining = reaching; let passed = EMPTY; let ended: ConnectionSet | undefined;
  for (const match of matches) {
    if (isEmptySet(remaining)) break;
    if (match.rule.role === 'isolation') ended ??= remaining;
    const possibly = intersect(match.possibly, remaining);
    if (isEmptySet(possibly)) { if (match.rule.origin !== null) steps.push(missedStep(setting, tier, match)); continue; }
    const surely = match.surely === match.possibly ? possibly : intersect(match.surely, remaining);
    steps.push(...ruleSteps(setting, tier, match, surely, possibly));
    remaining = subtract(remaining, surely);
    if (match.rule.action === 'pass') passed = union(passed, possibly);
  }
  // The first of several default denies decides alone, but without it the next one would.
  const isolations = ended === undefined ? [] : matches.filter(({ possibly }) => !isEmptySet(intersect(possibly, ended)));
  return { steps, rest: union(remaining, passed), isolatedBy: isolating(isolations) };
}

const isolating = (matches: readonly RuleMatch[]): readonly ResourceIdentity[] => matches.flatMap(({ rule }) => (rule.role === 'isolation' && rule.origin !== null ? [rule.origin] : []));


/**
 * Every rule by itself, since order means nothing: first what rules admit, then what exemptions rescue from the
 * default deny, then the default deny.
 */
export function walkUnion(setting: Setting, tier: Tier, matches: readonly RuleMatch[], reaching: ConnectionSet): TierWalk {
  if (tier.kind === 'NETWORK_POLICY' && matches.length === 0) return { steps: [plainStep(setting, tier, 'NOT_APPLICABLE', 'NO_POLICY_SELECTS', EMPTY)], rest: reaching, isolatedBy: [] };
  const steps: Draft[] = [];
  let left = reaching;
  for (const match of matches.filter(({ rule }) => rule.action === 'allow' && rule.role === 'rule')) {
    const possibly = intersect(match.possibly, reaching);
    if (isEmptySet(possibly)) { steps.push(missedStep(setting, tier, match)); continue; }
    const surely = match.surely === match.possibly ? possibly : intersect(match.surely, reaching);
    steps.push(...ruleSteps(setting, tier, match, surely, possibly));
    left = subtract(left, surely);
  }
  const denies = matches.filter(({ rule, possibly }) => rule.action === 'deny' && !isEmptySet(intersect(possibly, left)));
  const dropped = denies.map(({ possibly }) => possibly).reduce(union, EMPTY);
  for (const match of matches.filter(({ rule }) => rule.action === 'allow' && rule.role !== 'rule')) {
    const surely = intersect(match.surely, left);
    steps.push(...ruleSteps(setting, tier, match, intersect(surely, dropped), intersect(intersect(match.possibly, left), dropped)));
    left = subtract(left, surely);
  }
  let rest = left;
  for (const match of denies) {
    const surely = intersect(match.surely, left);
    steps.push(...ruleSteps(setting, tier, match, surely, intersect(match.possibly, left)));
    rest = subtract(rest, surely);
  }
  return { steps, rest, isolatedBy: isolating(denies) };
}
