import { ANY_PEER } from '../../compile/peer-sets.ts';
import type { Foldable } from '../fold.ts';

/** More regions make exceptions fewer and tables of types larger; two hundred are a good middle, and less than four slots are no region. */
const MOST_REGIONS = 200;
const FEWEST_SLOTS = 4;

/**
 * The peer axis cut by the widest peer sets. What rules say about a whole region is kept once for it, and only slots of
 * narrower sets one by one.
 */
export interface Regions {
  readonly count: number;
  readonly ofSlot: Uint8Array;
  /** The regions that a peer set is made of; null where it cuts through one. */
  regionsOf(peers: number): Int32Array | null;
}

const cached = new WeakMap<Foldable['programs'], Regions>();

/** The regions of a view; O(members of its peer sets), once. */
export function regionsOf(view: Foldable): Regions {
  let regions = cached.get(view.programs);
  if (regions === undefined) {
    regions = cut(view);
    cached.set(view.programs, regions);
  }
  return regions;
}

function cut({ axis: { slotCount }, peerSets, programs }: Foldable): Regions {
  const uses = new Int32Array(peerSets.count);
  for (const { peers } of [programs.egress, programs.ingress]) for (const id of peers) uses[id]! += 1;
  const widest = [...uses.keys()].filter((id) => id !== ANY_PEER && uses[id]! > 0)
    .map((id) => ({ id, work: uses[id]! * peerSets.membersOf(id).length })).sort((a, b) => b.work - a.work || a.id - b.id);
  const ofSlot = new Uint8Array(slotCount); const sizes = [slotCount];
  const most = Math.min(MOST_REGIONS, Math.ceil(slotCount / FEWEST_SLOTS));
  for (const { id } of widest) split(peerSets.membersOf(id), ofSlot, sizes, most);
  const whole = new Map<number, Int32Array | null>();
  return {
    count: sizes.length, ofSlot,
    regionsOf(peers) {
      let found = whole.get(peers);
      if (found === undefined) {
        found = wholeRegions(peerSets.membersOf(peers), ofSlot, sizes);
        whole.set(peers, found);
      }
      return found;
    },
  };
}

/** Cuts every region that the members lie across, unless that makes too many. */
function split(members: Int32Array, ofSlot: Uint8Array, sizes: number[], most: number): void {
  const hits = hitsOf(members, ofSlot);
  const crossed = [...hits].filter(([region, hit]) => hit < sizes[region]!);
  if (sizes.length + crossed.length > most) return;
  const fresh = new Map(crossed.map(([region, hit]) => {
    sizes[region]! -= hit;
    return [region, sizes.push(hit) - 1];
  }));
  for (const slot of members) ofSlot[slot] = fresh.get(ofSlot[slot]!) ?? ofSlot[slot]!;
}

function wholeRegions(members: Int32Array, ofSlot: Uint8Array, sizes: readonly number[]): Int32Array | null {
  const hits = hitsOf(members, ofSlot);
  for (const [region, hit] of hits) if (hit < sizes[region]!) return null;
  return Int32Array.from(hits.keys()).sort();
}

function hitsOf(members: Int32Array, ofSlot: Uint8Array): ReadonlyMap<number, number> {
  const hits = new Map<number, number>();
  for (const slot of members) hits.set(ofSlot[slot]!, (hits.get(ofSlot[slot]!) ?? 0) + 1);
  return hits;
}
