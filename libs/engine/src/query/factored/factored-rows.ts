import { ANY_PEER } from '../../compile/peer-sets.ts';
import { NEXT_TIER, PASS } from '../../compile/programs.ts';
import { EVERYTHING } from '../../compile/set-table.ts';
import type { View } from '../../compile/view.ts';
import type { Direction } from '../../model/firewalls.ts';
import { step, type Bound, type Foldable } from '../fold.ts';
import { regionsOf, type Regions } from './regions.ts';

/** What every program of one direction allows for every slot of the peer axis: a value by region, and the slots that have another. */
export interface FactoredRows {
  /** Values by region; programs that agree in all of them share one. */
  readonly vectors: readonly Int32Array[];
  /** Position in `vectors` by program. */
  readonly vectorOf: Int32Array;
  /** Exceptions of program `p` stand from `starts[p]` up to `starts[p + 1]`, slots ascending. */
  readonly starts: Int32Array;
  readonly slots: Int32Array;
  readonly values: Int32Array;
}

/** Above this many exceptions rows are folded again for each question instead of being kept. */
const MOST_KEPT = 4_000_000;
const cached = new WeakMap<View['programs'], Map<string, FactoredRows>>();

/** All rows of a direction; O(entries of programs × regions + members of the peer sets that no region follows). */
export function factoredRows(view: View, direction: Direction, bound: Bound): FactoredRows {
  const key = `${direction} ${view.programs[direction].isUncertain ? bound : 'lower'}`;
  let known = cached.get(view.programs);
  if (known === undefined) {
    known = new Map();
    cached.set(view.programs, known);
  }
  const found = known.get(key) ?? foldAll(view, direction, bound);
  if (found.slots.length <= MOST_KEPT) known.set(key, found);
  return found;
}

/** What a program allows for one slot of the peer axis. */
export function valueAt({ vectors, vectorOf, starts, slots, values }: FactoredRows, regions: Regions, program: number, slot: number): number {
  let low = starts[program]!; let high = starts[program + 1]! - 1;
  while (low <= high) {
    const middle = (low + high) >> 1; const at = slots[middle]!;
    if (at < slot) low = middle + 1; else if (at > slot) high = middle - 1; else return values[middle]!;
  }
  return vectors[vectorOf[program]!]![regions.ofSlot[slot]!]!;
}

function foldAll(view: View, direction: Direction, bound: Bound): FactoredRows {
  const regions = regionsOf(view); const { count } = view.programs[direction];
  const { fold, ofRegion, ofSlot, seen } = createFolder(view, direction, bound, regions);
  const vectors: Int32Array[] = []; const vectorOf = new Int32Array(count); const idOf = createVectorIds(vectors);
  const starts = new Int32Array(count + 1); const slots = createColumn(); const values = createColumn();
  const exceptions = new Int32Array(view.axis.slotCount);
  for (let program = 0; program < count; program += 1) {
    fold(program);
    vectorOf[program] = idOf(ofRegion);
    let size = 0;
    for (const slot of seen) if (ofSlot[slot] !== ofRegion[regions.ofSlot[slot]!]) {
      exceptions[size] = slot;
      size += 1;
    }
    for (const slot of exceptions.subarray(0, size).sort()) {
      slots.push(slot);
      values.push(ofSlot[slot]!);
    }
    starts[program + 1] = slots.size();
  }
  view.counters.rows += count;
  view.counters.rowExceptions += slots.size();
  return { vectors, vectorOf, starts, slots: slots.taken(), values: values.taken() };
}

/** Numbers of equal lists of equal length; new ones are added to the given. */
function createVectorIds(vectors: Int32Array[]): (content: Int32Array) => number {
  const byHash = new Map<number, number[]>();
  return (content) => {
    let hash = 0;
    for (const value of content) hash = Math.imul(hash ^ value, 0x0100_0193) ^ (hash >>> 15);
    let alike = byHash.get(hash);
    if (alike === undefined) {
      alike = [];
      byHash.set(hash, alike);
    }
    for (const id of alike) if (vectors[id]!.every((value, at) => value === content[at])) return id;
    const id = vectors.push(content.slice()) - 1;
    alike.push(id);
    return id;
  };
}

/** Numbers one after the other, without the garbage of a growing array. */
interface Column { push(value: number): void; size(): number; taken(): Int32Array }

function createColumn(): Column {
  let values = new Int32Array(1024); let size = 0;
  return {
    push(value) {
      if (size === values.length) { const wider = new Int32Array(2 * size); wider.set(values); values = wider; }
      values[size] = value;
      size += 1;
    },
    size: () => size,
    taken: () => values.slice(0, size),
  };
}

/** Folds programs one after another; what is told of one is overwritten by the next. */
export interface Folder {
  readonly fold: (program: number) => void;
  readonly ofRegion: Int32Array;
  /** Slots that a narrow set told apart from their region, in no order, and what becomes of each. */
  readonly seen: number[];
  readonly ofSlot: Int32Array;
}

/** The fold of `foldRow`, with one state for all slots of a region that no narrow set has told apart. */
export function createFolder(view: Foldable, direction: Direction, bound: Bound, regions: Regions): Folder {
  const { sets, peerSets } = view; const programs = view.programs[direction];
  const ofRegion = new Int32Array(regions.count); const nextOfRegion = new Int32Array(regions.count); const held = new Uint8Array(regions.count);
  const ofSlot = new Int32Array(view.axis.slotCount).fill(-1); const nextOfSlot = new Int32Array(view.axis.slotCount); const seen: number[] = [];
  let entry = 0; let isPass = false; let next = -1;
  // Most slots are in one of a few states, and without a pass that is all that the next one depends on.
  const results: number[] = []; const stamps: number[] = []; let stamp = 0;
  const after = (from: number, nextTier: number): number => {
    if (isPass && nextTier !== next) { stamp += 1; next = nextTier; }
    if (stamps[from] === stamp) return results[from]!;
    stamps[from] = stamp;
    return results[from] = step(sets, programs, entry, bound, from, nextTier);
  };
  const applyTo = (members: Int32Array): void => {
    for (const slot of members) {
      let state = ofSlot[slot]!;
      if (state === -1) {
        seen.push(slot);
        state = ofRegion[regions.ofSlot[slot]!]!;
        nextOfSlot[slot] = nextOfRegion[regions.ofSlot[slot]!]!;
      }
      ofSlot[slot] = after(state, nextOfSlot[slot]!);
    }
    view.counters.foldSteps += members.length;
  };
  const applyToAll = (): void => {
    for (const slot of seen) ofSlot[slot] = after(ofSlot[slot]!, nextOfSlot[slot]!);
    for (let region = 0; region < ofRegion.length; region += 1) ofRegion[region] = after(ofRegion[region]!, nextOfRegion[region]!);
    view.counters.foldSteps += seen.length + ofRegion.length;
  };
  const applyWithin = (whole: Int32Array): void => {
    if (seen.length > 0) {
      for (const region of whole) held[region] = 1;
      for (const slot of seen) if (held[regions.ofSlot[slot]!] === 1) ofSlot[slot] = after(ofSlot[slot]!, nextOfSlot[slot]!);
      for (const region of whole) held[region] = 0;
    }
    for (const region of whole) ofRegion[region] = after(ofRegion[region]!, nextOfRegion[region]!);
    view.counters.foldSteps += seen.length + whole.length;
  };
  const fold = (program: number): void => {
    for (const slot of seen) ofSlot[slot] = -1;
    seen.length = 0;
    ofRegion.fill(EVERYTHING);
    nextOfRegion.fill(EVERYTHING);
    for (entry = programs.starts[program]!; entry < programs.starts[program + 1]!; entry += 1) {
      const peers = programs.peers[entry]!; const action = programs.actions[entry]!;
      stamp += 1; isPass = action === PASS; next = -1;
      const whole = peers === ANY_PEER ? null : regions.regionsOf(peers);
      if (action === NEXT_TIER) {
        nextOfRegion.set(ofRegion);
        for (const slot of seen) nextOfSlot[slot] = ofSlot[slot]!;
      } else if (peers === ANY_PEER) applyToAll();
      else if (whole === null) applyTo(peerSets.membersOf(peers));
      else applyWithin(whole);
    }
  };
  return { fold, ofRegion, ofSlot, seen };
}
