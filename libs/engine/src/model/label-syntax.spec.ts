import { describe, expect, it } from 'vitest';
import { labelKeyProblem, labelValueProblem } from './label-syntax.ts';
import { isDnsLabel, isDnsSubdomain, isPortName } from './object-name.ts';

const long = (length: number): string => 'a'.repeat(length);

describe('label keys and values', () => {
  it.each(['a', 'A.b_c-d', 'app.kubernetes.io/name', long(63), `${long(63)}.${long(63)}/${long(63)}`])('V3 takes the key %s', (key) => {
    expect(labelKeyProblem(key)).toBeNull();
  });

  it.each(['', '/', 'a/', '/a', 'a/b/c', 'A.io/x', '-a', 'a-', 'a b', 'ä', long(64), `${`${long(63)}.`.repeat(4)}a/x`, 'a=b'])('V3 refuses the key "%s"', (key) => {
    expect(labelKeyProblem(key)).not.toBeNull();
  });

  it.each(['', 'a', '1', 'A_b.c-9', long(63)])('V4 takes the value "%s"', (value) => { expect(labelValueProblem(value)).toBeNull(); });
  it.each([' ', '-a', 'a-', 'a/b', 'a:b', long(64), '*', 'a\n'])('V4 refuses the value "%s"', (value) => { expect(labelValueProblem(value)).not.toBeNull(); });
});

describe('names', () => {
  it('V1 takes DNS subdomains up to 253 characters', () => {
    expect(['a', 'a.b', '0-9.x', `${`${long(62)}.`.repeat(4)}b`].map(isDnsSubdomain)).toEqual([true, true, true, true]);
    expect(['', 'A', 'a_b', 'a.', '.a', 'a..b', '-a', 'a.-b', long(254), 'a\n'].some(isDnsSubdomain)).toBe(false);
  });

  it('V2 takes DNS labels up to 63 characters', () => {
    expect(['a', 'a-b', long(63)].every(isDnsLabel)).toBe(true);
    expect(['', 'a.b', 'A', '-a', 'a-', long(64), 'a\n'].some(isDnsLabel)).toBe(false);
  });

  it('V9 takes port names of at most 15 characters with a letter and no doubled dash', () => {
    expect(['http', 'h', '8a', 'a-b-c', long(15)].every(isPortName)).toBe(true);
    expect(['', '80', 'HTTP', 'a--b', '-a', 'a-', long(16), 'a_b', '1-2', 'a\n'].some(isPortName)).toBe(false);
  });
});
