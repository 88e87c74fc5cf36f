import type { Finding } from '../model/diagnostic.ts';
import type { Tier } from '../model/firewalls.ts';
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
    for (const placed of rules) {
      const { origin } = placed.rule;
      if (origin === null || placed.own.length === 0 || placed.parts.length === 0) continue;
      const by = byClass.rivals(placed).find((other) => other.order < placed.order && covers(scene, other, placed));
      if (by !== undefined) {
        const isSame = by.rule.action === placed.rule.action;
        yield findingOf(scene, {
          code: 'RULE_SHADOWED', severity: isSame ? 'low' : 'medium', culprit: origin, pointer: origin.pointer,
          message: `${placedText(placed)} never decides: ${placedText(by)} comes first and ${isSame ? `says ${by.rule.action} too` : `says ${by.rule.action}, not ${placed.rule.action},`} for all that it matches. Remove it, or put it first.`,
        });
      } else if (isIdlePass(scene, placed, all)) {
        yield findingOf(scene, {
          code: 'PASS_WITHOUT_EFFECT', severity: 'info', culprit: origin, pointer: origin.pointer,
          message: `${placedText(placed)} passes what no later rule of its tier matches, and such traffic goes on anyway. Remove it, or put it before the rule that it makes an exception from.`,
        });
      }
    }
  }
}

const orderedTiers = ({ firewalls }: Scene): readonly Tier[] => [...firewalls.tiers.ingress, ...firewalls.tiers.egress].filter(({ reading }) => reading === 'first-match');

const isIdlePass = (scene: Scene, placed: PlacedRule, rules: readonly PlacedRule[]): boolean => (
  placed.rule.action === 'pass' && placed.rule.certainty === 'certain' && !rules.some((other) => other.order > placed.order && other.rule.action !== 'pass' && overlap(scene, placed, other))
);
