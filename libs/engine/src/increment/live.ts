import { newCounters, type Counters } from '../compile/counters.ts';
import { universesOf } from '../compile/compile.ts';
import type { View } from '../compile/view.ts';
import { endpointTable } from '../model/endpoints/collect.ts';
import { patchedTable } from '../model/endpoints/patched.ts';
import type { Direction, Firewalls, Tier } from '../model/firewalls.ts';
import { changeEndpoints, editsOf, type EndpointChange } from './change-endpoints.ts';
import { changeRules, placeRule, tiersAfter, type RuleChange } from './change-rules.ts';
import { beginChange, DIRECTIONS, endChange, PLACES, PROFILES, type Change } from './change.ts';
import { columnOf } from './column.ts';
import { openGround } from './ground.ts';
import { orderOf, sequenceOf } from './order.ts';
import { classesOf, traitsAt, type Draft, type SideVersion, type Version } from './version.ts';
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
  /** Endpoints that came, went or are others now. O(what new labels match), with copying what stands by run of endpoints. */
  changeEndpoints(change: EndpointChange): LiveView;
  /** Rules that came, went or are others now. O(label sets that new expressions may match + classes that the rules select). */
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
  const orAnew = (next: Version | null, changed: () => Firewalls): LiveView => {
    if (next !== null && !isWorn(next)) return liveOf(next);
    counters.recompiles += 1;
    return openLive(changed(), counters);
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
      return orAnew(changeEndpoints(from, edits.rows, endpoints, changed), () => changed);
    },
    changeRules(changes) {
      refresh();
      return orAnew(changeRules(from, changes), () => ({ ...firewalls, tiers: tiersAfter(firewalls.tiers, changes) }));
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
  const side: SideVersion = { order: orderOf([]), dead: 0 }; const nowhere = columnOf([], -1); const nobody = columnOf(new Int32Array(classes.count), 0);
  const groupCounts = new Int32Array(classes.count);
  for (const id of classOfGroup) groupCounts[id]! += 1;
  const first: Draft = {
    ground, endpoints, families: axis.families, lateCount: 0, traits: { all: classes.traits }, labelVersion: ground.labels.version, sides: { egress: side, ingress: side },
    columns: {
      nodes: columnOf(nodes, -1), groupCounts: columnOf(groupCounts, 0), classOfGroup: columnOf(classOfGroup, -1), lateGroups: nowhere, late: columnOf([], null), matches: columnOf([], null), conditions: columnOf([], null), narrowed: nowhere,
      egressProfiles: nowhere, ingressProfiles: nowhere, egressPrograms: nobody, ingressPrograms: nobody, egressPlaces: nowhere, ingressPlaces: nowhere,
    },
    view: { firewalls, counters, sets, atoms, axis, peerSets, classes, programs: { egress: sides.egress.programs.view(nobody, classes.count), ingress: sides.ingress.programs.view(nobody, classes.count) }, universes: universesOf(given, sets) },
  };
  const change: Change = { ...beginChange(first), hasNewSets: true };
  const written = counters.programsWritten;
  for (const direction of DIRECTIONS) {
    placeAll(change, direction, given.tiers[direction]);
    for (const id of classes.traits.keys()) change.unwritten[direction].add(id);
  }
  writeUnwritten(change);
  ground.peers.close();
  counters.programs += counters.programsWritten - written;
  counters.programsWritten = written;
  counters.externalClasses += atoms.classCount;
  return endChange(change, firewalls);
}

/** Puts all rules of one direction in front of the classes that they select. */
function placeAll(change: Change, direction: Direction, tiers: readonly Tier[]): void {
  const { draft } = change; const { ground } = draft; const { placements, profiles, noRules } = ground.sides[direction];
  const ofClass = new Int32Array(ground.prepared.classes.count).fill(noRules); const places: number[] = [];
  const order = tiers.map(({ rules }, tier) => sequenceOf(rules.map((rule, index) => {
    learnConditions(change, rule);
    const id = placeRule(ground, direction, tier, rule, () => true);
    places[id] = index + 1;
    const { sure, maybe } = classesOf(draft, placements.at(id).own);
    for (const each of sure) if (traitsAt(draft, each).isGoverned) ofClass[each] = profiles.step(ofClass[each]!, 2 * id);
    for (const each of maybe) if (traitsAt(draft, each).isGoverned) ofClass[each] = profiles.step(ofClass[each]!, 2 * id + 1);
    return id;
  })));
  draft.sides = { ...draft.sides, [direction]: { order: orderOf(order), dead: 0 } };
  draft.columns[PROFILES[direction]] = columnOf(ofClass, noRules);
  draft.columns[PLACES[direction]] = columnOf(places, -1);
}
