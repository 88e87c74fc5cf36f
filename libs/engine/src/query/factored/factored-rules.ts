import type { View } from '../../compile/view.ts';
import { seenAs } from '../class-pair.ts';
import { allRows, type AllRows } from './all-rows.ts';
import { facingsOf, type Facings } from './facings.ts';
import { valueAt } from './factored-rows.ts';
import { createNumberGrid } from './number-grid.ts';
import { createPairKinds, type PairKinds } from './pair-kinds.ts';
import { regionsOf, type Regions } from './regions.ts';

/** What the rules of a view make of all its classes, whoever belongs to them. */
export interface FactoredRules {
  readonly regions: Regions;
  readonly rows: AllRows;
  readonly kinds: PairKinds;
  readonly senders: Facings;
  readonly receivers: Facings;
  /** The kind of pair of two looks. */
  readonly usual: (sender: number, receiver: number) => number;
}

/** With more exceptions than this rows are no part of what is kept. */
const MOST_KEPT = 4_000_000;
const cached = new WeakMap<View['programs'], FactoredRules>();

/** Kept for as long as the rules, which outlive a change of pods. The first time every firewall is folded. */
export function factoredRules(view: View): FactoredRules {
  const known = cached.get(view.programs);
  if (known !== undefined) return known;
  const rules = factor(view);
  const size = [rules.rows.lower, rules.rows.upper].reduce((sum, { egress, ingress }) => sum + egress.slots.length + ingress.slots.length, 0);
  if (size <= 2 * MOST_KEPT) cached.set(view.programs, rules);
  return rules;
}

function factor(view: View): FactoredRules {
  const rows = allRows(view); const kinds = createPairKinds(view);
  const senders = facingsOf(view, rows, 'egress'); const receivers = facingsOf(view, rows, 'ingress');
  const { looks: sent } = senders; const { looks: taken } = receivers;
  const usual = createNumberGrid((a, b) => kinds.of(sent.lowers[a]!, sent.uppers[a]!, taken.lowers[b]!, taken.uppers[b]!, sent.families[a]! & taken.families[b]!));
  return { regions: regionsOf(view), rows, kinds, senders, receivers, usual };
}

/** The kind of pair of two classes, exceptions and hosts of the own node included; O(log exceptions). */
export function kindOfPair(view: View, { rows: { lower, upper }, regions, kinds }: FactoredRules, from: number, to: number, isLocal: boolean): number {
  const { axis: { families }, programs: { egress, ingress } } = view; const sender = egress.ofClass[from]!; const receiver = ingress.ofClass[to]!;
  const receiverSlot = seenAs(view, to, isLocal); const senderSlot = seenAs(view, from, isLocal);
  const sent = valueAt(lower.egress, regions, sender, receiverSlot); const taken = valueAt(lower.ingress, regions, receiver, senderSlot);
  const mask = families[from]! & families[to]!;
  if (upper === lower) return kinds.of(sent, sent, taken, taken, mask);
  return kinds.of(sent, valueAt(upper.egress, regions, sender, receiverSlot), taken, valueAt(upper.ingress, regions, receiver, senderSlot), mask);
}
