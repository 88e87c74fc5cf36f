import { step } from '../fold.ts';
import { ANY_PEER } from '../../compile/peer-sets.ts';
import { NEXT_TIER } from '../../compile/programs.ts';
import { EVERYTHING } from '../../compile/set-table.ts';
import type { View } from '../../compile/view.ts';
import type { Direction } from '../../model/firewalls.ts';

/** Some of the things at the other end, a bit for each, and what is allowed for all of them. */
export interface MaskPart { readonly value: number; readonly mask: Uint32Array }

/** Things that are in one state of the fold; their masks never overlap, and each belongs to one program's fold alone. */
interface State { value: number; next: number; readonly mask: Uint32Array }

/**
 * What a program surely allows for many things at the other end at once: they stay together as long as no entry tells
 * them apart. `all` are the bits of everything, `maskOf` those of a peer set. O(entries × states × words).
 */
export function foldMasks(view: View, direction: Direction, program: number, all: Uint32Array, maskOf: (peers: number) => Uint32Array): readonly MaskPart[] {
  const { sets } = view; const programs = view.programs[direction]; const end = programs.starts[program + 1]!;
  let states: State[] = [{ value: EVERYTHING, next: EVERYTHING, mask: all.slice() }];
  for (let entry = programs.starts[program]!; entry < end; entry += 1) {
    view.counters.foldSteps += states.length;
    if (programs.actions[entry] === NEXT_TIER) {
      for (const state of states) state.next = state.value;
      continue;
    }
    const peers = programs.peers[entry]!;
    const moves = states.map(({ value, next }) => step(sets, programs, entry, 'lower', value, next));
    if (peers === ANY_PEER) {
      for (const [index, state] of states.entries()) state.value = moves[index]!;
      states = joined(states);
    } else move(states, moves, maskOf(peers));
  }
  view.counters.rows += 1;
  for (const state of states) state.next = EVERYTHING;
  return joined(states);
}

/** Moves what is held of every state on to the state that it comes to. */
function move(states: State[], moves: readonly number[], held: Uint32Array): void {
  const count = moves.length; const arrivals: State[] = [];
  for (let index = 0; index < count; index += 1) {
    const state = states[index]!; const value = moves[index]!;
    if (value === state.value) continue;
    // What has just arrived somewhere must not move on: only a state that stays can take it at once.
    const staying = states.findIndex((other, at) => other.value === value && other.next === state.next && moves[at] === value);
    const to = staying < 0 ? { value, next: state.next, mask: new Uint32Array(held.length) } : states[staying]!;
    if (staying < 0) arrivals.push(to);
    carry(state.mask, held, to.mask);
  }
  for (const arrival of arrivals) states.push(arrival);
}

function carry(from: Uint32Array, held: Uint32Array, to: Uint32Array): void {
  for (let word = 0; word < held.length; word += 1) {
    const bits = from[word]! & held[word]!;
    from[word]! ^= bits;
    to[word]! |= bits;
  }
}

/** States that have come to the same are one. */
function joined(states: readonly State[]): State[] {
  const out: State[] = [];
  for (const state of states) {
    const same = out.find(({ value, next }) => value === state.value && next === state.next);
    if (same === undefined) out.push(state); else carry(state.mask, state.mask, same.mask);
  }
  return out;
}
