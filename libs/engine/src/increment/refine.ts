import type { PeerSets } from '../compile/peer-sets.ts';
import { DIRECTIONS, PROFILES, PROGRAMS, putGroup, putLate, type Change } from './change.ts';
import { valueAt } from './column.ts';
import type { MatchedSets } from './label-index.ts';
import { peerSetsOf, traitsAt, usedClasses, type Draft } from './version.ts';

/** Groups of one class that an expression matches. */
interface Hits { readonly sure: number[]; readonly maybe: number[] }

/**
 * Tells endpoints apart by one more expression. A class of which it matches a part is split: what it matches takes a
 * spare number and inherits every peer set and every rule. False where there is no room, and where hosts would be
 * split, who stand on the peer axis twice.
 */
export function refine(change: Change, expression: number): boolean {
  const { draft } = change; const { ground } = draft; const { counters } = ground;
  const found = ground.labels.matches(ground.expressions.at(expression), (count) => { counters.labelEvaluations += count; });
  counters.expressions += 1;
  const lists: Hits = { sure: [], maybe: [] }; const peerSets = peerSetsOf(draft);
  for (const [id, hits] of hitsOf(draft, found)) {
    // What is matched in no way keeps the number, else what is surely matched.
    let isFree = hits.sure.length + hits.maybe.length === valueAt(draft.columns.groupCounts, id); let joined: Int32Array | null = null;
    for (const state of ['sure', 'maybe'] as const) {
      const groups = hits[state];
      if (groups.length === 0) continue;
      const part = isFree ? id : halve(change, id, joined ??= peerSets.holdersOf(id));
      if (part === null) return false;
      isFree = false;
      lists[state].push(part);
      if (part !== id) for (const group of groups) putGroup(change, group, part);
    }
  }
  // No half may inherit the mark of the other.
  for (const [state, bit] of [['sure', 0], ['maybe', 1]] as const) for (const id of lists[state]) mark(change, id, 2 * expression + bit);
  change.pens.matches.put(expression - ground.compiledExpressions, { sure: Int32Array.from(lists.sure).sort(), maybe: Int32Array.from(lists.maybe).sort(), upTo: usedClasses(draft) });
  return true;
}

function hitsOf({ ground: { groups: { withLabels } }, columns: { classOfGroup } }: Draft, found: MatchedSets): ReadonlyMap<number, Hits> {
  const byClass = new Map<number, Hits>();
  for (const state of ['sure', 'maybe'] as const) for (const labels of found[state]) for (const group of withLabels[labels] ?? []) {
    const id = valueAt(classOfGroup, group);
    if (id < 0) continue;
    let hits = byClass.get(id);
    if (hits === undefined) {
      hits = { sure: [], maybe: [] };
      byClass.set(id, hits);
    }
    hits[state].push(group);
  }
  return byClass;
}

function halve(change: Change, id: number, joined: ReturnType<PeerSets['holdersOf']>): number | null {
  const { draft } = change; const { ground, columns } = draft;
  const traits = traitsAt(draft, id); const half = usedClasses(draft); const node = valueAt(columns.nodes, id);
  if (traits.isHost || half >= ground.prepared.classes.count) return null;
  putLate(change, { traits, joined, matches: ground.contents.itemsTo(node) }, node);
  for (const direction of DIRECTIONS) {
    change.pens[PROFILES[direction]].put(half, valueAt(columns[PROFILES[direction]], id));
    change.pens[PROGRAMS[direction]].put(half, valueAt(columns[PROGRAMS[direction]], id));
    if (change.unwritten[direction].has(id)) change.unwritten[direction].add(half);
  }
  ground.counters.classesSplit += 1;
  return half;
}

/** Writes a match into what a class is found by. */
function mark(change: Change, id: number, match: number): void {
  const { draft } = change; const { ground } = draft; const before = valueAt(draft.columns.nodes, id);
  const matches = [...ground.contents.itemsTo(before), match].sort((a, b) => a - b);
  const root = ground.contentRoots[ground.traits.numberOf(traitsAt(draft, id))]!;
  const node = matches.reduce((at, item) => ground.contents.step(at, item), root);
  change.pens.nodes.put(id, node);
  (ground.classesOfContent[node] ??= []).push(id);
}
