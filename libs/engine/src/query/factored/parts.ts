import { createTrie } from '../../compile/trie.ts';
import type { View } from '../../compile/view.ts';
import type { Asked } from '../asked.ts';
import type { EndClass } from '../ends.ts';
import type { PeerGroup } from '../peer-groups.ts';
import type { ClassTypes } from './class-types.ts';

/** The endpoints of one class in one group. */
export interface Part { readonly group: number; readonly end: EndClass; readonly type: number; readonly isHost: boolean }

/** Types with the number of ends of each, as one side of a table sees a group. */
export interface Mixture { readonly types: Int32Array; readonly weights: Float64Array }

/** Groups as one side of a table of all pairs. */
export interface TableSide {
  readonly parts: readonly (readonly Part[])[];
  /** By class. */
  readonly partsOfClass: readonly (readonly Part[])[];
  /** Distinct mixtures, and which one each group is. */
  readonly mixtures: readonly Mixture[];
  readonly mixtureOf: Int32Array;
  readonly typeCount: number;
  /** A class and what is asked of it, by type. */
  readonly sample: readonly { readonly slot: number; readonly tag: number }[];
}

/** Lays out groups; endpoints of one class of which different things are asked are different types. */
export function tableSide(view: View, asked: Asked, types: ClassTypes, groups: readonly PeerGroup[]): TableSide {
  const typeIds = new Map<number, number>(); const sample: { readonly slot: number; readonly tag: number }[] = [];
  const typeOf = (end: EndClass): number => {
    const tag = end.named ?? asked.fixed; const key = tag * types.count + types.ofClass[end.slot]!;
    let id = typeIds.get(key);
    if (id === undefined) {
      id = sample.push({ slot: end.slot, tag }) - 1;
      typeIds.set(key, id);
    }
    return id;
  };
  const parts = groups.map(({ ends }, group) => ends.classes.map((end): Part => ({ group, end, type: typeOf(end), isHost: view.classes.traits[end.slot]!.isHost })));
  const partsOfClass: Part[][] = Array.from({ length: view.classes.count }, () => []);
  for (const part of parts.flat()) partsOfClass[part.end.slot]!.push(part);
  const mixtures: Mixture[] = []; const contents = createTrie(); const root = contents.root(); const mixtureOfNode: number[] = [];
  const mixtureOf = Int32Array.from(parts, (ofGroup) => {
    const weights = new Map<number, number>();
    for (const { end, type } of ofGroup) weights.set(type, (weights.get(type) ?? 0) + end.weight);
    const sorted = [...weights].sort(([a], [b]) => a - b);
    const node = sorted.reduce((at, [type, weight]) => contents.step(contents.step(at, type), weight), root);
    return mixtureOfNode[node] ??= mixtures.push({ types: Int32Array.from(sorted, ([type]) => type), weights: Float64Array.from(sorted, ([, weight]) => weight) }) - 1;
  });
  return { parts, partsOfClass, mixtures, mixtureOf, typeCount: sample.length, sample };
}
