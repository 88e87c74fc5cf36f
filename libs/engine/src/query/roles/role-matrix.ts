import { foldMasks, type MaskPart } from './fold-masks.ts';
import { kindsBefore, type Kinds } from './kinds.ts';
import { transpose } from './transpose.ts';
import { NOTHING } from '../../compile/set-table.ts';
import { createTrie } from '../../compile/trie.ts';
import type { View } from '../../compile/view.ts';
import type { Direction } from '../../model/firewalls.ts';

/** Endpoint classes that answer alike towards everything, by number. */
export interface Roles {
  readonly count: number;
  /** Role of each class. */
  readonly ofClass: Int32Array;
}

/** Which roles of senders have anything towards which roles of receivers, a bit for each pair. */
export interface RoleMatrix {
  readonly sources: Roles;
  readonly targets: Roles;
  /** 32-bit words of a row. */
  readonly words: number;
  /** Source `s` towards target `t` is bit `t & 31` of word `s * words + (t >> 5)`. */
  readonly bits: Uint32Array;
}

/**
 * All pairs at once: whether anything is surely allowed between two classes, hosts taken to be on different nodes;
 * addresses outside the cluster have no part in it. Classes share a role where equal firewalls stand in front of them
 * and none of the other direction tells them apart, so that the matrix follows policies and not pods.
 * Takes O(distinct sets × roles of one side × kinds of the other / 32 + roles² / 32) and a bit for each pair of roles.
 */
export function roleMatrix(view: View): RoleMatrix {
  const senders = kindsBefore(view, 'ingress'); const receivers = kindsBefore(view, 'egress');
  const sources = placeRoles(view, 'egress', senders); const targets = placeRoles(view, 'ingress', receivers);
  const words = wordsOf(targets.count); const bits = new Uint32Array(sources.count * words);
  const out = foldAll(view, 'egress', targets.count, targets.seenAs, receivers); const into = foldAll(view, 'ingress', senders.count, null, senders);
  const open = new Uint32Array(senders.count * words);
  for (const value of valuesOf(out)) {
    fillOpen(view, { value, targets, receivers, senders, into, words }, open);
    for (let source = 0; source < sources.count; source += 1) {
      const part = out[sources.programs[source]!]!.find((each) => each.value === value);
      if (part !== undefined) addRow(bits, source * words, part.mask, open, sources.seenAs[source]! * words);
    }
  }
  return { sources: { count: sources.count, ofClass: sources.ofClass }, targets: { count: targets.count, ofClass: targets.ofClass }, words, bits };
}

const wordsOf = (count: number): number => (count + 31) >> 5;

/** Roles, the program in front of each, and the kind as which others see it. */
interface PlacedRoles extends Roles { readonly programs: readonly number[]; readonly seenAs: readonly number[] }

function placeRoles({ classes, programs: written }: View, direction: Direction, kinds: Kinds): PlacedRoles {
  const { ofClass: programOf } = written[direction];
  const trie = createTrie(); const root = trie.root(); const roleOfNode: number[] = []; const programs: number[] = []; const seenAs: number[] = [];
  const ofClass = new Int32Array(classes.count);
  for (let id = 0; id < classes.count; id += 1) {
    const program = programOf[id]!; const kind = kinds.ofClass[id]!;
    const node = trie.step(trie.step(root, program), kind);
    let role = roleOfNode[node];
    if (role === undefined) {
      role = programs.push(program) - 1;
      seenAs.push(kind);
      roleOfNode[node] = role;
    }
    ofClass[id] = role;
  }
  return { count: programs.length, ofClass, programs, seenAs };
}

/** What each program of a direction allows towards `count` things, whose kinds `kindOf` tells; null where they are the kinds themselves. */
function foldAll(view: View, direction: Direction, count: number, kindOf: readonly number[] | null, kinds: Kinds): readonly (readonly MaskPart[])[] {
  const words = wordsOf(count); const all = new Uint32Array(words).fill(0xffff_ffff);
  if (count % 32 !== 0) all[words - 1] = 2 ** (count % 32) - 1;
  const masks: (Uint32Array | undefined)[] = [];
  const maskOf = (peers: number): Uint32Array => masks[peers] ??= maskOfKinds(view, peers, kinds, count, kindOf);
  return Array.from({ length: view.programs[direction].count }, (_, program) => foldMasks(view, direction, program, all, maskOf));
}

function maskOfKinds({ peerSets, classes }: View, peers: number, kinds: Kinds, count: number, kindOf: readonly number[] | null): Uint32Array {
  const held = new Uint8Array(kinds.count); const mask = new Uint32Array(wordsOf(count));
  for (const slot of peerSets.membersOf(peers)) if (slot < classes.count) held[kinds.ofClass[slot]!] = 1;
  for (let at = 0; at < count; at += 1) if (held[kindOf === null ? at : kindOf[at]!] === 1) mask[at >> 5]! |= 1 << (at & 31);
  return mask;
}

function valuesOf(rows: readonly (readonly MaskPart[])[]): readonly number[] {
  return [...new Set(rows.flatMap((parts) => parts.map(({ value }) => value)))].filter((value) => value !== NOTHING).sort((a, b) => a - b);
}

interface Opening { readonly value: number; readonly targets: PlacedRoles; readonly receivers: Kinds; readonly senders: Kinds; readonly into: readonly (readonly MaskPart[])[]; readonly words: number }

/** For each kind of senders the receivers that let in something of what a sender's own firewall lets out. */
function fillOpen(view: View, { value, targets, receivers, senders, into, words }: Opening, open: Uint32Array): void {
  const ofFamilies = familyMasks(senders); const known = new Map<number, Uint32Array>();
  transpose(targets.count, senders.count, (target) => {
    const program = targets.programs[target]!; const families = receivers.families[targets.seenAs[target]!]!;
    const key = program * 4 + families;
    let row = known.get(key);
    if (row === undefined) {
      row = admitted(view, value, into[program]!, families, ofFamilies);
      known.set(key, row);
    }
    return row;
  }, open, words);
}

function admitted({ sets, universes }: View, value: number, parts: readonly MaskPart[], families: number, ofFamilies: ReadonlyMap<number, Uint32Array>): Uint32Array {
  const row = new Uint32Array(parts[0]!.mask.length);
  for (const part of parts) {
    const met = sets.intersect(value, part.value);
    if (met === NOTHING) continue;
    for (const [others, mask] of ofFamilies) {
      if (sets.intersect(met, universes[families & others]!) === NOTHING) continue;
      for (let word = 0; word < row.length; word += 1) row[word]! |= part.mask[word]! & mask[word]!;
    }
  }
  return row;
}

/** The kinds of each mask of families. */
function familyMasks({ count, families }: Kinds): ReadonlyMap<number, Uint32Array> {
  const masks = new Map<number, Uint32Array>();
  for (const [kind, mask] of families.entries()) {
    let bits = masks.get(mask);
    if (bits === undefined) {
      bits = new Uint32Array(wordsOf(count));
      masks.set(mask, bits);
    }
    bits[kind >> 5]! |= 1 << (kind & 31);
  }
  return masks;
}

function addRow(bits: Uint32Array, start: number, mask: Uint32Array, open: Uint32Array, from: number): void {
  for (let word = 0; word < mask.length; word += 1) bits[start + word]! |= mask[word]! & open[from + word]!;
}
