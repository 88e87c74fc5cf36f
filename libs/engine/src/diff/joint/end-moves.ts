import { createTrie } from '../../compile/trie.ts';
import { endpointTable } from '../../model/endpoints/collect.ts';
import type { Direction } from '../../model/firewalls.ts';
import type { End } from '../ends.ts';
import type { Side, Versions } from '../versions.ts';
import { createNearness } from './nearness.ts';
import { openSweep, type Sweep, type SweepParts } from './sweep.ts';

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
 * rows of touched senders are swept, and columns of touched receivers for the senders that are not.
 */
export function createEndMoves(versions: Versions, ends: readonly End[], parts: SweepParts, hasPlacement: boolean): AllEndMoves {
  const { space, touched } = parts; const { ofEnd } = space;
  const nearness = createNearness(versions, space);
  const isHost = Uint8Array.from(ofEnd, (classes) => Number(classes.some((id) => space.isHost[id] === 1)));
  const isMoved = Uint8Array.from(ends, (end, at) => Number(hasPlacement && ofEnd[at]!.length > 0 && hasMoved(versions, end, ofEnd[at]!, space.classes)));
  const blockOf = numberBlocks(ofEnd);
  const isTouched = (end: number, direction: Direction): boolean => ofEnd[end]!.some((id) => touched[direction][id] === 1);
  const sweptIn = (direction: Direction): Uint8Array => Uint8Array.from(ends, (_, at) => Number(isTouched(at, direction) || (hasPlacement && isHost[at] === 1)));
  const isSwept = { egress: sweptIn('egress'), ingress: sweptIn('ingress') };

  const known = new Int32Array(ends.length === 0 ? 0 : Math.max(...blockOf) + 1); let knownFor: { readonly block: number; readonly direction: Direction } | null = null;
  const moveBetween = (sweep: Sweep, own: number, other: number): number => {
    const isNear = own === other || isHost[own] === 1 || isHost[other] === 1;
    if (!isNear) {
      const block = blockOf[other]!;
      if (known[block] === UNKNOWN) known[block] = sweep.canDiffer(ofEnd[other]!) ? sweep.moveTo(ofEnd[other]!, null) : -1;
      return known[block]!;
    }
    const isForced = own === other ? isAnotherAlone(ends[own]!, isHost[own] === 1) : isMoved[own] === 1 || isMoved[other] === 1;
    return isForced || sweep.canDiffer(ofEnd[other]!) ? sweep.moveTo(ofEnd[other]!, nearness(ends[own]!, ends[other]!)) : -1;
  };
  const sweepOver = (own: number, direction: Direction, use: (other: number, move: number) => void, isLeftOut: (other: number) => boolean): void => {
    const sweep = openSweep(parts, direction, ofEnd[own]!);
    if (knownFor?.block !== blockOf[own] || knownFor?.direction !== direction) { known.fill(UNKNOWN); knownFor = { block: blockOf[own]!, direction }; }
    for (let other = 0; other < ends.length; other += 1) {
      if (ofEnd[other]!.length === 0 || isLeftOut(other)) continue;
      const move = moveBetween(sweep, own, other);
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
    if (isSwept.ingress[to] === 1) sweepOver(to, 'ingress', (from, move) => { append(from, to, move); }, (from) => isSwept.egress[from] === 1);
    else if (isSwept.egress[to] === 0 && ofEnd[to]!.length > 0 && isAnotherAlone(ends[to]!, isHost[to] === 1)) {
      const move = openSweep(parts, 'egress', ofEnd[to]!).moveTo(ofEnd[to]!, nearness(ends[to]!, ends[to]!));
      if (move >= 0) append(to, to, move);
    }
  }
  return {
    isTouched,
    from(end) {
      if (isSwept.egress[end] === 0) return pending.get(end) ?? NO_MOVES;
      const found: EndMoves = { to: [], moves: [] };
      sweepOver(end, 'egress', (to, move) => { found.to.push(to); found.moves.push(move); }, () => false);
      return found;
    },
  };
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

/** Whether Pods of an end run on other nodes. Errs to yes where they are not the same ones in the same order. */
function hasMoved(versions: Versions, { sides }: End, classes: readonly number[], of: Readonly<Record<Side, readonly number[]>>): boolean {
  const before = sides.base!.ends.endpoints; const after = sides.target!.ends.endpoints;
  if (before.length !== after.length || classes.length !== sides.base!.ends.classes.length || classes.length !== sides.target!.ends.classes.length) return true;
  const nodeOf = (side: Side): ((endpoint: number) => string | null) => {
    const { nodes, words } = endpointTable(versions[side].firewalls.endpoints).columns;
    return (endpoint) => (nodes[endpoint]! < 0 ? null : words.all().slice(words.starts[nodes[endpoint]!], words.starts[nodes[endpoint]! + 1]));
  };
  const oldNode = nodeOf('base'); const newNode = nodeOf('target');
  const pairs = new Map(classes.map((id) => [of.base[id]!, of.target[id]!]));
  return before.some((index, at) => {
    const other = after[at]!;
    return pairs.get(versions.base.classes.ofEndpoint[index]!) !== versions.target.classes.ofEndpoint[other] || oldNode(index) !== newNode(other);
  });
}
