import { ANY_PEER, NO_PEER } from '../../compile/peer-sets.ts';
import { createTrie } from '../../compile/trie.ts';
import type { View } from '../../compile/view.ts';
import type { Direction } from '../../model/firewalls.ts';

/** Endpoint classes as the firewalls in front of others see them: alike where the same peer sets hold them, in the same families. */
export interface Kinds {
  readonly count: number;
  /** Kind of each class; a host class is seen from other nodes. */
  readonly ofClass: Int32Array;
  /** Families of each kind, as a mask. */
  readonly families: readonly number[];
  /** One class of each kind. */
  readonly sample: readonly number[];
}

/** The kinds that firewalls of a direction can tell apart: senders before ingress, receivers before egress. O(classes + members of its peer sets). */
export function kindsBefore(view: View, direction: Direction): Kinds {
  const { axis, classes, peerSets } = view;
  const trie = createTrie(); const root = trie.root();
  const nodes = Int32Array.from({ length: classes.count }, (_, id) => trie.step(root, axis.families[id]!));
  for (const set of new Set(view.programs[direction].peers)) {
    if (set === ANY_PEER || set === NO_PEER) continue;
    for (const slot of peerSets.membersOf(set)) if (slot < classes.count) nodes[slot] = trie.step(nodes[slot]!, set);
  }
  const kindOfNode: number[] = []; const families: number[] = []; const sample: number[] = [];
  const ofClass = nodes.map((node, id) => {
    const known = kindOfNode[node];
    if (known !== undefined) return known;
    sample.push(id);
    return (kindOfNode[node] = families.push(axis.families[id]!) - 1);
  });
  return { count: families.length, ofClass, families, sample };
}
