import type { View } from '../compile/view.ts';
import { NO_ADDRESSES } from '../model/address.ts';
import { EMPTY, union, type ConnectionSet } from '../model/connection-set.ts';
import type { Grouping, Selection } from '../model/question.ts';
import type { Reachability } from '../model/verdict.ts';
import type { Peer, PeerAnswer } from '../query/answers.ts';
import { reachableFrom, whoCanReach } from '../query/set-questions.ts';
import { equalSides, sideOf } from './change-side.ts';
import type { ChangeSide } from './changes.ts';
import type { GroupChange, GroupChanges, SideGroup } from './group-changes.ts';
import { rangeChanges } from './range-changes.ts';

/** One pair of ends with different answers. A group is null for a range of external addresses. */
export interface PairChange {
  readonly from: Peer;
  readonly to: Peer;
  readonly fromGroup: GroupChange | null;
  readonly toGroup: GroupChange | null;
  readonly before: ChangeSide;
  readonly after: ChangeSide;
  readonly universe: ConnectionSet;
}

type Direction = 'egress' | 'ingress';

/**
 * Every pair with different answers. A pair can only differ where one end's endpoints changed, where a changed rule
 * stands in the sender's egress or where one stands in the receiver's ingress; only such rows and columns are asked.
 */
export function* pairChanges(base: View, target: View, groupBy: Grouping, { groups, renamed }: GroupChanges): Iterable<PairChange> {
  const isTouched = (group: GroupChange, direction: Direction): boolean => group.isChanged || group.rules.some((change) => change.direction === direction);
  for (const direction of ['egress', 'ingress'] as const) {
    for (const group of groups.values()) {
      if (!isTouched(group, direction)) continue;
      const before = rowsOf(base, group.sides.base, direction, groupBy).map((row) => underNewName(row, renamed));
      const after = rowsOf(target, group.sides.target, direction, groupBy);
      for (const other of otherEnds(before, after)) {
        const otherGroup = groups.get(other.peer.ref);
        // Nodes are no ends of a diff, and the rows of touched senders already hold their columns.
        if (otherGroup === undefined || (direction === 'ingress' && isTouched(otherGroup, 'egress'))) continue;
        yield pairOf(direction, { group, otherGroup, other: other.peer, before: sideOf(other.before), after: sideOf(other.after), universe: universeOf(other) });
      }
      for (const { peer, ...sides } of rangeChanges(before, after)) yield pairOf(direction, { group, otherGroup: null, other: peer, ...sides });
    }
  }
}

function rowsOf(view: View, side: SideGroup | null, direction: Direction, groupBy: Grouping): readonly PeerAnswer[] {
  if (side === null) return [];
  const selection: Selection = { ref: side.peer.ref, endpoints: side.endpoints.map(({ index }) => index), external: NO_ADDRESSES, caveats: [] };
  return direction === 'egress' ? reachableFrom(view, { from: selection, traffic: null, groupBy }) : whoCanReach(view, { to: selection, traffic: null, groupBy });
}

function underNewName(row: PeerAnswer, renamed: ReadonlyMap<string, string>): PeerAnswer {
  const ref = renamed.get(row.peer.ref);
  return ref === undefined ? row : { ...row, peer: { ...row.peer, ref } };
}

interface OtherEnd { readonly peer: Peer; readonly before: Reachability | undefined; readonly after: Reachability | undefined }

/** The groups at the other end whose answers differ. */
function otherEnds(before: readonly PeerAnswer[], after: readonly PeerAnswer[]): readonly OtherEnd[] {
  const old = new Map(before.map(({ peer, reachability }) => [peer.ref, { peer, reachability }]));
  const current = new Map(after.map(({ peer, reachability }) => [peer.ref, { peer, reachability }]));
  const out: OtherEnd[] = [];
  for (const ref of new Set([...old.keys(), ...current.keys()])) {
    const was = old.get(ref); const is = current.get(ref);
    const peer = is?.peer ?? was?.peer;
    if (peer === undefined || peer.range !== null || equalSides(sideOf(was?.reachability), sideOf(is?.reachability))) continue;
    out.push({ peer, before: was?.reachability, after: is?.reachability });
  }
  return out;
}

const universeOf = ({ before, after }: OtherEnd): ConnectionSet => union(before?.universe ?? EMPTY, after?.universe ?? EMPTY);

interface FoundPair extends Pick<PairChange, 'before' | 'after' | 'universe'> { readonly group: GroupChange; readonly otherGroup: GroupChange | null; readonly other: Peer }

function pairOf(direction: Direction, { group, otherGroup, other, ...sides }: FoundPair): PairChange {
  const own = (group.sides.target ?? group.sides.base)!.peer;
  return direction === 'egress' ? { from: own, to: other, fromGroup: group, toGroup: otherGroup, ...sides } : { from: other, to: own, fromGroup: otherGroup, toGroup: group, ...sides };
}
