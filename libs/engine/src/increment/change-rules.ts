import { expressionsIn } from '../compile/compile.ts';
import type { Direction, Firewalls, Rule, Tier } from '../model/firewalls.ts';
import { pathOf } from './add-class.ts';
import { beginChange, DIRECTIONS, endChange, PLACES, PROFILES, putGroup, type Change } from './change.ts';
import { valueAt } from './column.ts';
import { ANY_CONDITION, groupOf, type Ground } from './ground.ts';
import { idAt, orderOf, replaced, slice, type Sequence } from './order.ts';
import { refine } from './refine.ts';
import { classesOf, knows, traitsAt, type Version } from './version.ts';
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
export function changeRules(version: Version, changes: readonly RuleChange[]): Version | null {
  const { ground } = version; const inserted = changes.flatMap((each) => each.inserted);
  if (!inserted.every((rule) => isWithin(ground, rule))) return null;
  const change = beginChange(version);
  if (!learnExpressions(change, inserted)) return null;
  for (const rule of inserted) learnConditions(change, rule);
  for (const direction of DIRECTIONS) if (changes.some((each) => each.direction === direction)) reorder(change, direction, changes);
  writeUnwritten(change);
  return endChange(change, { ...version.view.firewalls, tiers: tiersIn(change, version) });
}

/** The tiers of the version in the making; rules of those that changed are put together when somebody asks for them. */
function tiersIn({ draft: { ground, sides } }: Change, { sides: sidesBefore, view: { firewalls: { tiers } } }: Version): Firewalls['tiers'] {
  const after = (direction: Direction): readonly Tier[] => tiers[direction].map((tier, index) => {
    const ids = sides[direction].order.tiers[index]!; const { placements } = ground.sides[direction];
    if (ids === sidesBefore[direction].order.tiers[index]) return tier;
    let rules: readonly Rule[] | undefined;
    return { kind: tier.kind, name: tier.name, reading: tier.reading, get rules() { return rules ??= ids.blocks.flatMap((block) => block.map((id) => placements.at(id).rule)); } };
  });
  return { egress: after('egress'), ingress: after('ingress') };
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
  const { draft } = change; const { ground, endpoints, columns } = draft; const { ofRow, traits } = ground.groups; const { lateGroups } = columns;
  for (let index = 0; index < endpoints.rowCount() - ofRow.length; index += 1) {
    const group = valueAt(lateGroups, index);
    if (group < 0 || valueAt(columns.classOfGroup, group) < 0) continue;
    const { labels, unknownLabelPrefix } = endpoints.endpointOfRow(ofRow.length + index);
    const own = groupOf(ground, ground.labels.numberOf(labels, unknownLabelPrefix), traits[group]!);
    if (valueAt(columns.classOfGroup, own) < 0) putGroup(change, own, valueAt(columns.classOfGroup, group));
    change.pens.lateGroups.put(index, own);
  }
  draft.labelVersion = ground.labels.version;
}

/** Puts the rules of one direction into their new order, and marks the classes that they select. */
function reorder(change: Change, direction: Direction, changes: readonly RuleChange[]): void {
  const { draft } = change; const { ground } = draft; const { placements, profiles } = ground.sides[direction]; const side = draft.sides[direction];
  const removed = new Set<number>(); const inserted = new Set<number>(); const placed = placements.count;
  const without = side.order.tiers.map((ids, tier) => changesOf(changes, direction, tier).reduceRight((rest, { at, removed: count }) => {
    for (const id of slice(rest, at, count)) removed.add(id);
    return replaced(rest, at, count, []);
  }, ids));
  for (const id of removed) change.pens[PLACES[direction]].put(id, -1);
  const isUsed = (id: number): boolean => valueAt(draft.columns[PLACES[direction]], id) >= 0;
  const after = without.map((ids, tier) => {
    let gone = 0;
    const shifted = changesOf(changes, direction, tier).map(({ at, removed: count, inserted: rules }) => { const each = { at: at - gone, rules }; gone += count; return each; });
    return shifted.reduceRight((rest, { at, rules }) => insertRules(change, direction, tier, rest, at, rules, isUsed, inserted), ids);
  });
  const returned = inserted.size - (placements.count - placed);
  draft.sides = { ...draft.sides, [direction]: { order: orderOf(after), dead: side.dead + removed.size - returned } };
  const added = new Map<number, number[]>();
  const select = (own: number, item: (isSure: boolean) => number | null): void => {
    const { sure, maybe } = classesOf(draft, own);
    for (const [ids, isSure] of [[sure, true], [maybe, false]] as const) for (const id of ids) {
      if (!traitsAt(draft, id).isGoverned) continue;
      const items = added.get(id) ?? []; const own = item(isSure);
      if (own !== null) items.push(own);
      added.set(id, items);
    }
  };
  for (const id of removed) select(placements.at(id).own, () => null);
  for (const id of inserted) select(placements.at(id).own, (isSure) => 2 * id + (isSure ? 0 : 1));
  for (const [id, items] of added) {
    const before = valueAt(draft.columns[PROFILES[direction]], id);
    change.pens[PROFILES[direction]].put(id, pathOf(change, direction, [...profiles.itemsTo(before).filter((item) => !removed.has(item >> 1)), ...items]));
    change.unwritten[direction].add(id);
  }
}

/** Places between two neighbours are fractions; where these run out, all places of the tier are given anew. */
function insertRules(change: Change, direction: Direction, tier: number, ids: Sequence, at: number, rules: readonly Rule[], isUsed: (id: number) => boolean, inserted: Set<number>): Sequence {
  if (rules.length === 0) return ids;
  const { draft } = change; const name = PLACES[direction]; const placeAt = (position: number): number | undefined => { const id = idAt(ids, position); return id === undefined ? undefined : valueAt(draft.columns[name], id); };
  const before = at === 0 ? 0 : placeAt(at - 1)!; const behind = placeAt(at) ?? before + rules.length + 1;
  const places = rules.map((_, index) => before + ((behind - before) * (index + 1)) / (rules.length + 1));
  const own = rules.map((rule, index) => {
    const id = placeRule(draft.ground, direction, tier, rule, isUsed);
    change.pens[name].put(id, places[index]!);
    inserted.add(id);
    return id;
  });
  const after = replaced(ids, at, 0, own);
  const isApart = places.every((place, index) => place > (places[index - 1] ?? before) && place < behind);
  if (!isApart) for (const [index, id] of after.blocks.flat().entries()) change.pens[name].put(id, index + 1);
  return after;
}

/** The number of a rule at its place, and found by its conditions. */
export function placeRule(ground: Ground, direction: Direction, tier: number, rule: Rule, isUsed: (id: number) => boolean): number {
  const { placements, placedOn, namedOn } = ground.sides[direction]; const { count } = placements;
  const id = placements.place(tier, rule, isUsed);
  const hasNames = rule.traffic !== 'any' && rule.traffic.some(({ kind }) => kind === 'named');
  if (placements.count > count) for (const condition of rule.peers === 'any' ? [ANY_CONDITION] : ground.conditionsOf.get(rule) ?? []) {
    (placedOn[condition] ??= []).push(id);
    if (hasNames) (namedOn[condition] ??= []).push(id);
  }
  return id;
}
