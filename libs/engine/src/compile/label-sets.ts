import { labelMatch, matchesLabels, type LabelExpression, type Labels } from '../model/label-expression.ts';
import type { Counters } from './counters.ts';
import { createExpressionIds } from './expression-ids.ts';
import { createSequences, longer } from './sequences.ts';

/** The label sets that an expression matches: surely, and only perhaps. Ascending ids. */
export interface LabelMatches { readonly sure: readonly number[]; readonly maybe: readonly number[]; /** Whether something without any label matches. */ readonly bare: boolean }

/**
 * Distinct label maps, reduced to what expressions can tell apart: keys that some expression names, and of their
 * values the ones that some expression names. Ten thousand Pods of a StatefulSet are one label set unless an
 * expression names their own label.
 */
export interface LabelSets {
  intern(labels: Labels, unknownPrefix: string | undefined): number;
  /** Which label sets match; call after the last `intern`. Each distinct expression is evaluated once. */
  matches(expression: LabelExpression): LabelMatches;
  /** What each distinct expression matches. */
  distinct(): readonly LabelMatches[];
  readonly expressions: readonly LabelExpression[];
  /** The label sets that a positive part allows, those interned since included; null for other parts, and where label sets do not tell its key or a value. */
  holdersOf(part: LabelExpression): readonly number[] | null;
  /** Whether label sets tell apart everything that the expression asks for. */
  tells(expression: LabelExpression): boolean;
  /** Equal for expressions that differ only in order. */
  idOf(expression: LabelExpression): number;
}

interface NamedKey { readonly terms: Map<string, number>; readonly other: number; readonly holders: number[] }

/** One condition on one key, among numbers: whether a label set holds one of some terms. */
interface TermTest { readonly column: Int32Array; readonly terms: readonly number[]; readonly isWanted: boolean }

export function createLabelSets(expressions: Iterable<LabelExpression>, counters: Counters): LabelSets {
  const numbers = createExpressionIds();
  const idOf = (expression: LabelExpression): number => numbers.idOf(expression);
  const distinct: LabelExpression[] = []; const met = new Set<number>(); const known: LabelMatches[] = [];
  const named = new Map<string, NamedKey>(); const holdersOfTerm: number[][] = [];
  const sets: { readonly labels: Labels; readonly unknownPrefix: string | undefined }[] = []; const unknown: number[] = [];
  for (const expression of expressions) {
    const id = idOf(expression);
    if (met.has(id)) continue;
    met.add(id);
    distinct.push(expression);
    nameTerms(expression, named, holdersOfTerm);
  }

  const keyOfTerm: NamedKey[] = [];
  for (const key of named.values()) for (const term of [...key.terms.values(), key.other]) keyOfTerm[term] = key;

  const contents = createSequences(); const prefixes = new Map<string | undefined, number>(); let row = new Int32Array(64);
  const prefixNumber = (prefix: string | undefined): number => {
    let number = prefixes.get(prefix);
    if (number === undefined) {
      number = prefixes.size;
      prefixes.set(prefix, number);
    }
    return number;
  };
  const intern = (labels: Labels, unknownPrefix: string | undefined): number => {
    const keys = Object.keys(labels); let size = 1;
    if (keys.length >= row.length) row = longer(row, keys.length + 1);
    row[0] = prefixNumber(unknownPrefix);
    for (const key of keys) {
      const entry = named.get(key);
      if (entry === undefined) continue;
      insertSorted(row, size, entry.terms.get(labels[key]!) ?? entry.other);
      size += 1;
    }
    const id = contents.numberOf(row, 0, size);
    if (id === sets.length) add(labels, unknownPrefix, id, size);
    return id;
  };
  const add = (labels: Labels, unknownPrefix: string | undefined, id: number, size: number): void => {
    sets.push({ labels, unknownPrefix });
    for (let at = 1; at < size; at += 1) {
      const term = row[at]!;
      keyOfTerm[term]!.holders.push(id);
      holdersOfTerm[term]!.push(id);
    }
    if (unknownPrefix !== undefined) unknown.push(id);
  };

  const columns = new Map<NamedKey, Int32Array>();
  /** The term that each label set holds of one key, -1 for none. */
  const columnOf = (key: NamedKey): Int32Array => {
    let column = columns.get(key);
    if (column === undefined || column.length < sets.length) {
      column = new Int32Array(sets.length).fill(-1);
      for (const term of [...key.terms.values(), key.other]) for (const id of holdersOfTerm[term]!) column[id] = term;
      columns.set(key, column);
    }
    return column;
  };

  const evaluate = (expression: LabelExpression): LabelMatches => {
    counters.expressions += 1;
    const bare = matchesLabels(expression, {});
    const { candidates, rest } = drive(expression, named, holdersOfTerm, sets.length);
    const tests = rest.map((part) => testOf(part, named, columnOf));
    let sure: number[] = [...(candidates ?? sets.keys())]; const maybe: number[] = [];
    counters.labelEvaluations += sure.length;
    if (unknown.length > 0) sure = sure.filter((id) => sets[id]!.unknownPrefix === undefined);
    for (const test of tests) sure = sure.filter('op' in test ? (id) => matchesLabels(test, sets[id]!.labels) : (id) => test.terms.includes(test.column[id]!) === test.isWanted);
    for (const id of unknown) {
      counters.labelEvaluations += 1;
      const match = labelMatch(expression, sets[id]!.labels, sets[id]!.unknownPrefix);
      if (match === 'yes') sure.push(id); else if (match === 'maybe') maybe.push(id);
    }
    return { sure: isAscending(sure) ? sure : sure.sort((a, b) => a - b), maybe, bare };
  };
  const matches = (expression: LabelExpression): LabelMatches => known[idOf(expression)] ??= evaluate(expression);
  const tells = (expression: LabelExpression): boolean => namesEvery(expression, named);
  const holdersOf = (part: LabelExpression): readonly number[] | null => (tells(part) ? positiveHolders(part, named, holdersOfTerm) : null);
  return { intern, matches, idOf, expressions: distinct, holdersOf, tells, distinct: () => distinct.map(matches) };
}

const isAscending = (ids: readonly number[]): boolean => ids.every((id, index) => index === 0 || ids[index - 1]! < id);

/** Interns once per endpoint of the cluster, so it neither sorts a fresh array nor builds a text. */
function insertSorted(row: Int32Array, size: number, term: number): void {
  let at = size;
  while (at > 1 && row[at - 1]! > term) {
    row[at] = row[at - 1]!;
    at -= 1;
  }
  row[at] = term;
}

function nameTerms(expression: LabelExpression, named: Map<string, NamedKey>, holdersOfTerm: number[][]): void {
  switch (expression.op) {
    case 'all': case 'none': return;
    case 'and': case 'or': for (const part of expression.of) nameTerms(part, named, holdersOfTerm); return;
    case 'not': nameTerms(expression.of, named, holdersOfTerm); return;
    case 'in': case 'notIn': nameTerm(expression.key, expression.values, named, holdersOfTerm); return;
    case 'exists': case 'missing': nameTerm(expression.key, [], named, holdersOfTerm); return;
  }
}

function namesEvery(expression: LabelExpression, named: ReadonlyMap<string, NamedKey>): boolean {
  switch (expression.op) {
    case 'all': case 'none': return true;
    case 'and': case 'or': return expression.of.every((part) => namesEvery(part, named));
    case 'not': return namesEvery(expression.of, named);
    case 'in': case 'notIn': { const entry = named.get(expression.key); return entry !== undefined && expression.values.every((value) => entry.terms.has(value)); }
    case 'exists': case 'missing': return named.has(expression.key);
  }
}

function nameTerm(key: string, values: readonly string[], named: Map<string, NamedKey>, holdersOfTerm: number[][]): void {
  let entry = named.get(key);
  if (entry === undefined) {
    entry = { terms: new Map(), other: holdersOfTerm.push([]) - 1, holders: [] };
    named.set(key, entry);
  }
  for (const value of values) if (!entry.terms.has(value)) entry.terms.set(value, holdersOfTerm.push([]) - 1);
}

/** A part of a conjunction as a test among numbers; what has parts of its own stays as it is. */
function testOf(part: LabelExpression, named: ReadonlyMap<string, NamedKey>, columnOf: (key: NamedKey) => Int32Array): TermTest | LabelExpression {
  if (part.op !== 'in' && part.op !== 'notIn') return part;
  const key = named.get(part.key)!;
  return { column: columnOf(key), terms: part.values.map((value) => key.terms.get(value)!), isWanted: part.op === 'in' };
}

/**
 * The shortest list of label sets that a positive part of a conjunction allows, and what is left to check on each:
 * what all of `setCount` label sets hold needs no check. Where there is no positive part, every label set is a candidate.
 */
function drive(expression: LabelExpression, named: ReadonlyMap<string, NamedKey>, holdersOfTerm: readonly (readonly number[])[], setCount: number): { candidates: readonly number[] | null; rest: readonly LabelExpression[] } {
  const parts = expression.op === 'and' ? expression.of : [expression];
  let fewest = Infinity; let chosen = -1;
  const counts = parts.map((part) => countHolders(part, named, holdersOfTerm));
  for (const [index, count] of counts.entries()) if (count < fewest) { fewest = count; chosen = index; }
  const rest = parts.filter((part, index) => index !== chosen && !(counts[index] === setCount && isOnce(part)));
  return { candidates: chosen < 0 ? null : positiveHolders(parts[chosen]!, named, holdersOfTerm), rest };
}

/** Whether counting the holders of a positive part counts none of them twice. */
const isOnce = (part: LabelExpression): boolean => part.op === 'exists' || (part.op === 'in' && part.values.length === 1);

/** How many label sets a positive part allows, each value counted by itself; infinitely many for other parts. */
function countHolders(part: LabelExpression, named: ReadonlyMap<string, NamedKey>, holdersOfTerm: readonly (readonly number[])[]): number {
  if (part.op === 'exists') return named.get(part.key)!.holders.length;
  if (part.op !== 'in') return Infinity;
  const { terms } = named.get(part.key)!;
  return part.values.reduce((sum, value) => sum + holdersOfTerm[terms.get(value)!]!.length, 0);
}

function positiveHolders(part: LabelExpression, named: ReadonlyMap<string, NamedKey>, holdersOfTerm: readonly (readonly number[])[]): readonly number[] | null {
  if (part.op === 'exists') return named.get(part.key)!.holders;
  if (part.op !== 'in') return null;
  const { terms } = named.get(part.key)!;
  const [only] = part.values;
  if (part.values.length === 1) return holdersOfTerm[terms.get(only!)!]!;
  return [...new Set(part.values)].flatMap((value) => holdersOfTerm[terms.get(value)!]!);
}
