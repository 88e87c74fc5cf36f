import type { Classes } from './classes.ts';
import type { LabelSets } from './label-sets.ts';
import { createSequences } from './sequences.ts';
import type { Rule, Tier } from '../model/firewalls.ts';

/** A rule as it stands in front of one class. */
export interface Placed { readonly tier: number; readonly rule: Rule; readonly isCertain: boolean }

/** The rules that apply to each class, in order. Classes with equal lists share one. */
export interface Profiles {
  /** Rules in order, those that some class only perhaps has a second time. */
  readonly placed: readonly Placed[];
  readonly count: number;
  readonly ofClass: Int32Array;
  /** Positions in `placed`; a window that may not be kept. */
  readonly positionsOf: (profile: number) => Int32Array;
  readonly rulesOf: (profile: number) => readonly Placed[];
}

/** O(rules + members of what they select). */
export function profile(tiers: readonly Tier[], { labels, classes }: { readonly labels: LabelSets; readonly classes: Classes }): Profiles {
  const placed: Placed[] = []; const selected: Int32Array[] = [];
  for (const [tier, { rules }] of tiers.entries()) for (const rule of rules) {
    const { sure, maybe } = labels.matches(rule.own);
    placed.push({ tier, rule, isCertain: rule.certainty === 'certain' });
    selected.push(classes.ofLabelSets(sure));
    if (maybe.length === 0) continue;
    placed.push({ tier, rule, isCertain: false });
    selected.push(classes.ofLabelSets(maybe));
  }
  const lists = listsByClass(classes, selected); const sequences = createSequences();
  const ofClass = new Int32Array(classes.count);
  for (let id = 0; id < classes.count; id += 1) ofClass[id] = sequences.numberOf(lists.items, lists.starts[id]!, lists.starts[id + 1]!);
  const positionsOf = (id: number): Int32Array => sequences.itemsOf(id);
  return { placed, ofClass, positionsOf, count: sequences.count, rulesOf: (id) => Array.from(positionsOf(id), (position) => placed[position]!) };
}

/** Positions by class instead of classes by position: governed classes alone have any. */
function listsByClass({ count, traits }: Classes, selected: readonly Int32Array[]): { readonly starts: Int32Array; readonly items: Int32Array } {
  // Two places further on, so that filling leaves each start where the list begins.
  const starts = new Int32Array(count + 2); const isGoverned = Uint8Array.from(traits, (each) => (each.isGoverned ? 1 : 0));
  for (const ids of selected) for (const id of ids) starts[id + 2]! += isGoverned[id]!;
  for (let id = 2; id < starts.length; id += 1) starts[id]! += starts[id - 1]!;
  const items = new Int32Array(starts[count + 1]!);
  for (const [position, ids] of selected.entries()) for (const id of ids) {
    if (isGoverned[id] === 0) continue;
    items[starts[id + 1]!] = position;
    starts[id + 1]! += 1;
  }
  return { starts, items };
}
