import { createPairMemo } from '../../compile/pair-memo.ts';
import { createTrie } from '../../compile/trie.ts';
import type { View } from '../../compile/view.ts';
import type { Direction } from '../../model/firewalls.ts';
import type { AllRows } from './all-rows.ts';

/** What one class of ends shows to a region of the others, by number: bounds of its firewall there, and its families. */
export interface Looks { readonly lowers: readonly number[]; readonly uppers: readonly number[]; readonly families: readonly number[] }

/** Classes as those whose firewall of one direction counts, told apart by what they show to regions. */
export interface Facings {
  readonly ofClass: Int32Array;
  /** The look at each region, by facing. */
  readonly towards: readonly Int32Array[];
  readonly looks: Looks;
}

/** O(classes + distinct facings × regions). */
export function facingsOf({ programs, classes, axis }: View, { lower, upper }: AllRows, direction: Direction): Facings {
  const trie = createTrie(); const root = trie.root(); const ofNode: number[] = []; const towards: Int32Array[] = [];
  const lowers: number[] = []; const uppers: number[] = []; const families: number[] = [];
  const bounds = createPairMemo(); const numbers = createPairMemo();
  const lookAt = (least: number, most: number, mask: number): number => {
    let pair = bounds.get(least, most);
    if (pair < 0) {
      pair = lowers.length;
      bounds.set(least, most, pair);
    }
    let look = numbers.get(pair, mask);
    if (look < 0) {
      look = lowers.push(least) - 1;
      uppers.push(most);
      families.push(mask);
      numbers.set(pair, mask, look);
    }
    return look;
  };
  const ofClass = new Int32Array(classes.count);
  for (let id = 0; id < classes.count; id += 1) {
    const program = programs[direction].ofClass[id]!; const mask = axis.families[id]!;
    const least = lower[direction].vectorOf[program]!; const most = upper[direction].vectorOf[program]!;
    const node = trie.step(trie.step(trie.step(root, least), most), mask);
    const possibly = upper[direction].vectors[most]!;
    ofClass[id] = ofNode[node] ??= towards.push(lower[direction].vectors[least]!.map((surely, region) => lookAt(surely, possibly[region]!, mask))) - 1;
  }
  return { ofClass, towards, looks: { lowers, uppers, families } };
}
