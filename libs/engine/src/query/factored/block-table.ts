import type { View } from '../../compile/view.ts';
import type { Asked } from '../asked.ts';
import type { CellSource } from '../cell.ts';
import type { PeerGroup } from '../peer-groups.ts';
import type { Tally } from '../tally.ts';
import { copyAnswer, newRow, type BlockRow } from './block-row.ts';
import { createCellCounts, type BlendCount } from './cell-counts.ts';
import { createColumns, type Columns } from './columns.ts';
import { createCorrections } from './corrections.ts';
import { exceptionsOf } from './exceptions.ts';
import { factoredRules, kindOfPair, type FactoredRules } from './factored-rules.ts';
import { layoutOf, type Layout } from './layout.ts';
import { mixturesOf, type Mixtures } from './mixtures.ts';
import { neighboursOf } from './neighbours.ts';
import { createNumberGrid } from './number-grid.ts';
import { fillSpots, roomFor, type LookCells, type SpotCells } from './spot-cells.ts';

/** All pairs between groups, one row at a time. */
export interface BlockTable {
  /** Is overwritten by the next row. */
  row(sender: number): BlockRow;
  /** What answers of a blend have in common: all but how many pairs they are about, which stand at one each. */
  tallyOf(blend: number): Tally;
}

/** Rows of more mixtures than this are not kept for the next sender of the same mixture. */
const MOST_KEPT_ROWS = 64;

/** One mixture of senders: its cells from each of its regions, and what is known of it towards mixtures of receivers, -2 where nothing is; nothing where none of either is met again. */
interface Base { readonly from: readonly SpotCells[]; readonly row: BlockRow | null }

/**
 * The table of all pairs of groups, factored: what groups show to regions first, and then the pairs of classes that are
 * exceptions to it, the pairs on one node, and pods with themselves, each corrected by itself.
 * `receivers` are the same groups as `senders`, in the same order, as destinations of the question; what is worked out of
 * either is kept as long as the array.
 * A row costs O(receivers × regions of either + exceptions of its classes), whatever the number of pods.
 */
export function createBlockTable(view: View, asked: Asked, cells: CellSource, senders: readonly PeerGroup[], receivers: readonly PeerGroup[]): BlockTable {
  const rules = factoredRules(view); const { kinds } = rules;
  const from = layoutOf(view, senders); const to = layoutOf(view, receivers);
  const sending = sidesOf(view, rules, from).sending(); const { mixtures: receiving, columns } = sidesOf(view, rules, to).receiving();
  const exceptions = exceptionsOf(view, rules); const neighbours = neighboursOf(view, from, to);
  const counts = createCellCounts(kinds, asked, cells); const corrections = createCorrections(receivers.length);
  const count: BlendCount = { blend: -1, allowed: 0, denied: 0, partial: 0, unknown: 0 };
  const tagOf = (part: number): number => { const own = to.asked[part]!; return own < 0 ? asked.fixed : own; };

  const grids = new Map<number, LookCells>();
  const cellsFor = (tag: number): LookCells => {
    let grid = grids.get(tag);
    if (grid === undefined) {
      grid = createNumberGrid((look, sight) => counts.idOf(rules.usual(look, sight), tag));
      grids.set(tag, grid);
    }
    return grid;
  };
  const spotsOf = (mixture: number, rooms: SpotCells[]): SpotCells[] => {
    const end = sending.starts[mixture + 1]!; const regionAt = (at: number): number => sending.regions[sending.types[at]!]!; let place = 0;
    for (let first = sending.starts[mixture]!; first < end; place += 1) {
      let last = first + 1;
      while (last < end && regionAt(last) === regionAt(first)) last += 1;
      const room = roomFor(columns.from(regionAt(first)), last - first, rooms[place]);
      fillSpots(room, rules.senders, sending, first, last, cellsFor, asked.fixed);
      rooms[place] = room;
      first = last;
    }
    return rooms.slice(0, place);
  };
  const isMet = new Uint8Array(sending.count); const isShared = new Uint8Array(sending.count);
  for (const mixture of sending.of) if (isMet[mixture] === 0) isMet[mixture] = 1; else isShared[mixture] = 1;
  const scratch: SpotCells[] = []; const scratchRow = receiving.count < receivers.length ? newRow(receiving.count) : null;
  const bases = new Map<number, Base>();
  const baseOf = (mixture: number): Base => {
    if (isShared[mixture] === 0) {
      scratchRow?.blends.fill(-2);
      return { from: spotsOf(mixture, scratch), row: scratchRow };
    }
    let base = bases.get(mixture);
    if (base === undefined) {
      if (bases.size >= MOST_KEPT_ROWS) bases.clear();
      const row = newRow(receiving.count);
      row.blends.fill(-2);
      base = { from: spotsOf(mixture, []), row };
      bases.set(mixture, base);
    }
    return base;
  };
  const addCount = (id: number, pairs: number): void => counts.add(id, pairs);
  // Corrections of one receiver alone need not be kept apart.
  const record = receivers.length === 1 ? (_: number, id: number, pairs: number): void => counts.add(id, pairs) : corrections.add;
  const correct = (part: number, usual: number, actual: number, pairs: number): void => {
    const tag = tagOf(part); const before = counts.idOf(usual, tag); const after = counts.idOf(actual, tag);
    if (before === after || pairs === 0) return;
    record(to.groupOf[part]!, before, -pairs);
    record(to.groupOf[part]!, after, pairs);
  };
  const correctExceptions = (slot: number, weight: number): void => {
    const { receivers: classes, usual, actual, start, end } = exceptions.of(slot);
    for (let at = start; at < end; at += 1) {
      const id = classes[at]!;
      for (let member = to.classStarts[id]!; member < to.classStarts[id + 1]!; member += 1) { const part = to.ofClass[member]!; correct(part, usual[at]!, actual[at]!, weight * to.weights[part]!); }
    }
    view.counters.pairSteps += end - start;
  };
  const correctRow = (sender: number): void => {
    corrections.clear();
    // Parts of a group stand by class on both sides.
    let own = to.starts[sender]!;
    for (let part = from.starts[sender]!; part < from.starts[sender + 1]!; part += 1) {
      const slot = from.slots[part]!;
      correctExceptions(slot, from.weights[part]!);
      const { parts, pairs } = neighbours.around(part);
      for (let at = 0; at < parts.length; at += 1) { const other = to.slots[parts[at]!]!; correct(parts[at]!, kindOfPair(view, rules, slot, other, false), kindOfPair(view, rules, slot, other, true), pairs[at]!); }
      view.counters.pairSteps += parts.length;
      while (own < to.starts[sender + 1]! && to.slots[own]! < slot) own += 1;
      for (; own < to.starts[sender + 1]! && to.slots[own] === slot; own += 1) record(sender, counts.idOf(kindOfPair(view, rules, slot, slot, false), tagOf(own)), -to.selfPairs[own]!);
    }
  };

  const row = newRow(receivers.length);
  return {
    tallyOf: (blend) => counts.tallyOf(blend),
    row(sender) {
      const base = baseOf(sending.of[sender]!);
      correctRow(sender);
      let steps = 0;
      for (let receiver = 0; receiver < receivers.length; receiver += 1) {
        const mixture = receiving.of[receiver]!; const isCorrected = receivers.length === 1 || corrections.has(receiver);
        if (!isCorrected && base.row !== null && base.row.blends[mixture] !== -2) { copyAnswer(base.row, mixture, row, receiver); continue; }
        for (let place = 0; place < base.from.length; place += 1) steps += counts.addSpots(base.from[place]!, mixture);
        corrections.apply(receiver, addCount);
        counts.take(count);
        write(count, row, receiver);
        if (!isCorrected && base.row !== null) write(count, base.row, mixture);
      }
      view.counters.pairSteps += steps;
      return row;
    },
  };
}

function write(count: BlendCount, row: BlockRow, at: number): void {
  row.blends[at] = count.blend;
  row.allowed[at] = count.allowed; row.denied[at] = count.denied; row.partial[at] = count.partial; row.unknown[at] = count.unknown;
}

/** What rules make of a layout on either side. */
interface Sides { readonly programs: View['programs']; readonly sending: () => Mixtures; readonly receiving: () => { readonly mixtures: Mixtures; readonly columns: Columns } }

const sides = new WeakMap<Layout, Sides>();

function sidesOf({ programs }: View, rules: FactoredRules, layout: Layout): Sides {
  let known = sides.get(layout);
  if (known?.programs !== programs) {
    let sending: Mixtures | undefined; let receiving: ReturnType<Sides['receiving']> | undefined;
    known = {
      programs,
      sending: () => sending ??= mixturesOf(rules.regions, rules.senders, layout),
      receiving() {
        if (receiving === undefined) {
          const mixtures = mixturesOf(rules.regions, rules.receivers, layout);
          receiving = { mixtures, columns: createColumns(rules.receivers, mixtures) };
        }
        return receiving;
      },
    };
    sides.set(layout, known);
  }
  return known;
}
