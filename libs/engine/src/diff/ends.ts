import type { Grouping } from '../model/question.ts';
import type { Peer } from '../query/answers.ts';
import { groupPeers, type PeerGroup } from '../query/peer-groups.ts';
import { endpointTable } from '../model/endpoints/collect.ts';
import { textAt } from '../model/endpoints/texts.ts';
import type { Facts } from './facts.ts';
import { compareEnds } from './order.ts';
import type { Side, Versions } from './versions.ts';

/** One end of the comparison in both versions; a side is null where it is not there. */
export interface End {
  /** That of the second version where it is there. */
  readonly peer: Peer;
  readonly sides: Readonly<Record<Side, PeerGroup | null>>;
}

/** Pairs up the ends of both versions, in the order of lists. Nodes are endpoints of questions but of no list. O(endpoints). */
export function endsOfVersions(versions: Versions, groupBy: Grouping, facts: Facts): readonly End[] {
  const base = listed(versions, 'base', groupBy); const target = listed(versions, 'target', groupBy);
  const renamed = groupBy === 'pod' ? replacedPods(versions, base, target, facts) : new Map<string, string>();
  const before = new Map([...base].map(([ref, group]) => [renamed.get(ref) ?? ref, group]));
  const ends = [...target].map(([ref, group]): End => ({ peer: group.peer, sides: { base: before.get(ref) ?? null, target: group } }));
  for (const [ref, group] of before) if (!target.has(ref)) ends.push({ peer: group.peer, sides: { base: group, target: null } });
  return ends.sort((a, b) => compareEnds(a.peer, b.peer));
}

type Groups = ReadonlyMap<string, PeerGroup>;

const listed = (versions: Versions, side: Side, groupBy: Grouping): Groups => new Map(groupPeers(versions[side], groupBy, null).groups.filter(({ peer }) => peer.kind !== 'node').map((group) => [group.peer.ref, group]));

/** Pods that came in the place of others under one owner, alike in all that a rule can tell: from the old reference to the new. */
function replacedPods(versions: Versions, before: Groups, after: Groups, facts: Facts): ReadonlyMap<string, string> {
  const placeOf = (side: Side, { ends: { endpoints: [index] } }: PeerGroup): string | null => {
    if (index === undefined) return null;
    const { workloads, words } = endpointTable(versions[side].firewalls.endpoints).columns;
    const workload = workloads[index] as number;
    return workload < 0 ? null : `${textAt(words, workload)} ${String(facts.of(side, index))}`;
  };
  const gone = new Map<string, string[]>();
  for (const [ref, group] of before) {
    const place = after.has(ref) ? null : placeOf('base', group);
    if (place === null) continue;
    const list = gone.get(place);
    if (list === undefined) gone.set(place, [ref]); else list.push(ref);
  }
  const renamed = new Map<string, string>();
  for (const [ref, group] of after) {
    const place = before.has(ref) ? null : placeOf('target', group);
    const old = place === null ? undefined : gone.get(place)?.shift();
    if (old !== undefined) renamed.set(old, ref);
  }
  return renamed;
}
