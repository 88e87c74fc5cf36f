import type { Direction } from '../../model/firewalls.ts';
import type { Side } from '../versions.ts';
import type { BoundRows } from './rows.ts';
import { addCell, newCellList, type CellList, type Sides } from './sides.ts';
import type { JointSpace } from './space.ts';

/** The move from one joint class to another where nothing is uncertain and nodes do not count, -1 for none: each row is asked once. */
export function createPairMove({ sets, families, universes, programs: { egress, ingress } }: JointSpace, sides: Sides, rows: Readonly<Record<Direction, BoundRows>>): (from: number, to: number) => number {
  const sent = rows.egress.lower; const taken = rows.ingress.lower; const lists = { base: newCellList(), target: newCellList() };
  const cellOf = (side: Side, universe: number, sends: number, takes: number): CellList => {
    const list = lists[side]; const value = sets.intersect(sets.intersect(sends, takes), universe);
    list.size = 0;
    addCell(list, value, value, universe);
    return list;
  };
  return (from, to) => {
    const sender = egress.base[from]!; const senderNow = egress.target[from]!; const receiver = ingress.base[to]!; const receiverNow = ingress.target[to]!;
    const universe = universes.base[families.base[from]! & families.base[to]!]!; const universeNow = universes.target[families.target[from]! & families.target[to]!]!;
    const takes = taken.at(receiver, from); const takesNow = receiver === receiverNow ? takes : taken.at(receiverNow, from);
    // That nothing is another shows before anything is looked up in a row that is not.
    const isSameBehind = takes === takesNow && universe === universeNow;
    if (isSameBehind && sender === senderNow) return -1;
    const sends = sent.at(sender, to); const sendsNow = sender === senderNow ? sends : sent.at(senderNow, to);
    if (isSameBehind && sends === sendsNow) return -1;
    return sides.moveOfCells(cellOf('base', universe, sends, takes), cellOf('target', universeNow, sendsNow, takesNow));
  };
}
