import { endpointTable } from '../../model/endpoints/collect.ts';
import type { End } from '../ends.ts';
import type { Side, Versions } from '../versions.ts';
import type { JointSpace } from './space.ts';

/** Bits that say whether two classes of two ends make pairs on different nodes, and pairs on one. */
export const REMOTE = 1;
export const LOCAL = 2;

/** Nodes of some endpoints, each once; `hasUnknown` where one of them has none. */
interface Spread { readonly slot: number; readonly count: number; readonly nodes: Int32Array; readonly hasUnknown: boolean; readonly isRepeated: boolean; readonly bits: () => Uint32Array }

/** The pairs that two ends make where it matters which Pods they are: a Pod with itself is none, and hosts are seen from their own node. */
export interface Nearness {
  /** What pairs the Pods of two classes make in a version, by positions among the classes of the ends: {@link REMOTE} and {@link LOCAL}. */
  pair(side: Side, own: number, i: number, other: number, j: number): number;
  /** Whether both versions make the same kinds of pairs. */
  isSame(own: number, other: number): boolean;
}

export function createNearness(versions: Versions, space: JointSpace, ends: readonly End[]): Nearness {
  const { ofEnd, isHost } = space;
  const numbers = { base: numberNodes(versions, 'base'), target: numberNodes(versions, 'target') };
  const known: Record<Side, (readonly Spread[] | undefined)[]> = { base: [], target: [] };
  const endpointsOf = (side: Side, end: number, id: number): readonly number[] => ends[end]!.sides[side]!.ends.classes.find(({ slot }) => slot === space.classes[side][id])!.endpoints;
  const spreadsOf = (side: Side, end: number): readonly Spread[] => (known[side][end] ??= ofEnd[end]!.map((id) => spreadNodes(numbers[side](), endpointsOf(side, end, id), space.classes[side][id]!)));
  const pair = (side: Side, own: number, i: number, other: number, j: number): number => {
    const a = ofEnd[own]![i]!; const b = ofEnd[other]![j]!;
    if (isHost[a] === 0 && isHost[b] === 0) return own !== other || space.classes[side][a] !== space.classes[side][b] || endpointsOf(side, own, a).length > 1 ? REMOTE : 0;
    const left = spreadsOf(side, own)[i]!; const right = spreadsOf(side, other)[j]!;
    return own === other && left.slot === right.slot ? amongThemselves(left) : betweenTwo(left, right);
  };
  return { pair, isSame: (own, other) => ofEnd[own]!.every((_, i) => ofEnd[other]!.every((__, j) => pair('base', own, i, other, j) === pair('target', own, i, other, j))) };
}

const amongThemselves = ({ nodes, hasUnknown, isRepeated, count }: Spread): number => (nodes.length > 1 || (hasUnknown && count > 1) ? REMOTE : 0) + (isRepeated ? LOCAL : 0);

function betweenTwo(left: Spread, right: Spread): number {
  const [fixed, moving] = left.nodes.length > right.nodes.length ? [left, right] : [right, left];
  const isLocal = meet(fixed.bits(), moving.nodes);
  const isOneNode = isLocal && left.nodes.length === 1 && right.nodes.length === 1 && !left.hasUnknown && !right.hasUnknown;
  return (isOneNode ? 0 : REMOTE) + (isLocal ? LOCAL : 0);
}

interface NodeNumbers { readonly ofEndpoint: Int32Array; readonly dense: Int32Array; readonly count: number }

/** Nodes numbered one after the other, so that a set of them is a few words of bits. */
function numberNodes(versions: Versions, side: Side): () => NodeNumbers {
  let known: NodeNumbers | undefined;
  return () => (known ??= (() => {
    const { nodes } = endpointTable(versions[side].firewalls.endpoints).columns;
    const dense = new Int32Array(nodes.reduce((most, node) => Math.max(most, node), -1) + 1).fill(-1); let count = 0;
    for (const node of nodes) if (node >= 0 && dense[node] === -1) { dense[node] = count; count += 1; }
    return { ofEndpoint: nodes, dense, count };
  })());
}

function spreadNodes({ ofEndpoint, dense, count }: NodeNumbers, endpoints: readonly number[], slot: number): Spread {
  const found = new Set<number>(); let placed = 0;
  for (const endpoint of endpoints) {
    const node = ofEndpoint[endpoint]!;
    if (node >= 0) { placed += 1; found.add(dense[node]!); }
  }
  const nodes = Int32Array.from(found); let words: Uint32Array | undefined;
  const bits = (): Uint32Array => {
    if (words === undefined) {
      words = new Uint32Array((count + 31) >> 5);
      for (const node of nodes) words[node >> 5]! |= 1 << (node & 31);
    }
    return words;
  };
  return { slot, count: endpoints.length, nodes, hasUnknown: placed < endpoints.length, isRepeated: placed > nodes.length, bits };
}

function meet(bits: Uint32Array, nodes: Int32Array): boolean {
  for (const node of nodes) if ((bits[node >> 5]! & (1 << (node & 31))) !== 0) return true;
  return false;
}
