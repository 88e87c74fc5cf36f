import { ANY_PEER, NO_PEER } from '../../compile/peer-sets.ts';
import { NEXT_TIER, PASS, SURE, type Programs } from '../../compile/programs.ts';
import { EVERYTHING, NOTHING, type SetTable } from '../../compile/set-table.ts';
import { createTrie } from '../../compile/trie.ts';
import type { Direction } from '../../model/firewalls.ts';
import { SIDES, type Side, type Versions } from '../versions.ts';
import type { JointPeerSets } from './peer-sets.ts';

/** The programs of both versions in one direction, numbered by content, and their numbers by the numbers of a version. */
export interface JointPrograms { readonly programs: Programs; readonly idOf: Readonly<Record<Side, Int32Array>> }

interface Entry { readonly peers: number; readonly action: number; readonly bound: number; readonly traffic: number }

export function joinPrograms(versions: Versions, direction: Direction, peerSets: JointPeerSets, sets: SetTable): JointPrograms {
  const trie = createTrie(); const root = trie.root(); const programOfNode: number[] = []; const list: (readonly Entry[])[] = [];
  const numbersOf = (side: Side): Int32Array => {
    const { programs, sets: own } = versions[side]; const all = programs[direction];
    const known: number[] = [];
    const setOf = (id: number): number => (known[id] ??= sets.idOf(own.setOf(id)));
    return Int32Array.from({ length: all.count }, (_, program) => {
      const entries = inOneOrder(alive(entriesOf(all, program, peerSets.idOf[side], setOf)));
      let node = root;
      for (const { peers, action, bound, traffic } of entries) node = trie.step(trie.step(trie.step(node, peers), 4 * action + bound), traffic);
      return programOfNode[node] ??= list.push(entries) - 1;
    });
  };
  const idOf = Object.fromEntries(SIDES.map((side) => [side, numbersOf(side)])) as Record<Side, Int32Array>;
  return { programs: seal(list), idOf };
}

function entriesOf(all: Programs, program: number, peersOf: (id: number) => number, setOf: (id: number) => number): readonly Entry[] {
  const out: Entry[] = [];
  for (let at = all.starts[program]!; at < all.starts[program + 1]!; at += 1) {
    const action = all.actions[at]!;
    const entry: Entry = action === NEXT_TIER ? { peers: ANY_PEER, action, bound: SURE, traffic: NOTHING } : { peers: peersOf(all.peers[at]!), action, bound: all.bounds[at]!, traffic: setOf(all.traffic[at]!) };
    if (entry.peers !== NO_PEER) out.push(entry);
  }
  return out;
}

/**
 * Without what cannot show: everything before an entry that decides all traffic for everyone, unless a pass of the same
 * tier looks past it, and the beginning of a tier that no pass looks at.
 */
function alive(entries: readonly Entry[]): readonly Entry[] {
  const out: Entry[] = []; let isLookedAt = false;
  for (const entry of entries.toReversed()) {
    if (entry.action === NEXT_TIER) {
      if (isLookedAt) out.push(entry);
      isLookedAt = false;
      continue;
    }
    out.push(entry);
    if (entry.action === PASS) isLookedAt = true;
    else if (!isLookedAt && entry.peers === ANY_PEER && entry.traffic === EVERYTHING && entry.bound === SURE) break;
  }
  return out.reverse();
}

/** Neighbours that do the same may change places: a policy with another name, or another order of Pods, so makes no other program. */
function inOneOrder(entries: readonly Entry[]): readonly Entry[] {
  const out: Entry[] = [];
  for (let first = 0; first < entries.length;) {
    const { action, bound } = entries[first]!;
    let end = first + 1;
    while (end < entries.length && entries[end]!.action === action && entries[end]!.bound === bound) end += 1;
    const run = entries.slice(first, end);
    out.push(...(action === NEXT_TIER || run.length < 2 ? run : run.sort((a, b) => a.peers - b.peers || a.traffic - b.traffic)));
    first = end;
  }
  return out;
}

function seal(list: readonly (readonly Entry[])[]): Programs {
  const starts = new Int32Array(list.length + 1); const uncertain = new Uint8Array(list.length);
  for (const [program, entries] of list.entries()) starts[program + 1] = starts[program]! + entries.length;
  const length = starts[list.length]!;
  const peers = new Int32Array(length); const actions = new Uint8Array(length); const bounds = new Uint8Array(length); const traffic = new Int32Array(length);
  let at = 0;
  for (const [program, entries] of list.entries()) for (const entry of entries) {
    peers[at] = entry.peers; actions[at] = entry.action; bounds[at] = entry.bound; traffic[at] = entry.traffic;
    if (entry.bound !== SURE) uncertain[program] = 1;
    at += 1;
  }
  return { count: list.length, starts, uncertain, isUncertain: uncertain.includes(1), ofClass: new Int32Array(0), peers, actions, bounds, traffic };
}
