import { createPairMemo } from '../../compile/pair-memo.ts';
import type { View } from '../../compile/view.ts';

/** What the firewalls of two ends let through between them, by number: equal bounds between ends of equal families are one. */
export interface PairKinds {
  /** Of ids of the view that are not cut to the families yet: what the sender's firewall lets out and the receiver's lets in. */
  of(sentLower: number, sentUpper: number, takenLower: number, takenUpper: number, families: number): number;
  /** Bounds, cut to the families. */
  readonly lowers: readonly number[];
  readonly uppers: readonly number[];
  readonly families: readonly number[];
}

export function createPairKinds({ sets, universes }: Pick<View, 'sets' | 'universes'>): PairKinds {
  const lowers: number[] = []; const uppers: number[] = []; const families: number[] = [];
  const byBounds = createPairMemo(); const met = createPairMemo();
  const number = (lower: number, upper: number, mask: number): number => {
    let kind = byBounds.get(lower * 4 + mask, upper);
    if (kind < 0) {
      kind = lowers.push(lower) - 1;
      uppers.push(upper);
      families.push(mask);
      byBounds.set(lower * 4 + mask, upper, kind);
    }
    return kind;
  };
  const certain = (sent: number, taken: number, mask: number): number => {
    let kind = met.get(sent * 4 + mask, taken);
    if (kind < 0) {
      const bound = sets.intersect(sets.intersect(sent, taken), universes[mask]!);
      kind = number(bound, bound, mask);
      met.set(sent * 4 + mask, taken, kind);
    }
    return kind;
  };
  return {
    lowers, uppers, families,
    of(sentLower, sentUpper, takenLower, takenUpper, mask) {
      const least = certain(sentLower, takenLower, mask);
      if (sentLower === sentUpper && takenLower === takenUpper) return least;
      const most = certain(sentUpper, takenUpper, mask);
      return least === most ? least : number(lowers[least]!, lowers[most]!, mask);
    },
  };
}
