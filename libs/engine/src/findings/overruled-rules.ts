import type { Finding } from '../model/diagnostic.ts';
import { findingOf } from './report.ts';
import { covers, overlap } from './rule-extent.ts';
import { rulesByClass } from './rules-by-class.ts';
import type { Scene } from './scene.ts';
import { placedText } from './words.ts';

/** NetworkPolicy rules all of whose traffic an admin rule denies before they are asked (TI-1, TI-2). */
export function* overruledRules(scene: Scene): Iterable<Finding> {
  for (const direction of ['ingress', 'egress'] as const) {
    const ofDirection = scene.rules.filter((placed) => placed.direction === direction);
    const admin = rulesByClass(ofDirection.filter(({ tier, rule }) => tier.kind === 'ADMIN' && rule.certainty === 'certain'));
    for (const placed of ofDirection) {
      const { origin, action, role } = placed.rule;
      if (placed.tier.kind !== 'NETWORK_POLICY' || action !== 'allow' || role !== 'rule' || origin === null || placed.own.length === 0 || placed.parts.length === 0) continue;
      const first = admin.rivals(placed).find((other) => overlap(scene, other, placed));
      if (first?.rule.action !== 'deny' || !covers(scene, first, placed)) continue;
      yield findingOf(scene, {
        code: 'RULE_OVERRULED', severity: 'medium', culprit: origin, pointer: origin.pointer,
        message: `${placedText(placed)} admits nothing: ${placedText(first)} denies all of it first. Remove it, or ask whoever owns the admin policy for an exception.`,
      });
    }
  }
}
