import { createTrie } from './trie.ts';
import type { LabelExpression } from '../model/label-expression.ts';

/** Expressions by number: those that differ only in the order or repetition of parts and values share one. Parts have numbers too. */
export interface ExpressionIds { idOf(expression: LabelExpression): number }

const OPERATIONS = { all: 0, none: 1, in: 2, notIn: 3, exists: 4, missing: 5, and: 6, or: 7, not: 8 } as const;

/** Numbers from the leaves up, without writing any expression out as text. */
export function createExpressionIds(): ExpressionIds {
  const known = new Map<LabelExpression, number>(); const words = new Map<string, number>();
  const contents = createTrie(); const root = contents.root(); const ids: number[] = []; let count = 0;
  const wordOf = (text: string): number => {
    let id = words.get(text);
    if (id === undefined) {
      id = words.size;
      words.set(text, id);
    }
    return id;
  };
  const unordered = (node: number, numbers: readonly number[]): number => {
    if (numbers.length === 1) return contents.step(node, numbers[0]!);
    return [...new Set(numbers)].sort((a, b) => a - b).reduce((at, item) => contents.step(at, item), node);
  };
  const contentOf = (expression: LabelExpression): number => {
    const node = contents.step(root, OPERATIONS[expression.op]);
    switch (expression.op) {
      case 'all': case 'none': return node;
      case 'in': case 'notIn': return unordered(contents.step(node, wordOf(expression.key)), expression.values.map(wordOf));
      case 'exists': case 'missing': return contents.step(node, wordOf(expression.key));
      case 'and': case 'or': return unordered(node, expression.of.map(idOf));
      case 'not': return contents.step(node, idOf(expression.of));
    }
  };
  const idOf = (expression: LabelExpression): number => {
    // Only what has parts is worth remembering by itself.
    const hasParts = 'of' in expression;
    const before = hasParts ? known.get(expression) : undefined;
    if (before !== undefined) return before;
    const content = contentOf(expression);
    const id = ids[content] ??= (count += 1) - 1;
    if (hasParts) known.set(expression, id);
    return id;
  };
  return { idOf };
}
