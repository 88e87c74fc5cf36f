import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesSelector } from './matches-selector.ts';
import { parseSelector } from './parse-selector.ts';
import { selectorText } from './selector-text.ts';
import type { Selector } from './selector.ts';
import { withPrefix } from './with-prefix.ts';

const key = fc.constantFrom('a', 'b.c/d-e', 'in', 'has', 'not');
const value = fc.constantFrom('', 'x', 'xy', "it's", '"');
const { selector } = fc.letrec<{ selector: Selector }>((tie) => ({
  selector: fc.oneof({ depthSize: 'small', withCrossShrink: true },
    fc.record({ op: fc.constantFrom('equals' as const, 'differs' as const, 'contains' as const, 'starts' as const, 'ends' as const), key, value }),
    fc.record({ op: fc.constantFrom('in' as const, 'notIn' as const), key, values: fc.uniqueArray(value, { maxLength: 3 }).map((values) => [...values].sort()) }),
    fc.record({ op: fc.constant('has' as const), key }),
    fc.constantFrom<Selector>({ op: 'all' }, { op: 'global' }),
    fc.record({ op: fc.constantFrom('and' as const, 'or' as const), of: fc.array(tie('selector'), { minLength: 2, maxLength: 3 }) }),
    fc.record({ op: fc.constant('not' as const), of: tie('selector') })),
}));
const labels = fc.dictionary(key, value);

describe('selectors of Calico', () => {
  it('means by its canonical text what it means, and has one such text', () => {
    fc.assert(fc.property(selector, labels, (given, of) => {
      const { selector: read } = parseSelector(selectorText(given));
      expect(read).not.toBeNull();
      expect(matchesSelector(read as Selector, of)).toBe(matchesSelector(given, of));
      // Two negations in a row are none when they are read again.
      const again = selectorText(read as Selector);
      expect(selectorText(parseSelector(again).selector as Selector)).toBe(again);
    }));
  });

  it('asks with a prefix of prefixed labels what it asks of the others', () => {
    fc.assert(fc.property(selector, labels, (given, of) => {
      const prefixed = Object.fromEntries(Object.entries(of).map(([name, text]) => [`p.${name}`, text]));
      expect(matchesSelector(withPrefix(given, 'p.'), prefixed)).toBe(matchesSelector(given, of));
    }));
  });

  it('takes any text without failing', () => {
    fc.assert(fc.property(fc.string(), fc.stringMatching(/^[ab!&|(){},='" has.in]*$/), (any, close) => {
      for (const text of [any, close]) { const { selector: read, problem } = parseSelector(text); expect(read === null).toBe(problem !== null); }
    }));
  });
});
