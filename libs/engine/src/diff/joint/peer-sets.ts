import { ANY_PEER, createPeerSets, NO_PEER, type PeerSets } from '../../compile/peer-sets.ts';
import { SIDES, type Side, type Versions } from '../versions.ts';
import { numberLists } from './int-lists.ts';

/** Peer sets of both versions over the joint axis, numbered by content, and their numbers by the numbers of a version. */
export interface JointPeerSets { readonly sets: PeerSets; readonly idOf: Readonly<Record<Side, (id: number) => number>> }

/** @param slots the slot that each joint slot is in a version */
export function joinPeerSets(versions: Versions, slots: Readonly<Record<Side, Int32Array>>): JointPeerSets {
  const sets = createPeerSets(slots.base.length);
  const numberOf = numberLists((members) => sets.add(members), (id) => sets.membersOf(id));
  const add = (members: Int32Array): number => (members.length === 0 ? NO_PEER : numberOf(members));
  const translator = (side: Side): ((id: number) => number) => {
    const { peerSets } = versions[side];
    const inverse = invert(slots[side], versions[side].axis.slotCount); const known: number[] = [ANY_PEER, NO_PEER];
    return (id) => (known[id] ??= add(inverse(peerSets.membersOf(id))));
  };
  return { sets, idOf: Object.fromEntries(SIDES.map((side) => [side, translator(side)])) as Record<Side, (id: number) => number> };
}

/** From slots of a version to the joint slots that are one of them, ascending. */
function invert(slots: Int32Array, slotCount: number): (members: Int32Array) => Int32Array {
  const starts = new Int32Array(slotCount + 2);
  for (const slot of slots) starts[slot + 2]! += 1;
  for (let slot = 2; slot < starts.length; slot += 1) starts[slot]! += starts[slot - 1]!;
  const joint = new Int32Array(slots.length);
  for (const [id, slot] of slots.entries()) { joint[starts[slot + 1]!] = id; starts[slot + 1]! += 1; }
  return (members) => {
    let length = 0;
    for (const slot of members) length += starts[slot + 1]! - starts[slot]!;
    const out = new Int32Array(length); let at = 0; let isAscending = true;
    for (const slot of members) for (let i = starts[slot]!; i < starts[slot + 1]!; i += 1) {
      if (at > 0 && out[at - 1]! > joint[i]!) isAscending = false;
      out[at] = joint[i]!; at += 1;
    }
    return isAscending ? out : out.sort();
  };
}
