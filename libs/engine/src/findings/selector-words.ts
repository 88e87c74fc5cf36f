import { NAMESPACE_KEY, NAMESPACE_LABEL_PREFIX } from '../model/effective-labels.ts';
import type { LabelExpression } from '../model/label-expression.ts';

/** The conditions that all must hold. */
export const conjuncts = (expression: LabelExpression): readonly LabelExpression[] => (expression.op === 'and' ? expression.of : [expression]);

/** Namespaces that the expression names outright; null where it names none. */
export function namedNamespaces(expression: LabelExpression): readonly string[] | null {
  for (const part of conjuncts(expression)) if (part.op === 'in' && part.key === NAMESPACE_KEY) return part.values;
  return null;
}

/** Whether the expression leaves the namespace open, so that pods outside the input may satisfy it. */
export const isAnywhere = (expression: LabelExpression): boolean => !conjuncts(expression).some((part) => (
  (part.op === 'in' || part.op === 'exists') && (part.key.startsWith(NAMESPACE_LABEL_PREFIX) || (part.op === 'in' && part.key === NAMESPACE_KEY))
));

/** Whether the expression asks pods for a label: one that only excludes some, or takes all, may well find none for a while. */
export const asksForLabels = (expression: LabelExpression): boolean => conjuncts(expression).some((part) => (part.op === 'in' || part.op === 'exists') && !part.key.startsWith('@'));

/** A selector as words: `pods labelled app=web in namespaces labelled team=blue`. */
export function selectorWords(expression: LabelExpression): string {
  const pods: string[] = []; const namespaces: string[] = []; let places = '';
  for (const part of conjuncts(expression)) {
    if ('key' in part && part.key.startsWith(NAMESPACE_LABEL_PREFIX)) namespaces.push(words({ ...part, key: part.key.slice(NAMESPACE_LABEL_PREFIX.length) }));
    else if (part.op === 'in' && part.key === NAMESPACE_KEY) places = ` in ${part.values.length === 1 ? 'namespace' : 'namespaces'} ${part.values.join(', ')}`;
    else if (!('key' in part) || part.key !== NAMESPACE_KEY) pods.push(words(part));
  }
  const labels = pods.filter((text) => text !== '');
  return `pods${labels.length === 0 ? '' : ` labelled ${labels.join(' and ')}`}${places}${namespaces.length === 0 ? '' : ` in namespaces labelled ${namespaces.join(' and ')}`}`;
}

/** One condition as people write it on a command line. */
function words(part: LabelExpression): string {
  switch (part.op) {
    case 'in': return part.values.length === 1 ? `${part.key}=${part.values[0] ?? ''}` : `${part.key} in (${part.values.join(', ')})`;
    case 'notIn': return `${part.key} not in (${part.values.join(', ')})`;
    case 'exists': return part.key;
    case 'missing': return `!${part.key}`;
    case 'all': return '';
    case 'none': return 'nothing';
    case 'and': case 'or': return `(${part.of.map(words).join(` ${part.op} `)})`;
    case 'not': return `not (${words(part.of)})`;
  }
}
