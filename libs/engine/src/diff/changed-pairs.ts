import type { Counters } from '../compile/counters.ts';
import type { Grouping } from '../model/question.ts';
import { churnMoves, type ChurnMove } from './churn-moves.ts';
import type { ChangedPair } from './attribute.ts';
import type { End } from './ends.ts';
import { createEndMoves } from './joint/end-moves.ts';
import { createRowPairs } from './joint/row-pairs.ts';
import { createSides, type Move } from './joint/sides.ts';
import { joinVersions } from './joint/space.ts';
import { createColumns, openSweep, type SweepParts } from './joint/sweep.ts';
import { touchedClasses } from './joint/touched.ts';
import { compareEnds } from './order.ts';
import { rangeMoves } from './range-moves.ts';
import type { Versions } from './versions.ts';

export interface PairChanges {
  /** Every pair with different answers, by sender, then receiver, ranges last. */
  readonly pairs: Iterable<ChangedPair>;
  readonly moveAt: (move: number) => Move;
}

export interface PairQuestion { readonly groupBy: Grouping; readonly ignoreEndpointChurn: boolean; readonly hasPlacement: boolean; readonly counters?: Counters | undefined }

export function changedPairs(versions: Versions, ends: readonly End[], { groupBy, ignoreEndpointChurn, hasPlacement, counters }: PairQuestion): PairChanges {
  const space = joinVersions(versions, ends, counters);
  const sides = createSides(space.sets);
  const parts: SweepParts = { columns: createColumns(space), space, sides, touched: touchedClasses(versions, space), rowPairs: { egress: createRowPairs(space, 'egress'), ingress: createRowPairs(space, 'ingress') } };
  const moves = createEndMoves(versions, ends, parts, hasPlacement);
  const churn = ignoreEndpointChurn ? NO_CHURN : bySender(churnMoves(versions, ends, groupBy, sides));
  function* pairs(): Iterable<ChangedPair> {
    const fromRanges = [...churn.fromRanges];
    for (let from = 0; from < ends.length; from += 1) {
      const { to, moves: found } = moves.from(from);
      const extra = churn.byEnd.get(from);
      if (extra === undefined) for (const [at, other] of to.entries()) yield { from, to: other, move: found[at]! };
      else yield* [...to.map((other, at): ChangedPair => ({ from, to: other, move: found[at]! })), ...extra.toEnds].sort((a, b) => (a.to as number) - (b.to as number));
      for (const { peer, move } of moves.isTouched(from, 'egress') ? rangeMoves(openSweep(parts, 'egress', space.ofEnd[from]!), space.ranges) : []) yield { from, to: peer, move };
      yield* extra?.toRanges ?? [];
      for (const { peer, move } of moves.isTouched(from, 'ingress') ? rangeMoves(openSweep(parts, 'ingress', space.ofEnd[from]!), space.ranges) : []) fromRanges.push({ from: peer, to: from, move });
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
