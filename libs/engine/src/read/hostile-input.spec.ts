import { describe, expect, it } from 'vitest';
import { READ_LIMITS } from './limits.ts';
import type { ReadResult } from './result.ts';
import { readTexts } from './session.ts';
import { buildSnapshot } from './snapshot/build-snapshot.ts';

const AFTER = '---\napiVersion: v1\nkind: Pod\nmetadata: {name: after}\n';
const read = (text: string): ReadResult => readTexts([{ file: 'a.yaml', text }]);
const codes = ({ diagnostics }: ReadResult): readonly string[] => [...new Set(diagnostics.map(({ code }) => code))];
const policy = (spec: string): string => `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: x}\nspec: ${spec}\n`;

/** Expanded, this would be 10^20 words. */
const bomb = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]', ...Array.from({ length: 19 }, (_, i) => `a${String(i + 1)}: &a${String(i + 1)} [${Array(10).fill(`*a${String(i)}`).join(', ')}]`)].join('\n');
const merges = `b: &b {${Array.from({ length: 200 }, (_, i) => `k${String(i)}: 1`).join(', ')}}\n${Array.from({ length: 200 }, (_, i) => `m${String(i)}: {<<: *b}`).join('\n')}`;

// Each of these would take minutes or overflow the stack if it were not bounded; the runner's own timeout guards the time.
describe('hostile YAML is bounded, and the document after it is read', () => {
  it.each([
    ['an alias bomb', policy(`\n  ${bomb.replaceAll('\n', '\n  ')}`), 'ALIASES_TOO_LARGE'],
    ['merge keys without end', policy(`\n  ${merges.replaceAll('\n', '\n  ')}`), 'ALIASES_TOO_LARGE'],
    ['a circle of aliases', policy('&a {podSelector: *a}'), 'DOCUMENT_TOO_DEEP'],
    ['deep brackets', policy('['.repeat(200_000)), 'DOCUMENT_TOO_DEEP'],
    ['deep dashes', `${'- '.repeat(200_000)}a\n`, 'DOCUMENT_TOO_DEEP'],
    ['deep keys', `${Array.from({ length: 300 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')}\n`, 'DOCUMENT_TOO_DEEP'],
    ['a bracket that never closes', `${policy('[')}${'b,\n'.repeat(100_000)}`, 'DOCUMENT_UNREADABLE'],
    ['a document that is too long', `${policy('{}')}x: "${'x'.repeat(READ_LIMITS.yamlDocumentLength)}"\n`, 'DOCUMENT_TOO_LARGE'],
    ['a number of a million digits', `a: ${'9'.repeat(1_000_000)}\n`, 'NOT_KUBERNETES'],
    ['a line of ten million characters', `a: ${'x'.repeat(10_000_000)}\n`, 'NOT_KUBERNETES'],
    ['one word of ten million braces', `a: ${'{'.repeat(10_000_000)}\n`, 'DOCUMENT_TOO_DEEP'],
  ])('%s', (_, text, code) => {
    const result = read(`${text}${AFTER}`);
    expect(codes(result)).toEqual([code]);
    expect(result.objects.at(-1)?.name).toBe('after');
    expect(result.objects.filter(({ kind }) => kind === 'NetworkPolicy').every(({ isUnreadable }) => isUnreadable)).toBe(true);
  });

  it('a flood of bad documents is cut to a number of diagnostics', () => {
    const { diagnostics } = read('---\n{a: [\n'.repeat(5_000));
    expect(diagnostics).toHaveLength(READ_LIMITS.diagnosticsPerCode + 1);
    expect(diagnostics.at(-1)).toMatchObject({ code: 'DIAGNOSTICS_CUT', message: expect.stringContaining('4000') });
  });

  it('a modest use of anchors is no bomb', () => {
    const result = read(policy('\n  podSelector: &s {matchLabels: {a: b}}\n  ingress:\n  - from: [{podSelector: *s}, {podSelector: *s}]'));
    expect(result.diagnostics).toEqual([]);
    expect(result.objects[0]?.value).toMatchObject({ spec: { ingress: [{ from: [{ podSelector: { matchLabels: { a: 'b' } } }, {}] }] } });
  });
});

describe('hostile JSON is bounded', () => {
  const deep = (count: number): string => `${'{"a":'.repeat(count)}1${'}'.repeat(count)}`;
  it.each([
    ['deep nesting', deep(300_000), 'DOCUMENT_TOO_DEEP'],
    ['deep nesting in a policy on a line', `{"apiVersion":"networking.k8s.io/v1","kind":"NetworkPolicy","metadata":{"name":"x"},"spec":${deep(50_000)}}\n{}`, 'DOCUMENT_TOO_DEEP'],
    ['a string that never ends', `{"a":"${'\\'.repeat(5_000_001)}`, 'DOCUMENT_UNREADABLE'],
    ['brackets without end', '[['.repeat(500_000), 'DOCUMENT_UNREADABLE'],
  ])('%s', (_, text, code) => { expect(codes(read(text))).toContain(code); });

  // Where each element's line was looked for up to the next line break, this took a minute.
  it('a List of very many elements on one line', () => {
    const items = Array.from({ length: 100_000 }, (_, at) => `{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"n${String(at)}"}}`);
    const { objects, diagnostics } = read(`{"apiVersion":"v1","kind":"List","items":[${items.join(',')}]}`);
    expect([objects.length, objects.at(-1)?.source.line, diagnostics.length]).toEqual([100_000, 1, 0]);
  });

  it('deep values of a pod are not kept', () => {
    const result = read(`{"apiVersion":"v1","kind":"Pod","metadata":{"name":"x","labels":{"a":${deep(50_000)}}}}\n{"apiVersion":"v1","kind":"Pod","metadata":{"name":"y"}}`);
    expect(result.objects[0]?.value).toEqual({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'x', labels: { a: {} } } });
    expect(buildSnapshot(result.objects, result.coverage).snapshot.pods.map(({ name }) => name)).toEqual(['y']);
  });

  it('names of prototypes are only names', () => {
    const result = read('{"apiVersion":"v1","kind":"constructor","metadata":{"name":"x"}}\n{"apiVersion":"v1","kind":"Pod","metadata":{"name":"__proto__","labels":{"constructor":"a","__proto__":"b"}}}\n{"__proto__":{"apiVersion":"v1","kind":"Pod"}}\n');
    expect(codes(result)).toEqual(['NOT_KUBERNETES']);
    expect(buildSnapshot(result.objects, result.coverage).diagnostics.map(({ code, path }) => `${code} ${path ?? ''}`)).toEqual(expect.arrayContaining(['OBJECT_INVALID /metadata/name', 'LABEL_INVALID /metadata/labels/__proto__']));
  });
});
