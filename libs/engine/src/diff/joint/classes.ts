import { endpointTable } from '../../model/endpoints/collect.ts';
import { textAt } from '../../model/endpoints/texts.ts';
import type { PeerGroup } from '../../query/peer-groups.ts';
import type { End } from '../ends.ts';
import type { Versions } from '../versions.ts';
import { joinedPairs } from './joined-pairs.ts';

/**
 * Classes of both versions at once: a distinct pair of a class before and a class after. Each end that is in both
 * versions has some of them, in which every class that it has in either version occurs. So two ends can only
 * answer differently where two of their joint classes do, however Pods were matched.
 */
export interface JointClasses {
  readonly count: number;
  readonly base: readonly number[];
  readonly target: readonly number[];
  /** Joint classes of each end, empty where it is in one version only. */
  readonly ofEnd: readonly (readonly number[])[];
}

export function joinClasses(versions: Versions, ends: readonly End[]): JointClasses {
  const { base, target, idOf } = joinedPairs();
  const ofEnd = ends.map(({ sides }) => (sides.base === null || sides.target === null ? NONE : relate(versions, sides.base, sides.target, idOf)));
  return { count: base.length, base, target, ofEnd };
}

const NONE: readonly number[] = [];

function relate(versions: Versions, before: PeerGroup, after: PeerGroup, idOf: (a: number, b: number) => number): readonly number[] {
  const old = before.ends.classes; const current = after.ends.classes;
  if (old.length === 1 && current.length === 1) return [idOf(old[0]!.slot, current[0]!.slot)];
  const pairs = new Set<number>(); const seenBefore = new Set<number>(); const seenAfter = new Set<number>();
  const add = (a: number, b: number): void => { pairs.add(idOf(a, b)); seenBefore.add(a); seenAfter.add(b); };
  for (const [a, b] of samePods(versions, before.ends.endpoints, after.ends.endpoints)) add(versions.base.classes.ofEndpoint[a]!, versions.target.classes.ofEndpoint[b]!);
  const restBefore = old.map(({ slot }) => slot).filter((slot) => !seenBefore.has(slot)); const restAfter = current.map(({ slot }) => slot).filter((slot) => !seenAfter.has(slot));
  for (let at = 0; at < Math.max(restBefore.length, restAfter.length); at += 1) add(restBefore[at] ?? old[0]!.slot, restAfter[at] ?? current[0]!.slot);
  return [...pairs].sort((a, b) => a - b);
}

/** Endpoints of one reference in both lists. Lists that are not in order of reference only match fewer, which costs work and changes no answer. */
function* samePods({ base, target }: Versions, before: readonly number[], after: readonly number[]): Iterable<readonly [number, number]> {
  const refOf = (version: Versions['base'], index: number | undefined): string => (index === undefined ? '' : textAt(endpointTable(version.firewalls.endpoints).columns.refs, index));
  let i = 0; let j = 0; let left = refOf(base, before[0]); let right = refOf(target, after[0]);
  while (i < before.length && j < after.length) {
    if (left === right) yield [before[i]!, after[j]!];
    const isAhead = left < right; const isBehind = left > right;
    if (!isBehind) left = refOf(base, before[i += 1]);
    if (!isAhead) right = refOf(target, after[j += 1]);
  }
}
