/**
 * Boolean expressions over one map of effective labels. What an enforcer matches on (a pod's own labels, its
 * namespace's, its service account's) is put into that map by lowering, the foreign ones under keys that no
 * Kubernetes label can have (they begin with `@`).
 */
export type Labels = Readonly<Record<string, string>>;

/** A condition on one map of labels; evaluate it with {@link matchesLabels} or, where labels may be unknown, labelMatch. */
export type LabelExpression =
  | { readonly op: 'all' }
  | { readonly op: 'none' }
  | { readonly op: 'in'; readonly key: string; readonly values: readonly string[] }
  /** True where the key is missing too. */
  | { readonly op: 'notIn'; readonly key: string; readonly values: readonly string[] }
  | { readonly op: 'exists'; readonly key: string }
  | { readonly op: 'missing'; readonly key: string }
  | { readonly op: 'and'; readonly of: readonly LabelExpression[] }
  | { readonly op: 'or'; readonly of: readonly LabelExpression[] }
  | { readonly op: 'not'; readonly of: LabelExpression };

export const MATCH_ALL: LabelExpression = { op: 'all' };
export const MATCH_NONE: LabelExpression = { op: 'none' };

/** The conjunction, flattened; empty is {@link MATCH_ALL}. */
export function allOf(...parts: readonly LabelExpression[]): LabelExpression {
  const flat: LabelExpression[] = [];
  for (const part of parts) {
    if (part.op === 'and') flat.push(...part.of); else if (part.op !== 'all') flat.push(part);
  }
  if (flat.some((part) => part.op === 'none')) return MATCH_NONE;
  const [only] = flat;
  if (only === undefined) return MATCH_ALL;
  return flat.length === 1 ? only : { op: 'and', of: flat };
}

/** The disjunction, flattened; empty is {@link MATCH_NONE}. */
export function anyOf(...parts: readonly LabelExpression[]): LabelExpression {
  const flat = parts.flatMap((part) => (part.op === 'or' ? part.of : part.op === 'none' ? [] : [part]));
  if (flat.some((part) => part.op === 'all')) return MATCH_ALL;
  const [only] = flat;
  if (only === undefined) return MATCH_NONE;
  return flat.length === 1 ? only : { op: 'or', of: flat };
}

/** Whether the labels satisfy the expression (LS-1 to LS-8). Keys and values are compared byte for byte. */
export function matchesLabels(expression: LabelExpression, labels: Labels): boolean {
  switch (expression.op) {
    case 'all': return true;
    case 'none': return false;
    case 'in': { const value = ownLabel(labels, expression.key); return value !== undefined && expression.values.includes(value); }
    case 'notIn': { const value = ownLabel(labels, expression.key); return value === undefined || !expression.values.includes(value); }
    case 'exists': return ownLabel(labels, expression.key) !== undefined;
    case 'missing': return ownLabel(labels, expression.key) === undefined;
    case 'and': return expression.of.every((part) => matchesLabels(part, labels));
    case 'or': return expression.of.some((part) => matchesLabels(part, labels));
    case 'not': return !matchesLabels(expression.of, labels);
  }
}

/** A truth value that what is known may leave open. */
export type Ternary = 'yes' | 'no' | 'maybe';

/**
 * {@link matchesLabels} where some labels are unknown: a key that begins with `unknownPrefix` and is not in `labels`
 * may have any value or be missing. Sound, not complete: `maybe` can stand for a combination that never comes true.
 */
export function labelMatch(expression: LabelExpression, labels: Labels, unknownPrefix?: string): Ternary {
  if (unknownPrefix !== undefined) {
    if ('key' in expression) { if (expression.key.startsWith(unknownPrefix) && ownLabel(labels, expression.key) === undefined) return 'maybe'; }
    else if (expression.op === 'not') return negate(labelMatch(expression.of, labels, unknownPrefix));
    else if (expression.op === 'and') return every(expression.of.map((part) => labelMatch(part, labels, unknownPrefix)));
    else if (expression.op === 'or') return negate(every(expression.of.map((part) => negate(labelMatch(part, labels, unknownPrefix)))));
  }
  return matchesLabels(expression, labels) ? 'yes' : 'no';
}

const every = (parts: readonly Ternary[]): Ternary => (parts.includes('no') ? 'no' : parts.includes('maybe') ? 'maybe' : 'yes');
const negate = (value: Ternary): Ternary => (value === 'maybe' ? 'maybe' : value === 'yes' ? 'no' : 'yes');

/** A hostile label named `constructor` or `__proto__` must not reach the prototype. */
function ownLabel(labels: Labels, key: string): string | undefined {
  const value = labels[key];
  return value !== undefined && Object.hasOwn(labels, key) ? value : undefined;
}

/** Canonical text: equal for expressions that differ only in the order or repetition of parts and values. Used as a key. */
export function expressionText(expression: LabelExpression): string {
  switch (expression.op) {
    case 'all': return 'all()';
    case 'none': return 'none()';
    case 'in': case 'notIn': return `${expression.op}(${[expression.key, ...[...new Set(expression.values)].sort()].map((word) => JSON.stringify(word)).join(',')})`;
    case 'exists': case 'missing': return `${expression.op}(${JSON.stringify(expression.key)})`;
    case 'and': case 'or': return `${expression.op}(${[...new Set(expression.of.map(expressionText))].sort().join(',')})`;
    case 'not': return `not(${expressionText(expression.of)})`;
  }
}
