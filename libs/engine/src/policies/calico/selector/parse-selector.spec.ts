import { describe, expect, it } from 'vitest';
import { matchesSelector } from './matches-selector.ts';
import { parseSelector } from './parse-selector.ts';
import { selectorText } from './selector-text.ts';
import { withPrefix } from './with-prefix.ts';

const canonical = (text: string): string | null => { const { selector } = parseSelector(text); return selector === null ? null : selectorText(selector); };
const problem = (text: string): unknown => parseSelector(text).problem;
const holds = (text: string, labels: Readonly<Record<string, string>>): boolean | null => { const { selector } = parseSelector(text); return selector === null ? null : matchesSelector(selector, labels); };

describe('selectors of Calico', () => {
  it('CS-1 has names of labels with dots, slashes and dashes, texts in either quotes without escapes, and blanks and tabs between', () => {
    expect(canonical("app.kubernetes.io/part-of\t=='x\\n'")).toBe('app.kubernetes.io/part-of == "x\\n"');
    expect(canonical(`a=="it's"&&b=='say "x"'`)).toBe(`(a == "it's" && b == 'say "x"')`);
    expect(canonical(`${'k'.repeat(512)} == 'x'`)).not.toBeNull();
    expect(canonical(`${'k'.repeat(513)} == 'x'`)).toBeNull();
    expect(canonical("a == 'x'\n")).toBeNull();
  });

  it('CS-2 binds a negation to one operation or parenthesis, && closer than ||', () => {
    expect(canonical("!a == 'x' && b == 'y' || c == 'z'")).toBe('((!a == "x" && b == "y") || c == "z")');
    expect(canonical("!!has(a)")).toBe('has(a)');
    expect(canonical('!(!has(a))')).toBe('!!has(a)');
    expect(holds("!(has(a) || has(b)) && has(c)", { c: '' })).toBe(true);
  });

  it('CS-3 is true of a missing label only where an operator is negative', () => {
    for (const text of ["a != 'x'", "a not in {'x'}", '!has(a)']) expect(holds(text, {}), text).toBe(true);
    for (const text of ["a == ''", "a in {''}", "a contains ''", "a starts with ''", "a ends with ''", 'has(a)']) expect(holds(text, {}), text).toBe(false);
    expect(holds("constructor != 'x'", {})).toBe(true);
    expect(holds('has(constructor)', {})).toBe(false);
  });

  it('CS-4 takes sets without elements and with one comma too many, and sorts them', () => {
    expect(canonical("a in {'b', 'a', 'b',}")).toBe('a in {"a", "b"}');
    expect(holds('a in {}', { a: '' })).toBe(false);
    expect(holds('a not in {}', { a: '' })).toBe(true);
    for (const text of ["a in {'x' 'y'}", 'a in {,}', "a in {'x',,}", "a in 'x'"]) expect(canonical(text), text).toBeNull();
  });

  it('CS-5 takes operators of two words with any blanks between them or none', () => {
    expect(canonical("a notin {'x'}")).toBe('a not in {"x"}');
    expect(canonical("a starts   with 'x' && b endswith'y'")).toBe('(a starts with "x" && b ends with "y")');
    expect(canonical("a STARTS WITH 'x'")).toBeNull();
  });

  it('CS-6 wants the parenthesis right behind has, all and global, which are names of labels elsewhere', () => {
    expect(canonical('has( a ) && all( ) && global()')).toBe('(has(a) && all() && global())');
    expect(canonical("has == 'x' && in in {'y'} && not not in {'z'}")).toBe('(has == "x" && in in {"y"} && not not in {"z"})');
    for (const text of ['has (a)', 'all ()', 'has()', 'all(a)']) expect(canonical(text), text).toBeNull();
  });

  it('CS-7 reads no text as all()', () => {
    expect(canonical('')).toBe('all()');
    expect(canonical(' \t')).toBe('all()');
  });

  it('CS-8 says where a text stops being a selector', () => {
    expect(problem("a == 'x' && b = 'y'")).toEqual({ at: 14, message: 'an operator is expected behind the name of a label' });
    expect(problem("(a == 'x'")).toEqual({ at: 9, message: '&&, || or a closing parenthesis is expected, and the selector ends' });
    expect(problem("a == 'x")).toEqual({ at: 5, message: 'a text begins here and does not end' });
    expect(problem('has(a) has(b)')).toEqual({ at: 7, message: '&&, || or the end of the selector is expected' });
    expect(problem('a == x')).toEqual({ at: 5, message: 'a text in quotes is expected' });
    expect(problem('%')).toEqual({ at: 0, message: 'no selector has such a character here' });
    expect(problem(`${'('.repeat(9_999)}has(a)`)).toEqual({ at: 500, message: 'the selector is nested too deep' });
  });

  it('CS-9 puts a prefix before every label and nothing else', () => {
    const { selector } = parseSelector("!(a == 'b' || has(c)) && d in {'d'} && all()");
    expect(selector === null ? null : selectorText(withPrefix(selector, 'pcns.'))).toBe('(!(pcns.a == "b" || has(pcns.c)) && pcns.d in {"d"} && all())');
  });
});
