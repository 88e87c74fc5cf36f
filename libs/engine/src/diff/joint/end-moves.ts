import { createPairMemo, type PairMemo } from '../../compile/pair-memo.ts';
import { createTrie } from '../../compile/trie.ts';
import { endpointTable } from '../../model/endpoints/collect.ts';
import { textAt } from '../../model/endpoints/texts.ts';
import type { Direction } from '../../model/firewalls.ts';
import type { End } from '../ends.ts';
import type { Side, Versions } from '../versions.ts';
import { createNearness } from './nearness.ts';
import { openSweep, type Near, type Sweep, type SweepParts } from './sweep.ts';

/** What changed from one end to others: positions of ends in ascending order, and the number of the move to each. */
export interface EndMoves { readonly to: number[]; readonly moves: number[] }

/** Everything that changed between ends that are in both versions. */
export interface AllEndMoves {
  /** Whether a class of the end has anything else in front of it. */
  isTouched(end: number, direction: Direction): boolean;
  /** By position of the sender. */
  from(end: number): EndMoves;
}

/**
 * Pairs can only differ where the sender's egress, the receiver's ingress, or which Pods are on which node differs. So
 * rows of touched senders are swept, and columns of touched receivers for the senders that are not. Hosts are swept for
 * where Pods are.
 */
export function createEndMoves(versions: Versions, ends: readonly End[], parts: SweepParts, hasPlacement: boolean): AllEndMoves {
  const { ofEnd } = parts.space;
  const traits = traitsOf(versions, ends, parts, hasPlacement);
  const { isSwept, isAlone } = traits;
  const evaluate = createEvaluation(versions, ends, parts, traits);
  const candidates = createCandidates(ends, parts, traits);
  const sweepOver = (own: number, direction: Direction, use: (other: number, move: number) => void, leftOut: Uint8Array | null): void => {
    const sweep = openSweep(parts, direction, ofEnd[own]!);
    const { list, isFlagged } = candidates(own, direction, sweep);
    const moveTo = evaluate(own, direction, sweep);
    for (const other of list) {
      if (leftOut !== null && leftOut[other] === 1) continue;
      const move = moveTo(other, isFlagged(other));
      if (move >= 0) use(other, move);
    }
  };
  const pending = new Map<number, EndMoves>();
  const append = (from: number, to: number, move: number): void => {
    let found = pending.get(from);
    if (found === undefined) { found = { to: [], moves: [] }; pending.set(from, found); }
    found.to.push(to); found.moves.push(move);
  };
  for (let to = 0; to < ends.length; to += 1) {
    if (isSwept.ingress[to] === 1) sweepOver(to, 'ingress', (from, move) => { append(from, to, move); }, isSwept.egress);
    else if (isSwept.egress[to] === 0 && isAlone[to] === 1) {
      const move = evaluate(to, 'egress', openSweep(parts, 'egress', ofEnd[to]!))(to, true);
      if (move >= 0) append(to, to, move);
    }
  }
  return {
    isTouched: (end, direction) => ofEnd[end]!.some((id) => parts.touched[direction][id] === 1),
    from(end) {
      const isWhole = isSwept.egress[end] === 1;
      if (!isWhole && (!traits.hasPlacement || traits.isHost[end] === 0)) return pending.get(end) ?? NO_MOVES;
      const found: EndMoves = { to: [], moves: [] };
      sweepOver(end, 'egress', (to, move) => { found.to.push(to); found.moves.push(move); }, isWhole ? null : isSwept.ingress);
      return isWhole ? found : merged(found, pending.get(end) ?? NO_MOVES);
    },
  };
}

/** What matters about each end, 1 where it holds. */
interface EndTraits {
  readonly isHost: Uint8Array;
  /** Whether its Pods run on other nodes than before, where that can matter. */
  readonly isMoved: Uint8Array;
  /** Whether it may make other pairs with itself. */
  readonly isAlone: Uint8Array;
  readonly isSwept: Readonly<Record<Direction, Uint8Array>>;
  readonly hasPlacement: boolean;
}

function traitsOf(versions: Versions, ends: readonly End[], { space, touched }: SweepParts, hasPlacement: boolean): EndTraits {
  const { ofEnd } = space;
  const flags = (test: (end: End, classes: readonly number[], at: number) => boolean): Uint8Array => Uint8Array.from(ends, (end, at) => Number(ofEnd[at]!.length > 0 && test(end, ofEnd[at]!, at)));
  const isHost = flags((_, classes) => classes.some((id) => space.isHost[id] === 1));
  const swept = (direction: Direction): Uint8Array => flags((_, classes, at) => (direction === 'ingress' && hasPlacement && isHost[at] === 1) || classes.some((id) => touched[direction][id] === 1));
  const moved = hasPlacement ? moveTest(versions, space.classes) : () => false;
  return {
    isHost, hasPlacement, isMoved: flags(moved), isAlone: flags((end, _, at) => isAnotherAlone(end, isHost[at] === 1)),
    isSwept: { egress: swept('egress'), ingress: swept('ingress') },
  };
}

type Candidates = (own: number, direction: Direction, sweep: Sweep) => { readonly list: ArrayLike<number> & Iterable<number>; readonly isFlagged: (other: number) => boolean };

/** The ends that can differ from one held fixed, ascending; flagged are those whose cells can, others for where Pods are. */
function createCandidates(ends: readonly End[], { space, touched }: SweepParts, { isHost, hasPlacement, isAlone }: EndTraits): Candidates {
  const { ofEnd, classCount } = space;
  const all = [...ends.keys()].filter((at) => ofEnd[at]!.length > 0); const hosts = all.filter((at) => isHost[at] === 1);
  const endsOfClass: number[][] = Array.from({ length: classCount }, () => []);
  for (const at of all) for (const id of ofEnd[at]!) endsOfClass[id]!.push(at);
  const withTouched = (direction: Direction): readonly number[] => all.filter((at) => ofEnd[at]!.some((id) => touched[direction][id] === 1));
  const touchedEnds = { egress: withTouched('egress'), ingress: withTouched('ingress') };
  const hostClasses = [...space.isHost.keys()].filter((id) => space.isHost[id] === 1);
  const flagged = new Int32Array(ends.length).fill(-1); const listed = new Int32Array(ends.length).fill(-1); let turn = 0;
  return (own, direction, sweep) => {
    turn += 1;
    const now = turn; const list: number[] = [];
    const add = (at: number): void => { if (listed[at] !== now) { listed[at] = now; list.push(at); } };
    const flag = (at: number): void => { if (flagged[at] !== now) { flagged[at] = now; add(at); } };
    sweep.eachDiffering((slot) => {
      // Slots after those of addresses are hosts as their own node sees them.
      const id = slot < classCount ? slot : slot >= space.localSlot.length ? hostClasses[slot - space.localSlot.length] : undefined;
      if (id !== undefined) endsOfClass[id]!.forEach(flag);
    });
    touchedEnds[direction === 'egress' ? 'ingress' : 'egress'].forEach(flag);
    const isFlagged = (at: number): boolean => sweep.isWhole || flagged[at] === now;
    if (sweep.isWhole || (hasPlacement && isHost[own] === 1)) return { list: all, isFlagged };
    if (hasPlacement) hosts.forEach(add);
    if (isAlone[own] === 1) add(own);
    return { list: Int32Array.from(list).sort(), isFlagged };
  };
}

type Evaluation = (own: number, direction: Direction, sweep: Sweep) => (other: number, isFlagged: boolean) => number;

/** Moves from one end to others; ends with equal classes share one unless it matters which Pods they have. */
function createEvaluation(versions: Versions, ends: readonly End[], { space }: SweepParts, { isHost, isMoved, isAlone }: EndTraits): Evaluation {
  const { ofEnd } = space; const nearness = createNearness(versions, space, ends); const blockOf = numberBlocks(ofEnd);
  const blocks = blockOf.reduce((most, block) => Math.max(most, block), -1) + 1;
  const plain = new Int32Array(blocks); const sees = new Int8Array(blocks);
  let byNodes: PairMemo | null = null;
  let knownFor = '';
  return (own, direction, sweep) => {
    const key = `${direction} ${String(blockOf[own])}`;
    if (knownFor !== key) { plain.fill(UNKNOWN); byNodes = null; sees.fill(UNKNOWN); knownFor = key; }
    const seesNodes = (other: number): boolean => {
      const block = blockOf[other]!;
      if (sees[block] === UNKNOWN) sees[block] = Number(sweep.seesNodes(ofEnd[other]!));
      return sees[block] === 1;
    };
    const moveByNodes = (other: number, isFlagged: boolean): number => {
      const bits = nearness.of(own, other); const near: Near = (side, i, j) => nearness.pair(side, own, i, other, j);
      if (bits < 0 || own === other) return sweep.moveTo(ofEnd[other]!, near);
      // The same cells, and pairs of the same kinds: nothing can be another.
      const width = 2 * ofEnd[own]!.length * ofEnd[other]!.length;
      if (!isFlagged && bits >>> width === (bits & ((1 << width) - 1))) return -1;
      byNodes ??= createPairMemo();
      const known = byNodes.get(blockOf[other]!, bits);
      if (known >= 0) return known - 1;
      const move = sweep.moveTo(ofEnd[other]!, near);
      byNodes.set(blockOf[other]!, bits, move + 1);
      return move;
    };
    return (other, isFlagged) => {
      if (own === other) return isFlagged || isAlone[own] === 1 ? moveByNodes(other, isFlagged) : -1;
      if (isHost[own] === 1 || isHost[other] === 1) {
        const isInQuestion = isMoved[own] === 1 || isMoved[other] === 1;
        if ((isFlagged || isInQuestion) && seesNodes(other)) return moveByNodes(other, isFlagged);
      }
      const block = blockOf[other]!;
      if (!isFlagged) return -1;
      if (plain[block] === UNKNOWN) plain[block] = sweep.moveTo(ofEnd[other]!, null);
      return plain[block]!;
    };
  };
}

function merged(a: EndMoves, b: EndMoves): EndMoves {
  const all = [...a.to.map((to, at) => [to, a.moves[at]!] as const), ...b.to.map((to, at) => [to, b.moves[at]!] as const)].sort(([left], [right]) => left - right);
  return { to: all.map(([to]) => to), moves: all.map(([, move]) => move) };
}

const NO_MOVES: EndMoves = { to: [], moves: [] };
const UNKNOWN = -2;

/** Ends with equal classes, whose pairs with other ends are alike unless it matters which Pods they have. */
function numberBlocks(ofEnd: readonly (readonly number[])[]): Int32Array {
  const trie = createTrie(); const root = trie.root(); const blocks: number[] = []; let count = 0;
  return Int32Array.from(ofEnd, (classes) => {
    let node = root;
    for (const id of classes) node = trie.step(node, id);
    return blocks[node] ??= count++;
  });
}

/** Whether an end may make other pairs with itself than before: a Pod alone has no peer in its own group. */
function isAnotherAlone({ sides }: End, isHost: boolean): boolean {
  const before = sides.base!.ends.classes; const after = sides.target!.ends.classes;
  return isHost || before.length > 1 || after.length > 1 || (before[0]!.endpoints.length > 1) !== (after[0]!.endpoints.length > 1);
}

/** Whether Pods of an end run on other nodes than before. Errs to yes where an end of several classes has not the same Pods in the same order. */
function moveTest(versions: Versions, of: Readonly<Record<Side, readonly number[]>>): (end: End, classes: readonly number[]) => boolean {
  const words = new Map<string, number>();
  const nodesOf = (side: Side): ((endpoint: number) => number) => {
    const { columns } = endpointTable(versions[side].firewalls.endpoints); const known: number[] = [];
    const numberOf = (word: number): number => {
      const text = textAt(columns.words, word);
      if (!words.has(text)) words.set(text, words.size);
      return words.get(text)!;
    };
    return (endpoint) => { const word = columns.nodes[endpoint]!; return word < 0 ? -1 : (known[word] ??= numberOf(word)); };
  };
  const oldNode = nodesOf('base'); const newNode = nodesOf('target');
  return ({ sides }, classes) => {
    const before = sides.base!.ends.endpoints; const after = sides.target!.ends.endpoints;
    const isSame = before.length === after.length && before.every((index, at) => oldNode(index) === newNode(after[at]!));
    if (sides.base!.ends.classes.length < 2 && sides.target!.ends.classes.length < 2) return !isSame && !isSameSpread(before.map(oldNode), after.map(newNode));
    const next = new Map(classes.map((id) => [of.base[id]!, of.target[id]!]));
    const isPaired = classes.length === sides.base!.ends.classes.length && classes.length === sides.target!.ends.classes.length;
    return !isSame || !isPaired || before.some((index, at) => next.get(versions.base.classes.ofEndpoint[index]!) !== versions.target.classes.ofEndpoint[after[at]!]);
  };
}

/** Whether the pairs that some Pods make with hosts are of the same kinds: it matters which nodes there are, and whether one has several. */
function isSameSpread(before: readonly number[], after: readonly number[]): boolean {
  const old = new Set(before); const current = new Set(after);
  return old.size === current.size && old.size < before.length === current.size < after.length && (before.filter((node) => node < 0).length > 1) === (after.filter((node) => node < 0).length > 1) && [...old].every((node) => current.has(node));
}
