import type { PeerAnswer } from './answers.ts';
import type { Asked } from './asked.ts';
import { joinStandings, NO_STANDING, type Standing } from './caveats.ts';
import type { Cell } from './cell.ts';
import type { Ends } from './ends.ts';
import type { Side } from './fan.ts';
import { groupIndex } from './group-index.ts';
import { nodeNumbers } from './node-numbers.ts';
import { hasAnything, pairUp, seen, type Fans } from './pairing.ts';
import type { PeerGroup, PeerGroups } from './peer-groups.ts';
import { isSomething, toReachability } from './reachability.ts';
import { NOTHING } from '../compile/set-table.ts';
import type { View } from '../compile/view.ts';
import { isEmptySet, subtract } from '../model/connection-set.ts';
import type { Reachability } from '../model/verdict.ts';

/** One side held fixed, and the groups at the other. */
export interface Surroundings { readonly view: View; readonly asked: Asked; readonly fans: Fans; readonly side: Side; readonly fixed: Ends; readonly standing: Standing; readonly peers: PeerGroups }

type Answer = Reachability | null;

/**
 * The answer of every group in order, without those that have nothing. Only groups of classes that something is
 * allowed with are looked at, and those of equal composition share one answer.
 */
export function* peersAround(around: Surroundings): Iterable<PeerAnswer> {
  const { peers: { groups } } = around;
  const candidates = candidatesOf(around); const apart = apartFrom(around); const shared = createShared(around);
  for (let position = 0; position < groups.length; position += 1) {
    if (candidates !== null && candidates[position] === 0) continue;
    const group = groups[position]!;
    const reachability = apart.has(position) || group.standing !== NO_STANDING ? answerOf(around, group) : shared(group);
    if (reachability !== null) yield { peer: group.peer, reachability };
  }
}

function answerOf({ view, asked, fans: { cellOf }, side, fixed, standing }: Surroundings, group: PeerGroup): Answer {
  const [from, to] = side === 'from' ? [fixed, group.ends] : [group.ends, fixed];
  if (!hasAnything(view, asked, cellOf, from, to)) return null;
  const tally = pairUp(view, asked, cellOf, from, to);
  if (tally.total === 0) return null;
  const reachability = toReachability(view.firewalls, asked, tally, group.standing === NO_STANDING ? standing : joinStandings(standing, group.standing));
  return isSomething(reachability) ? reachability : null;
}

/** Marks the groups that may have something; null where all may. */
function candidatesOf({ view, asked, fans, fixed, peers }: Surroundings): Uint8Array | null {
  const { traffic } = asked; const [universe] = view.universes.slice(-1);
  const isBeyondModel = traffic?.kind === 'fixed' && universe !== undefined && !isEmptySet(subtract(traffic.connections, view.sets.setOf(universe)));
  if (fixed.external.length > 0 || isBeyondModel) return null;
  const marks = new Uint8Array(peers.groups.length); const index = groupIndex(view, peers);
  const { count } = view.classes; const isMarked = new Uint8Array(count);
  for (const { slot } of fixed.classes) {
    const { upper, upperLocal } = fans.fanOf(slot);
    for (let id = 0; id < count; id += 1) if (isMarked[id] === 0 && (upper[id] !== NOTHING || upperLocal[id] !== NOTHING)) {
      isMarked[id] = 1;
      for (const position of index.ofClass(id)) marks[position] = 1;
    }
  }
  return marks;
}

/** Groups whose answer depends on which endpoints are in them: those of the fixed side itself, and those that share a node with it in a way that shows. */
function apartFrom({ view, fixed, peers }: Surroundings): ReadonlySet<number> {
  const apart = new Set<number>();
  for (const endpoint of fixed.endpoints) apart.add(peers.ofEndpoint[endpoint]!);
  if (view.axis.hostClasses.length === 0) return apart;
  const nodes = nodeNumbers(view); const index = groupIndex(view, peers); const seenNodes = new Set<number>(); const seenHosts = new Set<number>();
  for (const endpoint of fixed.endpoints) {
    const isHost = view.classes.traits[view.classes.ofEndpoint[endpoint]!]!.isHost; const node = nodes[endpoint]!; const done = isHost ? seenHosts : seenNodes;
    if (done.has(node)) continue;
    done.add(node);
    for (const position of index.onNode(node)[isHost ? 'all' : 'hosts']) apart.add(position);
  }
  return apart;
}

/** Answers of groups by their composition; a group of one class needs no more of it than its cell and its weight. */
function createShared(around: Surroundings): (group: PeerGroup) => Answer {
  const { fans: { cellOf }, asked, side, fixed } = around;
  const bySignature = new Map<number, Answer>(); const byCell = new Map<Cell, Map<number, Answer>>();
  const [only] = fixed.external.length === 0 && fixed.classes.length === 1 ? fixed.classes : [];
  return (group) => {
    const [single] = group.ends.classes;
    if (only === undefined || single === undefined || group.ends.classes.length > 1) {
      let answer = bySignature.get(group.signature);
      if (answer === undefined) {
        answer = answerOf(around, group);
        bySignature.set(group.signature, answer);
      }
      return answer;
    }
    const [from, to] = side === 'from' ? [only, single] : [single, only];
    const cell = seen(to, cellOf(from.slot, to.slot, false, to.named ?? asked.fixed));
    if (cell.possibly === NOTHING) return null;
    let byWeight = byCell.get(cell);
    if (byWeight === undefined) {
      byWeight = new Map();
      byCell.set(cell, byWeight);
    }
    let answer = byWeight.get(single.weight);
    if (answer === undefined) {
      answer = answerOf(around, group);
      byWeight.set(single.weight, answer);
    }
    return answer;
  };
}
