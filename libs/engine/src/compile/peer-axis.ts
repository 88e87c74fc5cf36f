import type { AddressAtoms } from './address-atoms.ts';
import type { Classes } from './classes.ts';

/**
 * The axis of everything that can stand at the other end: endpoint classes, then external classes, then the host
 * classes once more. A host class stands twice since a rule can tell the own node from another: the first slot is
 * how an endpoint sees hosts of other nodes, the second how it sees those of its own. Which one applies is
 * decided per pair, so answers by class stay exact.
 */
export interface PeerAxis {
  readonly classCount: number;
  readonly externalCount: number;
  readonly slotCount: number;
  /** The second slot of a host class, the slot itself for everything else. By slot below `classCount + externalCount`. */
  readonly localSlot: Int32Array;
  readonly hostClasses: readonly number[];
  /** Families of each slot below the host slots, as a mask. */
  readonly families: Uint8Array;
}

export function layPeerAxis(classes: Classes, atoms: AddressAtoms): PeerAxis {
  const plain = classes.count + atoms.classCount;
  const hostClasses = [...classes.traits.keys()].filter((id) => classes.traits[id]!.isHost);
  const localSlot = new Int32Array(plain);
  for (let slot = 0; slot < plain; slot += 1) localSlot[slot] = slot;
  for (const [index, id] of hostClasses.entries()) localSlot[id] = plain + index;
  const families = new Uint8Array(plain);
  for (const [id, traits] of classes.traits.entries()) families[id] = traits.families;
  families.set(atoms.families, classes.count);
  return { families, classCount: classes.count, externalCount: atoms.classCount, slotCount: plain + hostClasses.length, localSlot, hostClasses };
}
