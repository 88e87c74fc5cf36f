import { expressionsIn } from '../compile/compile.ts';
import type { Direction, Firewalls, Rule, Tier } from '../model/firewalls.ts';
import { pathOf } from './add-class.ts';
import { beginChange, columnsOf, DIRECTIONS, endChange, putGroup, type Change } from './change.ts';
import { ANY_CONDITION, groupOf, type Ground } from './ground.ts';
import { orderOf, rankOf } from './placements.ts';
import { refine } from './refine.ts';
import { classesOf, knows, type Version } from './version.ts';
import { learnConditions, writeUnwritten } from './write-programs.ts';

/** Rules of one tier that are not there any more, and others in their place. */
export interface RuleChange {
  readonly direction: Direction;
  /** Position of the tier in its direction. */
  readonly tier: number;
  /** Position in the tier, as it was before any change, from which on `removed` rules are replaced by `inserted`. */
  readonly at: number;
  readonly removed: number;
  readonly inserted: readonly Rule[];
}

/** The tiers after changes of their rules. */
export function tiersAfter(tiers: Firewalls['tiers'], changes: readonly RuleChange[]): Firewalls['tiers'] {
  const after = (direction: Direction): readonly Tier[] => tiers[direction].map((tier, index) => {
    const own = changesOf(changes, direction, index);
    return own.length === 0 ? tier : { ...tier, rules: own.reduceRight((rules, { at, removed, inserted }) => rules.toSpliced(at, removed, ...inserted), tier.rules) };
  });
  return { egress: after('egress'), ingress: after('ingress') };
}

const changesOf = (changes: readonly RuleChange[], direction: Direction, tier: number): readonly RuleChange[] => (
  changes.filter((each) => each.direction === direction && each.tier === tier).sort((a, b) => a.at - b.at)
);

/** The next version; null where it has to be compiled anew. */
export function changeRules(version: Version, changes: readonly RuleChange[], firewalls: Firewalls): Version | null {
  const { ground } = version; const inserted = changes.flatMap((each) => each.inserted);
  if (!inserted.every((rule) => isWithin(ground, rule))) return null;
  const change = beginChange(version);
  if (!learnExpressions(change, inserted)) return null;
  for (const rule of inserted) learnConditions(change, rule);
  for (const direction of DIRECTIONS) if (changes.some((each) => each.direction === direction)) reorder(change, direction, changes);
  writeUnwritten(change);
  return endChange(change, firewalls);
}

/** Whether addresses and names of ports are cut finely enough for a rule. */
function isWithin({ prepared: { ports }, setIdOf }: Ground, { peers, traffic }: Rule): boolean {
  if (traffic !== 'any' && traffic.some((item) => item.kind === 'named' && !ports.uses(item.name))) return false;
  return peers === 'any' || peers.every(({ inside, outside }) => [inside, outside].every((set) => set === undefined || setIdOf(set) !== undefined));
}

/** Tells endpoints apart by what rules ask of labels. */
function learnExpressions(change: Change, rules: readonly Rule[]): boolean {
  const { draft } = change; const { ground } = draft; const fresh = new Set<number>();
  for (const rule of rules) for (const expression of expressionsIn(rule)) {
    const id = ground.expressions.numberOf(expression);
    if (knows(draft, id)) continue;
    fresh.add(id);
    ground.labels.meet(expression);
  }
  if (fresh.size === 0) return true;
  if (draft.labelVersion !== ground.labels.version) regroup(change);
  return [...fresh].every((id) => refine(change, id));
}

/** Rows that came late were put beside label sets that could not be told from theirs, and now can. */
function regroup(change: Change): void {
  const { draft } = change; const { ground, endpoints } = draft; const { ofRow, traits } = ground.groups;
  const lateGroups = draft.lateGroups.slice();
  for (const [index, group] of draft.lateGroups.entries()) {
    if (group < 0 || (draft.classOfGroup[group] ?? -1) < 0) continue;
    const { labels, unknownLabelPrefix } = endpoints.endpointOfRow(ofRow.length + index);
    const own = groupOf(ground, ground.labels.numberOf(labels, unknownLabelPrefix), traits[group]!);
    if ((draft.classOfGroup[own] ?? -1) < 0) putGroup(change, own, draft.classOfGroup[group]!);
    lateGroups[index] = own;
  }
  draft.lateGroups = lateGroups;
  draft.labelVersion = ground.labels.version;
}

/** Puts the rules of one direction into their new order, and marks the classes that they select. */
function reorder(change: Change, direction: Direction, changes: readonly RuleChange[]): void {
  const { draft } = change; const { ground } = draft; const { placements, profiles } = ground.sides[direction]; const { order } = draft.sides[direction];
  const removed = new Set<number>(); const inserted = new Set<number>(); const placed = placements.count;
  for (const [tier, ids] of order.tiers.entries()) for (const { at, removed: count } of changesOf(changes, direction, tier)) for (const id of ids.subarray(at, at + count)) removed.add(id);
  const isUsed = (id: number): boolean => inserted.has(id) || (rankOf(order, id) >= 0 && !removed.has(id));
  const after = order.tiers.map((ids, tier) => spliced(ids, changesOf(changes, direction, tier), (rule) => {
    const id = placeRule(ground, direction, tier, rule, isUsed);
    inserted.add(id);
    return id;
  }));
  const side = draft.sides[direction]; const returned = inserted.size - (placements.count - placed);
  draft.sides = { ...draft.sides, [direction]: { ...side, order: orderOf(after, placements.count), dead: side.dead + removed.size - returned } };
  const added = new Map<number, number[]>();
  const select = (own: number, item: (isSure: boolean) => number | null): void => {
    const { sure, maybe } = classesOf(draft, own);
    for (const [ids, isSure] of [[sure, true], [maybe, false]] as const) for (const id of ids) {
      if (!draft.traits[id]!.isGoverned) continue;
      const items = added.get(id) ?? []; const own = item(isSure);
      if (own !== null) items.push(own);
      added.set(id, items);
    }
  };
  for (const id of removed) select(placements.at(id).own, () => null);
  for (const id of inserted) select(placements.at(id).own, (isSure) => 2 * id + (isSure ? 0 : 1));
  const before = columnsOf(change).profiles[direction];
  for (const [id, items] of added) {
    before[id] = pathOf(change, direction, [...profiles.itemsTo(before[id]!).filter((item) => !removed.has(item >> 1)), ...items]);
    change.unwritten[direction].add(id);
  }
}

/** The rules of a tier by number after its changes, which stand by position. */
function spliced(ids: Int32Array, changes: readonly RuleChange[], place: (rule: Rule) => number): Int32Array {
  if (changes.length === 0) return ids;
  const out = new Int32Array(changes.reduce((size, { removed, inserted }) => size + inserted.length - removed, ids.length));
  let from = 0; let size = 0;
  for (const { at, removed, inserted } of changes) {
    out.set(ids.subarray(from, at), size);
    size += at - from;
    from = at + removed;
    for (const rule of inserted) { out[size] = place(rule); size += 1; }
  }
  out.set(ids.subarray(from), size);
  return out;
}

/** The number of a rule at its place, and found by its conditions. */
export function placeRule(ground: Ground, direction: Direction, tier: number, rule: Rule, isUsed: (id: number) => boolean): number {
  const { placements, placedOn, namedOn } = ground.sides[direction]; const { count } = placements;
  const id = placements.place(tier, rule, isUsed);
  const hasNames = rule.traffic !== 'any' && rule.traffic.some(({ kind }) => kind === 'named');
  if (placements.count > count) for (const key of rule.peers === 'any' ? [ANY_CONDITION] : ground.keysOf.get(rule) ?? []) {
    append(placedOn, key, id);
    if (hasNames) append(namedOn, key, id);
  }
  return id;
}

function append(lists: Map<string, number[]>, key: string, id: number): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [id]); else list.push(id);
}
