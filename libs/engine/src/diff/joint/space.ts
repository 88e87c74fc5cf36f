import { newCounters, type Counters } from '../../compile/counters.ts';
import { createSetTable, type SetTable } from '../../compile/set-table.ts';
import type { Direction } from '../../model/firewalls.ts';
import type { Foldable } from '../../query/fold.ts';
import type { End } from '../ends.ts';
import { SIDES, type Side, type Versions } from '../versions.ts';
import { joinClasses, type JointClasses } from './classes.ts';
import { joinExternals, type JointRange } from './externals.ts';
import { joinPeerSets } from './peer-sets.ts';
import { joinPrograms } from './programs.ts';

type PerSide<T> = Readonly<Record<Side, T>>;

/**
 * Both versions over one peer axis: joint classes, then joint external classes, then the host classes once more as
 * those of the own node see them. Programs that come to the same over it have one number, whichever version they are
 * of, so where both numbers of a class are equal nothing has to be compared.
 */
export interface JointSpace {
  readonly fold: Foldable;
  readonly sets: SetTable;
  readonly classCount: number;
  readonly ofEnd: JointClasses['ofEnd'];
  readonly ranges: readonly JointRange[];
  /** The second slot of what is a host in either version, the slot itself for everything else. */
  readonly localSlot: Int32Array;
  readonly isHost: Uint8Array;
  /** Classes of a version by joint class. */
  readonly classes: PerSide<readonly number[]>;
  /** Program of each joint class. */
  readonly programs: Readonly<Record<Direction, PerSide<Int32Array>>>;
  /** Families by slot below the host slots. */
  readonly families: PerSide<Uint8Array>;
  /** What a version models in the families of a mask. */
  readonly universes: PerSide<readonly number[]>;
}

/** Joins two versions; O(endpoints of ends with several classes + members of peer sets + program entries). */
export function joinVersions(versions: Versions, ends: readonly End[], counters: Counters = newCounters()): JointSpace {
  const sets = createSetTable(counters);
  const classes = joinClasses(versions, ends); const externals = joinExternals(versions);
  const plain = classes.count + externals.count;
  const isHost = Uint8Array.from({ length: classes.count }, (_, id) => Number(SIDES.some((side) => versions[side].classes.traits[classes[side][id]!]!.isHost)));
  const hosts = [...isHost.keys()].filter((id) => isHost[id] === 1);
  const localSlot = Int32Array.from({ length: plain }, (_, slot) => slot);
  for (const [at, id] of hosts.entries()) localSlot[id] = plain + at;
  const perSide = <T>(make: (side: Side) => T): PerSide<T> => ({ base: make('base'), target: make('target') });
  const slots = perSide((side) => {
    const { axis } = versions[side];
    return Int32Array.from([...classes[side], ...externals[side].map((external) => axis.classCount + external), ...hosts.map((id) => axis.localSlot[classes[side][id]!]!)]);
  });
  const peerSets = joinPeerSets(versions, slots);
  const joined = { egress: joinPrograms(versions, 'egress', peerSets, sets), ingress: joinPrograms(versions, 'ingress', peerSets, sets) };
  const programs = (direction: Direction): PerSide<Int32Array> => perSide((side) => Int32Array.from(classes[side], (id) => joined[direction].idOf[side][versions[side].programs[direction].ofClass[id]!]!));
  return {
    fold: { sets, counters, peerSets: peerSets.sets, axis: { slotCount: plain + hosts.length }, programs: { egress: joined.egress.programs, ingress: joined.ingress.programs } },
    sets, classCount: classes.count, ofEnd: classes.ofEnd, ranges: externals.ranges, localSlot, isHost, classes: perSide((side) => classes[side]),
    programs: { egress: programs('egress'), ingress: programs('ingress') },
    families: perSide((side) => Uint8Array.from({ length: plain }, (_, slot) => versions[side].axis.families[slots[side][slot]!]!)),
    universes: perSide((side) => versions[side].universes.map((id) => sets.idOf(versions[side].sets.setOf(id)))),
  };
}
