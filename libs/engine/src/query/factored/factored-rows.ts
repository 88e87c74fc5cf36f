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
  const vectors: Int32Array[] = []; const vectorOf = new Int32Array(count); const idOf = createVectorIds(vectors);
  const starts = new Int32Array(count + 1); const exceptions = createSorter(view.axis.slotCount);
  let slots = new Int32Array(1024); let values = new Int32Array(1024); let size = 0;
  for (let program = 0; program < count; program += 1) {
    fold(program);
    vectorOf[program] = idOf(ofRegion);
    for (let at = 0; at < seen.length; at += 1) {
      const slot = seen[at]!;
      if (ofSlot[slot] !== ofRegion[regions.ofSlot[slot]!]) exceptions.add(slot);
    }
    if (size + exceptions.size() > slots.length) { slots = widened(slots, size + exceptions.size()); values = widened(values, size + exceptions.size()); }
    const end = exceptions.take(slots, size);
    for (; size < end; size += 1) values[size] = ofSlot[slots[size]!]!;
    starts[program + 1] = size;
  }
  view.counters.rows += count;
  view.counters.rowExceptions += size;
  return { vectors, vectorOf, starts, slots: slots.slice(0, size), values: values.slice(0, size) };
}

function widened(column: Int32Array, least: number): Int32Array<ArrayBuffer> {
  const wider = new Int32Array(2 * least);
  wider.set(column);
  return wider;
}

/** Numbers of equal lists of equal length; new ones are added to the given. */
function createVectorIds(vectors: Int32Array[]): (content: Int32Array) => number {
  const byHash = new Map<number, number[]>();
  const isEqual = (a: Int32Array, b: Int32Array): boolean => {
    for (let at = 0; at < a.length; at += 1) if (a[at] !== b[at]) return false;
    return true;
  };
  return (content) => {
    let hash = 0;
    for (let at = 0; at < content.length; at += 1) hash = Math.imul(hash ^ content[at]!, 0x0100_0193) ^ (hash >>> 15);
    let alike = byHash.get(hash);
    if (alike === undefined) {
      alike = [];
      byHash.set(hash, alike);
    }
    for (const id of alike) if (isEqual(vectors[id]!, content)) return id;
    const id = vectors.push(content.slice()) - 1;
    alike.push(id);
    return id;
  };
}

/** Puts different numbers below a bound in order, a bit for each: several times cheaper than comparing them. */
interface Sorter {
  add(value: number): void;
  size(): number;
  /** Writes what was added since the last time, ascending, from a position on; tells where it ends. */
  take(into: Int32Array, from: number): number;
}

function createSorter(bound: number): Sorter {
  const words = new Int32Array((bound + 31) >> 5); let size = 0; let first = words.length; let last = -1;
  return {
    add(value) {
      const word = value >> 5;
      words[word]! |= 1 << (value & 31);
      if (word < first) first = word;
      if (word > last) last = word;
      size += 1;
    },
    size: () => size,
    take(into, from) {
      let at = from;
      for (let word = first; word <= last; word += 1) {
        let bits = words[word]!;
        while (bits !== 0) {
          const lowest = bits & -bits;
          into[at] = word * 32 + 31 - Math.clz32(lowest);
          at += 1;
          bits ^= lowest;
        }
        words[word] = 0;
      }
      size = 0; first = words.length; last = -1;
      return at;
    },
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

/** The fold of `foldRow`, with one state for all regions and slots of which the same has become so far. */
export function createFolder(view: Foldable, direction: Direction, bound: Bound, regions: Regions): Folder {
  const { sets, peerSets } = view; const programs = view.programs[direction];
  // While a program is folded these name lots, and what became of them at the end.
  const ofRegion = new Int32Array(regions.count); const ofSlot = new Int32Array(view.axis.slotCount).fill(-1);
  // Slots that were told apart from each region, chained.
  const heads = new Int32Array(regions.count).fill(-1); const others = new Int32Array(view.axis.slotCount);
  const seen: number[] = []; const lots = createLots();
  let entry = 0;
  const after = (state: number, next: number): number => step(sets, programs, entry, bound, state, next);
  const applyTo = (members: Int32Array): void => {
    for (let at = 0; at < members.length; at += 1) {
      const slot = members[at]!; const known = ofSlot[slot]!; const region = regions.ofSlot[slot]!;
      const before = known === -1 ? ofRegion[region]! : known; const lot = lots.moved(before, after);
      if (lot === before) continue;
      if (known === -1) {
        seen.push(slot);
        others[slot] = heads[region]!;
        heads[region] = slot;
      }
      ofSlot[slot] = lot;
    }
    view.counters.foldSteps += members.length;
  };
  const applyWithin = (whole: Int32Array): void => {
    let steps = whole.length;
    for (let at = 0; at < whole.length; at += 1) {
      const region = whole[at]!;
      ofRegion[region] = lots.moved(ofRegion[region]!, after);
      for (let slot = heads[region]!; slot !== -1; slot = others[slot]!) {
        ofSlot[slot] = lots.moved(ofSlot[slot]!, after);
        steps += 1;
      }
    }
    view.counters.foldSteps += steps;
  };
  const fold = (program: number): void => {
    for (let at = 0; at < seen.length; at += 1) ofSlot[seen[at]!] = -1;
    seen.length = 0;
    heads.fill(-1);
    ofRegion.fill(0);
    lots.clear();
    for (entry = programs.starts[program]!; entry < programs.starts[program + 1]!; entry += 1) {
      const peers = programs.peers[entry]!;
      if (programs.actions[entry] === NEXT_TIER) { lots.enterTier(); continue; }
      if (peers === ANY_PEER) { view.counters.foldSteps += lots.moveAll(after); continue; }
      const whole = regions.regionsOf(peers);
      lots.split();
      if (whole === null) applyTo(peerSets.membersOf(peers)); else applyWithin(whole);
    }
    for (let region = 0; region < ofRegion.length; region += 1) ofRegion[region] = lots.stateOf(ofRegion[region]!);
    for (let at = 0; at < seen.length; at += 1) ofSlot[seen[at]!] = lots.stateOf(ofSlot[seen[at]!]!);
  };
  return { fold, ofRegion, ofSlot, seen };
}

/** Whatever the same has become of, by number: what stands now, and where a pass goes. All are lot 0 to begin with. */
interface Lots {
  clear(): void;
  enterTier(): void;
  /** Moves every lot on; tells how many there are. */
  moveAll(after: (state: number, next: number) => number): number;
  /** Begins to part lots. */
  split(): void;
  /** The lot of those that leave a lot since it was last split: itself where nothing becomes of them. */
  moved(lot: number, after: (state: number, next: number) => number): number;
  stateOf(lot: number): number;
}

function createLots(): Lots {
  let states = new Int32Array(4); let nexts = new Int32Array(4); let targets = new Int32Array(4); let turns = new Int32Array(4);
  let count = 1; let turn = 0;
  const add = (state: number, next: number): number => {
    if (count === states.length) [states, nexts, targets, turns] = [states, nexts, targets, turns].map((column) => { const wider = new Int32Array(2 * count); wider.set(column); return wider; }) as [typeof states, typeof states, typeof states, typeof states];
    states[count] = state; nexts[count] = next; turns[count] = 0;
    count += 1;
    return count - 1;
  };
  return {
    clear() { count = 1; states[0] = nexts[0] = EVERYTHING; },
    enterTier() { nexts.set(states.subarray(0, count)); },
    moveAll(after) {
      for (let lot = 0; lot < count; lot += 1) states[lot] = after(states[lot]!, nexts[lot]!);
      return count;
    },
    split() { turn += 1; },
    moved(lot, after) {
      if (turns[lot] !== turn) {
        const state = after(states[lot]!, nexts[lot]!);
        // The columns may be wider ones after it.
        const target = state === states[lot] ? lot : add(state, nexts[lot]!);
        targets[lot] = target;
        turns[lot] = turn;
      }
      return targets[lot]!;
    },
    stateOf: (lot) => states[lot]!,
  };
}
