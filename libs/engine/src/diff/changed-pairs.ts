import type { Counters } from '../compile/counters.ts';
import type { Grouping } from '../model/question.ts';
import { churnMoves, type ChurnMove } from './churn-moves.ts';
import type { ChangedPair } from './attribute.ts';
import type { End } from './ends.ts';
import { createCells } from './joint/cells.ts';
import { createEndMoves, type Joined } from './joint/end-moves.ts';
import { traitsOf } from './joint/end-traits.ts';
import { createOutside } from './joint/outside.ts';
import { createRows } from './joint/rows.ts';
import { createSides, type Move } from './joint/sides.ts';
import { joinVersions } from './joint/space.ts';
import { touchedClasses } from './joint/touched.ts';
import { compareEnds } from './order.ts';
import type { Versions } from './versions.ts';

export interface PairChanges {
  /** Every pair with different answers, by sender, then receiver, ranges last. */
  readonly pairs: Iterable<ChangedPair>;
  readonly moveAt: (move: number) => Move;
}

export interface PairQuestion { readonly groupBy: Grouping; readonly ignoreEndpointChurn: boolean; readonly hasPlacement: boolean; readonly counters?: Counters | undefined }

export function changedPairs(versions: Versions, ends: readonly End[], { groupBy, ignoreEndpointChurn, hasPlacement, counters }: PairQuestion): PairChanges {
  const space = joinVersions(versions, ends, counters);
  const sides = createSides(space.sets); const touched = touchedClasses(versions, space);
  const rows = { egress: createRows(space.fold, 'egress'), ingress: createRows(space.fold, 'ingress') };
  const joined: Joined = { versions, ends, space, sides, touched, rows, cells: createCells(space, sides, rows) };
  const movesFrom = createEndMoves(joined, traitsOf(ends, space, touched), hasPlacement); const outside = createOutside(joined);
  const churn = ignoreEndpointChurn ? NO_CHURN : bySender(churnMoves(versions, ends, groupBy, sides));
  function* pairs(): Iterable<ChangedPair> {
    const fromRanges = [...churn.fromRanges];
    for (let from = 0; from < ends.length; from += 1) {
      const { to, moves } = movesFrom(from);
      const extra = churn.byEnd.get(from);
      const own = Array.from(to, (other, at): ChangedPair => ({ from, to: other, move: moves[at]! }));
      if (extra === undefined) yield* own;
      else yield* [...own, ...extra.toEnds].sort((a, b) => (a.to as number) - (b.to as number));
      for (const { peer, move } of outside(from, 'egress')) yield { from, to: peer, move };
      yield* extra?.toRanges ?? [];
      for (const { peer, move } of outside(from, 'ingress')) fromRanges.push({ from: peer, to: from, move });
    }
    yield* fromRanges.sort((a, b) => compareEnds(peerOf(ends, a.from), peerOf(ends, b.from)) || compareEnds(peerOf(ends, a.to), peerOf(ends, b.to)));
  }
  return { pairs: pairs(), moveAt: (move) => sides.moveAt(move) };
}

export const peerOf = (ends: readonly End[], end: ChangedPair['from']): End['peer'] => (typeof end === 'number' ? ends[end]!.peer : end);

interface ChurnOfEnd { readonly toEnds: ChurnMove[]; readonly toRanges: ChurnMove[] }
interface Churn { readonly byEnd: ReadonlyMap<number, ChurnOfEnd>; readonly fromRanges: readonly ChurnMove[] }

const NO_CHURN: Churn = { byEnd: new Map(), fromRanges: [] };

function bySender(moves: Iterable<ChurnMove>): Churn {
  const byEnd = new Map<number, ChurnOfEnd>(); const fromRanges: ChurnMove[] = [];
  for (const move of moves) {
    if (typeof move.from !== 'number') { fromRanges.push(move); continue; }
    let of = byEnd.get(move.from);
    if (of === undefined) { of = { toEnds: [], toRanges: [] }; byEnd.set(move.from, of); }
    (typeof move.to === 'number' ? of.toEnds : of.toRanges).push(move);
  }
  return { byEnd, fromRanges };
}
