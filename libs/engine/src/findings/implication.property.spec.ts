import fc from 'fast-check';
import { expect, it } from 'vitest';
import { matchesLabels, type LabelExpression } from '../model/label-expression.ts';
import { implies } from './implication.ts';

const key = fc.constantFrom('a', 'b', '@namespace', '@namespace:team');
const values = fc.uniqueArray(fc.constantFrom('x', 'y', 'z'), { minLength: 1, maxLength: 3 });
const part: fc.Arbitrary<LabelExpression> = fc.oneof(
  fc.record({ op: fc.constantFrom('in' as const, 'notIn' as const), key, values }), fc.record({ op: fc.constantFrom('exists' as const, 'missing' as const), key }),
  fc.constantFrom<LabelExpression>({ op: 'all' }, { op: 'none' }),
);
const expression: fc.Arbitrary<LabelExpression> = fc.oneof(part, fc.record({ op: fc.constant('and' as const), of: fc.array(part, { minLength: 1, maxLength: 3 }) }));
/** As lowering makes them: whoever has a label of a namespace is in one. */
const labels = fc.dictionary(key, fc.constantFrom('x', 'y', 'z'), { maxKeys: 4 }).map((map) => ('@namespace:team' in map ? { '@namespace': 'x', ...map } : map));

it('what one selector implies of another holds for all labels', () => {
  fc.assert(fc.property(expression, expression, fc.array(labels, { minLength: 10, maxLength: 30 }), (narrow, wide, maps) => {
    fc.pre(implies(narrow, wide));
    for (const map of maps) if (matchesLabels(narrow, map)) expect(matchesLabels(wide, map)).toBe(true);
  }), { numRuns: 500 });
});

it('a longer list of conditions implies each shorter one', () => {
  expect(implies({ op: 'and', of: [{ op: 'in', key: 'a', values: ['x'] }, { op: 'exists', key: 'b' }] }, { op: 'in', key: 'a', values: ['x', 'y'] })).toBe(true);
  expect(implies({ op: 'in', key: 'a', values: ['x', 'y'] }, { op: 'in', key: 'a', values: ['x'] })).toBe(false);
});
