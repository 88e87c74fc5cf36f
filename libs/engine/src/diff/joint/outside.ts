import { createPairMemo } from '../../compile/pair-memo.ts';
import { rangeText, type AddressRange } from '../../model/address.ts';
import type { Direction } from '../../model/firewalls.ts';
import type { Peer } from '../../query/answers.ts';
import type { Joined } from './end-moves.ts';

/** The longest ranges of addresses over which one end's answers changed alike. */
export interface RangeMove { readonly peer: Peer; readonly move: number }

const NONE: readonly RangeMove[] = [];

/** What changed between an end and addresses outside, ascending, IPv4 first; once for all ends with one class behind the same rules. */
export function createOutside({ space, touched, rows, cells }: Joined): (end: number, direction: Direction) => readonly RangeMove[] {
  const { ofEnd, programs, families, ranges, classCount, localSlot } = space;
  const peers = new Map<string, Peer>();
  const peerOf = (range: AddressRange): Peer => {
    const ref = `ip:${rangeText(range)}`; let peer = peers.get(ref);
    if (peer === undefined) { peer = { ref, kind: 'range', namespace: '', pods: 0, range }; peers.set(ref, peer); }
    return peer;
  };
  const isSame = (direction: Direction, id: number): boolean => {
    const before = programs[direction].base[id]!; const after = programs[direction].target[id]!;
    if (touched.wholly[id] === 1 || before === after) return touched.wholly[id] === 0;
    for (const bound of new Set([rows[direction].lower, rows[direction].upper])) {
      bound.of(before); bound.of(after);
      for (let slot = classCount; slot < localSlot.length; slot += 1) if (bound.at(before, slot) !== bound.at(after, slot)) return false;
    }
    return true;
  };
  const make = (classes: readonly number[], direction: Direction): readonly RangeMove[] => {
    if (classes.every((id) => isSame(direction, id))) return NONE;
    const known: number[] = []; const out: RangeMove[] = [];
    let start: AddressRange | null = null; let end: AddressRange | null = null; let current = -1;
    const close = (): void => { if (start !== null && end !== null) out.push({ peer: peerOf({ ...start, last: end.last } as AddressRange), move: current }); start = null; };
    for (const { range, external } of ranges) {
      const move = known[external] ??= cells.moveOutside(classes, direction, external);
      if (start !== null && (move !== current || start.family !== range.family)) close();
      if (move < 0) continue;
      start ??= range; end = range; current = move;
    }
    close();
    return out;
  };
  const lone = { egress: createShared(), ingress: createShared() };
  return (end, direction) => {
    const classes = ofEnd[end]!;
    if (!classes.some((id) => touched[direction][id] === 1)) return NONE;
    if (classes.length > 1) return make(classes, direction);
    const id = classes[0]!; const { base, target } = programs[direction];
    return lone[direction](4 * base[id]! + families.base[id]!, 4 * target[id]! + families.target[id]!, () => make(classes, direction));
  };
}

function createShared(): (a: number, b: number, make: () => readonly RangeMove[]) => readonly RangeMove[] {
  const ids = createPairMemo(); const lists: (readonly RangeMove[])[] = [];
  return (a, b, make) => {
    const known = ids.get(a, b);
    if (known >= 0) return lists[known]!;
    const list = make();
    ids.set(a, b, lists.push(list) - 1);
    return list;
  };
}
