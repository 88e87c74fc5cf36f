import { expect, it } from 'vitest';
import { memoryOf } from './memory-of-view.ts';

const of = (pods: number, isEnforcementKnown = false): number => memoryOf({ bytes: 1_000_000, isEnforcementKnown, firewalls: { endpoints: { length: pods } } });

it('what questions leave in a view counts for each pod, whatever its objects take', () => {
  expect(of(0)).toBe(1_000_000);
  expect(of(100_000) - of(0)).toBeGreaterThan(60_000_000);
  expect(of(200_000) - of(100_000)).toBe(of(100_000) - of(0));
});

it('a view of which it is known who enforces it is asked in both readings', () => {
  expect(of(100_000, true) - of(0, true)).toBe(2 * (of(100_000) - of(0)));
});
