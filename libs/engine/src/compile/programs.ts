import type { Classes } from './classes.ts';
import type { Conditions, PeerPart } from './conditions.ts';
import type { Counters } from './counters.ts';
import type { LabelSets } from './label-sets.ts';
import { ANY_PEER, NO_PEER, type PeerSets } from './peer-sets.ts';
import type { PeerAxis } from './peer-axis.ts';
import type { PortName, PortNames } from './port-names.ts';
import { EVERYTHING, NOTHING, type SetTable } from './set-table.ts';
import { createTrie, type Trie } from './trie.ts';
import { createPairMemo } from './pair-memo.ts';
import { EMPTY, ofFamilies, union } from '../model/connection-set.ts';
import type { Direction, Firewalls, Rule, Tier } from '../model/firewalls.ts';

/** What one entry of a program does with the traffic it matches. `NEXT_TIER` remembers where a pass goes. */
export const ALLOW = 0;
export const DENY = 1;
export const PASS = 2;
export const NEXT_TIER = 3;

/** In which bound an entry counts; `UNSURE` is a pass that contributes the worse or the better of both ways. */
export const SURE = 0;
export const UPPER_ONLY = 1;
export const LOWER_ONLY = 2;
export const UNSURE = 3;

/**
 * The firewalls of one direction, each as a flat list from the last rule to the first: starting with everything
 * allowed, each entry says what becomes of traffic that reaches it, given what becomes of it further down. So one set
 * is the whole state, two where a pass needs to know how the next tier begins.
 *
 * All programs lie in one row of columns; program `p` is the entries from `starts[p]` up to `starts[p + 1]`.
 */
export interface Programs {
  readonly count: number;
  readonly starts: Int32Array;
  readonly peers: Int32Array;
  readonly actions: Uint8Array;
  readonly bounds: Uint8Array;
  /** Ids of connection sets. */
  readonly traffic: Int32Array;
  /** By program, 1 where the two bounds can differ. */
  readonly uncertain: Uint8Array;
  readonly isUncertain: boolean;
  /** Program of each class. */
  readonly ofClass: Int32Array;
  /** Present where the program of one class costs less than all of them. */
  readonly programAt?: (id: number) => number;
}

/** The program of one class. */
export const programOfClass = (programs: Programs, id: number): number => (programs.programAt === undefined ? programs.ofClass[id]! : programs.programAt(id));

/** A rule as it stands in front of one class. */
export interface Placed { readonly tier: number; readonly rule: Rule; readonly isCertain: boolean }

export interface Draft { peers: number[]; actions: number[]; bounds: number[]; traffic: number[] }

interface Parts { readonly labels: LabelSets; readonly classes: Classes; readonly axis: PeerAxis; readonly conditions: Conditions; readonly ports: PortNames; readonly peerSets: PeerSets; readonly sets: SetTable; readonly counters: Counters }

export function writePrograms(firewalls: Firewalls, direction: Direction, parts: Parts): Programs {
  const { classes, counters } = parts;
  const { rulesOf, ofClass } = profile(firewalls.tiers[direction], parts);
  const rules = createRuleWriter(direction, parts);
  const list: Draft[] = []; const contents = createTrie(); const root = contents.root(); const programOfNode: number[] = []; const written = createPairMemo();
  const programs = new Int32Array(classes.count);
  for (let id = 0; id < classes.count; id += 1) {
    const own = direction === 'ingress' ? classes.traits[id]!.ports : 0;
    let program = written.get(ofClass[id]!, own);
    if (program < 0) {
      const draft = write(rulesOf(ofClass[id]!), own, rules);
      program = programOfNode[contentOf(contents, root, draft)] ??= list.push(draft) - 1;
      written.set(ofClass[id]!, own, program);
    }
    programs[id] = program;
  }
  counters.profiles += new Set(ofClass).size;
  counters.programs += list.length;
  counters.programEntries += list.reduce((sum, { peers }) => sum + peers.length, 0);
  return seal(list, programs);
}

/** The rules that apply to each class, in order. Classes with equal lists share one, found by walking a trie. */
export function profile(tiers: readonly Tier[], { labels, classes }: Parts): { readonly rulesOf: (profile: number) => readonly Placed[]; readonly ofClass: Int32Array } {
  const placed: Placed[] = [];
  const trie = createTrie();
  const ofClass = new Int32Array(classes.count).fill(trie.root());
  const append = (id: number, index: number): void => { if (classes.traits[id]!.isGoverned) ofClass[id] = trie.step(ofClass[id]!, index); };
  for (const [tier, { rules }] of tiers.entries()) for (const rule of rules) {
    const { sure, maybe } = labels.matches(rule.own);
    const index = placed.push({ tier, rule, isCertain: rule.certainty === 'certain' }) - 1;
    for (const id of classes.ofLabelSets(sure)) append(id, index);
    if (maybe.length === 0) continue;
    const perhaps = placed.push({ tier, rule, isCertain: false }) - 1;
    for (const id of classes.ofLabelSets(maybe)) append(id, perhaps);
  }
  return { rulesOf: (node) => trie.itemsTo(node).map((index) => placed[index]!), ofClass };
}

/** Appends the entries of one rule as it stands in front of a class with these named ports. */
export type RuleWriter = (draft: Draft, placed: Placed, ownPorts: number) => void;

/** The rules in front of one class as entries, from the last to the first. */
export function write(rules: readonly Placed[], ownPorts: number, writeRule: RuleWriter): Draft {
  const draft: Draft = { peers: [], actions: [], bounds: [], traffic: [] };
  const hasPass = rules.some(({ rule }) => rule.action === 'pass');
  let tier = -1;
  for (const placed of rules.toReversed()) {
    if (hasPass && placed.tier !== tier) push(draft, ANY_PEER, NEXT_TIER, SURE, NOTHING);
    tier = placed.tier;
    writeRule(draft, placed, ownPorts);
    // What comes before a rule that decides everything for everyone in it does not show, unless a pass looks past it.
    if (!hasPass && draft.peers.at(-1) === ANY_PEER && draft.traffic.at(-1) === EVERYTHING && draft.bounds.at(-1) === SURE) {
      for (const column of [draft.peers, draft.actions, draft.bounds, draft.traffic]) column.splice(0, column.length - 1);
    }
  }
  return draft;
}

function push(draft: Draft, peers: number, action: number, bound: number, traffic: number): void {
  if (peers === NO_PEER || (traffic === NOTHING && action !== NEXT_TIER)) return;
  draft.peers.push(peers);
  draft.actions.push(action);
  draft.bounds.push(bound);
  draft.traffic.push(traffic);
}

const ACTIONS = { allow: ALLOW, deny: DENY, pass: PASS } as const;
const WHEN_UNCERTAIN = { allow: UPPER_ONLY, deny: LOWER_ONLY, pass: UNSURE } as const;

/** Peers by the named ports that they resolve, for rules that stand in front of a sender. */
export interface Narrowing {
  /** Signatures that resolve some name. */
  signatures(): Iterable<number>;
  /** The peer set of those among the peers that have the signature. */
  narrow(peers: number, signature: number): number;
}

export function createRuleWriter(direction: Direction, { conditions, ports, sets, ...parts }: Pick<Parts, 'axis' | 'classes' | 'ports' | 'peerSets' | 'sets'> & { readonly conditions: Pick<Conditions, 'partsOf'> }, narrowing: Narrowing = createNarrowing(parts)): RuleWriter {
  const families = ([0, 1, 2, 3] as const).map((mask) => sets.idOf(ofFamilies(mask)));
  const traffic = new Map<Rule, { readonly fixed: number; readonly names: readonly PortName[] }>();
  const trafficOf = (rule: Rule): { readonly fixed: number; readonly names: readonly PortName[] } => {
    let known = traffic.get(rule);
    if (known === undefined) {
      known = rule.traffic === 'any' ? { fixed: EVERYTHING, names: [] } : {
        fixed: sets.idOf(rule.traffic.map((item) => (item.kind === 'fixed' ? item.connections : EMPTY)).reduce(union, EMPTY)),
        names: rule.traffic.filter((item) => item.kind === 'named'),
      };
      traffic.set(rule, known);
    }
    return known;
  };
  return (draft, { rule, isCertain }, ownPorts) => {
    const { fixed, names } = trafficOf(rule);
    const action = ACTIONS[rule.action];
    const put = (part: PeerPart, peers: number, what: number): void => {
      push(draft, peers, action, isCertain && part.isCertain ? SURE : WHEN_UNCERTAIN[rule.action], sets.intersect(what, families[part.families]!));
    };
    for (const part of conditions.partsOf(rule)) {
      // The destination resolves a name: in front of a receiver that is the own end, in front of a sender the peer.
      if (names.length === 0 || direction === 'ingress') {
        put(part, part.peers, names.length === 0 ? fixed : sets.union(fixed, sets.idOf(ports.resolve(names, ownPorts))));
        continue;
      }
      put(part, part.peers, fixed);
      for (const signature of narrowing.signatures()) {
        const resolved = sets.idOf(ports.resolve(names, signature));
        if (resolved !== NOTHING) put(part, narrowing.narrow(part.peers, signature), resolved);
      }
    }
  };
}

function createNarrowing({ classes, axis, peerSets }: Pick<Parts, 'classes' | 'axis' | 'peerSets'>): Narrowing {
  let slots: Map<number, readonly number[]> | null = null;
  const byPorts = (): Map<number, readonly number[]> => (slots ??= slotsByPorts(classes, axis));
  const narrowed = new Map<string, number>();
  return {
    signatures: () => byPorts().keys(),
    narrow(peers, signature) {
      const key = `${String(peers)}:${String(signature)}`;
      let id = narrowed.get(key);
      if (id === undefined) {
        id = peerSets.add(Int32Array.from(byPorts().get(signature)!.filter((slot) => peerSets.has(peers, slot))));
        narrowed.set(key, id);
      }
      return id;
    },
  };
}

/** The slots of endpoint classes by their signature of named ports, those that resolve no name left out. */
export function slotsByPorts(classes: Pick<Classes, 'traits'>, axis: PeerAxis): Map<number, readonly number[]> {
  const slots = new Map<number, number[]>();
  for (const [id, traits] of classes.traits.entries()) {
    if (traits.ports === 0) continue;
    const list = slots.get(traits.ports) ?? [];
    list.push(id, ...(traits.isHost ? [axis.localSlot[id]!] : []));
    slots.set(traits.ports, list);
  }
  for (const list of slots.values()) list.sort((a, b) => a - b);
  return slots;
}

/** Different rules in front of two classes may still come to the same; those share a program, and so its rows. */
export function contentOf(contents: Trie, root: number, draft: Draft): number {
  let node = root;
  for (let entry = 0; entry < draft.peers.length; entry += 1) {
    node = contents.step(contents.step(contents.step(node, draft.peers[entry]!), draft.actions[entry]! * 4 + draft.bounds[entry]!), draft.traffic[entry]!);
  }
  return node;
}

export function seal(list: readonly Draft[], ofClass: Int32Array): Programs {
  const starts = new Int32Array(list.length + 1);
  for (const [program, { peers }] of list.entries()) starts[program + 1] = starts[program]! + peers.length;
  const uncertain = Uint8Array.from(list, ({ bounds }) => (bounds.some((bound) => bound !== SURE) ? 1 : 0));
  return {
    count: list.length, starts, ofClass, uncertain, isUncertain: uncertain.includes(1),
    peers: Int32Array.from(list.flatMap(({ peers }) => peers)), actions: Uint8Array.from(list.flatMap(({ actions }) => actions)),
    bounds: Uint8Array.from(list.flatMap(({ bounds }) => bounds)), traffic: Int32Array.from(list.flatMap(({ traffic }) => traffic)),
  };
}
