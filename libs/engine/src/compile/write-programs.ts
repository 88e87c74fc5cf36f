import { ANY_PEER } from './peer-sets.ts';
import { createPairMemo } from './pair-memo.ts';
import { profile, type Placed, type Profiles } from './profiles.ts';
import { createRuleWriter, NEXT_TIER, SURE, type Draft, type Parts, type Programs, uncertainOf, type RuleWriter } from './programs.ts';
import { createSequences, longer, type Sequences } from './sequences.ts';
import { EVERYTHING, NOTHING } from './set-table.ts';
import type { Direction, Firewalls } from '../model/firewalls.ts';

/** Numbers that an entry takes in a row: peers, action and bound, traffic. */
const WIDTH = 3;

/**
 * The programs of all classes, equal to what `write` makes of the rules in front of each: what a rule says is worked out
 * once, and copied to wherever it stands.
 */
export function writePrograms(firewalls: Firewalls, direction: Direction, parts: Parts): Programs {
  const { classes, counters } = parts;
  const profiles = profile(firewalls.tiers[direction], parts);
  const pieces = createPieces(direction, profiles.placed, createRuleWriter(direction, parts));
  const rows = createSequences(); const written = createPairMemo(); const assemble = createAssembler(profiles, pieces);
  const ofClass = new Int32Array(classes.count);
  for (let id = 0; id < classes.count; id += 1) {
    const own = direction === 'ingress' ? classes.traits[id]!.ports : 0; const profileId = profiles.ofClass[id]!;
    let program = written.get(profileId, own);
    if (program < 0) {
      program = assemble(profileId, own, rows);
      written.set(profileId, own, program);
    }
    ofClass[id] = program;
  }
  const programs = columnsOf(rows, ofClass);
  counters.profiles += profiles.count;
  counters.programs += programs.count;
  counters.programEntries += programs.peers.length;
  return programs;
}

/** What rules say, each as a row of entries. */
interface Pieces {
  /** The piece of the rule at a position, in front of a class with these named ports. */
  readonly pieceOf: (position: number, ownPorts: number) => number;
  readonly starts: () => Int32Array;
  readonly items: () => Int32Array;
  /** By piece, 1 where its last entry decides everything for everyone. */
  readonly isClosing: readonly boolean[];
}

function createPieces(direction: Direction, placed: readonly Placed[], writeRule: RuleWriter): Pieces {
  // Only in front of a receiver do the own ports matter, and only to rules that name some.
  const asksPorts = Uint8Array.from(placed, ({ rule: { traffic } }) => (direction === 'ingress' && traffic !== 'any' && traffic.some(({ kind }) => kind === 'named') ? 1 : 0));
  const plain = new Int32Array(placed.length).fill(-1); const byPorts = createPairMemo(); const isClosing: boolean[] = [];
  let items = new Int32Array(1024); let starts = new Int32Array(placed.length + 2); let size = 0;
  const add = (position: number, ownPorts: number): number => {
    const draft: Draft = { peers: [], actions: [], bounds: [], traffic: [] };
    writeRule(draft, placed[position]!, ownPorts);
    const { length } = draft.peers; const id = isClosing.push(draft.peers.at(-1) === ANY_PEER && draft.traffic.at(-1) === EVERYTHING && draft.bounds.at(-1) === SURE) - 1;
    if (size + WIDTH * length > items.length) items = longer(items, size + WIDTH * length);
    if (id + 2 > starts.length) starts = longer(starts, id + 2);
    for (let entry = 0; entry < length; entry += 1) {
      items[size] = draft.peers[entry]!; items[size + 1] = 4 * draft.actions[entry]! + draft.bounds[entry]!; items[size + 2] = draft.traffic[entry]!;
      size += WIDTH;
    }
    starts[id + 1] = size;
    return id;
  };
  return {
    isClosing, starts: () => starts, items: () => items,
    pieceOf(position, ownPorts) {
      if (asksPorts[position] === 0) return plain[position]! < 0 ? (plain[position] = add(position, ownPorts)) : plain[position]!;
      let id = byPorts.get(position, ownPorts);
      if (id < 0) {
        id = add(position, ownPorts);
        byPorts.set(position, ownPorts, id);
      }
      return id;
    },
  };
}

/** Puts the pieces of a profile into one row, from the last rule to the first, and numbers it. */
function createAssembler({ placed, positionsOf }: Profiles, { pieceOf, starts, items, isClosing }: Pieces): (profile: number, ownPorts: number, rows: Sequences) => number {
  const tiers = Int32Array.from(placed, ({ tier }) => tier); const isPass = Uint8Array.from(placed, ({ rule: { action } }) => (action === 'pass' ? 1 : 0));
  let row = new Int32Array(1024); let size = 0;
  const copy = (from: number, to: number): void => {
    if (size + to - from + WIDTH > row.length) row = longer(row, size + to - from + WIDTH);
    const all = items();
    for (let at = from; at < to; at += 1) { row[size] = all[at]!; size += 1; }
  };
  const mark = (): void => {
    copy(0, 0);
    row[size] = ANY_PEER; row[size + 1] = 4 * NEXT_TIER + SURE; row[size + 2] = NOTHING;
    size += WIDTH;
  };
  return (profileId, ownPorts, rows) => {
    const positions = positionsOf(profileId); const hasPass = positions.some((position) => isPass[position] === 1);
    let tier = -1;
    size = 0;
    for (let at = positions.length - 1; at >= 0; at -= 1) {
      const position = positions[at]!;
      if (hasPass && tiers[position] !== tier) mark();
      tier = tiers[position]!;
      const piece = pieceOf(position, ownPorts); const isAll = !hasPass && isClosing[piece]!;
      if (isAll) size = 0;
      const end = starts()[piece + 1]!;
      copy(isAll ? end - WIDTH : starts()[piece]!, end);
    }
    return rows.numberOf(row, 0, size);
  };
}

function columnsOf(rows: Sequences, ofClass: Int32Array): Programs {
  const { starts, items } = rows.columns(); const entries = items.length / WIDTH;
  const peers = new Int32Array(entries); const actions = new Uint8Array(entries); const bounds = new Uint8Array(entries); const traffic = new Int32Array(entries);
  for (let entry = 0; entry < entries; entry += 1) {
    const kind = items[WIDTH * entry + 1]!;
    peers[entry] = items[WIDTH * entry]!; actions[entry] = kind >> 2; bounds[entry] = kind & 3; traffic[entry] = items[WIDTH * entry + 2]!;
  }
  for (let program = 0; program < starts.length; program += 1) starts[program] = starts[program]! / WIDTH;
  const uncertain = uncertainOf(starts, bounds);
  return { count: rows.count, starts, ofClass, uncertain, isUncertain: uncertain.includes(1), peers, actions, bounds, traffic };
}
