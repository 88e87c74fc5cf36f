import type { Selector } from './selector.ts';
import type { SelectorProblem, Token } from './token.ts';
import { tokensOf } from './tokens.ts';

/** A selector, or why the text is none. */
export type ReadSelector = { readonly selector: Selector; readonly problem: null } | { readonly selector: null; readonly problem: SelectorProblem };

class NoSelector extends Error {
  readonly problem: SelectorProblem;
  constructor(problem: SelectorProblem) {
    super(problem.message);
    this.problem = problem;
  }
}

interface Cursor { readonly tokens: readonly Token[]; at: number }

/** Reading stops here, since the stack would not hold what nobody writes by hand. */
const DEEPEST = 500;

const END: Token = { kind: 'end', at: 0 };
const tokenAt = (cursor: Cursor): Token => cursor.tokens[cursor.at] ?? END;

function next(cursor: Cursor): Token {
  const token = tokenAt(cursor);
  cursor.at += 1;
  return token;
}

function fail({ kind, at }: Token, expected: string): never {
  throw new NoSelector({ at, message: `${expected} is expected${kind === 'end' ? ', and the selector ends' : ''}` });
}

function expect(cursor: Cursor, kind: Token['kind'], expected: string): void {
  const token = next(cursor);
  if (token.kind !== kind) fail(token, expected);
}

function textOf(cursor: Cursor): string {
  const token = next(cursor);
  return token.kind === 'text' ? token.value : fail(token, 'a text in quotes');
}

function valuesOf(cursor: Cursor): readonly string[] {
  expect(cursor, '{', 'a list in braces');
  const values = new Set<string>();
  while (tokenAt(cursor).kind === 'text') {
    values.add(textOf(cursor));
    if (tokenAt(cursor).kind !== ',') break;
    cursor.at += 1;
  }
  expect(cursor, '}', 'a text in quotes or the end of the list');
  return [...values].sort();
}

const COMPARISONS = { '==': 'equals', '!=': 'differs', 'contains': 'contains', 'starts with': 'starts', 'ends with': 'ends' } as const;

function comparison(cursor: Cursor, key: string): Selector {
  const token = next(cursor);
  switch (token.kind) {
    case '==': case '!=': case 'contains': case 'starts with': case 'ends with': return { op: COMPARISONS[token.kind], key, value: textOf(cursor) };
    case 'in': return { op: 'in', key, values: valuesOf(cursor) };
    case 'not in': return { op: 'notIn', key, values: valuesOf(cursor) };
    default: return fail(token, 'an operator');
  }
}

function operation(cursor: Cursor, depth: number): Selector {
  let isNegated = false;
  for (; tokenAt(cursor).kind === '!'; cursor.at += 1) isNegated = !isNegated;
  const inner = primary(cursor, depth);
  return isNegated ? { op: 'not', of: inner } : inner;
}

function primary(cursor: Cursor, depth: number): Selector {
  const token = next(cursor);
  switch (token.kind) {
    case 'has': return { op: 'has', key: token.value };
    case 'all': case 'global': return { op: token.kind };
    case 'label': return comparison(cursor, token.value);
    case '(': {
      if (depth >= DEEPEST) throw new NoSelector({ at: token.at, message: 'the selector is nested too deep' });
      const inner = either(cursor, depth + 1);
      expect(cursor, ')', '&&, || or a closing parenthesis');
      return inner;
    }
    default: return fail(token, 'a condition');
  }
}

function joined(cursor: Cursor, sign: '&&' | '||', op: 'and' | 'or', part: () => Selector): Selector {
  const first = part();
  const of = [first];
  for (; tokenAt(cursor).kind === sign;) {
    cursor.at += 1;
    of.push(part());
  }
  return of.length === 1 ? first : { op, of };
}

const either = (cursor: Cursor, depth: number): Selector => joined(cursor, '||', 'or', () => joined(cursor, '&&', 'and', () => operation(cursor, depth)));

/**
 * Reads a selector; no text is the one that everything satisfies.
 *
 * @see docs/semantics/calico.md#CS-1 to CS-9
 */
export function parseSelector(text: string): ReadSelector {
  const tokens = tokensOf(text);
  if ('message' in tokens) return { selector: null, problem: tokens };
  if (tokens.length === 1) return { selector: { op: 'all' }, problem: null };
  const cursor: Cursor = { tokens, at: 0 };
  try {
    const selector = either(cursor, 0);
    expect(cursor, 'end', '&&, || or the end of the selector');
    return { selector, problem: null };
  } catch (error) {
    if (error instanceof NoSelector) return { selector: null, problem: error.problem };
    throw error;
  }
}

/** The selector that a text is; undefined where it is none. */
export const selectorOf = (text: string): Selector | undefined => parseSelector(text).selector ?? undefined;
