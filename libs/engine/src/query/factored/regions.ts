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
  const hits = new Int32Array(Math.max(1, most));
  for (const { id } of widest) split(peerSets.membersOf(id), ofSlot, sizes, most, hits);
  const whole: (Int32Array | null | undefined)[] = [];
  return {
    count: sizes.length, ofSlot,
    regionsOf(peers) {
      let found = whole[peers];
      if (found === undefined) {
        found = wholeRegions(peerSets.membersOf(peers), ofSlot, sizes, hits);
        whole[peers] = found;
      }
      return found;
    },
  };
}

/** Cuts every region that the members lie across, unless that makes too many. */
function split(members: Int32Array, ofSlot: Uint8Array, sizes: number[], most: number, hits: Int32Array): void {
  const touched = countHits(members, ofSlot, hits); const crossed = touched.filter((region) => hits[region]! < sizes[region]!);
  if (sizes.length + crossed.length <= most) {
    const fresh = new Int32Array(sizes.length).fill(-1);
    for (const region of crossed) {
      sizes[region]! -= hits[region]!;
      fresh[region] = sizes.push(hits[region]!) - 1;
    }
    for (const slot of members) if (fresh[ofSlot[slot]!] !== -1) ofSlot[slot] = fresh[ofSlot[slot]!]!;
  }
  for (const region of touched) hits[region] = 0;
}

function wholeRegions(members: Int32Array, ofSlot: Uint8Array, sizes: readonly number[], hits: Int32Array): Int32Array | null {
  const touched = countHits(members, ofSlot, hits); const isWhole = touched.every((region) => hits[region] === sizes[region]);
  for (const region of touched) hits[region] = 0;
  return isWhole ? Int32Array.from(touched).sort() : null;
}

/** Adds up how many members each region has, and tells which have any. */
function countHits(members: Int32Array, ofSlot: Uint8Array, hits: Int32Array): readonly number[] {
  const touched: number[] = [];
  for (const slot of members) {
    const region = ofSlot[slot]!;
    if (hits[region] === 0) touched.push(region);
    hits[region]! += 1;
  }
  return touched;
}
