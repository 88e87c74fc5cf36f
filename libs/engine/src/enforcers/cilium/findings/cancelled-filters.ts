import { ALL, EMPTY, intersect, isEmptySet, union, type ConnectionSet } from '../../../model/connection-set.ts';
import type { Finding } from '../../../model/diagnostic.ts';
import type { Rule } from '../../../model/firewalls.ts';
import { identityKey, objectText } from '../../../model/location.ts';
import { areApart } from '../requirements.ts';
import { isInFrontOf, isPeerOf, type FindingScene } from './scene.ts';
import { reported } from './report.ts';

/** Filters of requests that a plain rule for the same pods, peers and ports makes useless. */
export function cancelledFilters(scene: FindingScene): readonly Finding[] {
  const allows = scene.rules.filter(({ rule }) => rule.action === 'allow' && rule.role === 'rule' && rule.origin !== null && rule.certainty === 'certain');
  const filtering = allows.filter(({ rule }) => rule.condition?.code === 'L7_FILTERED');
  return filtering.flatMap(({ direction, rule }): readonly Finding[] => {
    const plain = allows.find((other) => other.direction === direction && other.rule.condition === undefined && scene.budget.left > 0 && doMeet(rule, other.rule, scene));
    if (plain === undefined || rule.origin === null || plain.rule.origin === null) return [];
    const { origin } = rule;
    return [reported({
      code: 'CILIUM_FILTER_CANCELLED', severity: 'high', policy: origin, manifest: manifestOf(scene, rule), pointer: origin.pointer, about: identityKey(plain.rule.origin),
      message: `${objectText(origin)} filters requests that ${objectText(plain.rule.origin)} allows without a filter at ${plain.rule.origin.pointer}; the plain rule wins.`,
    })];
  });
}

const manifestOf = ({ snapshot }: FindingScene, { origin }: Rule): unknown => snapshot.policies.find((policy) => origin !== null && identityKey(policy) === identityKey(origin))?.manifest;

/** Whether both are in front of one pod and speak about one peer and some of the same traffic. */
function doMeet(a: Rule, b: Rule, scene: FindingScene): boolean {
  if (areApart(a.own, b.own) || isEmptySet(intersect(fixedOf(a), fixedOf(b)))) return false;
  if (!scene.likes.some((like) => isInFrontOf(a, like, scene) && isInFrontOf(b, like, scene))) return false;
  return (a.peers === 'any' && b.peers === 'any') || scene.likes.some((like) => isPeerOf(a, like, scene) && isPeerOf(b, like, scene));
}

/** The ports that a rule names by number; all where it names none. */
export function fixedOf({ traffic }: Rule): ConnectionSet {
  return traffic === 'any' ? ALL : traffic.map((item) => (item.kind === 'fixed' ? item.connections : EMPTY)).reduce(union, EMPTY);
}
