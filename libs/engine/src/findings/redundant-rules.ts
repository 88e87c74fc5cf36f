import type { Finding } from '../model/diagnostic.ts';
import type { Direction, Origin } from '../model/firewalls.ts';
import { identityKey } from '../model/location.ts';
import { ruleImplies } from './implication.ts';
import { findingOf } from './report.ts';
import { covers, hasTraffic } from './rule-extent.ts';
import { rulesByClass } from './rules-by-class.ts';
import type { PlacedRule, Scene } from './scene.ts';
import { placedText, policyText } from './words.ts';

/** A rule that another makes unnecessary. */
interface Redundancy { readonly placed: PlacedRule; readonly by: PlacedRule; readonly origin: Origin; readonly isForever: boolean }

/**
 * Rules of which one other rule admits all, for all the same pods, and policies that consist of such rules. Where two
 * say the same, the later counts. Compared by classes, so exact; within the scene's budget.
 */
export function* redundantRules(scene: Scene): Iterable<Finding> {
  const allows = scene.rules.filter(({ rule, tier, own, parts }) => (
    rule.action === 'allow' && rule.role === 'rule' && rule.certainty === 'certain' && rule.origin !== null && own.length > 0 && parts.length > 0 && tier.reading === 'union'
  )).filter((placed) => hasTraffic(scene, placed));
  const found: Redundancy[] = []; const rulesOf = new Map<string, number>();
  for (const direction of ['ingress', 'egress'] as const) {
    const ofDirection = allows.filter((placed) => placed.direction === direction);
    const byClass = rulesByClass(ofDirection);
    for (const placed of ofDirection) {
      if (scene.budget.isSpent) break;
      const { origin } = placed.rule;
      const by = byClass.rivals(placed).find((other) => other !== placed && other.tier === placed.tier && makesUnnecessary(scene, other, placed));
      if (by !== undefined && origin !== null) found.push({ placed, by, origin, isForever: ruleImplies(placed.rule, by.rule) });
    }
  }
  for (const { rule } of scene.rules) if (rule.role === 'rule' && rule.origin !== null) rulesOf.set(identityKey(rule.origin), (rulesOf.get(identityKey(rule.origin)) ?? 0) + 1);
  yield* report(scene, found, rulesOf);
}

/** Of two rules that cover each other the earlier stays. */
const makesUnnecessary = (scene: Scene, other: PlacedRule, placed: PlacedRule): boolean => covers(scene, other, placed) && (other.order < placed.order || !covers(scene, placed, other));

function* report(scene: Scene, found: readonly Redundancy[], rulesOf: ReadonlyMap<string, number>): Iterable<Finding> {
  const byPolicy = new Map<string, Redundancy[]>();
  for (const redundancy of found) {
    const key = identityKey(redundancy.origin);
    const list = byPolicy.get(key);
    if (list === undefined) byPolicy.set(key, [redundancy]); else list.push(redundancy);
  }
  const isolations = isolationsOf(scene);
  for (const [key, list] of byPolicy) {
    const [first] = list;
    if (first === undefined) continue;
    // The policy of a rule that covers isolates all that the covered rule's policy does, so nothing else is lost.
    const isWhole = list.length === rulesOf.get(key) && (isolations.get(key) ?? []).every((direction) => list.some(({ placed }) => placed.direction === direction)) && list.every(({ by }) => by.rule.origin !== null && identityKey(by.rule.origin) !== key);
    if (isWhole) yield wholePolicy(scene, first, list); else yield* list.map((redundancy) => oneRule(scene, redundancy));
  }
}

/** The directions in which each policy isolates. */
function isolationsOf({ rules }: Scene): ReadonlyMap<string, readonly Direction[]> {
  const found = new Map<string, Direction[]>();
  for (const { rule, direction } of rules) {
    if (rule.role !== 'isolation' || rule.origin === null) continue;
    const list = found.get(identityKey(rule.origin));
    if (list === undefined) found.set(identityKey(rule.origin), [direction]); else list.push(direction);
  }
  return found;
}

const severityOf = (isForever: boolean): Finding['severity'] => (isForever ? 'low' : 'info');
const since = (isForever: boolean): string => (isForever ? '' : ', for the pods that there are now');

function wholePolicy(scene: Scene, { origin }: Redundancy, list: readonly Redundancy[]): Finding {
  const isForever = list.every((redundancy) => redundancy.isForever);
  const others = [...new Set(list.map(({ by }) => (by.rule.origin === null ? '' : policyText(by.rule.origin))))];
  return findingOf(scene, {
    code: 'POLICY_REDUNDANT', severity: severityOf(isForever), culprit: origin, pointer: '/spec',
    message: `${policyText(origin)} changes nothing: ${others.join(' and ')} ${others.length === 1 ? 'admits' : 'admit'} all that it does${since(isForever)}. Delete it, or narrow the other.`,
  });
}

function oneRule(scene: Scene, { placed, by, origin, isForever }: Redundancy): Finding {
  return findingOf(scene, {
    code: 'RULE_REDUNDANT', severity: severityOf(isForever), culprit: origin, pointer: origin.pointer,
    message: `${placedText(placed)} changes nothing: ${placedText(by)} admits all that it does${since(isForever)}. Remove it, or narrow the other.`,
  });
}
