import type { Finding } from '../model/diagnostic.ts';
import { findingOf } from './report.ts';
import { covers, overlap } from './rule-extent.ts';
import { rulesByClass, type RulesByClass } from './rules-by-class.ts';
import type { PlacedRule, Scene } from './scene.ts';
import { placedText } from './words.ts';

/** NetworkPolicy rules all of whose traffic an admin rule denies before they are asked (TI-1, TI-2). */
export function* overruledRules(scene: Scene): Iterable<Finding> {
  for (const direction of ['ingress', 'egress'] as const) {
    const ofDirection = scene.rules.filter((placed) => placed.direction === direction);
    const admin = rulesByClass(ofDirection.filter(({ tier }) => tier.kind === 'ADMIN'));
    for (const placed of ofDirection) {
      const { origin, action, role } = placed.rule;
      if (placed.tier.kind !== 'NETWORK_POLICY' || action !== 'allow' || role !== 'rule' || origin === null || placed.own.length === 0 || placed.parts.length === 0) continue;
      const first = admin.rivals(placed).find((other) => other.order < placed.order && other.rule.action === 'deny' && covers(scene, other, placed));
      if (first === undefined || isRescued(scene, placed, first, admin)) continue;
      yield findingOf(scene, {
        code: 'RULE_OVERRULED', severity: 'medium', culprit: origin, pointer: origin.pointer,
        message: `${placedText(placed)} admits nothing: ${placedText(first)} denies all of it first. Remove it, or ask whoever owns the admin policy for an exception.`,
      });
    }
  }
}

/** Whether an admin rule before the one that denies lets some of it pass. */
function isRescued(scene: Scene, placed: PlacedRule, deny: PlacedRule, admin: RulesByClass): boolean {
  const earlier = new Set(Array.from(placed.perhaps, (id) => admin.ofClass(id)).flat().filter(({ order }) => order < deny.order));
  return [...earlier].some((other) => other.rule.action !== 'deny' && overlap(scene, other, placed));
}
