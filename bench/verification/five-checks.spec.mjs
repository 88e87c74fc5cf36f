import * as engine from '@postern/engine';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { verify } from './five-checks.mjs';
import { naiveChecks } from './naive-checks.mjs';
import { firewallsOf, randomLabels, userOf } from './random-labels.mjs';

const CHECKS = ['allReachable', 'allIsolated', 'userCrossed', 'shadowed', 'conflicting'];
const byText = (pairs) => pairs.map((pair) => pair.join(' ')).sort();

it('the five checks say what they say container by container', () => {
  const found = Object.fromEntries(CHECKS.map((check) => [check, 0]));
  fc.assert(fc.property(fc.record({ containers: fc.integer({ min: 1, max: 40 }), policies: fc.integer({ min: 0, max: 14 }), keys: fc.integer({ min: 1, max: 4 }), values: fc.integer({ min: 1, max: 4 }), seed: fc.nat().map(String) }), (options) => {
    const objects = [...randomLabels(options)]; const { firewalls, users } = firewallsOf(engine, objects);
    const checks = verify(engine, firewalls, users); const expected = naiveChecks(objects, userOf);
    for (const check of CHECKS.slice(0, 3)) expect(checks[check], check).toEqual(expected[check]);
    for (const check of CHECKS.slice(3)) expect(byText(checks[check]), check).toEqual(byText(expected[check]));
    for (const check of CHECKS) if (expected[check].length > 0) found[check] += 1;
  }), { numRuns: 300 });
  for (const check of CHECKS) expect(found[check], check).toBeGreaterThan(20);
});
