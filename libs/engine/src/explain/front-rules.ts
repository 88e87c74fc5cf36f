import type { Endpoint, Rule, Tier } from '../model/firewalls.ts';
import { labelMatch, type LabelExpression, type Labels } from '../model/label-expression.ts';

/** A label that an expression needs; null for any value. */
interface Term { readonly key: string; readonly value: string | null }

/** Rules that share one expression, by position among all rules of the direction. */
interface Front { readonly own: LabelExpression; readonly positions: number[] }

/** Fronts by the one label that each of them needs most. */
interface Posted { readonly any: Front[]; readonly byValue: Map<string, Front[]> }

/** The rules of one direction, one tier after the other, so that few have to be matched for one endpoint. */
interface RuleIndex {
  readonly tierOf: readonly number[];
  readonly rules: readonly Rule[];
  readonly posted: ReadonlyMap<string, Posted>;
  /** What may stand in front of an endpoint with any labels. */
  readonly unposted: readonly Front[];
  /** What stands in front of the labels that were asked about last. */
  readonly found: Map<Labels, Found>;
}

interface Found { readonly unknownLabelPrefix: string | undefined; readonly rules: readonly (readonly FrontRule[])[] }

/** Endpoints of one workload share their labels; so many label sets are kept. */
const MOST_FOUND = 1024;

/** A rule that stands in front of an endpoint, or may. */
export interface FrontRule { readonly rule: Rule; readonly own: 'yes' | 'maybe' }

const known = new WeakMap<readonly Tier[], RuleIndex>();

/**
 * For each tier the rules that stand in front of an endpoint, or may, in order. The index is built on first use, O(rules).
 */
export function rulesInFrontOf(tiers: readonly Tier[], { labels, unknownLabelPrefix }: Pick<Endpoint, 'labels' | 'unknownLabelPrefix'>): readonly (readonly FrontRule[])[] {
  let index = known.get(tiers);
  if (index === undefined) {
    index = indexOf(tiers);
    known.set(tiers, index);
  }
  const last = index.found.get(labels);
  if (last !== undefined && last.unknownLabelPrefix === unknownLabelPrefix) return last.rules;
  const rules = find(index, tiers, labels, unknownLabelPrefix);
  if (index.found.size >= MOST_FOUND) index.found.clear();
  index.found.set(labels, { unknownLabelPrefix, rules });
  return rules;
}

function find(index: RuleIndex, tiers: readonly Tier[], labels: Labels, unknownLabelPrefix: string | undefined): Found['rules'] {
  const { rules, tierOf } = index;
  const surely: number[] = []; const perhaps = new Set<number>();
  for (const { own, positions } of candidates(index, labels, unknownLabelPrefix)) {
    const match = labelMatch(own, labels, unknownLabelPrefix);
    if (match === 'no') continue;
    for (const position of positions) {
      surely.push(position);
      if (match === 'maybe') perhaps.add(position);
    }
  }
  const inOrder: FrontRule[][] = tiers.map(() => []);
  for (const position of surely.sort((a, b) => a - b)) {
    const rule = rules[position];
    if (rule !== undefined) inOrder[tierOf[position] ?? 0]?.push({ rule, own: perhaps.has(position) ? 'maybe' : 'yes' });
  }
  return inOrder;
}

/** Everything that can match, each once. */
function candidates({ posted, unposted }: RuleIndex, labels: Labels, unknownPrefix: string | undefined): Iterable<Front> {
  const found = [...unposted];
  for (const key of Object.keys(labels)) {
    const entry = posted.get(key);
    if (entry === undefined) continue;
    for (const front of entry.any) found.push(front);
    for (const front of entry.byValue.get(labels[key] ?? '') ?? []) found.push(front);
  }
  if (unknownPrefix !== undefined) found.push(...underUnknown(posted, labels, unknownPrefix));
  return new Set(found);
}

function* underUnknown(posted: RuleIndex['posted'], labels: Labels, prefix: string): Iterable<Front> {
  for (const [key, { any, byValue }] of posted) {
    if (!key.startsWith(prefix) || Object.hasOwn(labels, key)) continue;
    yield* any;
    for (const fronts of byValue.values()) yield* fronts;
  }
}

function indexOf(tiers: readonly Tier[]): RuleIndex {
  const tierOf = tiers.flatMap(({ rules }, tier) => rules.map(() => tier)); const rules = tiers.flatMap((tier) => tier.rules);
  const fronts = new Map<LabelExpression, Front>();
  for (const [position, { own }] of rules.entries()) {
    const front = fronts.get(own);
    if (front === undefined) fronts.set(own, { own, positions: [position] }); else front.positions.push(position);
  }
  const frequency = frequencies(fronts.keys());
  const posted = new Map<string, Posted>(); const unposted: Front[] = [];
  for (const front of fronts.values()) {
    const terms = needed(front.own, ({ key, value }) => frequency.get(key)?.get(value) ?? 0);
    if (terms === null) unposted.push(front); else for (const { key, value } of terms) post(posted, key, value, front);
  }
  return { tierOf, rules, posted, unposted, found: new Map() };
}

function post(posted: Map<string, Posted>, key: string, value: string | null, front: Front): void {
  let entry = posted.get(key);
  if (entry === undefined) {
    entry = { any: [], byValue: new Map() };
    posted.set(key, entry);
  }
  const list = value === null ? entry.any : entry.byValue.get(value);
  if (list === undefined) entry.byValue.set(value ?? '', [front]); else list.push(front);
}

type Cost = (term: Term) => number;

/** Labels of which any endpoint that the expression matches, or may match, has one at least; null where it can do without. */
function needed(expression: LabelExpression, cost: Cost): readonly Term[] | null {
  switch (expression.op) {
    case 'none': return [];
    case 'in': return [...new Set(expression.values)].map((value) => ({ key: expression.key, value }));
    case 'exists': return [{ key: expression.key, value: null }];
    case 'and': return cheapest(expression.of.map((part) => needed(part, cost)), cost);
    case 'or': {
      const parts = expression.of.map((part) => needed(part, cost));
      return parts.includes(null) ? null : parts.flatMap((terms) => terms ?? []);
    }
    case 'all': case 'notIn': case 'missing': case 'not': return null;
  }
}

function cheapest(choices: readonly (readonly Term[] | null)[], cost: Cost): readonly Term[] | null {
  let best: readonly Term[] | null = null; let least = Infinity;
  for (const terms of choices) {
    if (terms === null) continue;
    const total = terms.reduce((sum, term) => sum + cost(term), 0);
    if (total < least) { best = terms; least = total; }
  }
  return best;
}

/** How often expressions name each label: the rarer, the fewer stand under it. */
function frequencies(expressions: Iterable<LabelExpression>): ReadonlyMap<string, ReadonlyMap<string | null, number>> {
  const found = new Map<string, Map<string | null, number>>();
  const count = (key: string, value: string | null): void => {
    const values = found.get(key) ?? new Map<string | null, number>();
    found.set(key, values.set(value, (values.get(value) ?? 0) + 1));
  };
  const visit = (expression: LabelExpression): void => {
    if (expression.op === 'and' || expression.op === 'or') expression.of.forEach(visit);
    else if (expression.op === 'in') for (const value of expression.values) count(expression.key, value);
    else if (expression.op === 'exists') count(expression.key, null);
  };
  for (const expression of expressions) visit(expression);
  return found;
}
