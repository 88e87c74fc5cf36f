import { NAMESPACE_KEY, NODE_KEY } from '../../../model/effective-labels.ts';
import type { PeerCondition, Rule } from '../../../model/firewalls.ts';
import { allOf, MATCH_ALL, type LabelExpression } from '../../../model/label-expression.ts';
import type { Deviation } from '../deviation.ts';
import { mapConditions } from './map-conditions.ts';

const NO_POD: LabelExpression = { op: 'missing', key: NAMESPACE_KEY };

const excluding = (who: string, labels: LabelExpression): Deviation => ({
  code: 'IP_BLOCK_EXCLUDES_PODS', says: `has an ipBlock, which never matches ${who}`,
  rules: (rules) => rules.map((rule): Rule => mapConditions(rule, (condition) => [condition.inside === undefined ? condition : outsideOnly(condition, labels)])),
});

/** What it says of pods, which it no longer matches, goes with them. */
function outsideOnly({ inside, except, host, element, labels = MATCH_ALL }: PeerCondition, who: LabelExpression): PeerCondition {
  return { ...(inside !== undefined && { inside }), ...(except !== undefined && { except }), ...(host !== undefined && { host }), labels: allOf(labels, who), element };
}

/** A block is for what is outside the cluster, and for nodes. */
export const ipBlockExcludesPods: Deviation = excluding('a pod', NO_POD);
/** A block is for what is outside the cluster. */
export const ipBlockExcludesPodsAndNodes: Deviation = excluding('a pod or a node', allOf(NO_POD, { op: 'missing', key: NODE_KEY }));
