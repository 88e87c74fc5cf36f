/** A bound on work that grows faster than the input, so that hostile input cannot hold a check up. */
export interface Budget {
  /** Takes a cost; false once nothing is left. */
  spend(cost: number): boolean;
  readonly isSpent: boolean;
}

/** A budget of so many units. */
export function createBudget(units: number): Budget {
  let left = units;
  return {
    spend(cost) {
      left -= cost;
      return left >= 0;
    },
    get isSpent() { return left < 0; },
  };
}
