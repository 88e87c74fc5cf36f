import type { ClassTraits } from '../compile/classes.ts';
import { bucketOf, matchClass, type Buckets, type NumberedCondition } from '../compile/conditions.ts';
import { ANY_PEER, NO_PEER } from '../compile/peer-sets.ts';
import type { FamilyMask } from '../model/connection-set.ts';
import type { Direction, Rule } from '../model/firewalls.ts';
import { columnsOf, DIRECTIONS, putCondition, putNarrowed, type Change } from './change.ts';
import { ANY_CONDITION, type Ground } from './ground.ts';
import { rankOf } from './placements.ts';
import { classesOf, usedClasses, valueIn } from './version.ts';

/**
 * A class for endpoints that are unlike all others: it takes a spare number, joins the peer sets that match it and gets
 * the rules that select it. Null where there is no room, and for hosts, who stand on the peer axis twice.
 */
export function addClass(change: Change, traits: ClassTraits, matches: readonly number[], node: number): number | null {
  const { draft } = change; const { ground } = draft;
  const id = usedClasses(draft);
  if (traits.isHost || id >= draft.traits.length) return null;
  const columns = columnsOf(change); const joined = new Set<number>();
  const join = (key: string, isCertain: boolean): void => {
    const known = valueIn(draft.conditions, key);
    if (known === undefined || isElsewhere(known.condition, traits, ground)) return;
    const buckets: Buckets = new Map();
    matchClass(buckets, known.condition, id, isCertain, traits, ground.prepared.atoms, ground.prepared.axis);
    for (const bucket of buckets.keys()) {
      const part = known.parts.find((each) => bucketOf(each) === bucket);
      if (part === undefined) openPart(change, key, bucket, id);
      else {
        joined.add(part.peers);
        joinNarrowed(change, part.peers, key, id, traits.ports, joined);
      }
    }
  };
  columns.traits[id] = traits; columns.nodes[id] = node; columns.families[id] = traits.families;
  for (const match of matches) for (const key of ground.conditionsOn[match >> 1] ?? []) join(key, (match & 1) === 0);
  for (const key of ground.unlabelledConditions) join(key, true);
  joinNarrowed(change, ANY_PEER, ANY_CONDITION, id, traits.ports, joined);
  columns.late.push({ joined: Int32Array.from(joined).sort(), matches });
  (ground.classesOfContent[node] ??= []).push(id);
  for (const direction of DIRECTIONS) {
    columns.profiles[direction][id] = profileOf(change, direction, traits, matches);
    change.unwritten[direction].add(id);
  }
  ground.counters.classesAdded += 1;
  return id;
}

/** Most conditions by address are of addresses that nobody in the cluster has. */
function isElsewhere({ inside }: NumberedCondition, { areAddressesKnown, addresses }: ClassTraits, { prepared: { atoms } }: Ground): boolean {
  return inside !== null && areAddressesKnown && !addresses.some((external) => atoms.holders[external]!.includes(inside.id));
}

/** A condition matches somebody in a way in which it matched nobody so far: its rules have one entry more. */
function openPart(change: Change, key: string, bucket: number, id: number): void {
  const { draft } = change; const known = valueIn(draft.conditions, key)!;
  const part = { peers: draft.ground.peers.add(Int32Array.of(id)), families: (bucket & 3) as FamilyMask, isCertain: bucket < 4 };
  putCondition(change, key, { ...known, parts: [...known.parts, part].sort((a, b) => bucketOf(a) - bucketOf(b)) });
  for (const direction of DIRECTIONS) rewriteRules(change, direction, draft.ground.sides[direction].placedOn.get(key), () => true);
}

/** Senders tell receivers apart by what names of ports stand for there. */
function joinNarrowed(change: Change, peers: number, key: string, id: number, ports: number, joined: Set<number>): void {
  if (ports === 0) return;
  const { draft } = change; const both = `${String(peers)}:${String(ports)}`;
  const narrowed = valueIn(draft.narrowed, both);
  if (narrowed !== undefined && narrowed !== NO_PEER) { joined.add(narrowed); return; }
  if (narrowed === NO_PEER) putNarrowed(change, both, draft.ground.peers.add(Int32Array.of(id)));
  rewriteRules(change, 'egress', draft.ground.sides.egress.namedOn.get(key), (rule) => resolves(change, rule, ports));
}

function resolves({ draft: { ground } }: Change, { traffic }: Rule, ports: number): boolean {
  return traffic !== 'any' && ground.prepared.ports.resolve(traffic.filter((item) => item.kind === 'named'), ports).length > 0;
}

/** Marks the classes behind rules that this version has. */
function rewriteRules({ draft, unwritten }: Change, direction: Direction, placed: readonly number[] | undefined, isMeant: (rule: Rule) => boolean): void {
  const { placements } = draft.ground.sides[direction];
  for (const id of placed ?? []) {
    const { rule, own } = placements.at(id);
    if (rankOf(draft.sides[direction].order, id) < 0 || !isMeant(rule)) continue;
    const { sure, maybe } = classesOf(draft, own);
    for (const each of [...sure, ...maybe]) if (draft.traits[each]!.isGoverned) unwritten[direction].add(each);
  }
}

/** The path of the rules in front of a class. */
function profileOf({ draft }: Change, direction: Direction, { isGoverned }: ClassTraits, matches: readonly number[]): number {
  const { placements, noRules } = draft.ground.sides[direction]; const { order } = draft.sides[direction];
  if (!isGoverned) return noRules;
  const items = matches.flatMap((match) => placements.withOwn(match >> 1).filter((id) => rankOf(order, id) >= 0).map((id) => 2 * id + (match & 1)));
  return pathOf({ draft }, direction, items);
}

/** The path of rules, each of them twice its placement and one more where it only perhaps selects. */
export function pathOf({ draft }: Pick<Change, 'draft'>, direction: Direction, items: readonly number[]): number {
  const { profiles, noRules } = draft.ground.sides[direction]; const { order } = draft.sides[direction];
  return [...items].sort((a, b) => rankOf(order, a >> 1) - rankOf(order, b >> 1)).reduce((node, item) => profiles.step(node, item), noRules);
}
