import { NAMESPACE_KEY } from '../model/effective-labels.ts';
import { labelMatch, type LabelExpression } from '../model/label-expression.ts';
import type { Direction, Endpoint } from '../model/firewalls.ts';
import { isMetBy } from './can-decide.ts';
import type { End } from './ends.ts';
import type { RuleChange } from './rule-changes.ts';
import { SIDES, type Side, type Versions } from './versions.ts';

/** The changed rules by what they have to do with an end, each asked once for a class of endpoints: no rule tells two of one apart. */
export interface EndRules {
  /** Positions of the changed rules of a direction that select the end in their version, ascending. */
  selecting(end: End, direction: Direction): readonly number[];
  /** Whether a peer condition of the rule can meet the end in the rule's version. */
  meets(rule: number, end: End): boolean;
}

export function createEndRules(versions: Versions, rules: readonly RuleChange[]): EndRules {
  const candidates = { base: byNamespace(rules, 'base'), target: byNamespace(rules, 'target') };
  const selected = new Map<End, Record<Direction, readonly number[]>>();
  const memberOf = (side: Side, index: number): Endpoint => versions[side].firewalls.endpoints.at(index)!;
  const selectedBy = rules.map(() => new Map<number, boolean>()); const metBy = rules.map(() => new Map<number, boolean>());
  const anyClass = (end: End, side: Side, known: Map<number, boolean>, test: (endpoint: Endpoint) => boolean): boolean => end.sides[side]?.ends.classes.some(({ slot, endpoints }) => {
    let is = known.get(slot);
    if (is === undefined) { is = test(memberOf(side, endpoints[0]!)); known.set(slot, is); }
    return is;
  }) ?? false;
  const select = (end: End): Record<Direction, readonly number[]> => {
    const found = SIDES.flatMap((side) => {
      const namespaces = new Set(end.sides[side]?.ends.classes.map(({ endpoints }) => memberOf(side, endpoints[0]!).namespace));
      return [null, ...namespaces].flatMap((namespace) => candidates[side].get(namespace) ?? []);
    });
    const chosen = [...new Set(found)].sort((a, b) => a - b)
      .filter((at) => anyClass(end, rules[at]!.side, selectedBy[at]!, (endpoint) => endpoint.isGoverned && labelMatch(rules[at]!.rule.own, endpoint.labels, endpoint.unknownLabelPrefix) !== 'no'));
    return { egress: chosen.filter((at) => rules[at]!.direction === 'egress'), ingress: chosen.filter((at) => rules[at]!.direction === 'ingress') };
  };
  return {
    selecting(end, direction) {
      let of = selected.get(end);
      if (of === undefined) { of = select(end); selected.set(end, of); }
      return of[direction];
    },
    meets: (at, end) => anyClass(end, rules[at]!.side, metBy[at]!, (endpoint) => isMetBy(rules[at]!.rule, endpoint)),
  };
}

/** Rules by the namespaces to which they confine their subjects; null holds those that do not. */
function byNamespace(rules: readonly RuleChange[], side: Side): ReadonlyMap<string | null, readonly number[]> {
  const found = new Map<string | null, number[]>();
  for (const [at, change] of rules.entries()) {
    if (change.side !== side) continue;
    for (const namespace of new Set(namespacesOf(change.rule.own) ?? [null])) {
      const list = found.get(namespace);
      if (list === undefined) found.set(namespace, [at]); else list.push(at);
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
