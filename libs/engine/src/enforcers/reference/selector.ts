import { allOf, MATCH_NONE, type LabelExpression } from '../../model/label-expression.ts';
import type { LabelSelector, LabelSelectorRequirement } from '../../model/manifest/label-selector.ts';

/**
 * The meaning of a present label selector; empty and null lists constrain nothing (LS-1, LS-8, NP-46).
 * `keyOf` places its keys among the effective labels, for selectors of namespaces and nodes.
 */
export function selectorExpression(selector: LabelSelector, keyOf: (key: string) => string = (key) => key): LabelExpression {
  const labels = Object.entries(selector.matchLabels ?? {}).map(([key, value]): LabelExpression => ({ op: 'in', key: keyOf(key), values: [value] }));
  const expressions = (selector.matchExpressions ?? []).map((requirement) => requirementExpression(requirement, keyOf(requirement.key)));
  return allOf(...labels, ...expressions);
}

function requirementExpression({ operator, values }: LabelSelectorRequirement, key: string): LabelExpression {
  switch (operator) {
    case 'In': return (values ?? []).length === 0 ? MATCH_NONE : { op: 'in', key, values: values ?? [] };
    case 'NotIn': return { op: 'notIn', key, values: values ?? [] };
    case 'Exists': return { op: 'exists', key };
    case 'DoesNotExist': return { op: 'missing', key };
  }
}
