import type { SelectorProblem, Token } from './token.ts';

type Sign = Extract<Token['kind'], '(' | ')' | '{' | '}' | ',' | '==' | '!=' | '!' | '&&' | '||'>;

/** Longer ones stand before those they begin with. */
const SIGNS: readonly Sign[] = ['==', '!=', '&&', '||', '!', '(', ')', '{', '}', ','];

/** Names of operators, with blanks between their words or without. */
const OPERATORS = [['contains', /contains/y], ['starts with', /starts[ \t]*with/y], ['ends with', /ends[ \t]*with/y], ['not in', /not[ \t]*in\b/y], ['in', /in\b/y]] as const;

const KEY = '[a-zA-Z0-9_./-]{1,512}';
const HAS = new RegExp(`has\\([ \\t]*(${KEY})[ \\t]*\\)`, 'y');
const ALL = /all\([ \t]*\)/y;
const GLOBAL = /global\([ \t]*\)/y;
const LABEL = new RegExp(KEY, 'y');
const BLANK = /[ \t]*/y;

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

interface Step { readonly token: Token; readonly next: number }

function quoted(text: string, at: number): Step | SelectorProblem {
  const end = text.indexOf(text.charAt(at), at + 1);
  return end < 0 ? { at, message: 'a text begins here and does not end' } : { token: { kind: 'text', value: text.slice(at + 1, end), at }, next: end + 1 };
}

/** A word that is a name of a label, a function, or, behind a label, an operator. */
function word(text: string, at: number, isOperatorDue: boolean): Step | SelectorProblem {
  if (isOperatorDue) {
    for (const [kind, pattern] of OPERATORS) {
      const found = matchAt(pattern, text, at);
      if (found !== null) return { token: { kind, at }, next: at + found[0].length };
    }
    return { at, message: 'an operator is expected behind the name of a label' };
  }
  const has = matchAt(HAS, text, at);
  if (has !== null) return { token: { kind: 'has', value: has[1] ?? '', at }, next: at + has[0].length };
  for (const [kind, pattern] of [['all', ALL], ['global', GLOBAL]] as const) {
    const found = matchAt(pattern, text, at);
    if (found !== null) return { token: { kind, at }, next: at + found[0].length };
  }
  const label = matchAt(LABEL, text, at);
  return label === null ? { at, message: 'no selector has such a character here' } : { token: { kind: 'label', value: label[0], at }, next: at + label[0].length };
}

function stepAt(text: string, at: number, last: Token | undefined): Step | SelectorProblem {
  const sign = SIGNS.find((each) => text.startsWith(each, at));
  if (sign !== undefined) return { token: { kind: sign, at }, next: at + sign.length };
  const first = text.charAt(at);
  return first === '"' || first === "'" ? quoted(text, at) : word(text, at, last?.kind === 'label');
}

/** The words and signs of a selector, with one for the end, or why there are none. */
export function tokensOf(text: string): readonly Token[] | SelectorProblem {
  const tokens: Token[] = [];
  for (let at = 0; ;) {
    at += matchAt(BLANK, text, at)?.[0].length ?? 0;
    if (at >= text.length) return [...tokens, { kind: 'end', at }];
    const step = stepAt(text, at, tokens.at(-1));
    if ('message' in step) return step;
    tokens.push(step.token);
    at = step.next;
  }
}
