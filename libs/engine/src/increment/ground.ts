import { prepare, type Prepared } from '../compile/compile.ts';
import type { Counters } from '../compile/counters.ts';
import type { Conditions } from '../compile/conditions.ts';
import type { Narrowing } from '../compile/narrowing.ts';
import type { RuleWriter } from '../compile/programs.ts';
import { createPairMemo, type PairMemo } from '../compile/pair-memo.ts';
import { createTrie, type Trie } from '../compile/trie.ts';
import type { AddressSet } from '../model/address.ts';
import type { Direction, Firewalls, Rule } from '../model/firewalls.ts';
import type { EndpointTable } from '../model/endpoints/table.ts';
import { createExpressionIndex, type ExpressionIndex } from './expression-index.ts';
import { createLabelIndex, type LabelIndex } from './label-index.ts';
import { createPeerStore, type PeerStore } from './peer-store.ts';
import { createPlacements, type Placements } from './placements.ts';
import { createProgramStore, type ProgramStore } from './program-store.ts';
import { createTraitsIndex, type TraitsIndex } from './traits-index.ts';
import type { LateClass } from './version.ts';

/** Classes that some label expression matches. */
export interface MatchedClasses { readonly sure: Int32Array; readonly maybe: Int32Array; /** Classes from here on are not in the lists: what they match is kept with them. */ readonly upTo: number }

/** Endpoints that have one label set and the same traits, by number. */
export interface Groups { readonly numbers: PairMemo; readonly labels: number[]; readonly traits: number[]; /** By label set. */ readonly withLabels: number[][]; /** By row of the columns that were compiled. */ readonly ofRow: Int32Array }

/** What one direction's rules are to all versions. */
export interface Side {
  readonly placements: Placements;
  readonly programs: ProgramStore;
  readonly profiles: Trie;
  readonly noRules: number;
  /** Placements by their conditions; those for any peer under {@link ANY_CONDITION}. */
  readonly placedOn: number[][];
  /** Those of them that name ports. */
  readonly namedOn: number[][];
  /** Writes rules as a version has them, which is told before. */
  writer: { readonly scope: WriterScope; readonly write: RuleWriter } | null;
}

/** What a rule matches in the version that is being written. */
export interface WriterScope { partsOf: Conditions['partsOf']; narrowing: Narrowing | null }

export const ANY_CONDITION = 0;

/**
 * What all versions of one compilation share: whatever was met so far, by number. It only grows and a number never gets
 * another meaning, so that versions need not know of each other; what holds in a version is kept with the version.
 */
export interface Ground {
  readonly prepared: Prepared;
  readonly counters: Counters;
  /** The first class that had no endpoints when all was compiled. */
  readonly firstSpare: number;
  readonly labels: LabelIndex;
  readonly expressions: ExpressionIndex;
  /** Expressions that were compiled: those before have a number below it. */
  readonly compiledExpressions: number;
  /** Classes that each compiled expression matches. */
  readonly compiledMatches: readonly MatchedClasses[];
  readonly traits: TraitsIndex;
  readonly groups: Groups;
  /** Traits and matched expressions of a class, as a path. */
  readonly contents: Trie;
  readonly contentRoots: number[];
  /** Classes that had a content in some version. */
  readonly classesOfContent: number[][];
  readonly peers: PeerStore;
  readonly sides: Readonly<Record<Direction, Side>>;
  /** Late classes of all versions by what they matched when they came. */
  readonly lateWith: LateClass[][];
  /** Conditions by key; {@link ANY_CONDITION} is nobody's. */
  readonly conditionNumbers: Map<string, number>;
  /** Conditions by the expression they ask of labels, and those that ask none. */
  readonly conditionsOn: number[][];
  readonly unlabelledConditions: { /** By the number of the address set that peers must be in. */ readonly inside: number[][]; readonly anywhere: number[] };
  /** The conditions of each rule. */
  readonly conditionsOf: WeakMap<Rule, readonly number[]>;
  /** Peer sets with a signature of named ports, by both. */
  readonly narrowedNumbers: PairMemo;
  readonly counts: { narrowed: number };
  readonly setIdOf: (set: AddressSet) => number | undefined;
}

/** Room for one workload in eight more, and always for some. */
const sparesFor = (classes: number): number => Math.max(64, classes >> 3);

export function openGround(firewalls: Firewalls & { readonly endpoints: EndpointTable }, counters: Counters): { readonly ground: Ground; readonly nodes: Int32Array; readonly classOfGroup: Int32Array } {
  const prepared = prepare(firewalls, counters, sparesFor);
  const { classes, labels, atoms, axis, peerSets } = prepared;
  const firstSpare = classes.ofEndpoint.reduce((most, id) => Math.max(most, id), -1) + 1;
  const expressions = createExpressionIndex(labels); const traits = createTraitsIndex();
  const matches = labels.expressions.map((expression): MatchedClasses => {
    const { sure, maybe } = labels.matches(expression);
    return { sure: classes.ofLabelSets(sure), maybe: classes.ofLabelSets(maybe), upTo: firstSpare };
  });
  const contents = createTrie(); const contentRoots: number[] = []; const nodes = new Int32Array(classes.count).fill(-1);
  const traitsOf = Int32Array.from({ length: firstSpare }, (_, id) => traits.numberOf(classes.traits[id]!));
  for (let id = 0; id < firstSpare; id += 1) nodes[id] = contentRoots[traitsOf[id]!] ??= contents.root();
  for (const [expression, { sure, maybe }] of matches.entries()) {
    for (const id of sure) nodes[id] = contents.step(nodes[id]!, 2 * expression);
    for (const id of maybe) nodes[id] = contents.step(nodes[id]!, 2 * expression + 1);
  }
  const classesOfContent: number[][] = [];
  for (let id = 0; id < firstSpare; id += 1) classesOfContent[nodes[id]!] = [id];
  const side = (): Side => {
    const profiles = createTrie();
    return { placements: createPlacements(({ own }) => expressions.numberOf(own)), programs: createProgramStore(), profiles, noRules: profiles.root(), placedOn: [], namedOn: [], writer: null };
  };
  const labelIndex = createLabelIndex(labels, firewalls.endpoints.columns);
  return {
    nodes, ...gatherGroups(firewalls.endpoints, classes.ofEndpoint, traitsOf, (groups) => ({
      prepared, counters, firstSpare, labels: labelIndex, expressions, compiledExpressions: expressions.count, compiledMatches: matches, traits, groups,
      contents, contentRoots, classesOfContent, peers: createPeerStore(peerSets, firstSpare, axis.slotCount), sides: { egress: side(), ingress: side() },
      lateWith: [], conditionNumbers: new Map(), conditionsOn: [], unlabelledConditions: { inside: [], anywhere: [] }, conditionsOf: new WeakMap(), narrowedNumbers: createPairMemo(), counts: { narrowed: 0 }, setIdOf: setIds(atoms.setIds),
    })),
  };
}

function gatherGroups(endpoints: EndpointTable, ofEndpoint: Int32Array, traitsOf: Int32Array, make: (groups: Groups) => Ground): { readonly ground: Ground; readonly classOfGroup: Int32Array } {
  const numbers = createPairMemo(); const labels: number[] = []; const traits: number[] = []; const withLabels: number[][] = []; const classOfGroup: number[] = [];
  const ofRow = new Int32Array(ofEndpoint.length);
  for (let row = 0; row < ofRow.length; row += 1) {
    const label = endpoints.columns.labels[row]!; const base = traitsOf[ofEndpoint[row]!]!;
    let group = numbers.get(label, base);
    if (group < 0) {
      group = labels.push(label) - 1;
      traits.push(base);
      classOfGroup.push(ofEndpoint[row]!);
      numbers.set(label, base, group);
      (withLabels[label] ??= []).push(group);
    }
    ofRow[row] = group;
  }
  return { ground: make({ numbers, labels, traits, withLabels, ofRow }), classOfGroup: Int32Array.from(classOfGroup) };
}

/** Address sets by content, however often the object is made again. */
function setIds(known: ReadonlyMap<AddressSet, number>): (set: AddressSet) => number | undefined {
  let byContent: Map<string, number> | null = null;
  const contentOf = ({ ipv4, ipv6 }: AddressSet): string => `${ipv4.join()}|${ipv6.join()}`;
  return (set) => known.get(set) ?? (byContent ??= new Map([...known].map(([each, id]) => [contentOf(each), id]))).get(contentOf(set));
}

/** The number of a condition, whose key is equal where it matches the same. */
export function conditionNumber({ conditionNumbers }: Ground, key: string): number {
  const number = conditionNumbers.get(key) ?? conditionNumbers.size + 1;
  conditionNumbers.set(key, number);
  return number;
}

export function narrowedNumber({ narrowedNumbers, counts }: Ground, peers: number, ports: number): number {
  let number = narrowedNumbers.get(peers, ports);
  if (number < 0) {
    number = counts.narrowed;
    counts.narrowed += 1;
    narrowedNumbers.set(peers, ports, number);
  }
  return number;
}

/** The number of a group, new where nobody was in it yet. */
export function groupOf({ groups }: Ground, labels: number, traits: number): number {
  let group = groups.numbers.get(labels, traits);
  if (group < 0) {
    group = groups.labels.push(labels) - 1;
    groups.traits.push(traits);
    groups.numbers.set(labels, traits, group);
    (groups.withLabels[labels] ??= []).push(group);
  }
  return group;
}

