import fc from 'fast-check';
import { expect, it } from 'vitest';
import { canonicalJson } from '../../model/canonical-json.ts';
import { isSameContent } from './canonical.ts';

const reordered = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(reordered);
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).reverse().map(([key, inner]) => [key, reordered(inner)])) : value;
};

const json = fc.jsonValue({ maxDepth: 3 });

it('two contents are the same exactly where their canonical texts are', () => {
  fc.assert(fc.property(json, json, (a, b) => { expect(isSameContent(a, b)).toBe(canonicalJson(a) === canonicalJson(b)); }));
});

it('the order of keys is no difference, one more key is', () => {
  fc.assert(fc.property(fc.dictionary(fc.string(), json), (a) => {
    expect(isSameContent(a, reordered(a))).toBe(true);
    expect(isSameContent(a, { ...a, more: a['more'] === 1 ? 2 : 1 })).toBe(false);
  }));
});

it('null, an empty list, an empty map and a missing key are four different things', () => {
  const contents = [{ a: null }, { a: [] }, { a: {} }, {}, { b: null }];
  for (const a of contents) for (const b of contents) expect(isSameContent(a, b)).toBe(a === b);
});
