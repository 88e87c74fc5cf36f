import type { View } from '../compile/view.ts';
import { nodeNumbers } from './node-numbers.ts';
import type { PeerGroups } from './peer-groups.ts';

/** Where groups are found by what is in them. */
export interface GroupIndex {
  /** Positions of the groups that have endpoints of a class. */
  ofClass(slot: number): Int32Array;
  /** Positions of the groups with endpoints on a node; `hosts` are those with host endpoints on it. */
  onNode(node: number): { readonly all: ReadonlySet<number>; readonly hosts: ReadonlySet<number> };
}

const NOBODY = { all: new Set<number>(), hosts: new Set<number>() };
const cached = new WeakMap<PeerGroups, GroupIndex>();

/** The index of groups of a view; O(their classes), and O(endpoints) once nodes are asked about. */
export function groupIndex(view: View, peers: PeerGroups): GroupIndex {
  let index = cached.get(peers);
  if (index === undefined) {
    index = createIndex(view, peers);
    cached.set(peers, index);
  }
  return index;
}

function createIndex(view: View, { groups, ofEndpoint }: PeerGroups): GroupIndex {
  const starts = new Int32Array(view.classes.count + 2);
  for (const { ends } of groups) for (const { slot } of ends.classes) starts[slot + 2]! += 1;
  for (let slot = 2; slot < starts.length; slot += 1) starts[slot]! += starts[slot - 1]!;
  const positions = new Int32Array(starts[view.classes.count + 1]!);
  for (const [position, { ends }] of groups.entries()) for (const { slot } of ends.classes) {
    positions[starts[slot + 1]!] = position;
    starts[slot + 1]! += 1;
  }
  let byNode: Map<number, { readonly all: Set<number>; readonly hosts: Set<number> }> | null = null;
  const indexNodes = (): Map<number, { readonly all: Set<number>; readonly hosts: Set<number> }> => {
    const found = new Map<number, { readonly all: Set<number>; readonly hosts: Set<number> }>();
    const { ofEndpoint: classOf, traits } = view.classes;
    for (const [endpoint, node] of nodeNumbers(view).entries()) {
      if (node < 0) continue;
      let here = found.get(node);
      if (here === undefined) {
        here = { all: new Set(), hosts: new Set() };
        found.set(node, here);
      }
      here.all.add(ofEndpoint[endpoint]!);
      if (traits[classOf[endpoint]!]!.isHost) here.hosts.add(ofEndpoint[endpoint]!);
    }
    return found;
  };
  return {
    ofClass: (slot) => positions.subarray(starts[slot], starts[slot + 1]),
    onNode: (node) => (byNode ??= indexNodes()).get(node) ?? NOBODY,
  };
}
