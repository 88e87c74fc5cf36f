import { expect, it } from 'vitest';
import { probeWorld, type ProbedWorld } from './probe-world.ts';

const SEED = 20_260_101;
const WORLDS = 300;

it('every probe of a random world of manifests has the bounds that the plain evaluator gives', () => {
  const worlds = Array.from({ length: WORLDS }, (_, index): ProbedWorld => probeWorld(SEED + index, 60));
  expect(worlds.flatMap(({ difference }, index) => (difference === null ? [] : [`seed ${String(SEED + index)}: ${difference}`]))).toEqual([]);
  const total = (pick: (world: ProbedWorld) => number): number => worlds.reduce((sum, world) => sum + pick(world), 0);
  // Worlds in which everything is open, or everything known, would compare little.
  expect(total(({ probes }) => probes)).toBeGreaterThan(WORLDS * 55);
  expect(total(({ partly }) => partly)).toBeGreaterThan(WORLDS * 5);
  expect(total(({ open }) => open)).toBeGreaterThan(WORLDS);
  expect(total(({ rules }) => rules)).toBeGreaterThan(WORLDS * 10);
}, 120_000);
