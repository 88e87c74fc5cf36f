import { newCounters, type Counters } from '../compile/counters.ts';
import { universesOf } from '../compile/compile.ts';
import type { View } from '../compile/view.ts';
import { endpointTable } from '../model/endpoints/collect.ts';
import { patchedTable } from '../model/endpoints/patched.ts';
import type { Direction, Firewalls, Tier } from '../model/firewalls.ts';
import { changeEndpoints, editsOf, type EndpointChange } from './change-endpoints.ts';
import { changeRules, placeRule, tiersAfter, type RuleChange } from './change-rules.ts';
import { beginChange, DIRECTIONS, endChange, type Change } from './change.ts';
import { openGround } from './ground.ts';
import { orderOf } from './placements.ts';
import { classesOf, type Draft, type SideVersion, type Version } from './version.ts';
import { learnConditions, writeUnwritten } from './write-programs.ts';

/**
 * A view that keeps what compiling learns, so that a change costs what it changes. Every change gives another live view;
 * this one and its `view` stay as they are, and any number of others may come out of it.
 *
 * A change is compiled anew, which `counters.recompiles` counts, where it cannot be worked in: for an address set that
 * no rule had, a name of a port that no rule used, a host unlike all others, and once the room for new classes is used
 * up or a fifth of what is kept is not in use any more.
 */
export interface LiveView {
  readonly view: View;
  /** Endpoints that came, went or are others now. O(what new labels match), with copying one number for each endpoint. */
  changeEndpoints(change: EndpointChange): LiveView;
  /** Rules that came, went or are others now. O(label sets that new expressions may match + classes that the rules select), with copying what stands by class. */
  changeRules(changes: readonly RuleChange[]): LiveView;
}

/**
 * Compiles Firewalls for questions and for changes. Answers are those of {@link compile}; it costs a little more.
 *
 * @param counters collects counts of the work done, that of changes too
 */
export function openLive(firewalls: Firewalls, counters: Counters = newCounters()): LiveView {
  return liveOf(open(firewalls, counters));
}

function liveOf(version: Version): LiveView {
  const { view } = version; const { firewalls, counters } = view; let from = version;
  const orAnew = (next: Version | null, changed: Firewalls): LiveView => {
    if (next !== null && !isWorn(next)) return liveOf(next);
    counters.recompiles += 1;
    return openLive(changed, counters);
  };
  /** What other versions that came out of the same compilation have left behind is left to them once it is too much. */
  const refresh = (): void => {
    if (!isLittered(from)) return;
    counters.recompiles += 1;
    from = open(firewalls, counters);
  };
  return {
    view,
    changeEndpoints(change) {
      refresh();
      const edits = editsOf(from, change);
      const endpoints = from.endpoints.edited(edits.edits);
      const changed: Firewalls = { ...firewalls, ...change.facts, endpoints };
      return orAnew(changeEndpoints(from, edits.rows, endpoints, changed), changed);
    },
    changeRules(changes) {
      refresh();
      const changed: Firewalls = { ...firewalls, tiers: tiersAfter(firewalls.tiers, changes) };
      return orAnew(changeRules(from, changes, changed), changed);
    },
  };
}

/** Whether so much of a version is not in use any more that compiling anew is cheaper in the long run. */
function isWorn({ endpoints, sides }: Version): boolean {
  return DIRECTIONS.some((direction) => sides[direction].dead > Math.max(64, sides[direction].order.size / 5)) || endpoints.runs.rows.length > Math.max(2048, endpoints.length >> 3);
}

function isLittered({ ground, endpoints, sides }: Version): boolean {
  return DIRECTIONS.some((direction) => ground.sides[direction].placements.count > 4096 + 2 * sides[direction].order.size) || endpoints.rowCount() > 4096 + 2 * endpoints.length;
}

function open(given: Firewalls, counters: Counters): Version {
  const table = endpointTable(given.endpoints); const endpoints = patchedTable(table); const firewalls = { ...given, endpoints };
  const { ground, nodes, classOfGroup } = openGround({ ...given, endpoints: table }, counters);
  const { prepared: { sets, atoms, classes, axis, peerSets }, sides } = ground;
  const nothing = { base: new Map<string, never>(), own: new Map<string, never>() };
  const sideOf = (direction: Direction): SideVersion => ({ order: orderOf([], 0), dead: 0, profiles: new Int32Array(classes.count).fill(sides[direction].noRules) });
  const nobody = new Int32Array(classes.count);
  const first: Draft = {
    ground, endpoints, traits: classes.traits, families: axis.families, nodes, late: [], classOfGroup,
    lateGroups: new Int32Array(0), labelVersion: ground.labels.version, matches: new Map(), conditions: nothing, narrowed: nothing,
    sides: { egress: sideOf('egress'), ingress: sideOf('ingress') },
    view: { firewalls, counters, sets, atoms, axis, peerSets, classes, programs: { egress: sides.egress.programs.view(nobody), ingress: sides.ingress.programs.view(nobody) }, universes: universesOf(given, sets) },
  };
  const change: Change = { ...beginChange(first), hasNewSets: true };
  const written = counters.programsWritten;
  for (const direction of DIRECTIONS) {
    placeAll(change, direction, given.tiers[direction]);
    for (const id of classes.traits.keys()) change.unwritten[direction].add(id);
  }
  writeUnwritten(change);
  ground.peers.close();
  change.draft.conditions = { base: change.draft.conditions.own, own: new Map() };
  change.draft.narrowed = { base: change.draft.narrowed.own, own: new Map() };
  counters.programs += counters.programsWritten - written;
  counters.programsWritten = written;
  counters.externalClasses += atoms.classCount;
  return endChange(change, firewalls);
}

/** Puts all rules of one direction in front of the classes that they select. */
function placeAll(change: Change, direction: Direction, tiers: readonly Tier[]): void {
  const { draft } = change; const { ground } = draft; const { placements, profiles } = ground.sides[direction]; const ofClass = draft.sides[direction].profiles;
  const order = tiers.map(({ rules }, tier) => Int32Array.from(rules, (rule) => {
    learnConditions(change, rule);
    const id = placeRule(ground, direction, tier, rule, () => true);
    const { sure, maybe } = classesOf(draft, placements.at(id).own);
    for (const each of sure) if (draft.traits[each]!.isGoverned) ofClass[each] = profiles.step(ofClass[each]!, 2 * id);
    for (const each of maybe) if (draft.traits[each]!.isGoverned) ofClass[each] = profiles.step(ofClass[each]!, 2 * id + 1);
    return id;
  }));
  draft.sides = { ...draft.sides, [direction]: { order: orderOf(order, placements.count), dead: 0, profiles: ofClass } };
}
