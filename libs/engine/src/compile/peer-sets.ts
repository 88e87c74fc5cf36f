/** A set of slots on the peer axis, ascending; wide ones carry a bit per slot too. */
interface PeerSet { readonly members: Int32Array; readonly bits: Uint32Array | null }

/** Peer sets by number. {@link ANY_PEER} is every slot and has no member list. */
export interface PeerSets {
  add(members: Int32Array): number;
  /** A set of its own number that has no member yet. */
  reserve(): number;
  membersOf(id: number): Int32Array;
  has(id: number, slot: number): boolean;
  readonly count: number;
  /** Ids of the sets that hold a slot, {@link ANY_PEER} left out. The index is built on first use. */
  holdersOf(slot: number): Int32Array;
}

export const ANY_PEER = 0;
/** The empty set. */
export const NO_PEER = 1;

/** `given` are the sets to begin with, list by list; without them, the two that every table has. */
export function createPeerSets(slotCount: number, given?: { readonly starts: Uint32Array; readonly items: Int32Array }): PeerSets {
  const none = new Int32Array(0);
  // A bit test beats a binary search, but only wide sets are worth a bit per slot.
  const setOf = (members: Int32Array): PeerSet => {
    const bits = members.length > slotCount / 64 ? new Uint32Array((slotCount + 31) >> 5) : null;
    if (bits !== null) for (const slot of members) bits[slot >> 5]! |= 1 << (slot & 31);
    return { members, bits };
  };
  const sets: PeerSet[] = given === undefined ? [{ members: none, bits: null }, { members: none, bits: null }]
    : Array.from({ length: given.starts.length - 1 }, (_, id) => setOf(given.items.subarray(given.starts[id], given.starts[id + 1])));
  let index: { readonly starts: Int32Array; readonly ids: Int32Array; readonly upTo: number } | null = null;
  const build = (): { readonly starts: Int32Array; readonly ids: Int32Array; readonly upTo: number } => {
    const starts = new Int32Array(slotCount + 2);
    for (const { members } of sets) for (const slot of members) starts[slot + 2]! += 1;
    for (let slot = 2; slot <= slotCount + 1; slot += 1) starts[slot]! += starts[slot - 1]!;
    const ids = new Int32Array(starts[slotCount + 1]!);
    for (const [id, { members }] of sets.entries()) for (const slot of members) {
      ids[starts[slot + 1]!] = id;
      starts[slot + 1]! += 1;
    }
    return { starts, ids, upTo: sets.length };
  };
  return {
    add(members) {
      if (members.length === 0) return NO_PEER;
      return sets.push(setOf(members)) - 1;
    },
    reserve: () => sets.push({ members: none, bits: null }) - 1,
    membersOf: (id) => sets[id]!.members,
    has(id, slot) {
      if (id === ANY_PEER) return true;
      const { members, bits } = sets[id]!;
      if (bits !== null) return (bits[slot >> 5]! & (1 << (slot & 31))) !== 0;
      let low = 0; let high = members.length - 1;
      while (low <= high) {
        const middle = (low + high) >> 1;
        if (members[middle]! < slot) low = middle + 1; else if (members[middle]! > slot) high = middle - 1; else return true;
      }
      return false;
    },
    get count() { return sets.length; },
    holdersOf(slot) {
      if (index?.upTo !== sets.length) index = build();
      return index.ids.subarray(index.starts[slot], index.starts[slot + 1]);
    },
  };
}
