import { equalSets } from '../../model/connection-set.ts';
import type { Direction } from '../../model/firewalls.ts';
import type { Versions } from '../versions.ts';
import type { JointSpace } from './space.ts';

/** Which joint classes have anything else in front of them than before. */
export interface Touched {
  readonly egress: Uint8Array;
  readonly ingress: Uint8Array;
  /** 1 where every pair of a class may have changed, whatever stands in front of it. */
  readonly wholly: Uint8Array;
}

export function touchedClasses(versions: Versions, space: JointSpace): Touched {
  const { classCount, families, programs } = space;
  const isAnyway = !equalSets(versions.base.firewalls.universe, versions.target.firewalls.universe) || families.base.subarray(classCount).some((mask, at) => mask !== families.target[classCount + at]);
  const wholly = Uint8Array.from({ length: classCount }, (_, id) => Number(isAnyway || families.base[id] !== families.target[id]));
  const touched = (direction: Direction): Uint8Array => Uint8Array.from(wholly, (whole, id) => Number(whole === 1 || programs[direction].base[id] !== programs[direction].target[id]));
  return { egress: touched('egress'), ingress: touched('ingress'), wholly };
}
