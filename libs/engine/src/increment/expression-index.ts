import type { LabelSets } from '../compile/label-sets.ts';
import { labelMatch, matchesLabels, type LabelExpression, type Labels } from '../model/label-expression.ts';

/** Expressions by number, and which of them some labels match. Grows while it is used; numbers never change. */
export interface ExpressionIndex {
  readonly count: number;
  /** Equal for expressions that differ only in order. */
  numberOf(expression: LabelExpression): number;
  at(id: number): LabelExpression;
  /**
   * What labels match among the expressions that count, ascending: twice the number where they surely do, one more where
   * only perhaps. Only those expressions are looked at that one of the labels drives, and those without a positive part.
   */
  matching(labels: Labels, unknownPrefix: string | undefined, counts: (id: number) => boolean, evaluated: (count: number) => void): number[];
}

export function createExpressionIndex(labels: LabelSets): ExpressionIndex {
  const numbers = new Map<number, number>(); const all: LabelExpression[] = [];
  const drivenByValue = new Map<string, Map<string, number[]>>(); const drivenByKey = new Map<string, number[]>(); const always: number[] = [];
  const numberOf = (expression: LabelExpression): number => {
    const content = labels.idOf(expression);
    let id = numbers.get(content);
    if (id === undefined) {
      id = all.push(expression) - 1;
      numbers.set(content, id);
      drive(id, driverOf(expression, labels));
    }
    return id;
  };
  const drive = (id: number, part: LabelExpression | null): void => {
    if (part?.op === 'exists') append(drivenByKey, part.key, id);
    else if (part?.op === 'in') {
      const values = drivenByValue.get(part.key) ?? new Map<string, number[]>();
      drivenByValue.set(part.key, values);
      for (const value of new Set(part.values)) append(values, value, id);
    } else always.push(id);
  };
  for (const expression of labels.expressions) numberOf(expression);
  return {
    get count() { return all.length; },
    numberOf, at: (id) => all[id]!,
    matching(map, unknownPrefix, counts, evaluated) {
      const found: number[] = []; let steps = 0;
      const look = (ids: Iterable<number>): void => {
        for (const id of ids) {
          if (!counts(id)) continue;
          steps += 1;
          if (matchesLabels(all[id]!, map)) found.push(2 * id);
        }
      };
      if (unknownPrefix === undefined) {
        for (const [key, value] of Object.entries(map)) {
          look(drivenByValue.get(key)?.get(value) ?? []);
          look(drivenByKey.get(key) ?? []);
        }
        look(always);
      } else {
        for (const [id, expression] of all.entries()) {
          if (!counts(id)) continue;
          steps += 1;
          const match = labelMatch(expression, map, unknownPrefix);
          if (match !== 'no') found.push(2 * id + (match === 'maybe' ? 1 : 0));
        }
      }
      evaluated(steps);
      return found.sort((a, b) => a - b);
    },
  };
}

/** The positive part that the fewest label sets have; one that is not known yet before all others. */
function driverOf(expression: LabelExpression, labels: LabelSets): LabelExpression | null {
  let best: LabelExpression | null = null; let fewest = Infinity;
  for (const part of expression.op === 'and' ? expression.of : [expression]) {
    if (part.op !== 'in' && part.op !== 'exists') continue;
    const holders = labels.holdersOf(part)?.length ?? -1;
    if (holders < fewest) { best = part; fewest = holders; }
  }
  return best;
}

function append(lists: Map<string, number[]>, key: string, id: number): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [id]); else list.push(id);
}
