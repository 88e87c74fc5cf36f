import { describe, expect, it } from 'vitest';
import { recordedRows } from '../../../testing/recorded-rows.ts';
import { matchesSelector } from './matches-selector.ts';
import { parseSelector } from './parse-selector.ts';
import { selectorText } from './selector-text.ts';
import type { Selector } from './selector.ts';
import { tokensOf } from './tokens.ts';
import { withPrefix } from './with-prefix.ts';

type Labels = Readonly<Record<string, string>>;
interface Case { readonly labels: Labels; readonly match: boolean }
interface Restriction { readonly mustBePresent: boolean; readonly mustBeAbsent: boolean; readonly mustHaveOneOfValues?: readonly string[] }
interface Tables {
  readonly match: readonly (Case & { readonly id: string; readonly selector: string })[];
  readonly invalid: readonly { readonly id: string; readonly selector: string }[];
  readonly canonical: readonly { readonly id: string; readonly input: string; readonly canonical: string }[];
  readonly prefix: readonly { readonly id: string; readonly input: string; readonly prefix: string; readonly output: string }[];
  readonly tokens: readonly { readonly id: string; readonly input: string; readonly tokens: readonly (readonly [string, string])[] }[];
  readonly restrictions: readonly { readonly id: string; readonly selector: string; readonly restrictions: Readonly<Record<string, Restriction>> | null }[];
  readonly derived: readonly { readonly id: string; readonly selector: string; readonly valid: boolean; readonly canonical?: string; readonly cases?: readonly Case[] }[];
}

const KINDS: Readonly<Record<string, string>> = {
  Label: 'label', StringLiteral: 'text', Has: 'has', EOF: 'end', Eq: '==', Ne: '!=', Not: '!', And: '&&', Or: '||', LParen: '(', RParen: ')', LBrace: '{', RBrace: '}', Comma: ',',
  Contains: 'contains', StartsWith: 'starts with', EndsWith: 'ends with', In: 'in', NotIn: 'not in', All: 'all', Global: 'global',
};

const read = (text: string): Selector => parseSelector(text).selector as Selector;

/** Every way to give a few labels a value or none. */
function worlds(keys: readonly string[], values: readonly string[]): readonly Labels[] {
  return keys.reduce<readonly Labels[]>((all, key) => all.flatMap((labels) => [labels, ...values.map((value) => ({ ...labels, [key]: value }))]), [{}]);
}

const tables = recordedRows('calico/selectors.json') as Tables | null;

describe.skipIf(tables === null)('recorded selectors', () => {
  const { match, invalid, canonical, prefix, tokens, restrictions, derived } = tables ?? { match: [], invalid: [], canonical: [], prefix: [], tokens: [], restrictions: [], derived: [] };

  it.each(match)('$id holds or not as recorded', ({ selector, labels, match: expected }) => { expect(matchesSelector(read(selector), labels)).toBe(expected); });
  it.each(invalid)('$id is no selector', ({ selector }) => { expect(parseSelector(selector).problem).not.toBeNull(); });
  it.each(canonical)('$id has the recorded canonical text', ({ input, canonical: expected }) => { expect(selectorText(read(input))).toBe(expected); });
  it.each(prefix)('$id takes a prefix as recorded', ({ input, prefix: before, output }) => { expect(selectorText(withPrefix(read(input), before))).toBe(output); });
  it.each(tokens)('$id falls into the recorded tokens', ({ input, tokens: expected }) => {
    const found = tokensOf(input);
    expect('message' in found ? found : found.map((token) => [token.kind, 'value' in token ? token.value : ''])).toEqual(expected.map(([kind, value]) => [KINDS[kind], value]));
  });
  it.each(restrictions)('$id holds only where its recorded restrictions do', ({ selector, restrictions: expected }) => {
    for (const labels of worlds(['a', 'b'], ['v1', 'v2', 'v3', 'value', 'foo']).filter((each) => matchesSelector(read(selector), each))) {
      for (const [key, { mustBePresent, mustBeAbsent, mustHaveOneOfValues }] of Object.entries(expected ?? {})) {
        if (mustBePresent) expect(labels[key]).toBeDefined();
        if (mustBeAbsent) expect(labels[key]).toBeUndefined();
        if (mustHaveOneOfValues !== undefined) expect(mustHaveOneOfValues).toContain(labels[key]);
      }
    }
  });
  it.each(derived)('$id is read as recorded', ({ selector, valid, canonical: text, cases = [] }) => {
    expect(parseSelector(selector).selector !== null).toBe(valid);
    if (text !== undefined) expect(selectorText(read(selector))).toBe(text);
    for (const { labels, match: expected } of cases) expect(matchesSelector(read(selector), labels)).toBe(expected);
  });
});
