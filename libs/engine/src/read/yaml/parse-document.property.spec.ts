import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isMap, isScalar, isSeq, LineCounter, parseDocument, stringify } from 'yaml';
import { locate } from '../locate.ts';
import { parseYamlDocument } from './parse-document.ts';

const word = fc.oneof(fc.constantFrom('yes', 'on', 'y', '0755', '1:30', '~', 'null', '2001-12-14', '1e3', '0x1F', '', ' a', 'a: b', '#', "it's", '-', 'é'), fc.string({ maxLength: 8, unit: 'grapheme-ascii' }));
/** The writer leaves the key `<<` without quotes, which makes a merge of it; `__proto__` is no key of its own in a literal. */
const key = word.filter((text) => text !== '<<' && text !== '__proto__');
const value = fc.letrec<{ readonly node: unknown }>((tie) => ({
  node: fc.oneof({ depthSize: 'small', maxDepth: 4 }, word, fc.integer(), fc.boolean(), fc.constant(null), fc.array(tie('node'), { maxLength: 4 }), fc.dictionary(key, tie('node'), { maxKeys: 4 })),
})).node;
const style = fc.constantFrom('block' as const, 'flow' as const, 'any' as const);

/** The line of every pointer, by another parser. */
function linesOf(text: string): Map<string, number> {
  const counter = new LineCounter();
  const lines = new Map<string, number>();
  const visit = (node: unknown, pointer: string): void => {
    if (isMap(node)) for (const { key, value: item } of node.items) {
      const at = `${pointer}/${String(isScalar(key) ? key.value : '').replaceAll('~', '~0').replaceAll('/', '~1')}`;
      if (isScalar(key)) lines.set(at, counter.linePos(key.range?.[0] ?? 0).line);
      visit(item, at);
    }
    if (isSeq(node)) node.items.forEach((item, index) => {
      if (isScalar(item)) lines.set(`${pointer}/${String(index)}`, counter.linePos(item.range?.[0] ?? 0).line);
      visit(item, `${pointer}/${String(index)}`);
    });
  };
  visit(parseDocument(text, { lineCounter: counter, version: '1.1' }).contents, '');
  return lines;
}

describe('parsing YAML', () => {
  it('gives back what another writer of YAML 1.1 wrote', () => {
    fc.assert(fc.property(value, style, (written, collectionStyle) => {
      const text = stringify(written, { version: '1.1', collectionStyle });
      const parsed = parseYamlDocument({ text, line: 1 });
      expect(parsed.ok ? parsed.value : parsed.problem).toEqual(written);
    }));
  });

  it('merges under a plain << and not under a quoted one', () => {
    const read = (text: string): unknown => { const parsed = parseYamlDocument({ text, line: 1 }); return parsed.ok ? parsed.value : parsed.problem; };
    expect(read('<<: {a: 1}\n')).toEqual({ a: 1 });
    expect(read('"<<": {a: 1}\n')).toEqual({ '<<': { a: 1 } });
  });

  it('finds every key and scalar element on the line where another parser finds it', () => {
    fc.assert(fc.property(fc.dictionary(fc.string({ minLength: 1, maxLength: 6, unit: fc.constantFrom('a', 'b', '/', '~') }), value), (written) => {
      const text = stringify(written, { version: '1.1' });
      const want = linesOf(text);
      expect(locate(text, 1, [...want.keys()])).toEqual(Object.fromEntries(want));
    }));
  });
});
