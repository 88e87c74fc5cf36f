import type { Finding } from '../model/diagnostic.ts';
import { identityKey } from '../model/location.ts';
import { findingOf } from './report.ts';
import { overlap } from './rule-extent.ts';
import type { PlacedRule, Scene } from './scene.ts';
import { placedText, policyText } from './words.ts';

/** Two policies of one tier with equal priority that decide some connection differently: which one wins is undefined (U9). */
export function* equalPriorities(scene: Scene): Iterable<Finding> {
  const told = new Set<string>();
  for (const rules of byPriority(scene)) for (const [index, later] of rules.entries()) for (let at = 0; at < index; at += 1) {
    const earlier = rules[at];
    if (!scene.budget.spend(1)) return;
    if (earlier === undefined || earlier.rule.action === later.rule.action) continue;
    const pair = pairKey(earlier, later);
    if (pair === null || told.has(pair) || !overlap(scene, earlier, later)) continue;
    // What could not be compared any more is no conflict.
    if (scene.budget.isSpent) return;
    told.add(pair);
    const finding = conflict(scene, earlier, later);
    if (finding !== null) yield finding;
  }
}

function conflict(scene: Scene, earlier: PlacedRule, later: PlacedRule): Finding | null {
  const [first, second] = [earlier.rule.origin, later.rule.origin];
  if (first === null || second === null) return null;
  return findingOf(scene, {
    code: 'EQUAL_PRIORITIES', severity: 'medium', culprit: second, pointer: second.pointer, about: identityKey(first),
    message: `${policyText(first)} and ${policyText(second)} both have priority ${String(later.rule.priority)} and decide some connections differently: `
      + `${placedText(earlier)} says ${earlier.rule.action}, ${placedText(later)} says ${later.rule.action}. Which one a cluster follows is undefined; give them different priorities.`,
  });
}

/** Rules that share a direction, a tier and a priority, in order. */
function byPriority({ rules }: Scene): Iterable<readonly PlacedRule[]> {
  const groups = new Map<string, PlacedRule[]>();
  for (const placed of rules) {
    const { priority, role } = placed.rule;
    if (priority === undefined || role !== 'rule' || placed.tier.reading !== 'first-match') continue;
    const key = `${placed.direction} ${placed.tier.kind} ${placed.tier.name} ${String(priority)}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [placed]); else group.push(placed);
  }
  return groups.values();
}

/** Null where both rules are of one policy. */
function pairKey({ rule: a }: PlacedRule, { rule: b }: PlacedRule): string | null {
  if (a.origin === null || b.origin === null) return null;
  const [x, y] = [identityKey(a.origin), identityKey(b.origin)];
  return x === y ? null : [x, y].sort().join('|');
}
