import { EMPTY, intersect, isEmptySet, subtract, union, type ConnectionSet } from '../model/connection-set.ts';
import type { Tier } from '../model/firewalls.ts';
import type { ResourceIdentity } from '../model/location.ts';
import { addRuleSteps, missedStep, plainStep, type Draft, type Setting } from './draft.ts';
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
    const surely = surelyIn(match, remaining, possibly);
    addRuleSteps(steps, setting, tier, match, surely, possibly);
    remaining = subtract(remaining, surely);
    if (match.rule.action === 'pass') passed = union(passed, possibly);
  }
  // The first of several default denies decides alone, but without it the next one would.
  const isolations = ended === undefined ? NO_MATCH : matches.filter(({ possibly }) => !isEmptySet(intersect(possibly, ended)));
  return { steps, rest: union(remaining, passed), isolatedBy: isolating(isolations) };
}

const NO_MATCH: readonly RuleMatch[] = [];

function isolating(matches: readonly RuleMatch[]): readonly ResourceIdentity[] {
  const found: ResourceIdentity[] = [];
  for (const { rule: { role, origin } } of matches) if (role === 'isolation' && origin !== null) found.push(origin);
  return found;
}

/**
 * Every rule by itself, since order means nothing: first what rules admit, then what exemptions rescue from the
 * default deny, then the default deny.
 */
export function walkUnion(setting: Setting, tier: Tier, matches: readonly RuleMatch[], reaching: ConnectionSet): TierWalk {
  if (tier.kind === 'NETWORK_POLICY' && matches.length === 0) return { steps: [plainStep(setting, tier, 'NOT_APPLICABLE', 'NO_POLICY_SELECTS', EMPTY)], rest: reaching, isolatedBy: [] };
  const steps: Draft[] = [];
  const left = admit(steps, setting, tier, matches, reaching);
  const denies = matches.filter(({ rule, possibly }) => rule.action === 'deny' && !isEmptySet(intersect(possibly, left)));
  const kept = exempt(steps, setting, tier, matches, left, denies);
  let rest = kept;
  for (const match of denies) {
    const possibly = intersect(match.possibly, kept); const surely = surelyIn(match, kept, possibly);
    addRuleSteps(steps, setting, tier, match, surely, possibly);
    rest = subtract(rest, surely);
  }
  return { steps, rest, isolatedBy: isolating(denies) };
}

/** What the match surely holds of a set of which it possibly holds `possibly`. */
const surelyIn = (match: RuleMatch, set: ConnectionSet, possibly: ConnectionSet): ConnectionSet => (match.surely === match.possibly ? possibly : intersect(match.surely, set));

/** Adds the steps of rules that admit or might; returns what none surely admits. */
function admit(steps: Draft[], setting: Setting, tier: Tier, matches: readonly RuleMatch[], reaching: ConnectionSet): ConnectionSet {
  let left = reaching;
  for (const match of matches) {
    if (match.rule.action !== 'allow' || match.rule.role !== 'rule') continue;
    const possibly = intersect(match.possibly, reaching);
    if (isEmptySet(possibly)) { steps.push(missedStep(setting, tier, match)); continue; }
    const surely = surelyIn(match, reaching, possibly);
    addRuleSteps(steps, setting, tier, match, surely, possibly);
    left = subtract(left, surely);
  }
  return left;
}

/** Adds the steps of exemptions from what the denies would drop; returns what none surely exempts. */
function exempt(steps: Draft[], setting: Setting, tier: Tier, matches: readonly RuleMatch[], reaching: ConnectionSet, denies: readonly RuleMatch[]): ConnectionSet {
  let left = reaching; let dropped = EMPTY;
  for (const { possibly } of denies) dropped = union(dropped, possibly);
  for (const match of matches) {
    if (match.rule.action !== 'allow' || match.rule.role === 'rule') continue;
    const surely = intersect(match.surely, left);
    addRuleSteps(steps, setting, tier, match, intersect(surely, dropped), intersect(intersect(match.possibly, left), dropped));
    left = subtract(left, surely);
  }
  return left;
}
