import type { View } from '../../compile/view.ts';
import { weightOf } from '../ends.ts';
import { nodeNumbers } from '../node-numbers.ts';
import type { Layout } from './layout.ts';

/** Parts of receivers with the number of pairs on one node, a pod with itself left out. */
export interface NeighbourList { readonly parts: Int32Array; readonly pairs: Float64Array }

/** Pairs on one node, of which one end at least is a host. */
export interface Neighbours { around(sender: number): NeighbourList }

/** Lists of parts that are about fewer endpoints than this, and lists beyond so many, are made again instead of being kept. */
const FEWEST_ENDPOINTS = 4;
const MOST_KEPT = 2_000_000;
const NOBODY: NeighbourList = { parts: new Int32Array(0), pairs: new Float64Array(0) };
const cached = new WeakMap<Layout, Neighbours>();

/** Between senders and receivers that are the same groups; O(endpoints) once, where there are hosts at all. */
export function neighboursOf(view: View, from: Layout, to: Layout): Neighbours {
  let neighbours = cached.get(to);
  if (neighbours === undefined) {
    neighbours = view.axis.hostClasses.length === 0 ? { around: () => NOBODY } : create(view, from, to);
    cached.set(to, neighbours);
  }
  return neighbours;
}

/** Parts on each node with the number of ends of each; of hosts alone. */
interface OnNode { readonly parts: number[]; readonly weights: number[] }

function create(view: View, from: Layout, to: Layout): Neighbours {
  const all: (OnNode | undefined)[] = []; const hosts: (OnNode | undefined)[] = []; const nodes = nodeNumbers(view);
  const senders = from.groups.flatMap(({ ends }) => ends.classes);
  for (const [part, end] of to.groups.flatMap(({ ends }) => ends.classes).entries()) {
    for (const endpoint of end.endpoints) {
      const node = nodes[endpoint]!;
      if (node < 0) continue;
      put(all, node, part, weightOf(view, endpoint));
      if (to.isHost[part] === 1) put(hosts, node, part, weightOf(view, endpoint));
    }
  }
  const pairs = new Float64Array(to.slots.length); const found: number[] = [];
  const count = (sender: number): NeighbourList => {
    for (const endpoint of senders[sender]!.endpoints) {
      const onNode = (from.isHost[sender] === 1 ? all : hosts)[nodes[endpoint]!];
      if (onNode === undefined) continue;
      const weight = weightOf(view, endpoint);
      for (const [at, part] of onNode.parts.entries()) {
        if (pairs[part] === 0) found.push(part);
        pairs[part]! += weight * onNode.weights[at]!;
      }
    }
    const parts = Int32Array.from(found);
    const list = { parts, pairs: Float64Array.from(parts, (part) => pairs[part]! - (to.groupOf[part] === from.groupOf[sender] && to.slots[part] === from.slots[sender] ? to.selfPairsOnNodes[part]! : 0)) };
    for (const part of found) pairs[part] = 0;
    found.length = 0;
    return list;
  };
  const known: (NeighbourList | undefined)[] = []; let kept = 0;
  return {
    around(sender) {
      const before = known[sender];
      if (before !== undefined) return before;
      const list = count(sender);
      if (senders[sender]!.endpoints.length >= FEWEST_ENDPOINTS && kept + list.parts.length <= MOST_KEPT) {
        known[sender] = list;
        kept += list.parts.length + 1;
      }
      return list;
    },
  };
}

function put(lists: (OnNode | undefined)[], node: number, part: number, weight: number): void {
  const list = lists[node] ??= { parts: [], weights: [] };
  // Endpoints of one part stand together.
  if (list.parts.at(-1) === part) list.weights[list.weights.length - 1]! += weight;
  else {
    list.parts.push(part);
    list.weights.push(weight);
  }
}
