import fc from 'fast-check';
import { expect, it } from 'vitest';
import { canonicalJson } from '../../model/canonical-json.ts';
import { createComparison, isSameContent } from './canonical.ts';

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

it('values compared one after the other are the same as if each were compared alone, whatever parts they share', () => {
  // Few parts, so that pairs of one object meet again beside others.
  const part = fc.constantFrom<unknown>(undefined, null, 0, 'x', [], {}, { a: 1 }, { a: 1, b: [{}] }, { a: { b: 1 } }, [{ a: 1 }]);
  const parts = fc.array(part, { minLength: 4, maxLength: 4 }).map((list) => list.map((each) => structuredClone(each)));
  const value = (known: readonly unknown[]): fc.Arbitrary<unknown> => { const any = fc.constantFrom(...known); return fc.dictionary(fc.constantFrom('a', 'b', '__proto__', 'toString'), fc.oneof(any, fc.dictionary(fc.constantFrom('a', 'b'), any), fc.tuple(any))); };
  const pairs = parts.chain((known) => fc.array(fc.tuple(value(known), value(known)), { maxLength: 12 }));
  fc.assert(fc.property(pairs, (all) => {
    const isSame = createComparison();
    expect(all.map(([a, b]) => isSame(a, b))).toEqual(all.map(([a, b]) => isSameContent(a, b)));
    expect(all.map(([a]) => isSame(a, structuredClone(a)))).toEqual(all.map(() => true));
  }), { numRuns: 1000 });
});
