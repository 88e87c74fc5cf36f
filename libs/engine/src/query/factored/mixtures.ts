import { createPairMemo } from '../../compile/pair-memo.ts';
import { createTrie } from '../../compile/trie.ts';
import type { Facings } from './facings.ts';
import type { Layout } from './layout.ts';
import type { Regions } from './regions.ts';

/** Groups as one side of a table sees them: alike where their parts face the other side alike, from the same regions, in equal numbers. */
export interface Mixtures {
  /** By group. */
  readonly of: Int32Array;
  readonly count: number;
  /** Types of mixture `m` stand in `types` and `weights` from `starts[m]` up to `starts[m + 1]`, those of one region together. */
  readonly starts: Int32Array;
  readonly types: Int32Array;
  readonly weights: Float64Array;
  /** Facing, region and what is asked (-1 where nothing of its own), by type. */
  readonly facings: readonly number[];
  readonly regions: readonly number[];
  readonly asked: readonly number[];
}

/** O(parts). */
export function mixturesOf({ ofSlot }: Regions, { ofClass }: Facings, layout: Layout): Mixtures {
  const { slots, asked: askedOf, weights: weightOf } = layout; const facings: number[] = []; const regions: number[] = []; const asked: number[] = [];
  const places = createPairMemo(); const numbers = createPairMemo();
  const typeOf = (part: number): number => {
    const facing = ofClass[slots[part]!]!; const region = ofSlot[slots[part]!]!; const question = askedOf[part]!;
    let place = places.get(facing, region);
    if (place < 0) {
      place = facings.length;
      places.set(facing, region, place);
    }
    let type = numbers.get(place, question + 1);
    if (type < 0) {
      type = facings.push(facing) - 1;
      regions.push(region);
      asked.push(question);
      numbers.set(place, question + 1, type);
    }
    return type;
  };
  const contents = createTrie(); const root = contents.root(); const ofNode: number[] = []; const starts = [0]; const types: number[] = []; const weights: number[] = [];
  const of = Int32Array.from(layout.groups, (_, group) => {
    const mixed = new Map<number, number>();
    for (let part = layout.starts[group]!; part < layout.starts[group + 1]!; part += 1) { const type = typeOf(part); mixed.set(type, (mixed.get(type) ?? 0) + weightOf[part]!); }
    const sorted = [...mixed].sort(([a], [b]) => regions[a]! - regions[b]! || a - b);
    const node = sorted.reduce((at, [type, weight]) => contents.step(contents.step(at, type), weight), root);
    const known = ofNode[node];
    if (known !== undefined) return known;
    for (const [type, weight] of sorted) { types.push(type); weights.push(weight); }
    ofNode[node] = starts.push(types.length) - 2;
    return ofNode[node];
  });
  return { of, count: starts.length - 1, starts: Int32Array.from(starts), types: Int32Array.from(types), weights: Float64Array.from(weights), facings, regions, asked };
}
