import { createSequences, longer } from './sequences.ts';
import type { LabelExpression } from '../model/label-expression.ts';

/** Expressions by number: those that differ only in the order or repetition of parts and values share one. Parts have numbers too. */
export interface ExpressionIds { idOf(expression: LabelExpression): number }

const OPERATIONS = { all: 0, none: 1, in: 2, notIn: 3, exists: 4, missing: 5, and: 6, or: 7, not: 8 } as const;

const NO_OTHERS: readonly number[] = [];

/** Numbers from the leaves up, without writing any expression out as text. */
export function createExpressionIds(): ExpressionIds {
  const known = new Map<LabelExpression, number>(); const words = new Map<string, number>();
  const contents = createSequences(); let row = new Int32Array(64);
  const wordOf = (text: string): number => {
    let id = words.get(text);
    if (id === undefined) {
      id = words.size;
      words.set(text, id);
    }
    return id;
  };
  /** The number of an operation, what it begins with and what follows in any order, once each. */
  const contentOf = (operation: number, first: number, others: readonly number[]): number => {
    if (others.length + 2 > row.length) row = longer(row, others.length + 2);
    row[0] = operation; row[1] = first;
    const ordered = others.length < 2 ? others : [...new Set(others)].sort((a, b) => a - b);
    for (let at = 0; at < ordered.length; at += 1) row[at + 2] = ordered[at]!;
    return contents.numberOf(row, 0, ordered.length + 2);
  };
  const contentIn = (expression: LabelExpression): number => {
    const operation = OPERATIONS[expression.op];
    switch (expression.op) {
      case 'all': case 'none': return contentOf(operation, 0, NO_OTHERS);
      case 'in': case 'notIn': return contentOf(operation, wordOf(expression.key), expression.values.map(wordOf));
      case 'exists': case 'missing': return contentOf(operation, wordOf(expression.key), NO_OTHERS);
      case 'and': case 'or': return contentOf(operation, 0, expression.of.map(idOf));
      case 'not': return contentOf(operation, idOf(expression.of), NO_OTHERS);
    }
  };
  const idOf = (expression: LabelExpression): number => {
    // Only what has parts is worth remembering by itself.
    const hasParts = 'of' in expression;
    const before = hasParts ? known.get(expression) : undefined;
    if (before !== undefined) return before;
    const id = contentIn(expression);
    if (hasParts) known.set(expression, id);
    return id;
  };
  return { idOf };
}
