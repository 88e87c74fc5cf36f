import type { View } from '../../compile/view.ts';
import { weightOf } from '../ends.ts';
import { nodeNumbers } from '../node-numbers.ts';
import type { Part } from './parts.ts';

/** Pairs on one node, of which one end at least is a host. */
export interface Neighbours {
  /** Receivers with the number of such pairs, a pod with itself left out. */
  around(sender: Part): ReadonlyMap<Part, number>;
}

interface OnNode { readonly all: (readonly [Part, number])[]; readonly hosts: (readonly [Part, number])[] }

/** O(endpoints), where there are hosts at all. */
export function createNeighbours(view: View, receivers: readonly (readonly Part[])[]): Neighbours {
  const nodes = new Map<number, OnNode>(); const nodeOf = nodeNumbers(view);
  if (view.axis.hostClasses.length === 0) return { around: () => new Map() };
  for (const part of receivers.flat()) for (const [node, weight] of weightsByNode(view, part)) {
    let onNode = nodes.get(node);
    if (onNode === undefined) {
      onNode = { all: [], hosts: [] };
      nodes.set(node, onNode);
    }
    onNode.all.push([part, weight]);
    if (part.isHost) onNode.hosts.push([part, weight]);
  }
  return {
    around(sender) {
      const found = new Map<Part, number>();
      for (const [node, weight] of weightsByNode(view, sender)) {
        const onNode = nodes.get(node);
        for (const [part, other] of (sender.isHost ? onNode?.all : onNode?.hosts) ?? []) found.set(part, (found.get(part) ?? 0) + weight * other);
      }
      for (const [part, pairs] of found) {
        if (part.group === sender.group && part.end.slot === sender.end.slot) found.set(part, pairs - selfPairs(view, part, (index) => nodeOf[index]! >= 0));
      }
      return found;
    },
  };
}

/** Pairs of a pod with itself. */
export function selfPairs(view: View, { end }: Part, counts: (endpoint: number) => boolean = () => true): number {
  let sum = 0;
  for (const endpoint of end.endpoints) if (counts(endpoint)) sum += weightOf(view, endpoint) ** 2;
  return sum;
}

function weightsByNode(view: View, { end }: Part): ReadonlyMap<number, number> {
  const weights = new Map<number, number>(); const nodes = nodeNumbers(view);
  for (const endpoint of end.endpoints) {
    const node = nodes[endpoint]!;
    if (node >= 0) weights.set(node, (weights.get(node) ?? 0) + weightOf(view, endpoint));
  }
  return weights;
}
