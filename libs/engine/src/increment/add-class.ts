import type { ClassTraits } from '../compile/classes.ts';
import { bucketOf, matchClass, type Buckets, type NumberedCondition } from '../compile/conditions.ts';
import { ANY_PEER, NO_PEER } from '../compile/peer-sets.ts';
import type { FamilyMask } from '../model/connection-set.ts';
import type { Direction, Rule } from '../model/firewalls.ts';
import { DIRECTIONS, PLACES, PROFILES, putCondition, putLate, putNarrowed, type Change } from './change.ts';
import { valueAt } from './column.ts';
import { ANY_CONDITION, narrowedNumber, type Ground } from './ground.ts';
import { classesOf, conditionAt, traitsAt, usedClasses } from './version.ts';

/**
 * A class for endpoints that are unlike all others: it takes a spare number, joins the peer sets that match it and gets
 * the rules that select it. Null where there is no room, and for hosts, who stand on the peer axis twice.
 */
export function addClass(change: Change, traits: ClassTraits, matches: readonly number[], node: number): number | null {
  const { draft } = change; const { ground } = draft;
  const id = usedClasses(draft);
  if (traits.isHost || id >= ground.prepared.classes.count) return null;
  const joined = new Set<number>();
  const join = (condition: number, isCertain: boolean): void => {
    const known = conditionAt(draft, condition);
    if (known === null || isElsewhere(known.condition, traits, ground)) return;
    const buckets: Buckets = new Map();
    matchClass(buckets, known.condition, id, isCertain, traits, ground.prepared.atoms, ground.prepared.axis);
    for (const bucket of buckets.keys()) {
      const part = known.parts.find((each) => bucketOf(each) === bucket);
      if (part === undefined) openPart(change, condition, bucket, id);
      else {
        joined.add(part.peers);
        joinNarrowed(change, part.peers, condition, id, traits.ports, joined);
      }
    }
  };
  for (const match of matches) for (const condition of ground.conditionsOn[match >> 1] ?? []) join(condition, (match & 1) === 0);
  for (const condition of unlabelledFor(traits, ground)) join(condition, true);
  joinNarrowed(change, ANY_PEER, ANY_CONDITION, id, traits.ports, joined);
  putLate(change, { traits, joined: Int32Array.from(joined).sort(), matches }, node);
  for (const direction of DIRECTIONS) {
    change.pens[PROFILES[direction]].put(id, profileOf(change, direction, traits, matches));
    change.unwritten[direction].add(id);
  }
  ground.counters.classesAdded += 1;
  return id;
}

/** The conditions without labels that may match: few addresses of those that rules name are anybody's in the cluster. */
function unlabelledFor({ areAddressesKnown, addresses }: ClassTraits, { prepared: { atoms }, unlabelledConditions: { inside, anywhere } }: Ground): Iterable<number> {
  if (!areAddressesKnown) return [...anywhere, ...inside.flat()];
  return new Set([...anywhere, ...addresses.flatMap((external) => atoms.holders[external]!.flatMap((set) => inside[set] ?? []))]);
}

/** Most conditions by address are of addresses that nobody in the cluster has. */
function isElsewhere({ inside }: NumberedCondition, { areAddressesKnown, addresses }: ClassTraits, { prepared: { atoms } }: Ground): boolean {
  return inside !== null && areAddressesKnown && !addresses.some((external) => atoms.holders[external]!.includes(inside.id));
}

/** A condition matches somebody in a way in which it matched nobody so far: its rules have one entry more. */
function openPart(change: Change, condition: number, bucket: number, id: number): void {
  const { draft } = change; const known = conditionAt(draft, condition)!;
  const part = { peers: draft.ground.peers.add(Int32Array.of(id)), families: (bucket & 3) as FamilyMask, isCertain: bucket < 4 };
  putCondition(change, condition, { ...known, parts: [...known.parts, part].sort((a, b) => bucketOf(a) - bucketOf(b)) });
  for (const direction of DIRECTIONS) rewriteRules(change, direction, draft.ground.sides[direction].placedOn[condition], () => true);
}

/** Senders tell receivers apart by what names of ports stand for there. */
function joinNarrowed(change: Change, peers: number, condition: number, id: number, ports: number, joined: Set<number>): void {
  if (ports === 0) return;
  const { draft } = change; const both = narrowedNumber(draft.ground, peers, ports);
  const narrowed = valueAt(draft.columns.narrowed, both);
  if (narrowed >= 0 && narrowed !== NO_PEER) { joined.add(narrowed); return; }
  if (narrowed === NO_PEER) putNarrowed(change, both, draft.ground.peers.add(Int32Array.of(id)));
  rewriteRules(change, 'egress', draft.ground.sides.egress.namedOn[condition], (rule) => resolves(change, rule, ports));
}

function resolves({ draft: { ground } }: Change, { traffic }: Rule, ports: number): boolean {
  return traffic !== 'any' && ground.prepared.ports.resolve(traffic.filter((item) => item.kind === 'named'), ports).length > 0;
}

/** Marks the classes behind rules that this version has. */
function rewriteRules({ draft, unwritten }: Change, direction: Direction, placed: readonly number[] | undefined, isMeant: (rule: Rule) => boolean): void {
  const { placements } = draft.ground.sides[direction];
  for (const id of placed ?? []) {
    const { rule, own } = placements.at(id);
    if (valueAt(draft.columns[PLACES[direction]], id) < 0 || !isMeant(rule)) continue;
    const { sure, maybe } = classesOf(draft, own);
    for (const each of [...sure, ...maybe]) if (traitsAt(draft, each).isGoverned) unwritten[direction].add(each);
  }
}

/** The path of the rules in front of a class. */
function profileOf({ draft }: Change, direction: Direction, { isGoverned }: ClassTraits, matches: readonly number[]): number {
  const { placements, noRules } = draft.ground.sides[direction]; const places = draft.columns[PLACES[direction]];
  if (!isGoverned) return noRules;
  const items = matches.flatMap((match) => placements.withOwn(match >> 1).filter((id) => valueAt(places, id) >= 0).map((id) => 2 * id + (match & 1)));
  return pathOf({ draft }, direction, items);
}

/** The path of rules, each of them twice its placement and one more where it only perhaps selects. */
export function pathOf({ draft }: Pick<Change, 'draft'>, direction: Direction, items: readonly number[]): number {
  const { placements, profiles, noRules } = draft.ground.sides[direction]; const places = draft.columns[PLACES[direction]];
  const placed = items.map((item) => ({ item, tier: placements.at(item >> 1).tier, place: valueAt(places, item >> 1) }));
  return placed.sort((a, b) => a.tier - b.tier || a.place - b.place).reduce((node, { item }) => profiles.step(node, item), noRules);
}
