import { loadConfig } from '@postern/config';
import { expect, it } from 'vitest';
import { Problem } from '../problems/problem.ts';
import { CostBudget } from './cost-budget.ts';

const budget = (): CostBudget => new CostBudget(loadConfig({ DATABASE_URL: 'postgres://h/d', COST_BUCKET: '100', COST_RESTORE_PER_SECOND: '10' }));

it('takes from a full bucket and refills it with time, never beyond its size', () => {
  const points = budget();
  expect(points.spend('a', 60, 0)).toBe(40);
  expect(points.spend('a', 60, 2000)).toBe(0);
  expect(points.spend('a', 1, 3_600_000)).toBe(99);
  expect(points.spend('b', 1, 0)).toBe(99);
});

it('refuses what is more than is left, says when to come again, and charges nothing for it', () => {
  const points = budget();
  points.spend('a', 95, 0);
  try { points.spend('a', 25, 0); expect.unreachable(); } catch (error) { expect(error).toBeInstanceOf(Problem); expect(error).toMatchObject({ code: 'RATE_LIMITED', headers: { 'Retry-After': '2' } }); }
  expect(points.spend('a', 25, 2000)).toBe(0);
});

it('forgets the bearer unused for longest rather than grow without bound', () => {
  const points = budget();
  for (let at = 0; at < 10_001; at += 1) points.spend(`bearer ${String(at)}`, 100, 0);
  expect(points.spend('bearer 0', 100, 0)).toBe(0);
});
