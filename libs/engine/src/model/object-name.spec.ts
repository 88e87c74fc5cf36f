import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isDnsLabel, isDnsSubdomain } from './object-name.ts';

const LABEL = '[a-z0-9](?:[-a-z0-9]*[a-z0-9])?';
const names = fc.string({ unit: fc.constantFrom('a', 'z', '0', '9', '-', '.', 'A', '_', 'é', '`', '{', '/', ':', '\n'), maxLength: 8 });

it('V1 V2 names read by hand are those of the pattern', () => {
  fc.assert(fc.property(names, (text) => {
    expect(isDnsLabel(text)).toBe(new RegExp(`^${LABEL}$`).test(text));
    expect(isDnsSubdomain(text)).toBe(new RegExp(`^${LABEL}(?:\\.${LABEL})*$`).test(text));
  }), { numRuns: 5000 });
});

it('V1 V2 names have a greatest length', () => {
  expect([isDnsLabel('a'.repeat(63)), isDnsLabel('a'.repeat(64)), isDnsSubdomain('a'.repeat(253)), isDnsSubdomain('a'.repeat(254))]).toEqual([true, false, true, false]);
});
