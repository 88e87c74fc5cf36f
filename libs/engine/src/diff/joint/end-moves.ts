import type { Direction } from '../../model/firewalls.ts';
import type { End } from '../ends.ts';
import type { Versions } from '../versions.ts';
import type { Cells } from './cells.ts';
import { differingSlots } from './differing.ts';
import { createEndTable } from './end-table.ts';
import type { EndTraits } from './end-traits.ts';
import { hostMoves } from './host-moves.ts';
import { NONE_APART, type EndMoves } from './merge-moves.ts';
import { createNearness, type Nearness } from './nearness.ts';
import type { BoundRows } from './rows.ts';
import type { Sides } from './sides.ts';
import type { JointSpace } from './space.ts';
import type { Touched } from './touched.ts';

/** Two joined versions with what is looked up in them. */
export interface Joined { readonly versions: Versions; readonly ends: readonly End[]; readonly space: JointSpace; readonly sides: Sides; readonly touched: Touched; readonly rows: Readonly<Record<Direction, BoundRows>>; readonly cells: Cells }

/**
 * Everything that changed between ends that are in both versions, by position of the sender. Pairs can only differ where
 * the sender's egress, the receiver's ingress, or which Pods are on which node differs.
 */
export function createEndMoves(joined: Joined, traits: EndTraits, hasPlacement: boolean): (from: number) => EndMoves {
  const { versions, ends, space } = joined;
  const parts = { ...joined, traits, nearness: createNearness(versions, space, ends), asked: { egress: askedOf(joined, traits, 'egress'), ingress: askedOf(joined, traits, 'ingress') } };
  const apart: { readonly to: number[]; readonly moves: number[] }[] = [];
  const put = (from: number, to: number, move: number): void => {
    const found = apart[from] ??= { to: [], moves: [] };
    found.to.push(to); found.moves.push(move);
  };
  if (hasPlacement) hostMoves(parts, put);
  const selfMove = createSelfMoves(parts);
  for (let end = 0; end < ends.length; end += 1) { const move = selfMove(end); if (move >= 0) put(end, end, move); }
  const toOthers = createEndTable(parts);
  return (from) => toOthers(from, apart[from] ?? NONE_APART);
}

/** The ends at whose classes a row of a touched end of the other direction differs, and those that are touched themselves. */
function askedOf({ space, touched, rows }: Joined, { isTouched }: EndTraits, direction: Direction): Uint8Array {
  const back = direction === 'egress' ? 'ingress' : 'egress'; const { ofEnd, localSlot } = space;
  const slots = differingSlots(space, touched, back, rows[back]);
  return Uint8Array.from(ofEnd, (classes, at) => Number(isTouched[direction][at] === 1 || classes.some((id) => slots[id] === 1 || slots[localSlot[id]!] === 1)));
}

interface SelfParts extends Joined { readonly traits: EndTraits; readonly nearness: Nearness }

/** What changed between the Pods of one end. */
function createSelfMoves({ space: { ofEnd }, traits: { isAlone, isTouched }, cells, nearness }: SelfParts): (end: number) => number {
  return (end) => {
    const classes = ofEnd[end]!; const isFlagged = isTouched.egress[end] === 1 || isTouched.ingress[end] === 1;
    if (classes.length === 0 || (!isFlagged && (isAlone[end] === 0 || nearness.isSame(end, end)))) return -1;
    return cells.move(classes, classes, (side, i, j) => nearness.pair(side, end, i, end, j));
  };
}
