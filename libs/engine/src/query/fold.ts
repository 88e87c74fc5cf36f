import { ALLOW, DENY, LOWER_ONLY, NEXT_TIER, PASS, SURE, UPPER_ONLY, type Program } from '../compile/programs.ts';
import { ANY_PEER } from '../compile/peer-sets.ts';
import { EVERYTHING, type SetTable } from '../compile/set-table.ts';
import type { View } from '../compile/view.ts';
import type { Direction } from '../model/firewalls.ts';

/** The two bounds of every uncertain answer: what is surely allowed, and what may be. */
export type Bound = 'lower' | 'upper';

/** What becomes of traffic at one entry, given what becomes of it further down (`state`) and at the next tier (`next`). */
function step(sets: SetTable, program: Program, entry: number, bound: Bound, state: number, next: number): number {
  const traffic = program.traffic[entry]!; const when = program.bounds[entry]!;
  if (when === (bound === 'lower' ? UPPER_ONLY : LOWER_ONLY)) return state;
  switch (program.actions[entry]!) {
    case ALLOW: return sets.union(state, traffic);
    case DENY: return sets.subtract(state, traffic);
    case PASS: break;
  }
  if (when === SURE) return sets.union(sets.subtract(state, traffic), sets.intersect(next, traffic));
  const both = bound === 'lower' ? sets.intersect(state, next) : sets.union(state, next);
  return sets.union(sets.subtract(state, traffic), sets.intersect(both, traffic));
}

/** What a program allows for one slot of the peer axis; O(entries). */
export function foldPoint(view: View, program: Program, slot: number, bound: Bound): number {
  const { sets, peerSets } = view;
  let state = EVERYTHING; let next = EVERYTHING;
  for (let entry = 0; entry < program.peers.length; entry += 1) {
    if (program.actions[entry] === NEXT_TIER) next = state;
    else if (peerSets.has(program.peers[entry]!, slot)) state = step(sets, program, entry, bound, state, next);
  }
  view.counters.foldSteps += program.peers.length;
  return state;
}

/** What a program allows for every slot of the peer axis; O(slots + members of its peer sets). */
export function foldRow(view: View, program: Program, bound: Bound): Int32Array {
  const { sets, peerSets } = view;
  // -1 marks slots that no entry has told apart from the rest; those share one state.
  const states = new Int32Array(view.axis.slotCount).fill(-1); const nexts = new Int32Array(program.actions.includes(NEXT_TIER) ? view.axis.slotCount : 0);
  let rest = EVERYTHING; let restNext = EVERYTHING; let steps = 0;
  const touched: number[] = [];
  for (let entry = 0; entry < program.peers.length; entry += 1) {
    if (program.actions[entry] === NEXT_TIER) {
      restNext = rest;
      for (const slot of touched) nexts[slot] = states[slot]!;
      continue;
    }
    const isForAll = program.peers[entry] === ANY_PEER;
    const slots = isForAll ? touched : peerSets.membersOf(program.peers[entry]!);
    for (const slot of slots) {
      if (states[slot] === -1) {
        touched.push(slot);
        states[slot] = rest;
        nexts[slot] = restNext;
      }
      states[slot] = step(sets, program, entry, bound, states[slot]!, nexts[slot] ?? EVERYTHING);
    }
    steps += slots.length + 1;
    if (isForAll) rest = step(sets, program, entry, bound, rest, restNext);
  }
  for (let slot = 0; slot < states.length; slot += 1) if (states[slot] === -1) states[slot] = rest;
  view.counters.rows += 1;
  view.counters.foldSteps += steps;
  return states;
}

/** What every program of a direction allows for one slot, by program; O(entries of all programs). */
export function foldColumn(view: View, direction: Direction, slot: number, bound: Bound): Int32Array {
  const { sets, peerSets } = view;
  const { list } = view.programs[direction];
  const holds = new Uint8Array(peerSets.count);
  holds[ANY_PEER] = 1;
  for (const id of peerSets.holdersOf(slot)) holds[id] = 1;
  const column = new Int32Array(list.length);
  for (const [index, program] of list.entries()) {
    let state = EVERYTHING; let next = EVERYTHING;
    for (let entry = 0; entry < program.peers.length; entry += 1) {
      if (program.actions[entry] === NEXT_TIER) next = state;
      else if (holds[program.peers[entry]!] === 1) state = step(sets, program, entry, bound, state, next);
    }
    column[index] = state;
  }
  return column;
}
