import { NAMESPACE_KEY } from '../../model/effective-labels.ts';
import { allOf, anyOf, type LabelExpression } from '../../model/label-expression.ts';
import type { Selector } from '../../policies/calico/selector/selector.ts';
import type { DerivedKeys } from './derived-keys.ts';
import { effectiveKey } from './label-keys.ts';

/** What `all()` and `global()` come to where a selector stands; both are true of everything unless told. */
export interface Words { readonly all?: LabelExpression; readonly global?: LabelExpression }

/** What has a namespace, as selectors of namespaces ask for it. */
export const NAMESPACED: LabelExpression = { op: 'exists', key: NAMESPACE_KEY };
/** What has none: hosts, and global network sets. */
export const GLOBAL: LabelExpression = { op: 'missing', key: NAMESPACE_KEY };

/** A selector as a condition on effective labels, with a prefix in front of every key. */
export function expressionOf(selector: Selector, derived: DerivedKeys, prefix = '', words: Words = {}): LabelExpression {
  const inner = (one: Selector): LabelExpression => expressionOf(one, derived, prefix, words);
  switch (selector.op) {
    case 'all': return words.all ?? { op: 'all' };
    case 'global': return words.global ?? { op: 'all' };
    case 'and': return allOf(...selector.of.map(inner));
    case 'or': return anyOf(...selector.of.map(inner));
    case 'not': return negated(inner(selector.of));
    default: return ofKey(selector, effectiveKey(prefix + selector.key), derived);
  }
}

type OfKey = Exclude<Selector, { readonly op: 'all' | 'global' | 'and' | 'or' | 'not' }>;

function ofKey(selector: OfKey, key: string, derived: DerivedKeys): LabelExpression {
  switch (selector.op) {
    case 'has': return { op: 'exists', key };
    case 'equals': return { op: 'in', key, values: [selector.value] };
    case 'differs': return { op: 'notIn', key, values: [selector.value] };
    case 'in': return selector.values.length === 0 ? { op: 'none' } : { op: 'in', key, values: selector.values };
    case 'notIn': return selector.values.length === 0 ? { op: 'all' } : { op: 'notIn', key, values: selector.values };
    case 'contains': case 'starts': case 'ends': return derived.text(key, selector.op, selector.value);
  }
}

/** The negation, without a `not` around what is sure. */
export const negated = (of: LabelExpression): LabelExpression => (of.op === 'none' ? { op: 'all' } : of.op === 'all' ? { op: 'none' } : { op: 'not', of });
