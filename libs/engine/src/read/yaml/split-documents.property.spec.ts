import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitYamlDocuments } from './split-documents.ts';

const line = fc.constantFrom('a: 1', '  b: 2', '# note', '', '--- # c', '---', '----', '--- x', '...', '%YAML 1.2', '---a', ' ---', '-- -', 'é: "---"');
const text = fc.tuple(fc.array(line), fc.constantFrom('\n', '\r\n')).map(([lines, end]) => lines.join(end));

describe('splitting a YAML stream', () => {
  it('loses no line of content and keeps their numbers', () => {
    fc.assert(fc.property(text, (whole) => {
      const lines = whole.split('\n');
      const seen = new Set<number>();
      for (const document of splitYamlDocuments(whole)) {
        document.text.split('\n').forEach((content, index) => {
          const number = document.line - 1 + index;
          if (content === '') return;
          expect(seen.has(number)).toBe(false);
          seen.add(number);
          expect((lines[number] ?? '').replace(/^\.\.\./, '   ')).toBe(content.replace(/^\.\.\./, '   '));
        });
      }
      lines.forEach((content, number) => { if (/^ *[ab]:/.test(content)) expect(seen.has(number)).toBe(true); });
    }));
  });

  it('begins a document at each marker that content precedes', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom('a: 1', 'b: 2'), { minLength: 1 }), (bodies) => {
      expect(splitYamlDocuments(bodies.join('\n---\n'))).toHaveLength(bodies.length);
      expect(splitYamlDocuments(`# head\n%YAML 1.2\n---\n${bodies.join('\r\n--- # next\r\n')}`)).toHaveLength(bodies.length);
    }));
  });
});
