import { describe, expect, it } from 'vitest';
import { FAULTS } from './faults.mjs';
import { newTally, seedDiffers } from './run.mjs';

const FIRST_SEED = 1;
/** Seeds within which each fault has to show; one seed is a world of each dialect, by every part. */
const MOST_SEEDS = 80;

describe('every question on random worlds of every dialect', () => {
  it('is answered as the plain evaluator does', () => {
    const tally = newTally();
    for (let seed = FIRST_SEED; seed < FIRST_SEED + 4; seed += 1) expect(seedDiffers(seed, tally), `seed ${seed}`).toBeNull();
    expect(tally.verdicts).toBeGreaterThan(100_000);
    for (const counted of ['changes', 'increments', 'policies', 'lines']) expect(tally[counted], counted).toBeGreaterThan(10);
    expect(tally.compiledAnew).toBeLessThan(tally.increments / 2);
  });
});

describe('the comparison notices that', () => {
  it.each(Object.entries(FAULTS))('%s', (_, engine) => {
    const tally = newTally(); let difference = null;
    for (let seed = FIRST_SEED; difference === null && seed < FIRST_SEED + MOST_SEEDS; seed += 1) difference = seedDiffers(seed, tally, { parts: ['worlds', 'versions'], ...engine });
    expect(difference).not.toBeNull();
  });
});
