import type { Classes } from './classes.ts';
import type { Conditions, PeerPart } from './conditions.ts';
import type { Counters } from './counters.ts';
import type { LabelSets } from './label-sets.ts';
import { createNarrowing, type Narrowing } from './narrowing.ts';
import type { Placed } from './profiles.ts';
import { ANY_PEER, NO_PEER, type PeerSets } from './peer-sets.ts';
import type { PeerAxis } from './peer-axis.ts';
import type { PortName, PortNames } from './port-names.ts';
import { EVERYTHING, NOTHING, type SetTable } from './set-table.ts';
import type { Trie } from './trie.ts';
import { EMPTY, ofFamilies, union } from '../model/connection-set.ts';
import type { Direction, Rule } from '../model/firewalls.ts';

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

export interface Draft { peers: number[]; actions: number[]; bounds: number[]; traffic: number[] }

export interface Parts { readonly labels: LabelSets; readonly classes: Classes; readonly axis: PeerAxis; readonly conditions: Conditions; readonly ports: PortNames; readonly peerSets: PeerSets; readonly sets: SetTable; readonly counters: Counters }

/** Appends the entries of one rule as it stands in front of a class with these named ports. */
export type RuleWriter = (draft: Draft, placed: Placed, ownPorts: number) => void;

/** The rules in front of one class as entries, from the last to the first. */
export function write(rules: readonly Placed[], ownPorts: number, writeRule: RuleWriter): Draft {
  const draft: Draft = { peers: [], actions: [], bounds: [], traffic: [] };
  const hasPass = rules.some(({ rule }) => rule.action === 'pass');
  let tier = -1;
  for (let at = rules.length - 1; at >= 0; at -= 1) {
    const placed = rules[at]!;
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
    const { fixed, names } = trafficOf(rule); const matched = conditions.partsOf(rule);
    if (matched.length === 0) return;
    const action = ACTIONS[rule.action];
    const put = (part: PeerPart, peers: number, what: number): void => {
      push(draft, peers, action, isCertain && part.isCertain ? SURE : WHEN_UNCERTAIN[rule.action], sets.intersect(what, families[part.families]!));
    };
    // The destination resolves a name: in front of a receiver that is the own end, in front of a sender the peer.
    if (names.length === 0 || direction === 'ingress') {
      const all = names.length === 0 ? fixed : sets.union(fixed, sets.idOf(ports.resolve(names, ownPorts)));
      for (const part of matched) put(part, part.peers, all);
      return;
    }
    const bySignature = Array.from(narrowing.signatures(), (signature) => ({ signature, resolved: sets.idOf(ports.resolve(names, signature)) })).filter(({ resolved }) => resolved !== NOTHING);
    for (const part of matched) {
      put(part, part.peers, fixed);
      for (const { signature, resolved } of bySignature) put(part, narrowing.narrow(part.peers, signature), resolved);
    }
  };
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
  const entries = starts[list.length]!;
  const peers = new Int32Array(entries); const actions = new Uint8Array(entries); const bounds = new Uint8Array(entries); const traffic = new Int32Array(entries);
  for (const [program, draft] of list.entries()) {
    const start = starts[program]!;
    peers.set(draft.peers, start); actions.set(draft.actions, start); bounds.set(draft.bounds, start); traffic.set(draft.traffic, start);
  }
  const uncertain = uncertainOf(starts, bounds);
  return { count: list.length, starts, ofClass, uncertain, isUncertain: uncertain.includes(1), peers, actions, bounds, traffic };
}

/** By program, 1 where an entry does not count in both bounds. */
export function uncertainOf(starts: Int32Array, bounds: Uint8Array): Uint8Array {
  const uncertain = new Uint8Array(starts.length - 1);
  for (let program = 0; program < uncertain.length; program += 1) {
    for (let entry = starts[program]!; entry < starts[program + 1]!; entry += 1) if (bounds[entry] !== SURE) uncertain[program] = 1;
  }
  return uncertain;
}
