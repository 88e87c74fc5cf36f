/** A source of numbers that a seed determines, for worlds that a failing test can name. */
export interface Random {
  /** An integer below `limit`. */
  below(limit: number): number;
  /** True with the probability. */
  chance(probability: number): boolean;
  pick<T>(items: readonly T[]): T;
  /** Each item with the probability, in order. */
  some<T>(items: readonly T[], probability?: number): T[];
  /** Between `least` and `most` results. */
  times<T>(least: number, most: number, make: (index: number) => T): T[];
  shuffled<T>(items: readonly T[]): T[];
}

/** Mulberry32. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b_79f5) >>> 0;
    let value = Math.imul(state ^ (state >>> 15), state | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    below,
    chance: (probability) => next() < probability,
    pick: (items) => items[below(items.length)] as (typeof items)[number],
    some: (items, probability = 0.5) => items.filter(() => next() < probability),
    times: (least, most, make) => Array.from({ length: least + below(most - least + 1) }, (_, index) => make(index)),
    shuffled(items) {
      const keys = new Map(items.map((item) => [item, next()]));
      return [...items].sort((a, b) => (keys.get(a) ?? 0) - (keys.get(b) ?? 0));
    },
  };
}
