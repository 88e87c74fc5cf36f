import { NAMESPACE_KEY } from '../model/effective-labels.ts';
import { labelMatch, type LabelExpression } from '../model/label-expression.ts';
import type { GroupChange, SideGroup } from './group-changes.ts';
import type { RuleChange, Side } from './rule-changes.ts';

/** Notes every changed rule at the groups that it selects in its version. O(changed rules × endpoints of their namespaces). */
export function assignRules(groups: ReadonlyMap<string, GroupChange>, rules: readonly RuleChange[]): void {
  const bySide = { base: byNamespace(groups, 'base'), target: byNamespace(groups, 'target') };
  for (const change of rules) {
    const namespaces = namespacesOf(change.rule.own);
    const candidates = namespaces === null ? groups.values() : new Set(namespaces.flatMap((namespace) => bySide[change.side].get(namespace) ?? []));
    for (const group of candidates) if (selects(change, group.sides[change.side])) group.rules.push(change);
  }
}

function byNamespace(groups: ReadonlyMap<string, GroupChange>, side: Side): ReadonlyMap<string, readonly GroupChange[]> {
  const found = new Map<string, GroupChange[]>();
  for (const group of groups.values()) {
    for (const namespace of new Set(group.sides[side]?.endpoints.map((endpoint) => endpoint.namespace))) {
      const list = found.get(namespace);
      if (list === undefined) found.set(namespace, [group]); else list.push(group);
    }
  }
  return found;
}

/** The namespaces to which an expression confines its subjects; null where it does not. */
function namespacesOf(own: LabelExpression): readonly string[] | null {
  if (own.op === 'in' && own.key === NAMESPACE_KEY) return own.values;
  const confined = own.op === 'and' ? own.of.find((part) => part.op === 'in' && part.key === NAMESPACE_KEY) : undefined;
  return confined?.op === 'in' ? confined.values : null;
}

const selects = ({ rule }: RuleChange, group: SideGroup | null): boolean => group?.endpoints.some((endpoint) => endpoint.isGoverned && labelMatch(rule.own, endpoint.labels, endpoint.unknownLabelPrefix) !== 'no') ?? false;
