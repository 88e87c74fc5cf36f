import type { View } from '../compile/view.ts';
import type { Direction } from '../model/firewalls.ts';

/** Slots that stand for all of an external end in front of a program, seen by ends of some families: all others are let through alike. */
export type ExternalFaces = (program: number, families: number) => readonly number[];

const MOST_KEPT = 8;
const cached = new WeakMap<View['programs'], Map<string, ExternalFaces>>();

/**
 * Few firewalls tell addresses of the same family apart, so that in front of nearly all a single class of addresses
 * stands for every one. O(peer sets of the slots + entries of programs), once for each end.
 */
export function externalFaces(view: View, direction: Direction, slots: readonly number[]): ExternalFaces {
  let known = cached.get(view.programs);
  if (known === undefined) {
    known = new Map();
    cached.set(view.programs, known);
  }
  const key = `${direction} ${slots.join(',')}`;
  let faces = known.get(key);
  if (faces === undefined) {
    if (known.size >= MOST_KEPT) known.clear();
    faces = create(view, direction, slots);
    known.set(key, faces);
  }
  return faces;
}

function create({ axis: { families: familiesOf }, peerSets, programs }: View, direction: Direction, slots: readonly number[]): ExternalFaces {
  const all = programs[direction]; const tellApart = new Uint8Array(all.count);
  const byFamilies = [1, 2, 3].map((mask) => slots.filter((slot) => familiesOf[slot] === mask));
  for (const [position, same] of byFamilies.entries()) {
    const holds = new Int32Array(peerSets.count);
    for (const slot of same) for (const set of peerSets.holdersOf(slot)) holds[set]! += 1;
    for (let program = 0; program < all.count; program += 1) for (let entry = all.starts[program]!; entry < all.starts[program + 1]!; entry += 1) {
      const held = holds[all.peers[entry]!]!;
      if (held > 0 && held < same.length) { tellApart[program]! |= 1 << position; break; }
    }
  }
  const known: (readonly number[])[] = [];
  return (program, families) => known[tellApart[program]! * 4 + families] ??= byFamilies.flatMap((same, position) => {
    if (((position + 1) & families) === 0) return [];
    return (tellApart[program]! & (1 << position)) === 0 ? same.slice(0, 1) : same;
  });
}
