import fc from 'fast-check';
import { expect, it } from 'vitest';
import { jsonPieces } from './json-pieces.ts';

const row = fc.oneof(fc.constant({}), fc.dictionary(fc.string(), fc.jsonValue()));
const field = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null), row, fc.array(row));

it('writes the text that JSON.stringify gives of the whole document', () => {
  fc.assert(fc.property(fc.dictionary(fc.string().filter((name) => name !== '__proto__'), field), fc.constantFrom(0, 2), (document, indent) => {
    expect([...jsonPieces(document, indent)].join('')).toBe(JSON.stringify(document, null, indent));
  }));
});

it('makes rows while it writes them, and says afterwards what only they tell', () => {
  let made = 0;
  function* rows(): Generator<object> { for (const id of [1, 2]) { made += 1; yield { id }; } }
  const pieces = jsonPieces({ rows: rows(), total: () => made });
  expect([pieces.next().value, pieces.next().value, made]).toEqual(['{"rows":', '[{"id":1}', 1]);
  expect([...pieces].join('')).toBe(',{"id":2}],"total":2}');
});
