import type { Finding } from '../model/diagnostic.ts';
import { identityKey } from '../model/location.ts';
import { findingOf } from './report.ts';
import { overlap } from './rule-extent.ts';
import type { PlacedRule, Scene } from './scene.ts';
import { placedText, policyText } from './words.ts';

/** Two policies of one tier with equal priority that decide some connection differently: which one wins is undefined (U9). */
export function* equalPriorities(scene: Scene): Iterable<Finding> {
  const told = new Set<string>();
  for (const rules of byPriority(scene)) for (const [index, later] of rules.entries()) for (const earlier of rules.slice(0, index)) {
    const pair = pairKey(earlier, later);
    if (pair === null || told.has(pair) || earlier.rule.action === later.rule.action || later.rule.origin === null || earlier.rule.origin === null || !overlap(scene, earlier, later)) continue;
    told.add(pair);
    yield findingOf(scene, {
      code: 'EQUAL_PRIORITIES', severity: 'medium', culprit: later.rule.origin, pointer: later.rule.origin.pointer, about: identityKey(earlier.rule.origin),
      message: `${policyText(earlier.rule.origin)} and ${policyText(later.rule.origin)} both have priority ${String(later.rule.priority)} and decide some connections differently: `
        + `${placedText(earlier)} says ${earlier.rule.action}, ${placedText(later)} says ${later.rule.action}. Which one a cluster follows is undefined; give them different priorities.`,
    });
  }
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
