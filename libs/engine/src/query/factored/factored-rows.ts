import { ANY_PEER } from '../../compile/peer-sets.ts';
import { NEXT_TIER } from '../../compile/programs.ts';
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
  const vectors: Int32Array[] = []; const vectorOf = new Int32Array(count); const byContent = new Map<string, number>();
  const starts = new Int32Array(count + 1); const slots: number[] = []; const values: number[] = [];
  for (let program = 0; program < count; program += 1) {
    fold(program);
    const content = ofRegion.join(',');
    let vector = byContent.get(content);
    if (vector === undefined) {
      vector = vectors.push(ofRegion.slice()) - 1;
      byContent.set(content, vector);
    }
    vectorOf[program] = vector;
    for (const slot of seen.sort((a, b) => a - b)) {
      if (ofSlot[slot] === ofRegion[regions.ofSlot[slot]!]) continue;
      slots.push(slot);
      values.push(ofSlot[slot]!);
    }
    starts[program + 1] = slots.length;
  }
  view.counters.rows += count;
  view.counters.rowExceptions += slots.length;
  return { vectors, vectorOf, starts, slots: Int32Array.from(slots), values: Int32Array.from(values) };
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
  let entry = 0; let state = -1; let next = -1; let result = -1;
  // Neighbours mostly are in one state, so that the last step often is the next one too.
  const after = (from: number, nextTier: number): number => {
    if (from === state && nextTier === next) return result;
    state = from; next = nextTier;
    result = step(sets, programs, entry, bound, from, nextTier);
    return result;
  };
  const applyTo = (members: Int32Array): void => {
    for (const slot of members) {
      if (ofSlot[slot] === -1) {
        seen.push(slot);
        ofSlot[slot] = ofRegion[regions.ofSlot[slot]!]!;
        nextOfSlot[slot] = nextOfRegion[regions.ofSlot[slot]!]!;
      }
      ofSlot[slot] = after(ofSlot[slot]!, nextOfSlot[slot]!);
    }
    view.counters.foldSteps += members.length;
  };
  const applyWithin = (whole: Int32Array | null): void => {
    if (whole === null) held.fill(1); else for (const region of whole) held[region] = 1;
    for (const slot of seen) if (held[regions.ofSlot[slot]!] === 1) ofSlot[slot] = after(ofSlot[slot]!, nextOfSlot[slot]!);
    for (let region = 0; region < held.length; region += 1) if (held[region] === 1) ofRegion[region] = after(ofRegion[region]!, nextOfRegion[region]!);
    held.fill(0);
    view.counters.foldSteps += seen.length + (whole?.length ?? held.length);
  };
  const fold = (program: number): void => {
    for (const slot of seen) ofSlot[slot] = -1;
    seen.length = 0;
    ofRegion.fill(EVERYTHING);
    nextOfRegion.fill(EVERYTHING);
    for (entry = programs.starts[program]!; entry < programs.starts[program + 1]!; entry += 1) {
      state = -1;
      const peers = programs.peers[entry]!;
      const whole = peers === ANY_PEER ? null : regions.regionsOf(peers);
      if (programs.actions[entry] === NEXT_TIER) {
        nextOfRegion.set(ofRegion);
        for (const slot of seen) nextOfSlot[slot] = ofSlot[slot]!;
      } else if (peers !== ANY_PEER && whole === null) applyTo(peerSets.membersOf(peers));
      else applyWithin(whole);
    }
  };
  return { fold, ofRegion, ofSlot, seen };
}
