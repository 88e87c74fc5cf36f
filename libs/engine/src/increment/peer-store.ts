import { NO_PEER, createPeerSets, type PeerSets } from '../compile/peer-sets.ts';

/**
 * The peer sets of all versions: those that were compiled, and those added since, which share one row of numbers. A
 * class that came later joins sets that are there already; which ones is kept by class, so that sets never change.
 */
export interface PeerStore {
  add(members: Int32Array): number;
  reserve(): number;
  /** What is added from now on is not part of what was compiled. */
  close(): void;
  /** How many sets were added since compiling. */
  readonly addedCount: number;
  /** The sets as a version sees them; `joined` gives those that each of so many classes from `firstSpare` on joined, ascending. */
  view(lateCount: number, joined: (index: number) => Int32Array): PeerSets;
}

export function createPeerStore(base: PeerSets, firstSpare: number, slotCount: number): PeerStore {
  const later = createPeerSets(slotCount); let baseCount = Infinity; let shift = 0;
  const idOf = (own: number): number => (own === NO_PEER ? NO_PEER : own + shift);
  const add = (members: Int32Array): number => (baseCount === Infinity ? base.add(members) : idOf(later.add(members)));
  const reserve = (): number => (baseCount === Infinity ? base.reserve() : idOf(later.reserve()));
  const has = (id: number, slot: number): boolean => (id < baseCount ? base.has(id, slot) : later.has(id - shift, slot));
  const membersOf = (id: number): Int32Array => (id < baseCount ? base.membersOf(id) : later.membersOf(id - shift));
  /** Sets added since, by slot: each of them is looked at once, whatever the number of versions that ask. */
  const holders: number[][] = []; let indexed = later.count;
  const addedTo = (slot: number): readonly number[] => {
    for (; indexed < later.count; indexed += 1) for (const member of later.membersOf(indexed)) (holders[member] ??= []).push(idOf(indexed));
    return holders[slot] ?? [];
  };
  return {
    add, reserve,
    close() {
      baseCount = base.count;
      // The two sets that every table has are never asked for here.
      shift = baseCount - later.count;
      // After the first change everybody asks for the index.
      base.holdersOf(0);
    },
    get addedCount() { return later.count + shift - baseCount; },
    view(lateCount, joined) {
      const count = baseCount === Infinity ? base.count : later.count + shift;
      let joiners: Map<number, number[]> | null = null; const merged = new Map<number, Int32Array>();
      return {
        add, reserve, count,
        has: (id, slot) => has(id, slot) || (slot >= firstSpare && slot < firstSpare + lateCount && includes(joined(slot - firstSpare), id)),
        membersOf(id) {
          joiners ??= invert(lateCount, joined, firstSpare);
          const more = joiners.get(id);
          if (more === undefined) return membersOf(id);
          let members = merged.get(id);
          if (members === undefined) {
            members = Int32Array.from([...membersOf(id), ...more]).sort();
            merged.set(id, members);
          }
          return members;
        },
        holdersOf(slot) {
          const first = base.holdersOf(slot); const own = slot >= firstSpare && slot < firstSpare + lateCount ? joined(slot - firstSpare) : undefined;
          const after = addedTo(slot);
          if (own === undefined && after.length === 0) return first;
          return Int32Array.from(new Set([...first, ...(own ?? []), ...after].filter((id) => id < count))).sort();
        },
      };
    },
  };
}

function invert(lateCount: number, joined: (index: number) => Int32Array, firstSpare: number): Map<number, number[]> {
  const out = new Map<number, number[]>();
  for (let index = 0; index < lateCount; index += 1) for (const id of joined(index)) {
    const list = out.get(id);
    if (list === undefined) out.set(id, [firstSpare + index]); else list.push(firstSpare + index);
  }
  return out;
}

function includes(ascending: Int32Array, value: number): boolean {
  let low = 0; let high = ascending.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (ascending[middle]! < value) low = middle + 1; else if (ascending[middle]! > value) high = middle - 1; else return true;
  }
  return false;
}
