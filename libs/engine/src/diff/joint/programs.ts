import { ANY_PEER, NO_PEER } from '../../compile/peer-sets.ts';
import { NEXT_TIER, PASS, SURE, type Programs } from '../../compile/programs.ts';
import { EVERYTHING, NOTHING, type SetTable } from '../../compile/set-table.ts';
import { createTrie } from '../../compile/trie.ts';
import type { Direction } from '../../model/firewalls.ts';
import { SIDES, type Side, type Versions } from '../versions.ts';
import type { JointPeerSets } from './peer-sets.ts';

/** The programs of both versions in one direction, numbered by content, and their numbers by the numbers of a version. */
export interface JointPrograms { readonly programs: Programs; readonly idOf: Readonly<Record<Side, Int32Array>> }

/** Entries of a program; `codes` are four times the action, and the bound. */
interface Entries { readonly peers: number[]; readonly codes: number[]; readonly traffic: number[] }

export function joinPrograms(versions: Versions, direction: Direction, peerSets: JointPeerSets, sets: SetTable): JointPrograms {
  const trie = createTrie(); const root = trie.root(); const programOfNode: number[] = []; const list: Entries[] = [];
  const numbersOf = (side: Side): Int32Array => {
    const { programs, sets: own } = versions[side]; const all = programs[direction];
    const known = new Int32Array(own.size).fill(-1);
    const setOf = (id: number): number => (known[id]! >= 0 ? known[id]! : (known[id] = sets.idOf(own.setOf(id))));
    return Int32Array.from({ length: all.count }, (_, program) => {
      const entries = inOneOrder(entriesOf(all, program, peerSets.idOf[side], setOf)); const { peers, codes, traffic } = entries;
      let node = root;
      for (let at = 0; at < peers.length; at += 1) node = trie.step(trie.step(node, peers[at]!), CODES * traffic[at]! + codes[at]!);
      return programOfNode[node] ??= list.push(entries) - 1;
    });
  };
  const idOf = Object.fromEntries(SIDES.map((side) => [side, numbersOf(side)])) as Record<Side, Int32Array>;
  return { programs: seal(list), idOf };
}

/** More than there are codes. */
const CODES = 16;
const NEXT_TIER_CODE = 4 * NEXT_TIER + SURE;

/**
 * The entries of a program without what cannot show: what nobody is met by, everything before an entry that decides all
 * traffic for everyone, unless a pass of the same tier looks past it, and the beginning of a tier that no pass looks at.
 */
function entriesOf(all: Programs, program: number, peersOf: (id: number) => number, setOf: (id: number) => number): Entries {
  const peers: number[] = []; const codes: number[] = []; const traffic: number[] = []; let isLookedAt = false;
  const push = (who: number, code: number, what: number): void => { peers.push(who); codes.push(code); traffic.push(what); };
  for (let at = all.starts[program + 1]! - 1; at >= all.starts[program]!; at -= 1) {
    const action = all.actions[at]!; const bound = all.bounds[at]!;
    if (action === NEXT_TIER) {
      if (isLookedAt) push(ANY_PEER, NEXT_TIER_CODE, NOTHING);
      isLookedAt = false;
      continue;
    }
    const who = peersOf(all.peers[at]!);
    if (who === NO_PEER) continue;
    const what = setOf(all.traffic[at]!);
    push(who, 4 * action + bound, what);
    if (action === PASS) isLookedAt = true;
    else if (!isLookedAt && who === ANY_PEER && what === EVERYTHING && bound === SURE) break;
  }
  return { peers: peers.reverse(), codes: codes.reverse(), traffic: traffic.reverse() };
}

/** Neighbours that do the same may change places: a policy with another name, or another order of Pods, so makes no other program. */
function inOneOrder(entries: Entries): Entries {
  const { peers, codes, traffic } = entries;
  const isBehind = (a: number, b: number): boolean => peers[a]! > peers[b]! || (peers[a] === peers[b] && traffic[a]! > traffic[b]!);
  for (let first = 0, end = 1; first < codes.length; first = end, end += 1) {
    let isOrdered = true;
    for (; end < codes.length && codes[end] === codes[first]; end += 1) isOrdered &&= !isBehind(end - 1, end);
    if (isOrdered || codes[first] === NEXT_TIER_CODE) continue;
    const run = peers.slice(first, end).map((who, at) => ({ who, what: traffic[first + at]! })).sort((a, b) => a.who - b.who || a.what - b.what);
    for (const [at, { who, what }] of run.entries()) { peers[first + at] = who; traffic[first + at] = what; }
  }
  return entries;
}

function seal(list: readonly Entries[]): Programs {
  const starts = new Int32Array(list.length + 1); const uncertain = new Uint8Array(list.length);
  for (const [program, { peers }] of list.entries()) starts[program + 1] = starts[program]! + peers.length;
  const length = starts[list.length]!;
  const peers = new Int32Array(length); const actions = new Uint8Array(length); const bounds = new Uint8Array(length); const traffic = new Int32Array(length);
  for (const [program, entries] of list.entries()) {
    const start = starts[program]!;
    peers.set(entries.peers, start); traffic.set(entries.traffic, start);
    for (const [at, code] of entries.codes.entries()) {
      actions[start + at] = code >> 2; bounds[start + at] = code & 3;
      if ((code & 3) !== SURE) uncertain[program] = 1;
    }
  }
  return { count: list.length, starts, uncertain, isUncertain: uncertain.includes(1), ofClass: new Int32Array(0), peers, actions, bounds, traffic };
}
