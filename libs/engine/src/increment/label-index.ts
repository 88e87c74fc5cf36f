import type { LabelSets } from '../compile/label-sets.ts';
import type { EndpointColumns, LabelSet } from '../model/endpoints/columns.ts';
import type { LabelExpression, Labels } from '../model/label-expression.ts';
import { labelMatch, matchesLabels } from '../model/label-expression.ts';

/** Label sets that an expression surely matches, and those that it only perhaps does. */
export interface MatchedSets { readonly sure: readonly number[]; readonly maybe: readonly number[] }

/** Label sets as endpoints have them, found by what rules can tell apart. Grows while it is used; numbers never change. */
export interface LabelIndex {
  readonly count: number;
  /** A label set that no expression met so far tells from these labels; a new one where there is none. */
  numberOf(labels: Labels, unknownPrefix: string | undefined): number;
  /** From now on this expression tells label sets apart too. */
  meet(expression: LabelExpression): void;
  /** Equal as long as every number that was given stays right for its labels. */
  readonly version: number;
  /** Only those label sets are looked at that a positive part of the expression allows. */
  matches(expression: LabelExpression, evaluated: (count: number) => void): MatchedSets;
}

export function createLabelIndex(labels: LabelSets, { labelSets, labels: ofEndpoint }: EndpointColumns): LabelIndex {
  const all: LabelSet[] = []; const isUsed = new Uint8Array(labelSets.count); const unknown: number[] = [];
  /** Numbers of label sets by what the compiled label sets make of them. */
  const members: number[][] = [];
  for (const id of ofEndpoint) isUsed[id] = 1;
  const add = (id: number, set: LabelSet, compiled: number): void => {
    all[id] = set;
    (members[compiled] ??= []).push(id);
    if (set.unknownLabelPrefix !== undefined) unknown.push(id);
  };
  for (let id = 0; id < labelSets.count; id += 1) {
    if (isUsed[id] === 0) continue;
    const set = labelSets.at(id);
    add(id, set, labels.intern(set.labels, set.unknownLabelPrefix));
  }
  let count = labelSets.count;
  /** Keys by which label sets are told apart that are equal to the compiled rules. */
  const keys = new Set<string>();
  const isSame = (a: Labels, b: Labels): boolean => {
    for (const key of keys) if (valueOf(a, key) !== valueOf(b, key)) return false;
    return true;
  };
  const candidates = (expression: LabelExpression): Iterable<number> => {
    let best: readonly number[] | null = null;
    for (const part of expression.op === 'and' ? expression.of : [expression]) {
      const holders = labels.holdersOf(part);
      if (holders !== null && (best === null || holders.length < best.length)) best = holders;
    }
    return best === null ? all.keys() : best.flatMap((id) => members[id] ?? []);
  };
  return {
    get count() { return count; },
    numberOf(map, unknownPrefix) {
      const compiled = labels.intern(map, unknownPrefix);
      const found = members[compiled]?.find((id) => isSame(all[id]!.labels, map));
      if (found !== undefined) return found;
      const id = count;
      count += 1;
      add(id, { labels: map, ...(unknownPrefix !== undefined && { unknownLabelPrefix: unknownPrefix }) }, compiled);
      return id;
    },
    meet(expression) { if (!labels.tells(expression)) addKeys(expression, keys); },
    get version() { return keys.size; },
    matches(expression, evaluated) {
      const sure: number[] = []; const maybe: number[] = []; let steps = unknown.length;
      for (const id of candidates(expression)) {
        const set = all[id];
        if (set === undefined || set.unknownLabelPrefix !== undefined) continue;
        steps += 1;
        if (matchesLabels(expression, set.labels)) sure.push(id);
      }
      for (const id of unknown) {
        const match = labelMatch(expression, all[id]!.labels, all[id]!.unknownLabelPrefix);
        if (match !== 'no') (match === 'yes' ? sure : maybe).push(id);
      }
      evaluated(steps);
      return { sure, maybe };
    },
  };
}

const valueOf = (labels: Labels, key: string): string | undefined => (Object.hasOwn(labels, key) ? labels[key] : undefined);

function addKeys(expression: LabelExpression, keys: Set<string>): void {
  switch (expression.op) {
    case 'all': case 'none': return;
    case 'and': case 'or': for (const part of expression.of) addKeys(part, keys); return;
    case 'not': addKeys(expression.of, keys); return;
    case 'in': case 'notIn': case 'exists': case 'missing': keys.add(expression.key); return;
  }
}
