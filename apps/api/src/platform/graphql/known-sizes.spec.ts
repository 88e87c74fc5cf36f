import { expect, it } from 'vitest';
import { KnownSizes } from './known-sizes.ts';

const size = (fields: number): { readonly depth: number; readonly aliases: number; readonly fields: number; readonly rootFields: number } => ({ depth: 1, aliases: 0, fields, rootFields: 1 });
/** A text of about 16 KB, a hundred and twenty-eight of which are kept. */
const text = (number: number): string => `${String(number)} `.padEnd(2 ** 14, ' ');

it('knows a document that was measured, and no other', () => {
  const known = new KnownSizes();
  known.put('{ a }', size(1));
  known.put('{ a b }', size(2));
  expect([known.get('{ a }'), known.get('{ a b }'), known.get('{ a  b }')]).toEqual([size(1), size(2), undefined]);
});

it('keeps a bounded number of characters: what was unused for longest goes first', () => {
  const known = new KnownSizes();
  for (let number = 0; number < 128; number++) known.put(text(number), size(number));
  expect(known.get(text(0))).toEqual(size(0));
  known.put(text(128), size(128));
  expect([known.get(text(0)), known.get(text(1)), known.get(text(2)), known.get(text(128))]).toEqual([size(0), undefined, size(2), size(128)]);
});

it('counts a document that comes again once', () => {
  const known = new KnownSizes();
  for (let time = 0; time < 200; time++) known.put(text(7), size(7));
  known.put(text(8), size(8));
  expect([known.get(text(7)), known.get(text(8))]).toEqual([size(7), size(8)]);
});
