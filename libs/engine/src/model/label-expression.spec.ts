import { describe, expect, it } from 'vitest';
import { allOf, anyOf, expressionText, labelMatch, MATCH_ALL, MATCH_NONE, matchesLabels, type LabelExpression, type Labels } from './label-expression.ts';

const isIn = (key: string, ...values: readonly string[]): LabelExpression => ({ op: 'in', key, values });
const notIn = (key: string, ...values: readonly string[]): LabelExpression => ({ op: 'notIn', key, values });
const exists = (key: string): LabelExpression => ({ op: 'exists', key });
const missing = (key: string): LabelExpression => ({ op: 'missing', key });
/** As JSON.parse builds it: an own property, whatever the name. */
const hostile = JSON.parse('{"__proto__":"x","constructor":"y"}') as Labels;

describe('label expressions', () => {
  it('LS-1 ands everything', () => {
    expect(matchesLabels(allOf(isIn('a', '1'), exists('b')), { a: '1', b: '' })).toBe(true);
    expect(matchesLabels(allOf(isIn('a', '1'), exists('b')), { a: '1' })).toBe(false);
  });

  it('LS-2 needs the key and one of the values for In', () => {
    expect(matchesLabels(isIn('a', '1', '2'), { a: '2' })).toBe(true);
    expect(matchesLabels(isIn('a', '1', '2'), { a: '3' })).toBe(false);
    expect(matchesLabels(isIn('a', '1', '2'), {})).toBe(false);
  });

  it('LS-3 is satisfied by a missing key for NotIn', () => {
    expect(matchesLabels(notIn('a', '1'), {})).toBe(true);
    expect(matchesLabels(notIn('a', '1'), { a: '2' })).toBe(true);
    expect(matchesLabels(notIn('a', '1'), { a: '1' })).toBe(false);
  });

  it('LS-4 and LS-5 ask for the key alone, an empty value included', () => {
    expect(matchesLabels(exists('a'), { a: '' })).toBe(true);
    expect(matchesLabels(exists('a'), {})).toBe(false);
    expect(matchesLabels(missing('a'), { a: '' })).toBe(false);
    expect(matchesLabels(missing('a'), {})).toBe(true);
  });

  it('LS-6 tells an empty value from a missing key', () => {
    expect(matchesLabels(isIn('a', ''), { a: '' })).toBe(true);
    expect(matchesLabels(isIn('a', ''), {})).toBe(false);
  });

  it('LS-7 compares byte for byte', () => {
    expect(matchesLabels(isIn('a', 'Web'), { a: 'web' })).toBe(false);
    expect(matchesLabels(exists('App'), { app: '1' })).toBe(false);
    expect(matchesLabels(isIn('a', '\u00e9'), { a: 'e\u0301' })).toBe(false);
  });

  it('LS-8 matches everything when empty and nothing when there is none', () => {
    expect(matchesLabels(allOf(), {})).toBe(true);
    expect(matchesLabels(anyOf(), {})).toBe(false);
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('finds %s only where it is a label', (key) => {
    expect(matchesLabels(exists(key), {})).toBe(false);
    expect(matchesLabels(missing(key), {})).toBe(true);
    expect(matchesLabels(exists(key), hostile)).toBe(Object.hasOwn(hostile, key));
  });

  it('flattens what it joins', () => {
    expect(allOf(exists('a'), allOf(exists('b'), MATCH_ALL))).toEqual({ op: 'and', of: [exists('a'), exists('b')] });
    expect(allOf(exists('a'), MATCH_NONE)).toBe(MATCH_NONE);
    expect(anyOf(exists('a'), MATCH_ALL)).toBe(MATCH_ALL);
    expect(anyOf(MATCH_NONE, exists('a'))).toEqual(exists('a'));
  });

  it('has one text whatever the order or repetition of parts', () => {
    expect(expressionText(allOf(exists('a'), isIn('b', '2', '1', '2')))).toBe(expressionText(allOf(isIn('b', '1', '2'), exists('a'), exists('a'))));
    expect(expressionText(isIn('a', 'b,c'))).not.toBe(expressionText(isIn('a', 'b', 'c')));
    expect(expressionText(isIn('a","b', 'c'))).not.toBe(expressionText(isIn('a', 'b', 'c')));
    expect(expressionText(isIn('a', 'b'))).not.toBe(expressionText(notIn('a', 'b')));
  });
});

describe('labels of which some are unknown', () => {
  it('is undecided about an unknown key only', () => {
    const labels = { '@namespace:name': 'shop', app: 'web' };
    expect(labelMatch(exists('@namespace:team'), labels, '@namespace:')).toBe('maybe');
    expect(labelMatch(notIn('@namespace:team', 'red'), labels, '@namespace:')).toBe('maybe');
    expect(labelMatch(isIn('@namespace:name', 'shop'), labels, '@namespace:')).toBe('yes');
    expect(labelMatch(exists('tier'), labels, '@namespace:')).toBe('no');
    expect(labelMatch(exists('@namespace:team'), labels)).toBe('no');
  });

  it('is decided where the known part decides', () => {
    const unknown = exists('@namespace:team');
    expect(labelMatch(allOf(unknown, exists('x')), {}, '@namespace:')).toBe('no');
    expect(labelMatch(anyOf(unknown, missing('x')), {}, '@namespace:')).toBe('yes');
    expect(labelMatch(allOf(unknown, missing('x')), {}, '@namespace:')).toBe('maybe');
    expect(labelMatch({ op: 'not', of: unknown }, {}, '@namespace:')).toBe('maybe');
    expect(labelMatch(MATCH_ALL, {}, '@namespace:')).toBe('yes');
    expect(labelMatch(MATCH_NONE, {}, '@namespace:')).toBe('no');
  });
});
