import { describe, expect, it } from 'vitest';
import { parseYamlDocument } from './parse-document.ts';

const read = (text: string): unknown => {
  const parsed = parseYamlDocument({ text: `v: ${text}`, line: 1 });
  return parsed.ok ? (parsed.value as { readonly v: unknown }).v : parsed.problem;
};

describe('scalars as kubectl reads them', () => {
  it.each(['y', 'Y', 'yes', 'Yes', 'YES', 'on', 'On', 'ON', 'true', 'True', 'TRUE'])('%s is true', (text) => { expect(read(text)).toBe(true); });
  it.each(['n', 'N', 'no', 'No', 'NO', 'off', 'Off', 'OFF', 'false', 'False', 'FALSE'])('%s is false', (text) => { expect(read(text)).toBe(false); });
  it.each(['', '~', 'null', 'Null', 'NULL'])('"%s" is null', (text) => { expect(read(text)).toBeNull(); });
  it.each([
    ['0755', 493], ['0o755', 493], ['0O17', 15], ['0x1F', 31], ['0XfF', 255], ['0b101', 5], ['-0b11', -3], ['-0x10', -16], ['+7', 7], ['0', 0], ['00', 0],
    ['1_000', 1000], ['0_755', 493], ['12345678901234567890', 12345678901234567890], ['08', 8], ['-019', -19],
    ['1.5', 1.5], ['1.', 1], ['.5', 0.5], ['-.5', -0.5], ['1e3', 1000], ['1E-2', 0.01], ['1_0.5', 10.5], ['6.02e+23', 6.02e23],
  ])('%s is the number %d', (text, want) => { expect(read(text)).toBe(want); });
  it.each([
    'yEs', 'tRUE', 'nULL', 'yes1', '1:30', '190:20:30', '2001-12-14', '2001-12-14T21:59:43Z', '0x', '0o8', '0b2', '1e', '1.2.3', '.', '+', '_1', '.5_0', '1e999', '0755x', '.e1', '10.0.0.1', 'inf', 'nan',
  ])('%s is a string', (text) => { expect(read(text)).toBe(text); });
  it.each(['"yes"', "'yes'", '!!str yes', '! yes', '|-\n  yes'])('%s is the string "yes"', (text) => { expect(read(text)).toBe('yes'); });
  it.each(['.inf', '-.INF', '+.Inf', '.nan', '.NaN'])('%s makes the document unreadable, since JSON cannot carry it', (text) => { expect(read(text)).toMatchObject({ code: 'DOCUMENT_UNREADABLE' }); });

  it('keys become the text of what they are', () => {
    expect(read('{yes: 1, 0755: 2, 1.5: 3}')).toEqual({ true: 1, 493: 2, 1.5: 3 });
    expect(read('{yes: 1, on: 2}')).toMatchObject({ code: 'DUPLICATE_KEY' });
  });

  it('foreign tags are passed over', () => {
    expect(read('!Ref x')).toBe('x');
    expect(read('!Sub {a: !x [1]}')).toEqual({ a: [1] });
    expect(read('!<tag:example.com,2000:x> y')).toBe('y');
  });

  it('merge keys and anchors work, own keys first', () => {
    expect(read('[&a {x: 1, w: 2}, {<<: *a, w: 3}, {<<: [*a, {z: 4}]}]')).toEqual([{ x: 1, w: 2 }, { x: 1, w: 3 }, { x: 1, w: 2, z: 4 }]);
  });
});
