import { ANY_PEER } from '../compile/peer-sets.ts';
import { ALLOW, DENY, LOWER_ONLY, NEXT_TIER, PASS, SURE, UPPER_ONLY, type Programs } from '../compile/programs.ts';
import { EVERYTHING, type SetTable } from '../compile/set-table.ts';
import type { View } from '../compile/view.ts';
import type { Direction } from '../model/firewalls.ts';

/** The two bounds of every uncertain answer: what is surely allowed, and what may be. */
export type Bound = 'lower' | 'upper';

/** The part of a view that rows are folded from. */
export type Foldable = Pick<View, 'sets' | 'peerSets' | 'counters'> & { readonly axis: Pick<View['axis'], 'slotCount'>; readonly programs: View['programs'] };

/** What becomes of traffic at one entry, given what becomes of it further down (`state`) and at the next tier (`next`). */
export function step(sets: SetTable, programs: Programs, entry: number, bound: Bound, state: number, next: number): number {
  const traffic = programs.traffic[entry]!; const when = programs.bounds[entry]!;
  if (when === (bound === 'lower' ? UPPER_ONLY : LOWER_ONLY)) return state;
  switch (programs.actions[entry]!) {
    case ALLOW: return sets.union(state, traffic);
    case DENY: return sets.subtract(state, traffic);
    case PASS: break;
  }
  if (when === SURE) return sets.union(sets.subtract(state, traffic), sets.intersect(next, traffic));
  const both = bound === 'lower' ? sets.intersect(state, next) : sets.union(state, next);
  return sets.union(sets.subtract(state, traffic), sets.intersect(both, traffic));
}

/** What a program allows where `isHeld` says which peer sets count; O(entries). */
export function foldProgram(view: Foldable, direction: Direction, program: number, bound: Bound, isHeld: (peers: number) => boolean): number {
  const { sets } = view; const programs = view.programs[direction];
  const end = programs.starts[program + 1]!;
  let state = EVERYTHING; let next = EVERYTHING;
  for (let entry = programs.starts[program]!; entry < end; entry += 1) {
    if (programs.actions[entry] === NEXT_TIER) next = state;
    else if (isHeld(programs.peers[entry]!)) state = step(sets, programs, entry, bound, state, next);
  }
  view.counters.foldSteps += end - programs.starts[program]!;
  return state;
}

/** What a program allows for one slot of the peer axis; O(entries). */
export function foldPoint(view: Foldable, direction: Direction, program: number, slot: number, bound: Bound): number {
  return foldProgram(view, direction, program, bound, (peers) => view.peerSets.has(peers, slot));
}

/** What a program allows for every slot of the peer axis; O(slots + members of its peer sets). */
export function foldRow(view: Foldable, direction: Direction, program: number, bound: Bound): Int32Array {
  const { sets, peerSets } = view; const programs = view.programs[direction];
  const end = programs.starts[program + 1]!;
  // -1 marks slots that no entry has told apart from the rest; those share one state.
  const states = new Int32Array(view.axis.slotCount).fill(-1); const nexts = new Int32Array(view.axis.slotCount);
  let rest = EVERYTHING; let restNext = EVERYTHING; let steps = 0;
  const touched: number[] = [];
  for (let entry = programs.starts[program]!; entry < end; entry += 1) {
    if (programs.actions[entry] === NEXT_TIER) {
      restNext = rest;
      for (const slot of touched) nexts[slot] = states[slot]!;
      continue;
    }
    const isForAll = programs.peers[entry] === ANY_PEER;
    const slots = isForAll ? touched : peerSets.membersOf(programs.peers[entry]!);
    for (const slot of slots) {
      if (states[slot] === -1) {
        touched.push(slot);
        states[slot] = rest;
        nexts[slot] = restNext;
      }
      states[slot] = step(sets, programs, entry, bound, states[slot]!, nexts[slot]!);
    }
    steps += slots.length + 1;
    if (isForAll) rest = step(sets, programs, entry, bound, rest, restNext);
  }
  for (let slot = 0; slot < states.length; slot += 1) if (states[slot] === -1) states[slot] = rest;
  view.counters.rows += 1;
  view.counters.foldSteps += steps;
  return states;
}
