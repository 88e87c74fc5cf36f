import { expect, it } from 'vitest';
import { cursorsOf, encodeCursor, keyAfter, offsetAfter } from './cursor.ts';

const BINDING = ['peers', 'prod@1', { to: 'ns:web' }];
const bytes = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

it('leads to the place after its row', () => {
  expect(offsetAfter(BINDING, encodeCursor(BINDING, 4))).toBe(5);
  expect(offsetAfter(BINDING, null)).toBe(0);
  expect(keyAfter(BINDING, encodeCursor(BINDING, 'prod'))).toBe('prod');
  expect(keyAfter(BINDING, undefined)).toBeUndefined();
});

it('fits only the question, view and order that it was given for', () => {
  const cursor = encodeCursor(BINDING, 4);
  for (const other of [['peers', 'prod@2', { to: 'ns:web' }], ['peers', 'prod@1', { to: 'ns:shop' }], ['resources', 'prod@1']]) expect(() => offsetAfter(other, cursor)).toThrow(expect.objectContaining({ code: 'CURSOR_MISMATCH' }));
});

it.each(['', 'nonsense', bytes(null), bytes([1]), bytes([2, 'x', 1]), bytes({ length: 3 })])('refuses %j as no cursor', (text) => {
  expect(() => offsetAfter(BINDING, text)).toThrow(expect.objectContaining({ code: 'CURSOR_INVALID' }));
});

it.each([-1, 1.5, 'x', 1e300])('refuses the place %j', (position) => {
  expect(() => offsetAfter(BINDING, encodeCursor(BINDING, position))).toThrow(expect.objectContaining({ code: 'CURSOR_INVALID' }));
});

it('gives the same cursors for a whole page as for each place alone', () => {
  const at = cursorsOf(BINDING);
  expect([at(0), at(1), at('prod')]).toEqual([encodeCursor(BINDING, 0), encodeCursor(BINDING, 1), encodeCursor(BINDING, 'prod')]);
  expect(offsetAfter(BINDING, at(7))).toBe(8);
});
