import type { Counters } from '../compile/counters.ts';
import type { Grouping } from '../model/question.ts';
import { churnMoves, type ChurnMove } from './churn-moves.ts';
import type { End } from './ends.ts';
import { createCells } from './joint/cells.ts';
import { createEndMoves, type Joined } from './joint/end-moves.ts';
import { traitsOf } from './joint/end-traits.ts';
import { mergeMoves } from './joint/merge-moves.ts';
import { createOutside } from './joint/outside.ts';
import { createRows } from './joint/rows.ts';
import { createSides, type Move } from './joint/sides.ts';
import { joinVersions } from './joint/space.ts';
import { touchedClasses } from './joint/touched.ts';
import { compareEnds } from './order.ts';
import type { Peer } from '../query/answers.ts';
import type { Versions } from './versions.ts';

/** Every pair with different answers, by sender, then receiver, ranges last: in columns of one length. */
export interface PairChanges {
  /** Ends of pairs: those of both versions by position, then ranges of addresses. */
  readonly peers: readonly Peer[];
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly moves: Int32Array;
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
  const peers = createPeers(ends); const columns = createColumns();
  const fromRanges = churn.fromRanges.map(({ from, to, move }) => ({ from: peers.idOf(from), to: peers.idOf(to), move }));
  for (let from = 0; from < ends.length; from += 1) {
    const found = movesFrom(from); const extra = churn.byEnd.get(from);
    const { to, moves } = extra === undefined ? found : mergeMoves(found, { to: extra.toEnds.map((one) => peers.idOf(one.to)), moves: extra.toEnds.map(({ move }) => move) });
    columns.addAll(from, to, moves);
    for (const { peer, move } of outside(from, 'egress')) columns.add(from, peers.idOf(peer), move);
    for (const { to: range, move } of extra?.toRanges ?? []) columns.add(from, peers.idOf(range), move);
    for (const { peer, move } of outside(from, 'ingress')) fromRanges.push({ from: peers.idOf(peer), to: from, move });
  }
  const compare = (a: number, b: number): number => (a === b ? 0 : compareEnds(peers.all[a]!, peers.all[b]!));
  for (const { from, to, move } of fromRanges.sort((a, b) => compare(a.from, b.from) || compare(a.to, b.to))) columns.add(from, to, move);
  return { ...columns.taken(), peers: peers.all, moveAt: (move) => sides.moveAt(move) };
}

interface Peers { readonly all: readonly Peer[]; readonly idOf: (end: number | Peer) => number }

/** Numbers ranges after the ends, those of equal addresses as one. */
function createPeers(ends: readonly End[]): Peers {
  const all = ends.map(({ peer }) => peer); const ranges = new Map<string, number>();
  return {
    all,
    idOf(end) {
      if (typeof end === 'number') return end;
      const known = ranges.get(end.ref);
      if (known !== undefined) return known;
      ranges.set(end.ref, all.length);
      return all.push(end) - 1;
    },
  };
}

interface Columns {
  add(from: number, to: number, move: number): void;
  addAll(from: number, to: ArrayLike<number>, moves: ArrayLike<number>): void;
  taken(): Pick<PairChanges, 'from' | 'to' | 'moves'>;
}

/** Columns that grow together. */
function createColumns(): Columns {
  let size = 0; let columns = { from: new Int32Array(64), to: new Int32Array(64), moves: new Int32Array(64) };
  const reserve = (more: number): void => {
    if (size + more <= columns.from.length) return;
    const length = Math.max(size + more, 2 * columns.from.length);
    const grown = (column: Int32Array): Int32Array<ArrayBuffer> => { const next = new Int32Array(length); next.set(column); return next; };
    columns = { from: grown(columns.from), to: grown(columns.to), moves: grown(columns.moves) };
  };
  return {
    add(from, to, move) {
      reserve(1);
      columns.from[size] = from; columns.to[size] = to; columns.moves[size] = move; size += 1;
    },
    addAll(from, to, moves) {
      reserve(to.length);
      columns.from.fill(from, size, size + to.length); columns.to.set(to, size); columns.moves.set(moves, size); size += to.length;
    },
    taken: () => ({ from: columns.from.slice(0, size), to: columns.to.slice(0, size), moves: columns.moves.slice(0, size) }),
  };
}

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
