import type { View } from '../../compile/view.ts';
import { weightOf } from '../ends.ts';
import { nodeNumbers } from '../node-numbers.ts';
import type { PeerGroup } from '../peer-groups.ts';

/** Groups laid out in columns: a part is the endpoints of one class in one group of which the same is asked. */
export interface Layout {
  readonly groups: readonly PeerGroup[];
  /** Parts of group `g` stand from `starts[g]` up to `starts[g + 1]`. */
  readonly starts: Int32Array;
  readonly groupOf: Int32Array;
  readonly slots: Int32Array;
  readonly weights: Float64Array;
  /** Pairs of an endpoint with itself; of endpoints on a known node alone. */
  readonly selfPairs: Float64Array;
  readonly selfPairsOnNodes: Float64Array;
  /** What is asked of a part as a destination, -1 where nothing tells it apart. */
  readonly asked: Int32Array;
  readonly isHost: Uint8Array;
  /** Parts of class `c` stand in `ofClass` from `classStarts[c]` up to `classStarts[c + 1]`. */
  readonly classStarts: Int32Array;
  readonly ofClass: Int32Array;
}

const cached = new WeakMap<readonly PeerGroup[], Layout>();

/** The layout of some groups of a view; O(endpoints), once for each array of groups. */
export function layoutOf(view: View, groups: readonly PeerGroup[]): Layout {
  let layout = cached.get(groups);
  if (layout === undefined) {
    layout = lay(view, groups);
    cached.set(groups, layout);
  }
  return layout;
}

function lay(view: View, groups: readonly PeerGroup[]): Layout {
  const count = groups.reduce((sum, { ends }) => sum + ends.classes.length, 0); const nodes = nodeNumbers(view);
  const starts = new Int32Array(groups.length + 1); const groupOf = new Int32Array(count); const slots = new Int32Array(count); const weights = new Float64Array(count);
  const selfPairs = new Float64Array(count); const selfPairsOnNodes = new Float64Array(count); const asked = new Int32Array(count); const isHost = new Uint8Array(count);
  let part = 0;
  for (const [group, { ends }] of groups.entries()) {
    for (const { slot, weight, named, endpoints } of ends.classes) {
      groupOf[part] = group; slots[part] = slot; weights[part] = weight; asked[part] = named ?? -1;
      isHost[part] = view.classes.traits[slot]!.isHost ? 1 : 0;
      for (const endpoint of endpoints) {
        const pairs = weightOf(view, endpoint) ** 2;
        selfPairs[part]! += pairs;
        if (nodes[endpoint]! >= 0) selfPairsOnNodes[part]! += pairs;
      }
      part += 1;
    }
    starts[group + 1] = part;
  }
  return { groups, starts, groupOf, slots, weights, selfPairs, selfPairsOnNodes, asked, isHost, ...byClass(view.classes.count, slots) };
}

function byClass(classCount: number, slots: Int32Array): Pick<Layout, 'classStarts' | 'ofClass'> {
  const starts = new Int32Array(classCount + 2); const ofClass = new Int32Array(slots.length);
  for (const slot of slots) starts[slot + 2]! += 1;
  for (let at = 2; at < starts.length; at += 1) starts[at]! += starts[at - 1]!;
  for (const [part, slot] of slots.entries()) {
    ofClass[starts[slot + 1]!] = part;
    starts[slot + 1]! += 1;
  }
  return { classStarts: starts, ofClass };
}
