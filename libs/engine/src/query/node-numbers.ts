import type { View } from '../compile/view.ts';
import { isEndpointTable } from '../model/endpoints/table.ts';

const cached = new WeakMap<View['firewalls']['endpoints'], Int32Array>();

/** A number for the node of each endpoint, -1 where it is unknown; O(endpoints) once where they stand in no columns. */
export function nodeNumbers({ firewalls: { endpoints } }: View): Int32Array {
  if (isEndpointTable(endpoints)) return endpoints.columns.nodes;
  let numbers = cached.get(endpoints);
  if (numbers === undefined) {
    const ids = new Map<string, number>();
    numbers = Int32Array.from(endpoints, ({ node }) => {
      if (node === null) return -1;
      const id = ids.get(node) ?? ids.size;
      ids.set(node, id);
      return id;
    });
    cached.set(endpoints, numbers);
  }
  return numbers;
}
