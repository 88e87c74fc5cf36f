import { EMPTY, intersect, isEmptySet, subtract, union, type ConnectionSet } from '../model/connection-set.ts';
import type { Endpoint, Tier } from '../model/firewalls.ts';
import { rulesInFrontOf } from './front-rules.ts';
import { matchRule, type RuleMatch, type Viewpoint } from './match.ts';

/** `lower` keeps what is surely allowed, `upper` drops what is surely denied. */
export type Bound = 'lower' | 'upper';

/** For each tier the matches of its rules in order, without those that stand in front of another endpoint. */
export type Walk = readonly (readonly RuleMatch[])[];

export function matchTiers(tiers: readonly Tier[], own: Endpoint, viewpoint: Viewpoint): Walk {
  return rulesInFrontOf(tiers, own).map((rules) => rules.map((front) => matchRule(front, viewpoint)));
}

/** Whether both bounds of the rules are the same whatever they are asked. */
export function isCertain(walk: Walk): boolean {
  for (const matches of walk) for (const { surely, possibly } of matches) if (surely !== possibly) return false;
  return true;
}

/** The part of `start` that the rules from tier `tier` and rule `index` on allow, exactly as `Firewalls` says. */
export function fold(walk: Walk, bound: Bound, start: ConnectionSet, tier = 0, index = 0): ConnectionSet {
  const matches = walk[tier];
  if (matches === undefined || isEmptySet(start)) return start;
  let remaining = start; let allowed = EMPTY; let passed = EMPTY;
  for (let i = index; i < matches.length; i++) {
    const match = matches[i];
    if (match === undefined || isEmptySet(match.possibly)) continue;
    const { action } = match.rule;
    const decided = intersect(countsPerhaps(action, bound) ? match.possibly : match.surely, remaining);
    remaining = subtract(remaining, decided);
    if (action === 'allow') allowed = union(allowed, decided);
    if (action !== 'pass') continue;
    passed = union(passed, decided);
    // Of an uncertain pass the bound takes the worse or the better of leaving this tier and going on in it.
    const perhaps = intersect(match.possibly, remaining);
    remaining = subtract(remaining, perhaps);
    const leaving = fold(walk, bound, perhaps, tier + 1); const staying = fold(walk, bound, perhaps, tier, i + 1);
    allowed = union(allowed, bound === 'lower' ? intersect(leaving, staying) : union(leaving, staying));
  }
  return union(allowed, fold(walk, bound, union(remaining, passed), tier + 1));
}

/** The upper bound believes every uncertain allow, the lower bound every uncertain deny. */
const countsPerhaps = (action: 'allow' | 'deny' | 'pass', bound: Bound): boolean => action === (bound === 'upper' ? 'allow' : 'deny');
