import { createTrie } from '../../compile/trie.ts';
import type { View } from '../../compile/view.ts';
import type { Direction } from '../../model/firewalls.ts';
import type { AllRows } from './factored-pairs.ts';
import { regionsOf } from './regions.ts';

/** Classes that are alike but for exceptions: equal vectors in front of them, one region, the same families. */
export interface ClassTypes {
  readonly ofClass: Int32Array;
  readonly count: number;
  /** One class of each type. */
  readonly sample: readonly number[];
}

/** The types of classes as those whose firewall of this direction counts: senders by egress, receivers by ingress. */
export function classTypes(view: View, { lower, upper }: AllRows, direction: Direction): ClassTypes {
  const { programs, classes, axis } = view; const regions = regionsOf(view);
  const trie = createTrie(); const root = trie.root(); const typeOfNode: number[] = []; const sample: number[] = [];
  const ofClass = new Int32Array(classes.count);
  for (let id = 0; id < classes.count; id += 1) {
    const program = programs[direction].ofClass[id]!;
    let node = trie.step(trie.step(root, lower[direction].vectorOf[program]!), upper[direction].vectorOf[program]!);
    node = trie.step(trie.step(node, regions.ofSlot[id]!), axis.families[id]!);
    ofClass[id] = typeOfNode[node] ??= sample.push(id) - 1;
  }
  return { ofClass, count: sample.length, sample };
}
