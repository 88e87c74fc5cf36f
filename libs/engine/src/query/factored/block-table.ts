import type { View } from '../../compile/view.ts';
import type { Asked } from '../asked.ts';
import type { CellSource } from '../cell.ts';
import type { PeerGroup } from '../peer-groups.ts';
import type { Tally } from '../tally.ts';
import { classTypes } from './class-types.ts';
import { createExceptions } from './exceptions.ts';
import { allRows, boundsInRows } from './factored-pairs.ts';
import { createNeighbours, selfPairs } from './neighbours.ts';
import { createBaseCells } from './base-cells.ts';
import { createCellCounts } from './cell-counts.ts';
import { createCorrections } from './corrections.ts';
import { tableSide, type Mixture, type Part } from './parts.ts';

/** All pairs between groups, one row at a time. */
export interface BlockTable {
  /**
   * The answers of one sender towards every receiver, in order. What is one object answers for several receivers; null
   * is said where there is no pair.
   */
  row(sender: number): readonly (Tally | null)[];
}

/** More receivers in a row than this are not kept for the next sender of the same kind. */
const MOST_KEPT_ROWS = 64;
/** One sender's side of a row: what pairs of types give, and the answers for mixtures of them. */
interface BaseRow { readonly starts: Int32Array; readonly list: number[]; readonly tallies: (Tally | undefined)[] }

/**
 * The table of all pairs of groups, factored: types of senders by types of receivers first, and then the pairs of
 * classes that are exceptions to their types, the pairs on one node, and pods with themselves, each corrected by itself.
 * `receivers` are the same groups as `senders`, in the same order, as destinations of the question.
 * A row costs O(receivers × types in both + exceptions of its classes).
 */
export function createBlockTable(view: View, asked: Asked, cells: CellSource, senders: readonly PeerGroup[], receivers: readonly PeerGroup[]): BlockTable {
  const rows = allRows(view);
  const from = tableSide(view, asked, classTypes(view, rows, 'egress'), senders);
  const to = tableSide(view, asked, classTypes(view, rows, 'ingress'), receivers);
  const counts = createCellCounts(view, asked, cells);
  const exceptions = createExceptions(view, rows); const neighbours = createNeighbours(view, to.parts);
  const baseId = createBaseCells(view, rows, from, to, counts);
  const bases = new Map<number, BaseRow>();

  const baseRow = (mixture: number): BaseRow => {
    let base = bases.get(mixture);
    if (base === undefined) {
      if (bases.size >= MOST_KEPT_ROWS) bases.clear();
      base = { starts: new Int32Array(to.typeCount).fill(-1), list: [], tallies: [] };
      bases.set(mixture, base);
    }
    return base;
  };
  /** For one type of receivers, where its cells towards all types of a sender begin, with the number of ends of each. */
  const towards = ({ starts, list }: BaseRow, { types, weights }: Mixture, type: number): number => {
    const known = starts[type]!;
    if (known >= 0) return known;
    const start = list.length;
    starts[type] = start;
    list.push(0);
    for (let at = 0; at < types.length; at += 1) {
      const id = baseId(types[at]!, type);
      let place = start + 1;
      while (place < list.length && list[place] !== id) place += 2;
      if (place === list.length) list.push(id, weights[at]!); else list[place + 1]! += weights[at]!;
    }
    list[start] = list.length;
    return start;
  };
  const addBase = (base: BaseRow, sender: Mixture, { types, weights }: Mixture): void => {
    for (let at = 0; at < types.length; at += 1) {
      const start = towards(base, sender, types[at]!); const weight = weights[at]!; const { list } = base;
      const end = list[start]!;
      for (let i = start + 1; i < end; i += 2) counts.add(list[i]!, list[i + 1]! * weight);
    }
  };

  const addCount = (id: number, pairs: number): void => counts.add(id, pairs);
  const corrections = createCorrections(receivers.length);
  // Corrections of one receiver alone need not be kept apart.
  const record = receivers.length === 1 ? (_: number, id: number, pairs: number): void => counts.add(id, pairs) : corrections.add;
  const correct = (other: Part, usual: number, actual: number, pairs: number): void => {
    if (usual === actual || pairs === 0) return;
    record(other.group, usual, -pairs);
    record(other.group, actual, pairs);
  };
  const correctRow = (sender: number): void => {
    corrections.clear();
    for (const part of from.parts[sender]!) {
      const { slot, weight } = part.end; const type = part.type;
      exceptions.visit(slot, (receiver, lower, upper) => {
        const families = view.axis.families[slot]! & view.axis.families[receiver]!;
        for (const other of to.partsOfClass[receiver]!) correct(other, baseId(type, other.type), counts.idOfUncut(lower, upper, families, other.end.named ?? asked.fixed), weight * other.end.weight);
      });
      for (const [other, pairs] of neighbours.around(part)) correct(other, idOfPair(part, other, false), idOfPair(part, other, true), pairs);
      for (const other of to.parts[sender]!) if (other.end.slot === slot) record(sender, idOfPair(part, other, false), -selfPairs(view, other));
    }
  };

  return {
    row(sender) {
      const mixture = from.mixtures[from.mixtureOf[sender]!]!; const base = baseRow(from.mixtureOf[sender]!);
      correctRow(sender);
      const tallies = new Array<Tally | null>(receivers.length);
      for (let receiver = 0; receiver < receivers.length; receiver += 1) {
        const id = to.mixtureOf[receiver]!; const isCorrected = receivers.length === 1 || corrections.has(receiver);
        let tally = isCorrected ? undefined : base.tallies[id];
        if (tally === undefined) {
          addBase(base, mixture, to.mixtures[id]!);
          corrections.apply(receiver, addCount);
          tally = counts.take();
          if (!isCorrected) base.tallies[id] = tally;
        }
        tallies[receiver] = tally.total === 0 ? null : tally;
      }
      return tallies;
    },
  };

  function idOfPair(a: Part, b: Part, isLocal: boolean): number {
    const { slot } = a.end; const { slot: receiver, named } = b.end;
    const { lower, upper } = boundsInRows(view, rows, slot, receiver, isLocal);
    return counts.idOf(lower, upper, view.axis.families[slot]! & view.axis.families[receiver]!, named ?? asked.fixed);
  }
}
