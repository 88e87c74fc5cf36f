import { NO_ADDRESSES } from '../model/address.ts';
import type { Grouping, Selection } from '../model/question.ts';
import type { Peer, PeerAnswer } from '../query/answers.ts';
import { reachableFrom, whoCanReach } from '../query/set-questions.ts';
import { sideOf } from './change-side.ts';
import type { End } from './ends.ts';
import { NO_SIDE, type Sides } from './joint/sides.ts';
import { SIDES, type Side, type Versions } from './versions.ts';

/** One pair of which an end is there in one version only. Ends are positions, or a range of addresses. */
export interface ChurnMove { readonly from: number | Peer; readonly to: number | Peer; readonly move: number }

/** Everything that an end which came or went has in its version: one row and one column for each such end. */
export function* churnMoves(versions: Versions, ends: readonly End[], groupBy: Grouping, sides: Sides): Iterable<ChurnMove> {
  for (const side of SIDES) {
    const lone = ends.flatMap((end, at) => (isOnlyIn(end, side) ? [at] : []));
    if (lone.length === 0) continue;
    const positions = new Map(ends.map((end, at) => [end.sides[side]?.peer.ref, at]));
    const moveOf = ({ reachability }: PeerAnswer): number => {
      const there = sides.ofSets(sideOf(reachability), reachability.universe);
      return side === 'base' ? sides.move(there, NO_SIDE) : sides.move(NO_SIDE, there);
    };
    for (const own of lone) {
      const selection = selectionOf(ends[own]!, side);
      for (const row of reachableFrom(versions[side], { from: selection, traffic: null, groupBy })) {
        const to = otherEnd(row.peer, positions);
        if (to !== undefined) yield { from: own, to, move: moveOf(row) };
      }
      for (const row of whoCanReach(versions[side], { to: selection, traffic: null, groupBy })) {
        const from = otherEnd(row.peer, positions);
        // The rows of ends that came or went already hold their columns.
        if (from !== undefined && (typeof from !== 'number' || !isOnlyIn(ends[from]!, side))) yield { from, to: own, move: moveOf(row) };
      }
    }
  }
}

const isOnlyIn = ({ sides }: End, side: Side): boolean => sides[side === 'base' ? 'target' : 'base'] === null;

/** Nodes are no ends of a diff. */
const otherEnd = (peer: Peer, positions: ReadonlyMap<string | undefined, number>): number | Peer | undefined => (peer.range === null ? positions.get(peer.ref) : peer);

function selectionOf({ sides }: End, side: Side): Selection {
  const { peer, ends } = sides[side]!;
  return { ref: peer.ref, endpoints: ends.endpoints, external: NO_ADDRESSES, caveats: [] };
}
