import { describe, expect, it } from 'vitest';
import { conform, type Shape, type ShapeReport } from './shape.ts';

const read = (value: unknown, shape: Shape): { readonly value: unknown } & ShapeReport => {
  const report: ShapeReport = { problems: [], unknown: [] };
  return { value: conform(value, shape, '', report), ...report };
};

describe('conforming a value to a shape', () => {
  it('NP-46 keeps absent, null, empty list and empty object apart', () => {
    const shape: Shape = { fields: { a: { list: 'string' }, b: { fields: {} }, c: 'string' } };
    expect(read({ a: [], b: {} }, shape).value).toEqual({ a: [], b: {} });
    expect(read({ a: null, b: null, c: null }, shape).value).toEqual({ a: null, b: null, c: null });
    expect(read({}, shape).value).toEqual({});
  });

  it('takes a null inside a list or map for the zero value, as the API server does', () => {
    expect(read([null, 'a'], { list: 'string' }).value).toEqual(['', 'a']);
    expect(read([null], { list: { fields: { a: 'string' } } }).value).toEqual([{}]);
    expect(read({ a: null }, { map: 'string' }).value).toEqual({ a: '' });
    expect(read([null, null], { list: { list: 'string' } }).value).toEqual([[], []]);
  });

  it('drops fields that the shape lacks, by name and case, and tells where', () => {
    const { value, unknown } = read({ a: [{ b: 'x', B: 'y' }], 'c/d~e': 1, constructor: 1 }, { fields: { a: { list: { fields: { b: 'string' } } } } });
    expect(value).toEqual({ a: [{ b: 'x' }] });
    expect(unknown).toEqual(['/a/0/B', '/c~1d~0e', '/constructor']);
  });

  it('tells wrong types by pointer without quoting the value', () => {
    const shape: Shape = { fields: { s: 'string', i: 'integer', b: 'boolean', p: 'intOrString', l: { list: 'string' }, m: { map: 'string' }, f: { fields: {} } } };
    const { problems } = read({ s: 1, i: 1.5, b: 'true', p: true, l: {}, m: { a: true }, f: 'secret' }, shape);
    expect(problems).toEqual([
      { pointer: '/s', expected: 'a string', found: 'a number' },
      { pointer: '/i', expected: 'an integer', found: 'a fraction' },
      { pointer: '/b', expected: 'true or false', found: 'a string' },
      { pointer: '/p', expected: 'an integer or a string', found: 'a boolean' },
      { pointer: '/l', expected: 'a list', found: 'an object' },
      { pointer: '/m/a', expected: 'a string', found: 'a boolean' },
      { pointer: '/f', expected: 'an object', found: 'a string' },
    ]);
  });

  it('takes integers of 32 bits only', () => {
    expect(read(2 ** 31 - 1, 'integer').problems).toEqual([]);
    expect(read(2 ** 31, 'integer').problems).toHaveLength(1);
    expect(read(-(2 ** 31) - 1, 'intOrString').problems).toHaveLength(1);
  });

  it('keeps a key named __proto__ a key', () => {
    const { value } = read(JSON.parse('{"__proto__": "x"}'), { map: 'string' });
    expect(Object.keys(value as object)).toEqual(['__proto__']);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });
});
