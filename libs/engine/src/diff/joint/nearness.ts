import { endpointTable } from '../../model/endpoints/collect.ts';
import type { EndClass } from '../../query/ends.ts';
import type { End } from '../ends.ts';
import type { Side, Versions } from '../versions.ts';
import type { JointSpace } from './space.ts';

/** Bits that say whether two classes of two ends make pairs on different nodes, and pairs on one. */
export const REMOTE = 1;
export const LOCAL = 2;

/** By version and joint classes of the first and the second end. */
export type Nearness = (side: Side, own: number, other: number) => number;

interface Spread { readonly count: number; readonly placed: number; readonly byNode: ReadonlyMap<number, number> }

/** The pairs that two ends make where it matters which Pods they are: a Pod with itself is none, and hosts are seen from their own node. */
export function createNearness(versions: Versions, space: JointSpace): (own: End, other: End) => Nearness {
  const spreads = new WeakMap<EndClass, Spread>();
  const classOf = (end: End, side: Side, id: number): EndClass => end.sides[side]!.ends.classes.find(({ slot }) => slot === space.classes[side][id])!;
  const spreadOf = (side: Side, found: EndClass): Spread => {
    let spread = spreads.get(found);
    if (spread === undefined) {
      spread = spreadNodes(endpointTable(versions[side].firewalls.endpoints).columns.nodes, found.endpoints);
      spreads.set(found, spread);
    }
    return spread;
  };
  return (own, other) => (side, i, j) => {
    const a = classOf(own, side, i); const b = classOf(other, side, j);
    const isSelf = a === b;
    if (space.isHost[i] === 0 && space.isHost[j] === 0) return isSelf && a.endpoints.length === 1 ? 0 : REMOTE;
    const left = spreadOf(side, a); const right = spreadOf(side, b);
    const total = left.count * right.count - (isSelf ? left.count : 0);
    const local = localPairs(left, right) - (isSelf ? left.placed : 0);
    return (total > local ? REMOTE : 0) + (local > 0 ? LOCAL : 0);
  };
}

function spreadNodes(nodes: Int32Array, endpoints: readonly number[]): Spread {
  const byNode = new Map<number, number>(); let placed = 0;
  for (const endpoint of endpoints) {
    const node = nodes[endpoint]!;
    if (node < 0) continue;
    placed += 1;
    byNode.set(node, (byNode.get(node) ?? 0) + 1);
  }
  return { count: endpoints.length, placed, byNode };
}

function localPairs(a: Spread, b: Spread): number {
  const [few, many] = a.byNode.size <= b.byNode.size ? [a, b] : [b, a];
  let sum = 0;
  for (const [node, count] of few.byNode) sum += count * (many.byNode.get(node) ?? 0);
  return sum;
}
