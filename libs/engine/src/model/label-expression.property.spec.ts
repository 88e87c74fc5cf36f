import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allOf, anyOf, expressionText, labelMatch, matchesLabels, type LabelExpression, type Labels } from './label-expression.ts';

const KEYS = ['a', 'b', '@x', '@y']; const VALUES = ['', '1', '2'];
const key = fc.constantFrom(...KEYS);
const values = fc.array(fc.constantFrom(...VALUES), { minLength: 1, maxLength: 3 });
const { expression } = fc.letrec<{ expression: LabelExpression }>((tie) => ({
  expression: fc.oneof({ depthSize: 'small', withCrossShrink: true },
    fc.record({ op: fc.constantFrom('in' as const, 'notIn' as const), key, values }),
    fc.record({ op: fc.constantFrom('exists' as const, 'missing' as const), key }),
    fc.record({ op: fc.constantFrom('and' as const, 'or' as const), of: fc.array(tie('expression'), { maxLength: 3 }) }),
    fc.record({ op: fc.constant('not' as const), of: tie('expression') }),
    fc.constantFrom<LabelExpression>({ op: 'all' }, { op: 'none' })),
}));
const labels: fc.Arbitrary<Labels> = fc.dictionary(key, fc.constantFrom(...VALUES));

/** Every way to fill in the labels under `@`. */
function completions(known: Labels): readonly Labels[] {
  return KEYS.filter((name) => name.startsWith('@') && !Object.hasOwn(known, name))
    .reduce<readonly Labels[]>((all, name) => all.flatMap((one) => [one, ...[...VALUES, 'other'].map((value) => ({ ...one, [name]: value }))]), [known]);
}

describe('label expressions', () => {
  it('has one meaning for one text', () => {
    fc.assert(fc.property(expression, expression, labels, (a, b, given) => {
      fc.pre(expressionText(a) === expressionText(b));
      expect(matchesLabels(a, given)).toBe(matchesLabels(b, given));
    }));
    fc.assert(fc.property(fc.array(expression, { maxLength: 4 }), labels, (parts, given) => {
      expect(expressionText(allOf(...parts))).toBe(expressionText(allOf(...[...parts].reverse())));
      expect(matchesLabels(allOf(...parts), given)).toBe(parts.every((part) => matchesLabels(part, given)));
      expect(matchesLabels(anyOf(...parts), given)).toBe(parts.some((part) => matchesLabels(part, given)));
    }));
  });

  it('is only sure of unknown labels when every way to fill them in agrees', () => {
    fc.assert(fc.property(expression, labels, (given, known) => {
      const outcomes = new Set(completions(known).map((full) => matchesLabels(given, full)));
      const match = labelMatch(given, known, '@');
      if (match !== 'maybe') expect([...outcomes]).toEqual([match === 'yes']);
      if (outcomes.size === 2) expect(match).toBe('maybe');
    }), { numRuns: 500 });
  });
});
