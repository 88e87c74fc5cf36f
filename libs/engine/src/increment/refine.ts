import type { PeerSets } from '../compile/peer-sets.ts';
import { columnsOf, DIRECTIONS, programsOf, putGroup, type Change } from './change.ts';
import { MAYBE, NO, SURE } from './label-index.ts';
import { peerSetsOf, usedClasses, type Draft } from './version.ts';

/**
 * Tells endpoints apart by one more expression. A class of which it matches a part is split: the other part takes a
 * spare number and inherits every peer set and every rule. False where there is no room, and where hosts would be
 * split, who stand on the peer axis twice.
 */
export function refine(change: Change, expression: number): boolean {
  const { draft } = change; const { ground } = draft; const { counters } = ground; const used = usedClasses(draft);
  const found = ground.labels.matches(ground.expressions.at(expression), (count) => { counters.labelEvaluations += count; });
  counters.expressions += 1;
  const seen = statesOf(draft, found, used); const lists: readonly [number[], number[], number[]] = [[], [], []]; const split = new Map<number, readonly number[]>();
  const peerSets = peerSetsOf(draft);
  for (let id = 0; id < used; id += 1) {
    // Most classes have no part in it.
    if (seen[id]! <= 1 << NO) continue;
    const states = STATES[seen[id]!]!;
    const parts = states.length === 1 ? [id, id, id] : halves(change, id, states, peerSets);
    if (parts === null) return false;
    if (states.length > 1) split.set(id, parts);
    for (const state of states) if (state !== NO) {
      lists[state]!.push(parts[state]!);
      mark(change, parts[state]!, 2 * expression + (state === MAYBE ? 1 : 0));
    }
  }
  if (split.size > 0) moveGroups(change, found, split);
  const [, sure, maybe] = lists;
  draft.matches = new Map(draft.matches).set(expression, { sure: Int32Array.from(sure).sort(), maybe: Int32Array.from(maybe).sort(), upTo: usedClasses(draft) });
  return true;
}

/** The states in a mask, the one first that keeps the number. */
const STATES: readonly (readonly number[])[] = [[], [NO], [SURE], [NO, SURE], [MAYBE], [NO, MAYBE], [SURE, MAYBE], [NO, SURE, MAYBE]];

/** What the groups of each class say, a bit for each state. */
function statesOf({ ground: { groups: { labels } }, classOfGroup }: Draft, found: Uint8Array, used: number): Uint8Array {
  const seen = new Uint8Array(used);
  for (let group = 0; group < classOfGroup.length; group += 1) {
    const id = classOfGroup[group]!;
    if (id >= 0) seen[id]! |= 1 << found[labels[group]!]!;
  }
  return seen;
}

/** The class of each state; the first keeps its number. */
function halves(change: Change, id: number, [first, ...others]: readonly number[], peerSets: PeerSets): readonly number[] | null {
  const parts = [id, id, id]; const joined = peerSets.holdersOf(id);
  for (const state of others) {
    const half = halve(change, id, joined);
    if (half === null) return null;
    parts[state] = half;
  }
  return first === undefined ? null : parts;
}

function moveGroups(change: Change, found: Uint8Array, split: ReadonlyMap<number, readonly number[]>): void {
  const { draft } = change; const { labels } = draft.ground.groups;
  for (let group = 0; group < draft.classOfGroup.length; group += 1) {
    const parts = split.get(draft.classOfGroup[group]!);
    if (parts !== undefined) putGroup(change, group, parts[found[labels[group]!]!]!);
  }
}

function halve(change: Change, id: number, joined: Int32Array): number | null {
  const { draft } = change; const { ground } = draft;
  const traits = draft.traits[id]!; const half = usedClasses(draft);
  if (traits.isHost || half >= draft.traits.length) return null;
  const columns = columnsOf(change);
  columns.traits[half] = traits; columns.families[half] = traits.families; columns.nodes[half] = columns.nodes[id]!;
  columns.late.push({ joined, matches: ground.contents.itemsTo(columns.nodes[id]!) });
  (ground.classesOfContent[columns.nodes[id]!] ??= []).push(half);
  for (const direction of DIRECTIONS) {
    columns.profiles[direction][half] = columns.profiles[direction][id]!;
    const programs = programsOf(change, direction);
    programs[half] = programs[id]!;
    if (change.unwritten[direction].has(id)) change.unwritten[direction].add(half);
  }
  ground.counters.classesSplit += 1;
  return half;
}

/** Writes a match into what a class is found by. */
function mark(change: Change, id: number, match: number): void {
  const { draft } = change; const { ground } = draft; const { nodes } = columnsOf(change);
  const matches = [...ground.contents.itemsTo(nodes[id]!), match].sort((a, b) => a - b);
  const root = ground.contentRoots[ground.traits.numberOf(draft.traits[id]!)]!;
  nodes[id] = matches.reduce((node, item) => ground.contents.step(node, item), root);
  (ground.classesOfContent[nodes[id]] ??= []).push(id);
}
