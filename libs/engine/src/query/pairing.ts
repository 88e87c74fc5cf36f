import type { Asked } from './asked.ts';
import type { Cell, CellSource } from './cell.ts';
import { boundsOfClasses, familiesOfSlot } from './class-pair.ts';
import { weightOf, type EndClass, type Ends } from './ends.ts';
import { openFan, type Fan, type Side } from './fan.ts';
import { addAsOne, addCell, newTally, type Tally } from './tally.ts';
import type { View } from '../compile/view.ts';
import type { FamilyMask } from '../model/connection-set.ts';

/** The cell of a pair of slots; `isLocal` for a pair on one node. */
export type PairCells = (from: number, to: number, isLocal: boolean, tag: number) => Cell;

/** Cells for few pairs: each pair of classes is folded by itself. */
export function pointCells(view: View, cells: CellSource): PairCells {
  return (from, to, isLocal, tag) => {
    const { lower, upper } = boundsOfClasses(view, from, to, isLocal);
    return cells(lower, upper, (familiesOfSlot(view, from) & familiesOfSlot(view, to)) as FamilyMask, tag);
  };
}

/** Cells for many pairs around few classes on one side: one fan per class of that side. */
export function fanCells(view: View, cells: CellSource, side: Side): PairCells {
  const fans = new Map<number, Fan>();
  return (from, to, isLocal, tag) => {
    const fixed = side === 'from' ? from : to; const peer = side === 'from' ? to : from;
    let fan = fans.get(fixed);
    if (fan === undefined) {
      fan = openFan(view, fixed, side);
      fans.set(fixed, fan);
    }
    const lower = (isLocal ? fan.lowerLocal : fan.lower)[peer]!; const upper = (isLocal ? fan.upperLocal : fan.upper)[peer]!;
    return cells(lower, upper, (familiesOfSlot(view, from) & familiesOfSlot(view, to)) as FamilyMask, tag);
  };
}

/** The answers of all pairs between two sides, a Pod with itself left out. */
export function pairUp(view: View, asked: Asked, cellOf: PairCells, from: Ends, to: Ends): Tally {
  const tally = newTally();
  for (const a of from.classes) for (const b of to.classes) addPairs(view, asked, cellOf, tally, a, b);
  if (to.external.length > 0) for (const a of from.classes) addExternal(view, asked, tally, a, to.external, (address) => cellOf(a.slot, address, false, asked.fixed));
  if (from.external.length > 0) for (const b of to.classes) addExternal(view, asked, tally, b, from.external, (address) => cellOf(address, b.slot, false, b.named ?? asked.fixed));
  if (from.external.length > 0 && to.external.length > 0) addAsOne(asked, tally, outside(view, asked, cellOf, from.external, to.external), 1);
  return tally;
}

function addPairs(view: View, asked: Asked, cellOf: PairCells, tally: Tally, a: EndClass, b: EndClass): void {
  const pairs = a.weight * b.weight - selfPairs(view, a, b);
  if (pairs === 0) return;
  const tag = b.named ?? asked.fixed;
  const cell = cellOf(a.slot, b.slot, false, tag);
  let local = 0;
  if (isHost(view, a) || isHost(view, b)) {
    const nearby = cellOf(a.slot, b.slot, true, tag);
    local = nearby === cell ? 0 : localPairs(view, a, b);
    if (local > 0) addCell(asked, tally, nearby, local);
  }
  if (pairs > local) addCell(asked, tally, cell, pairs - local);
}

const isHost = (view: View, end: EndClass): boolean => view.classes.traits[end.slot]!.isHost;

/** An external end counts once however many classes of addresses it covers; addresses of a family that the other end lacks do not count. */
function addExternal(view: View, asked: Asked, tally: Tally, end: EndClass, addresses: readonly number[], cellOf: (address: number) => Cell): void {
  const families = familiesOfSlot(view, end.slot);
  const shared = addresses.filter((address) => (familiesOfSlot(view, address) & families) !== 0);
  const inner = newTally();
  for (const address of shared.length > 0 ? shared : addresses.slice(0, 1)) addCell(asked, inner, cellOf(address), 1);
  addAsOne(asked, tally, inner, end.weight);
}

function outside(view: View, asked: Asked, cellOf: PairCells, from: readonly number[], to: readonly number[]): Tally {
  const inner = newTally();
  for (const a of from) for (const b of to) if (familiesOfSlot(view, a) === familiesOfSlot(view, b)) addCell(asked, inner, cellOf(a, b, false, asked.fixed), 1);
  if (inner.total === 0) addCell(asked, inner, cellOf(from[0]!, to[0]!, false, asked.fixed), 1);
  return inner;
}

/** Pairs of a Pod with itself among the pairs of two classes. */
function selfPairs(view: View, a: EndClass, b: EndClass): number {
  return a.slot === b.slot ? sharedWeight(view, a, b, () => true) : 0;
}

function sharedWeight(view: View, a: EndClass, b: EndClass, counts: (endpoint: number) => boolean): number {
  let sum = 0; let i = 0; let j = 0;
  while (i < a.endpoints.length && j < b.endpoints.length) {
    const left = a.endpoints[i]!; const right = b.endpoints[j]!;
    if (left === right && counts(left)) sum += weightOf(view, left) ** 2;
    if (left <= right) i += 1;
    if (right <= left) j += 1;
  }
  return sum;
}

/** Pairs that run on one node, a Pod with itself left out. */
function localPairs(view: View, a: EndClass, b: EndClass): number {
  const nodeOf = (endpoint: number): string | null => view.firewalls.endpoints[endpoint]!.node;
  const weights = new Map<string, number>();
  for (const endpoint of a.endpoints) {
    const node = nodeOf(endpoint);
    if (node !== null) weights.set(node, (weights.get(node) ?? 0) + weightOf(view, endpoint));
  }
  let sum = 0;
  for (const endpoint of b.endpoints) {
    const node = nodeOf(endpoint);
    if (node !== null) sum += (weights.get(node) ?? 0) * weightOf(view, endpoint);
  }
  return a.slot === b.slot ? sum - sharedWeight(view, a, b, (endpoint) => nodeOf(endpoint) !== null) : sum;
}
