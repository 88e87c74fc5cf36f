import type { AddressAtoms } from '../../compile/address-atoms.ts';
import type { AddressRange } from '../../model/address.ts';
import type { Versions } from '../versions.ts';
import { joinedPairs } from './joined-pairs.ts';

/** A stretch of addresses that no rule of either version cuts. */
export interface JointRange { readonly range: AddressRange; readonly external: number }

/** External classes of both versions at once: distinct pairs of one before and one after. */
export interface JointExternals {
  readonly count: number;
  readonly base: readonly number[];
  readonly target: readonly number[];
  /** Every stretch in ascending order, IPv4 before IPv6. */
  readonly ranges: readonly JointRange[];
}

export function joinExternals({ base: before, target: after }: Versions): JointExternals {
  const { base, target, idOf } = joinedPairs(); const ranges: JointRange[] = [];
  for (const [range, a, b] of stretches(before.atoms, after.atoms)) ranges.push({ range, external: idOf(before.atoms.classOfAtom[a]!, after.atoms.classOfAtom[b]!) });
  return { count: base.length, base, target, ranges };
}

/** Both lines begin and end at the same addresses, so one step leads from every stretch to the next. */
function* stretches(before: AddressAtoms, after: AddressAtoms): Iterable<readonly [AddressRange, number, number]> {
  let i = 0; let j = 0;
  while (i < before.ranges.length && j < after.ranges.length) {
    const a = before.ranges[i]!; const b = after.ranges[j]!;
    const first = a.first > b.first ? a.first : b.first; const last = a.last < b.last ? a.last : b.last;
    yield [{ family: a.family, first, last } as AddressRange, i, j];
    if (a.last === last) i += 1;
    if (b.last === last) j += 1;
  }
}
