import { createTrie } from '../compile/trie.ts';
import type { View } from '../compile/view.ts';
import type { Asked } from './asked.ts';
import type { Cell } from './cell.ts';
import type { EndClass } from './ends.ts';
import type { Side } from './fan.ts';
import type { PairCells } from './pairing.ts';

/** How some classes see every external class: a number for each, equal where all of them see two alike. */
export interface OutsideSights { of(ends: readonly EndClass[]): Int32Array }

/** Classes behind one firewall see the outside alike, and few firewalls see it in ways of their own. */
export function createOutsideSights(view: View, asked: Asked, cellOf: PairCells, side: Side): OutsideSights {
  const { axis, programs } = view; const { ofClass } = programs[side === 'from' ? 'egress' : 'ingress'];
  const ids = new Map<Cell, number>(); const views = createTrie(); const root = views.root(); const byNode = new Map<number, Int32Array>();
  const known = new Map<number, Map<number, Int32Array>>();
  const look = (end: EndClass): Int32Array => {
    const cells = new Int32Array(axis.externalCount);
    let node = root;
    for (let external = 0; external < cells.length; external += 1) {
      const slot = axis.classCount + external;
      const cell = side === 'from' ? cellOf(end.slot, slot, false, asked.fixed) : cellOf(slot, end.slot, false, end.named ?? asked.fixed);
      const id = ids.get(cell) ?? ids.size;
      ids.set(cell, id);
      cells[external] = id;
      node = views.step(node, id);
    }
    const same = byNode.get(node);
    if (same === undefined) byNode.set(node, cells);
    return same ?? cells;
  };
  const sightOf = (end: EndClass): Int32Array => {
    if (end.access !== null) return look(end);
    const firewall = ofClass[end.slot]! * 4 + axis.families[end.slot]!; const tag = end.named ?? asked.fixed;
    let byTag = known.get(firewall);
    if (byTag === undefined) {
      byTag = new Map();
      known.set(firewall, byTag);
    }
    const found = byTag.get(tag) ?? look(end);
    byTag.set(tag, found);
    return found;
  };
  return {
    of(ends) {
      const [first, ...others] = new Set(ends.map(sightOf));
      if (first === undefined || others.length === 0) return first ?? new Int32Array(axis.externalCount);
      const joined = createTrie(); const start = joined.root();
      return Int32Array.from({ length: axis.externalCount }, (_, external) => others.reduce((node, sight) => joined.step(node, sight[external]!), joined.step(start, first[external]!)));
    },
  };
}
