import type { AddressAtoms } from './address-atoms.ts';
import type { Classes } from './classes.ts';
import type { Counters } from './counters.ts';
import type { PeerAxis } from './peer-axis.ts';
import type { PeerSets } from './peer-sets.ts';
import type { Programs } from './programs.ts';
import type { SetTable } from './set-table.ts';
import type { Direction, Firewalls } from '../model/firewalls.ts';

/**
 * Firewalls made ready for questions: what it costs to ask follows the number of distinct workloads, not of Pods.
 * Answers never change; what questions have computed may be kept inside.
 */
export interface View {
  readonly firewalls: Firewalls;
  readonly counters: Counters;
  readonly sets: SetTable;
  readonly atoms: AddressAtoms;
  readonly classes: Classes;
  readonly axis: PeerAxis;
  readonly peerSets: PeerSets;
  readonly programs: Readonly<Record<Direction, Programs>>;
  /** Ids of `firewalls.universe` cut to the families of a mask, by mask. */
  readonly universes: readonly number[];
}
