import fc from 'fast-check';

/** Runs a check on many seeds; a failure names the seed that reproduces it. */
export function forSeeds(runs: number, check: (seed: number) => void): void {
  fc.assert(fc.property(fc.noBias(fc.nat()), (seed) => {
    try {
      check(seed);
    } catch (cause) {
      throw new Error(`fails with seed ${String(seed)}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    }
  }), { numRuns: runs });
}
