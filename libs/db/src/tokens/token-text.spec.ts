import fc from 'fast-check';
import { expect, it } from 'vitest';
import { generateToken, hashSecret, isSecretOf, parseToken, printToken } from './token-text.ts';

const base62 = (length: number): fc.Arbitrary<string> => fc.string({ unit: fc.integer({ min: 0, max: 61 }).map((digit) => '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'.charAt(digit)), minLength: length, maxLength: length });
const parts = fc.record({ id: base62(12), secret: base62(43) });

it('prints a text that names its project, its identity, 43 digits of secret and a checksum', () => {
  expect(printToken(generateToken())).toMatch(/^postern_[0-9A-Za-z]{12}_[0-9A-Za-z]{43}_[0-9A-Za-z]{6}$/);
});

it('reads what it printed', () => {
  fc.assert(fc.property(parts, (token) => { expect(parseToken(printToken(token))).toEqual(token); }));
});

it('prints the same text for the same parts on every machine', () => {
  expect(printToken({ id: 'a'.repeat(12), secret: 'Z'.repeat(43) })).toBe(`postern_${'a'.repeat(12)}_${'Z'.repeat(43)}_14EZqA`);
});

it('refuses a text with one character changed', () => {
  fc.assert(fc.property(parts, fc.nat(), fc.constantFrom('0', 'A', 'a', '_', ' ', 'é'), (token, where, character) => {
    const text = printToken(token);
    const at = where % text.length;
    fc.pre(text[at] !== character);
    expect(parseToken(text.slice(0, at) + character + text.slice(at + 1))).toBeNull();
  }));
});

it('refuses texts of another form', () => {
  const text = printToken(generateToken());
  for (const other of ['', 'postern', ` ${text}`, `${text}\n`, text.toUpperCase(), text.replaceAll('_', '-')]) expect(parseToken(other)).toBeNull();
});

it('never gives the same secret twice', () => {
  expect(new Set(Array.from({ length: 1000 }, () => generateToken().secret)).size).toBe(1000);
});

it('knows a secret by its digest and by nothing shorter', () => {
  const { secret } = generateToken();
  expect(isSecretOf(hashSecret(secret), secret)).toBe(true);
  expect(isSecretOf(hashSecret(secret), generateToken().secret)).toBe(false);
  expect(isSecretOf(Buffer.alloc(0), secret)).toBe(false);
});
