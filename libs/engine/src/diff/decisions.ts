import { createPairMemo } from '../compile/pair-memo.ts';
import { createTrie } from '../compile/trie.ts';
import type { Direction } from '../model/firewalls.ts';
import type { Peer } from '../query/answers.ts';
import { isMetByRange, letsThrough } from './can-decide.ts';
import type { EndRules } from './end-rules.ts';
import type { End } from './ends.ts';
import type { Move } from './joint/sides.ts';
import type { RuleChange } from './rule-changes.ts';

interface Deciding { readonly ends: readonly End[]; readonly peers: readonly Peer[]; readonly rules: readonly RuleChange[]; readonly endRules: EndRules; readonly moveAt: (move: number) => Move }

/** The changed rules that can decide a pair, those of the sender first: lists by number. */
export interface Decisions { listOf(from: number, to: number, move: number): number; rulesIn(list: number): readonly RuleChange[] }

/** What an end has to do with every one of more rules is not worth asking for a few pairs. */
const MOST_ASKED = 256;

/** Ends that the same rules select and meet are of one kind; pairs of one kind each with one move are decided once. */
export function createDecisions({ ends, peers, rules, endRules, moveAt }: Deciding): Decisions {
  const lists = createTrie(); const root = lists.root(); const lets = rules.map((): (boolean | undefined)[] => []);
  const meets = rules.map(() => new Int8Array(peers.length).fill(UNKNOWN)); const selecting = { egress: [] as (readonly number[])[], ingress: [] as (readonly number[])[] };
  const selectingOf = (end: number, direction: Direction): readonly number[] => (end < ends.length ? selecting[direction][end] ??= endRules.selecting(ends[end]!, direction) : NONE);
  const isMet = (rule: number, other: number): boolean => {
    const known = meets[rule]!;
    if (known[other] === UNKNOWN) known[other] = Number(other < ends.length ? endRules.meets(rule, ends[other]!) : isMetByRange(rules[rule]!.rule, peers[other]!.range!));
    return known[other] === 1;
  };
  const consider = (node: number, own: number, direction: Direction, other: number, move: number): number => {
    let at = node;
    for (const rule of selectingOf(own, direction)) if ((lets[rule]![move] ??= letsThrough(rules[rule]!.rule, moveAt(move).connections)) && isMet(rule, other)) at = lists.step(at, rule);
    return at;
  };
  const decide = (from: number, to: number, move: number): number => consider(consider(root, from, 'egress', to, move), to, 'ingress', from, move);
  const kinds = new Int32Array(peers.length).fill(UNKNOWN); const kindTrie = createTrie(); const kindRoot = kindTrie.root();
  const kindOf = (end: number): number => {
    if (kinds[end] !== UNKNOWN) return kinds[end]!;
    let node = kindRoot;
    for (const direction of ['egress', 'ingress'] as const) {
      for (const rule of selectingOf(end, direction)) node = kindTrie.step(node, rule);
      node = kindTrie.step(node, rules.length);
    }
    for (let rule = 0; rule < rules.length; rule += 1) if (isMet(rule, end)) node = kindTrie.step(node, rule);
    return kinds[end] = node;
  };
  const pairs = createPairMemo(); const known = createPairMemo(); let pairCount = 0;
  const pairOf = (from: number, to: number): number => {
    const found = pairs.get(from, to);
    if (found >= 0) return found;
    pairs.set(from, to, pairCount);
    pairCount += 1;
    return pairCount - 1;
  };
  const shared = (from: number, to: number, move: number): number => {
    const pair = pairOf(kindOf(from), kindOf(to)); let list = known.get(pair, move);
    if (list < 0) { list = decide(from, to, move); known.set(pair, move, list); }
    return list;
  };
  return { listOf: rules.length > MOST_ASKED ? decide : shared, rulesIn: (list) => lists.itemsTo(list).map((rule) => rules[rule]!) };
}

const UNKNOWN = -1;
const NONE: readonly number[] = [];
