import type { Finding } from '../model/diagnostic.ts';
import type { Origin, Tier } from '../model/firewalls.ts';
import { identityKey } from '../model/location.ts';
import { findingOf } from './report.ts';
import { covers, overlap } from './rule-extent.ts';
import { rulesByClass } from './rules-by-class.ts';
import type { PlacedRule, Scene } from './scene.ts';
import { placedText } from './words.ts';

/** Rules of a tier where the first match decides that an earlier one covers, and Passes that no later rule would have decided. */
export function* shadowedRules(scene: Scene): Iterable<Finding> {
  for (const tier of orderedTiers(scene)) {
    const all = scene.rules.filter((placed) => placed.tier === tier);
    const rules = all.filter(({ rule }) => rule.role === 'rule');
    const byClass = rulesByClass(rules);
    for (const parts of written(rules)) {
      const [first] = parts;
      const origin = first?.rule.origin;
      if (first === undefined || origin === undefined || origin === null) continue;
      const covering = parts.map((placed) => byClass.rivals(placed).find((other) => comesFirst(other, placed) && !parts.includes(other) && covers(scene, other, placed)));
      const by = covering.find((other) => other !== undefined);
      if (by !== undefined && !covering.includes(undefined)) yield shadowed(scene, first, origin, by);
      else if (parts.every((placed) => isIdlePass(scene, placed, all))) yield idle(scene, first, origin);
    }
  }
}

/** Of two policies with equal priority either may come first; where they disagree, that is a finding of its own. */
function comesFirst({ order, rule }: PlacedRule, placed: PlacedRule): boolean {
  if (order >= placed.order) return false;
  const isTie = rule.priority !== undefined && rule.priority === placed.rule.priority && rule.origin?.name !== placed.rule.origin?.name;
  return !isTie || rule.action === placed.rule.action;
}

/** Rules as they were written: one whose peers match in part only perhaps was lowered to several. */
function written(rules: readonly PlacedRule[]): Iterable<readonly PlacedRule[]> {
  const groups = new Map<string, PlacedRule[]>();
  for (const placed of rules) {
    const { origin } = placed.rule;
    if (origin === null || placed.own.length === 0 || placed.parts.length === 0) continue;
    const key = `${identityKey(origin)} ${origin.pointer}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [placed]); else group.push(placed);
  }
  return groups.values();
}

function shadowed(scene: Scene, placed: PlacedRule, culprit: Origin, by: PlacedRule): Finding {
  const isSame = by.rule.action === placed.rule.action;
  return findingOf(scene, {
    code: 'RULE_SHADOWED', severity: isSame ? 'low' : 'medium', culprit, pointer: culprit.pointer,
    message: `${placedText(placed)} never decides: ${placedText(by)} comes first and ${isSame ? `says ${by.rule.action} too` : `says ${by.rule.action}, not ${placed.rule.action},`} for all that it matches. Remove it, or put it first.`,
  });
}

const idle = (scene: Scene, placed: PlacedRule, culprit: Origin): Finding => findingOf(scene, {
  code: 'PASS_WITHOUT_EFFECT', severity: 'info', culprit, pointer: culprit.pointer,
  message: `${placedText(placed)} passes what no later rule of its tier matches, and such traffic goes on anyway. Remove it, or put it before the rule that it makes an exception from.`,
});

const orderedTiers = ({ firewalls }: Scene): readonly Tier[] => [...firewalls.tiers.ingress, ...firewalls.tiers.egress].filter(({ reading }) => reading === 'first-match');

const isIdlePass = (scene: Scene, placed: PlacedRule, rules: readonly PlacedRule[]): boolean => (
  placed.rule.action === 'pass' && !rules.some((other) => other.order > placed.order && other.rule.action !== 'pass' && overlap(scene, placed, other))
);
