import { rangeText, type AddressRange } from '../model/address.ts';
import { EMPTY, equalSets, union, type ConnectionSet } from '../model/connection-set.ts';
import type { Peer, PeerAnswer } from '../query/answers.ts';
import { equalSides, NOTHING_ALLOWED, sideOf } from './change-side.ts';
import type { ChangeSide } from './changes.ts';

/** A range of addresses over which both versions answer one end alike, and differently from each other. */
export interface RangeChange { readonly peer: Peer; readonly before: ChangeSide; readonly after: ChangeSide; readonly universe: ConnectionSet }

interface Segment { readonly first: bigint; last: bigint; readonly before: ChangeSide; readonly after: ChangeSide; readonly universe: ConnectionSet }
interface Piece { readonly first: bigint; readonly last: bigint; readonly side: ChangeSide; readonly universe: ConnectionSet }

/** The external ranges of one end's rows on the common refinement of both versions, merged where before and after are equal. */
export function rangeChanges(before: readonly PeerAnswer[], after: readonly PeerAnswer[]): readonly RangeChange[] {
  return ([4, 6] as const).flatMap((family) => segments(pieces(before, family), pieces(after, family)).map(({ first, last, ...sides }) => {
    const range = family === 4 ? { family, first: Number(first), last: Number(last) } : { family, first, last };
    return { peer: rangePeer(range), ...sides };
  }));
}

function pieces(rows: readonly PeerAnswer[], family: 4 | 6): readonly Piece[] {
  const found = rows.flatMap(({ peer: { range }, reachability }) => (range?.family !== family ? [] : [{ first: BigInt(range.first), last: BigInt(range.last), side: sideOf(reachability), universe: reachability.universe }]));
  return found.sort((a, b) => (a.first < b.first ? -1 : 1));
}

function segments(before: readonly Piece[], after: readonly Piece[]): readonly Segment[] {
  const starts = [...before, ...after].flatMap(({ first, last }) => [first, last + 1n]).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const out: Segment[] = [];
  let i = 0; let j = 0;
  for (const [index, first] of starts.entries()) {
    const next = starts[index + 1];
    if (next === undefined || next === first) continue;
    while (i < before.length && before[i]!.last < first) i += 1;
    while (j < after.length && after[j]!.last < first) j += 1;
    append(out, { first, last: next - 1n, ...compare(at(before[i], first), at(after[j], first)) });
  }
  return out;
}

const at = (piece: Piece | undefined, first: bigint): Piece | undefined => (piece !== undefined && piece.first <= first ? piece : undefined);

const compare = (old: Piece | undefined, current: Piece | undefined): Pick<Segment, 'before' | 'after' | 'universe'> => ({
  before: old?.side ?? NOTHING_ALLOWED, after: current?.side ?? NOTHING_ALLOWED, universe: union(old?.universe ?? EMPTY, current?.universe ?? EMPTY),
});

function append(out: Segment[], segment: Segment): void {
  if (equalSides(segment.before, segment.after)) return;
  const end = out.at(-1);
  const continues = end !== undefined && end.last + 1n === segment.first && equalSides(end.before, segment.before) && equalSides(end.after, segment.after) && equalSets(end.universe, segment.universe);
  if (continues) end.last = segment.last; else out.push(segment);
}

const rangePeer = (range: AddressRange): Peer => ({ ref: `ip:${rangeText(range)}`, kind: 'range', namespace: '', pods: 0, range });
