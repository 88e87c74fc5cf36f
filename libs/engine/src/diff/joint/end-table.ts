import type { Direction } from '../../model/firewalls.ts';
import { regionsOf } from '../../query/factored/regions.ts';
import type { End } from '../ends.ts';
import type { Cells } from './cells.ts';
import { createEndTypes, type EndTypes } from './end-types.ts';
import type { EndTraits } from './end-traits.ts';
import { holdersOf } from './exceptions.ts';
import { NO_MOVES, type ApartMoves, type EndMoves } from './merge-moves.ts';
import type { BoundRows } from './rows.ts';
import type { Sides } from './sides.ts';
import type { JointSpace } from './space.ts';

export interface TableParts {
  readonly ends: readonly End[]; readonly space: JointSpace; readonly sides: Sides; readonly rows: Readonly<Record<Direction, BoundRows>>; readonly cells: Cells; readonly traits: EndTraits;
  /** The ends that can send, or receive, what differs; 1 where they can. */
  readonly asked: Readonly<Record<Direction, Uint8Array>>;
}

/**
 * What changed from one end to others: what is known apart from the rest, itself among that, what the types of both say, which is one list for all senders of
 * a type, and pair by pair where a row has a value of its own.
 */
export function createEndTable(parts: TableParts): (from: number, apart: ApartMoves) => EndMoves {
  const { space: { ofEnd, fold: { counters } }, asked, traits: { isTouched }, cells } = parts;
  const receivers = Int32Array.from([...ofEnd.keys()].filter((at) => asked.ingress[at] === 1));
  const touched = receivers.filter((at) => isTouched.ingress[at] === 1);
  const isSender = (at: number): boolean => asked.egress[at] === 1 && (isTouched.egress[at] === 1 || touched.length > 0);
  const merge = createMerge(ofEnd.length);
  if (receivers.length === 0 || !ofEnd.some((_, at) => isSender(at))) return (from, apart) => merge(from, NO_MOVES, apart, NO_EXCEPTIONS);
  const { typeOf, listOf } = createLists(parts, receivers, touched);
  const exceptionsOf = createExceptions(parts, receivers, touched);
  return (from, apart) => {
    if (!isSender(from)) return merge(from, NO_MOVES, apart, NO_EXCEPTIONS);
    const isWhole = isTouched.egress[from] === 1;
    return merge(from, listOf(typeOf(from), isWhole), apart, { tell: (use) => { exceptionsOf(from, isWhole, use); }, move: (to) => { counters.exceptionPairs += 1; return cells.move(ofEnd[from]!, ofEnd[to]!, null); } });
  };
}

interface Exceptions { readonly tell: (use: (to: number) => void) => void; readonly move: (to: number) => number }
const NO_EXCEPTIONS: Exceptions = { tell: () => undefined, move: () => -1 };

/** Puts together what the types of a sender say, what is known apart from them, and each exception once. What comes of it stands until the next is asked for. */
function createMerge(endCount: number): (from: number, list: EndMoves, apart: ApartMoves, exceptions: Exceptions) => EndMoves {
  const stamps = new Int32Array(endCount).fill(-1); const moveTo = new Int32Array(endCount); const extra = new Int32Array(endCount);
  const to = new Int32Array(endCount); const moves = new Int32Array(endCount);
  const weave = (from: number, list: EndMoves, others: Int32Array): EndMoves => {
    let length = 0; let next = 0;
    const putBelow = (bound: number): void => {
      for (; next < others.length && others[next]! < bound; next += 1) { to[length] = others[next]!; moves[length] = moveTo[others[next]!]!; length += 1; }
    };
    for (let at = 0; at < list.to.length; at += 1) {
      const other = list.to[at]!;
      if (stamps[other] === from) continue;
      putBelow(other);
      to[length] = other; moves[length] = list.moves[at]!; length += 1;
    }
    putBelow(endCount);
    return { to: to.subarray(0, length), moves: moves.subarray(0, length) };
  };
  return (from, list, apart, { tell, move }) => {
    let size = 0;
    const put = (other: number, found: number): void => {
      stamps[other] = from;
      if (found >= 0) { moveTo[other] = found; extra[size] = other; size += 1; }
    };
    stamps[from] = from;
    for (let at = 0; at < apart.to.length; at += 1) put(apart.to[at]!, apart.moves[at]!);
    tell((other) => { if (stamps[other] !== from) put(other, move(other)); });
    return weave(from, list, extra.subarray(0, size).sort());
  };
}

interface Lists { readonly typeOf: (from: number) => number; readonly listOf: (type: number, isWhole: boolean) => EndMoves }

function createLists({ space, sides, rows }: TableParts, receivers: Int32Array, touched: Int32Array): Lists {
  const types: EndTypes = createEndTypes(space, sides, rows); const { ofEnd } = space;
  const typeOfReceiver = new Int32Array(ofEnd.length);
  for (const at of receivers) typeOfReceiver[at] = types.to.of(ofEnd[at]!);
  const uneven = touched.filter((at) => !types.to.isEven(typeOfReceiver[at]!)); const unevenIn: Int32Array[] = [];
  const moveTo = new Int32Array(types.to.all.length); const to = new Int32Array(receivers.length); const moves = new Int32Array(receivers.length);
  // What a sender lets through as before can only be another where the receiver takes another thing from its region.
  const othersOf = (type: number): Int32Array => {
    if (!types.from.isEven(type)) return touched;
    const regions = types.from.regionsOf(type); const region = regions[0]!;
    return regions.length > 1 ? uneven : unevenIn[region] ??= uneven.filter((at) => types.to.differsFor(typeOfReceiver[at]!, region));
  };
  const make = (type: number, isWhole: boolean): EndMoves => {
    const others = isWhole ? receivers : othersOf(type); let size = 0;
    moveTo.fill(UNKNOWN);
    for (let at = 0; at < others.length; at += 1) {
      const other = others[at]!; const otherType = typeOfReceiver[other]!;
      let move = moveTo[otherType]!;
      if (move === UNKNOWN) { move = types.move(type, otherType); moveTo[otherType] = move; }
      if (move >= 0) { to[size] = other; moves[size] = move; size += 1; }
    }
    return { to: to.slice(0, size), moves: moves.slice(0, size) };
  };
  const known: EndMoves[] = [];
  return {
    typeOf: (from) => types.from.of(ofEnd[from]!),
    listOf: (type, isWhole) => known[2 * type + Number(isWhole)] ??= make(type, isWhole),
  };
}

const UNKNOWN = -2;

/** Tells the receivers to which a sender's pair may be another than what the types say; some more than once. */
function createExceptions({ space, rows }: TableParts, receivers: Int32Array, touched: Int32Array): (from: number, isWhole: boolean, tell: (to: number) => void) => void {
  const { ofEnd, classCount, families, programs: { egress }, fold } = space; const { ofSlot } = regionsOf(fold);
  const receiversOf: number[][] = Array.from({ length: classCount }, () => []); const isMixed = new Uint8Array(classCount);
  for (const at of receivers) for (const id of ofEnd[at]!) {
    receiversOf[id]!.push(at);
    if (ofEnd[at]!.length > 1) isMixed[id] = 1;
  }
  const classesOf = (list: Int32Array): ReadonlySet<number> => new Set([...list].flatMap((at) => ofEnd[at]!));
  const ofTouched = lazily(() => holdersOf(space, 'ingress', rows.ingress, classesOf(touched), (id) => isMixed[id] === 0 && families.base[id] === families.target[id]));
  const ofTouchedWhole = lazily(() => holdersOf(space, 'ingress', rows.ingress, classesOf(touched), () => false));
  const ofAll = lazily(() => holdersOf(space, 'ingress', rows.ingress, classesOf(receivers), () => false));
  const differing = createDifferingReceivers(space, rows.ingress, touched);
  const bounds = [...new Set([rows.egress.lower, rows.egress.upper])];
  const tellSent = (program: number, wanted: Uint8Array | null, tell: (to: number) => void): void => {
    for (const bound of bounds) {
      const { slots } = bound.of(program);
      for (let i = 0; i < slots.length && slots[i]! < classCount; i += 1) for (const at of receiversOf[slots[i]!]!) if (wanted === null || wanted[at] === 1) tell(at);
    }
  };
  return (from, isWhole, tell) => {
    // What several classes have together hangs on every value of each, whichever of them differs.
    const isMixedFrom = ofEnd[from]!.length > 1; const holders = isWhole ? ofAll() : isMixedFrom ? ofTouchedWhole() : ofTouched();
    for (const own of ofEnd[from]!) {
      for (const id of holders(own)) for (const at of receiversOf[id]!) tell(at);
      // Where the receiver's row does not differ, and no value of its own says otherwise above, the sender's is of no account.
      const wanted = isWhole || isMixedFrom ? null : differing(ofSlot[own]!);
      tellSent(egress.base[own]!, wanted, tell);
      if (egress.base[own] !== egress.target[own]) tellSent(egress.target[own]!, wanted, tell);
    }
  };
}

/** By region of a sender, the ends that take another thing from it than before unless they have a value of their own for it, 1 where they do; with other families they do anyway. */
function createDifferingReceivers({ ofEnd, families, programs: { ingress } }: JointSpace, rows: BoundRows, touched: Int32Array): (region: number) => Uint8Array {
  const known: Uint8Array[] = [];
  const bounds = [...new Set([rows.lower, rows.upper])];
  const differs = (id: number, region: number): boolean => families.base[id] !== families.target[id] || bounds.some(({ of, vectorAt }) => vectorAt(of(ingress.base[id]!).vector)[region] !== vectorAt(of(ingress.target[id]!).vector)[region]);
  return (region) => known[region] ??= (() => {
    const found = new Uint8Array(ofEnd.length);
    for (const at of touched) if (ofEnd[at]!.some((id) => differs(id, region))) found[at] = 1;
    return found;
  })();
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
