import type { Asked } from './asked.ts';
import type { Cell, CellSource } from './cell.ts';
import { boundsOfClasses } from './class-pair.ts';
import { weightOf, type EndClass, type Ends, type ExternalEnd } from './ends.ts';
import { externalFaces, type ExternalFaces } from './external-faces.ts';
import { openFan, type Fan, type Side } from './fan.ts';
import { nodeNumbers } from './node-numbers.ts';
import { addAsOne, addCell, newTally, type Tally } from './tally.ts';
import { NOTHING } from '../compile/set-table.ts';
import type { View } from '../compile/view.ts';
import type { FamilyMask } from '../model/connection-set.ts';
import type { Direction } from '../model/firewalls.ts';

/** The cell of a pair of slots; `isLocal` for a pair on one node. */
export type PairCells = (from: number, to: number, isLocal: boolean, tag: number) => Cell;

const sharedFamilies = (view: View, from: number, to: number): FamilyMask => (view.axis.families[from]! & view.axis.families[to]!) as FamilyMask;

/** Cells for few pairs: each pair of classes is folded by itself. */
export function pointCells(view: View, cells: CellSource): PairCells {
  return (from, to, isLocal, tag) => {
    const { lower, upper } = boundsOfClasses(view, from, to, isLocal);
    return cells(lower, upper, sharedFamilies(view, from, to), tag);
  };
}

/** One fan with the cells found so far, for one question of its pairs. */
interface OpenFan { readonly fan: Fan; readonly tag: number; readonly remote: (Cell | undefined)[]; readonly local: (Cell | undefined)[] }

/** Fans of the classes of one side, opened when they are first asked for. */
export interface Fans { readonly cellOf: PairCells; fanOf(fixed: number): Fan }

/** Cells for many pairs around few classes on one side: one fan per class of that side. */
export function createFans(view: View, cells: CellSource, side: Side): Fans {
  const fans = new Map<number, Fan>(); const open = new Map<number, OpenFan[]>();
  const fanOf = (fixed: number): Fan => {
    const fan = fans.get(fixed) ?? openFan(view, fixed, side);
    fans.set(fixed, fan);
    return fan;
  };
  let last: OpenFan | null = null; let lastFixed = -1;
  const openAt = (fixed: number, tag: number): OpenFan => {
    if (last !== null && fixed === lastFixed && tag === last.tag) return last;
    const list = open.get(fixed) ?? [];
    const found = list.find((candidate) => candidate.tag === tag) ?? { fan: fanOf(fixed), tag, remote: [], local: [] };
    if (!list.includes(found)) open.set(fixed, [...list, found]);
    lastFixed = fixed;
    last = found;
    return found;
  };
  const cellOf: PairCells = (from, to, isLocal, tag) => {
    const fixed = side === 'from' ? from : to; const peer = side === 'from' ? to : from;
    const { fan, remote, local } = openAt(fixed, tag);
    const known = isLocal ? local : remote;
    return known[peer] ??= cells((isLocal ? fan.lowerLocal : fan.lower)[peer]!, (isLocal ? fan.upperLocal : fan.upper)[peer]!, sharedFamilies(view, from, to), tag);
  };
  return { cellOf, fanOf };
}

/** Whether any pair between two sides has anything; far cheaper than counting where most have nothing. */
export function hasAnything(view: View, asked: Asked, cellOf: PairCells, from: Ends, to: Ends): boolean {
  if (from.external.length + to.external.length > 0) return true;
  return from.classes.some((a) => to.classes.some((b) => {
    const cell = (isLocal: boolean): Cell => seen(b, cellOf(a.slot, b.slot, isLocal, b.named ?? asked.fixed));
    return cell(false).possibly !== NOTHING || ((isHost(view, a) || isHost(view, b)) && cell(true).possibly !== NOTHING);
  }));
}

/** A cell as those see it who ask for the destination through a Service. */
export const seen = ({ access }: Pick<EndClass, 'access'>, cell: Cell): Cell => (access === null ? cell : access.seen(cell));

/** The answers of all pairs between two sides, a Pod with itself left out. */
export function pairUp(view: View, asked: Asked, cellOf: PairCells, from: Ends, to: Ends): Tally {
  const tally = newTally();
  for (const a of from.classes) for (const b of to.classes) addPairs(view, asked, cellOf, tally, a, b);
  for (const b of to.external) for (const a of from.classes) addExternal(view, asked, tally, a, b, (address) => seen(b, cellOf(a.slot, address, false, tagOf(asked, b))), 'egress', tagOf(asked, b));
  for (const a of from.external) for (const b of to.classes) addExternal(view, asked, tally, b, a, (address) => seen(b, cellOf(address, b.slot, false, b.named ?? asked.fixed)), 'ingress', b.named ?? asked.fixed);
  for (const a of from.external) for (const b of to.external) addAsOne(asked, tally, outside(view, asked, cellOf, a, b), 1);
  return tally;
}

const tagOf = (asked: Asked, { access }: ExternalEnd): number => access?.targets ?? asked.fixed;

function addPairs(view: View, asked: Asked, cellOf: PairCells, tally: Tally, a: EndClass, b: EndClass): void {
  const pairs = a.weight * b.weight - (isHairpin(b) ? 0 : selfPairs(view, a, b));
  if (pairs === 0) return;
  const tag = b.named ?? asked.fixed;
  const cell = seen(b, cellOf(a.slot, b.slot, false, tag));
  let local = 0;
  if (isHost(view, a) || isHost(view, b)) {
    const nearby = seen(b, cellOf(a.slot, b.slot, true, tag));
    local = nearby === cell ? 0 : localPairs(view, a, b);
    if (local > 0) addCell(asked, tally, nearby, local);
  }
  if (pairs > local) addCell(asked, tally, cell, pairs - local);
}

const isHairpin = ({ access }: EndClass): boolean => access?.isHairpin === true;

const isHost = (view: View, end: EndClass): boolean => view.classes.traits[end.slot]!.isHost;

/** An external end counts once however many classes of addresses it covers; addresses of a family that the other end lacks do not count. */
function addExternal(view: View, asked: Asked, tally: Tally, end: EndClass, external: ExternalEnd, cellOf: (address: number) => Cell, direction: Direction, tag: number): void {
  const { slots: addresses } = external; const [only] = addresses;
  if (only !== undefined && addresses.length === 1) {
    addCell(asked, tally, cellOf(only), end.weight);
    return;
  }
  const families = view.axis.families[end.slot]!; const program = view.programs[direction].ofClass[end.slot]!;
  const { faces, tallies } = outsideOf(view, direction, external);
  // Outside the cluster there is no firewall, so that classes behind equal ones have one answer.
  const byTag = tallies[program * 4 + families] ??= new Map<number, Tally>();
  let inner = end.access === null ? byTag.get(tag) : undefined;
  if (inner === undefined) {
    inner = newTally();
    const shared = faces(program, families);
    for (const address of shared.length > 0 ? shared : addresses.slice(0, 1)) addCell(asked, inner, cellOf(address), 1);
    if (end.access === null) byTag.set(tag, inner);
  }
  addAsOne(asked, tally, inner, end.weight);
}

/** What classes have with all of an external end together, by program and families, and what is asked. */
interface Outside { readonly faces: ExternalFaces; readonly tallies: (Map<number, Tally> | undefined)[] }

/** Such an end is one of a single question. */
const outsides = new WeakMap<ExternalEnd, Partial<Record<Direction, Outside>>>();

function outsideOf(view: View, direction: Direction, external: ExternalEnd): Outside {
  let known = outsides.get(external);
  if (known === undefined) {
    known = {};
    outsides.set(external, known);
  }
  return known[direction] ??= { faces: externalFaces(view, direction, external.slots), tallies: [] };
}

function outside(view: View, asked: Asked, cellOf: PairCells, from: ExternalEnd, to: ExternalEnd): Tally {
  const inner = newTally(); const tag = tagOf(asked, to);
  for (const a of from.slots) for (const b of to.slots) if (view.axis.families[a] === view.axis.families[b]) addCell(asked, inner, seen(to, cellOf(a, b, false, tag)), 1);
  if (inner.total === 0) addCell(asked, inner, seen(to, cellOf(from.slots[0]!, to.slots[0]!, false, tag)), 1);
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
  const left = weightsByNode(view, a); const right = weightsByNode(view, b);
  const [few, many] = left.size <= right.size ? [left, right] : [right, left];
  let sum = 0;
  for (const [node, weight] of few) sum += weight * (many.get(node) ?? 0);
  return a.slot === b.slot && !isHairpin(b) ? sum - sharedWeight(view, a, b, (endpoint) => nodeNumbers(view)[endpoint]! >= 0) : sum;
}

const nodesOf = new WeakMap<EndClass, ReadonlyMap<number, number>>();

function weightsByNode(view: View, end: EndClass): ReadonlyMap<number, number> {
  const known = nodesOf.get(end);
  if (known !== undefined) return known;
  const weights = new Map<number, number>(); const nodes = nodeNumbers(view);
  for (const endpoint of end.endpoints) {
    const node = nodes[endpoint]!;
    if (node >= 0) weights.set(node, (weights.get(node) ?? 0) + weightOf(view, endpoint));
  }
  nodesOf.set(end, weights);
  return weights;
}
