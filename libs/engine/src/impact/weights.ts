import type { View } from '../compile/view.ts';
import { endpointTable } from '../model/endpoints/collect.ts';
import { ENDPOINT_KINDS } from '../model/endpoints/columns.ts';
import { weightOf } from '../query/ends.ts';
import { nodeNumbers } from '../query/node-numbers.ts';

/** Which pairs of two classes: those on one node, those on two, or all. */
export type Where = 'local' | 'remote' | 'all';

/** How many pairs classes make. An endpoint makes none with itself. */
export interface Weights {
  /** Endpoints by class. */
  readonly all: Float64Array;
  /** Pairs of two Pods, and those of which one end at least is a node. */
  podPairs(from: number, to: number, where: Where): number;
  nodePairs(from: number, to: number, where: Where): number;
}

/** O(endpoints). */
export function weigh(view: View): Weights {
  const { count: classCount, ofEndpoint } = view.classes; const { kinds } = endpointTable(view.firewalls.endpoints).columns; const nodes = nodeNumbers(view);
  const sumsOf = (isCounted: (endpoint: number) => boolean): Sums => {
    const total = new Float64Array(classCount); const self = new Float64Array(classCount); const placedSelf = new Float64Array(classCount);
    for (const [endpoint, id] of ofEndpoint.entries()) {
      if (!isCounted(endpoint)) continue;
      const weight = weightOf(view, endpoint);
      total[id]! += weight;
      self[id]! += weight ** 2;
      if (nodes[endpoint]! >= 0) placedSelf[id]! += weight ** 2;
    }
    return { total, self, placedSelf };
  };
  const isPod = (endpoint: number): boolean => kinds[endpoint] !== NODE;
  const [pods, all] = [sumsOf(isPod), sumsOf(() => true)];
  const podsByNode = byNodes(view, nodes, isPod); const allByNode = byNodes(view, nodes, () => true);
  const isWithNodes = all.total.some((total, id) => total !== pods.total[id]);
  const count = (sums: Sums, onNode: (id: number) => ReadonlyMap<number, number>, from: number, to: number, where: Where): number => {
    const whole = sums.total[from]! * sums.total[to]! - (from === to ? sums.self[from]! : 0);
    if (where === 'all') return whole;
    const local = localPairs(sums, onNode, from, to);
    return where === 'local' ? local : whole - local;
  };
  const podPairs = (from: number, to: number, where: Where): number => count(pods, podsByNode, from, to, where);
  return {
    all: all.total, podPairs,
    nodePairs: (from, to, where) => (isWithNodes ? count(all, allByNode, from, to, where) - podPairs(from, to, where) : 0),
  };
}

const NODE = ENDPOINT_KINDS.indexOf('node');

/** By class: endpoints, and pairs of each with itself, and those whose node is known. */
interface Sums { readonly total: Float64Array; readonly self: Float64Array; readonly placedSelf: Float64Array }

function localPairs({ placedSelf }: Sums, byNode: (id: number) => ReadonlyMap<number, number>, from: number, to: number): number {
  const [few, many] = byNode(from).size <= byNode(to).size ? [byNode(from), byNode(to)] : [byNode(to), byNode(from)];
  let sum = 0;
  for (const [node, weight] of few) sum += weight * (many.get(node) ?? 0);
  return from === to ? sum - placedSelf[from]! : sum;
}

/** Endpoints of a class by node; of all classes once they are asked for. */
function byNodes(view: View, nodes: Int32Array, isCounted: (endpoint: number) => boolean): (id: number) => ReadonlyMap<number, number> {
  let known: readonly Map<number, number>[] | null = null;
  return (id) => {
    if (known === null) {
      known = Array.from({ length: view.classes.count }, () => new Map<number, number>());
      for (const [endpoint, own] of view.classes.ofEndpoint.entries()) {
        const node = nodes[endpoint]!;
        if (node >= 0 && isCounted(endpoint)) known[own]!.set(node, (known[own]!.get(node) ?? 0) + weightOf(view, endpoint));
      }
    }
    return known[id]!;
  };
}
