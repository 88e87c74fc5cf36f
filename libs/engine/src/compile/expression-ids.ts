import type { LabelExpression } from '../model/label-expression.ts';

/** Expressions by number: those that differ only in the order or repetition of parts and values share one. Parts have numbers too. */
export interface ExpressionIds { idOf(expression: LabelExpression): number }

/** Numbers from the leaves up, which is several times cheaper than writing each expression out as text. */
export function createExpressionIds(): ExpressionIds {
  const known = new Map<LabelExpression, number>(); const ids = new Map<string, number>(); const words = new Map<string, number>();
  const wordOf = (text: string): number => {
    let id = words.get(text);
    if (id === undefined) {
      id = words.size;
      words.set(text, id);
    }
    return id;
  };
  const unordered = (numbers: readonly number[]): string => (numbers.length < 2 ? String(numbers[0] ?? '') : [...new Set(numbers)].sort((a, b) => a - b).join(','));
  const contentOf = (expression: LabelExpression): string => {
    switch (expression.op) {
      case 'all': case 'none': return expression.op;
      case 'in': case 'notIn': return `${expression.op} ${String(wordOf(expression.key))} ${unordered(expression.values.map(wordOf))}`;
      case 'exists': case 'missing': return `${expression.op} ${String(wordOf(expression.key))}`;
      case 'and': case 'or': return `${expression.op} ${unordered(expression.of.map(idOf))}`;
      case 'not': return `not ${String(idOf(expression.of))}`;
    }
  };
  const idOf = (expression: LabelExpression): number => {
    let id = known.get(expression);
    if (id !== undefined) return id;
    const content = contentOf(expression);
    id = ids.get(content);
    if (id === undefined) {
      id = ids.size;
      ids.set(content, id);
    }
    known.set(expression, id);
    return id;
  };
  return { idOf };
}
