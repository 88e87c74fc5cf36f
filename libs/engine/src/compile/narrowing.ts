import type { Classes } from './classes.ts';
import { createPairMemo } from './pair-memo.ts';
import type { PeerAxis } from './peer-axis.ts';
import { ANY_PEER, type PeerSets } from './peer-sets.ts';

/** Peers by the named ports that they resolve, for rules that stand in front of a sender. */
export interface Narrowing {
  /** Signatures that resolve some name. */
  signatures(): Iterable<number>;
  /** The peer set of those among the peers that have the signature. */
  narrow(peers: number, signature: number): number;
}

export function createNarrowing({ classes, axis, peerSets }: { readonly classes: Classes; readonly axis: PeerAxis; readonly peerSets: PeerSets }): Narrowing {
  let slots: ReadonlyMap<number, Int32Array> | null = null;
  const byPorts = (): ReadonlyMap<number, Int32Array> => (slots ??= slotsByPorts(classes, axis));
  const narrowed = createPairMemo();
  return {
    signatures: () => byPorts().keys(),
    narrow(peers, signature) {
      let id = narrowed.get(peers, signature);
      if (id < 0) {
        id = peerSets.add(slotsAmong(peers, byPorts().get(signature) ?? NO_SLOTS, peerSets));
        narrowed.set(peers, signature, id);
      }
      return id;
    },
  };
}

const NO_SLOTS = new Int32Array(0);

/** Those of some slots, ascending, that a peer set holds. The shorter of both lists is gone through. */
export function slotsAmong(peers: number, slots: Int32Array, peerSets: Pick<PeerSets, 'has' | 'membersOf'>): Int32Array {
  if (peers === ANY_PEER) return slots.slice();
  const members = peerSets.membersOf(peers);
  return members.length < slots.length ? members.filter((slot) => holds(slots, slot)) : slots.filter((slot) => peerSets.has(peers, slot));
}

function holds(slots: Int32Array, wanted: number): boolean {
  let low = 0; let high = slots.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (slots[middle]! < wanted) low = middle + 1; else high = middle;
  }
  return slots[low] === wanted;
}

/** The slots of endpoint classes by their signature of named ports, those that resolve no name left out. */
export function slotsByPorts({ traits }: Pick<Classes, 'traits'>, axis: PeerAxis): ReadonlyMap<number, Int32Array> {
  const slots = new Map<number, number[]>();
  for (const [id, { ports, isHost }] of traits.entries()) {
    if (ports === 0) continue;
    let list = slots.get(ports);
    if (list === undefined) {
      list = [];
      slots.set(ports, list);
    }
    list.push(id);
    if (isHost) list.push(axis.localSlot[id]!);
  }
  return new Map([...slots].map(([ports, list]) => [ports, Int32Array.from(list).sort()]));
}
