import { createPairMemo } from '../compile/pair-memo.ts';
import type { View } from '../compile/view.ts';
import type { FamilyMask } from '../model/connection-set.ts';
import type { Verdict } from '../model/verdict.ts';
import { ask } from '../query/asked.ts';
import { createCells } from '../query/cell.ts';

/** What becomes of a pair: nothing, another set with the same verdict, or a verdict of {@link VERDICTS}, counted from {@link ANOTHER_VERDICT} on. */
export const SAME = 0;
export const ANOTHER_SET = 1;
export const ANOTHER_VERDICT = 2;
export const VERDICTS: readonly Verdict[] = ['ALLOWED', 'DENIED', 'PARTIAL', 'UNKNOWN'];

/** Bounds of a pair before and after, as ids of the view that are cut to what can be asked. */
export interface CellChange { beforeLower: number; beforeUpper: number; afterLower: number; afterUpper: number }

/** Judges what becomes of pairs; equal ones once. */
export function createJudge(view: View): (change: CellChange, families: FamilyMask) => number {
  const asked = ask(view, null); const cells = createCells(view, asked); const certain = createPairMemo();
  const judge = ({ beforeLower, beforeUpper, afterLower, afterUpper }: CellChange, families: FamilyMask): number => {
    const after = cells(afterLower, afterUpper, families, asked.fixed).verdict;
    return after === cells(beforeLower, beforeUpper, families, asked.fixed).verdict ? ANOTHER_SET : ANOTHER_VERDICT + VERDICTS.indexOf(after);
  };
  return (change, families) => {
    const { beforeLower, beforeUpper, afterLower, afterUpper } = change;
    if (beforeLower === afterLower && beforeUpper === afterUpper) return SAME;
    if (beforeLower !== beforeUpper || afterLower !== afterUpper) return judge(change, families);
    const known = certain.get(beforeLower * 4 + families, afterLower);
    if (known >= 0) return known;
    const code = judge(change, families);
    certain.set(beforeLower * 4 + families, afterLower, code);
    return code;
  };
}
