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

/** Judges what becomes of pairs by the bounds at both ends, before and after; equal ones once. */
export interface Judge {
  /** Ids of what one end allows before and after, and what the other does all along, where both bounds are one. */
  certain(before: number, after: number, theirs: number, families: FamilyMask): number;
  any(mine: Move, theirs: Move, families: FamilyMask): number;
}

/** What an end allows before and after, in both bounds. */
export interface Move { beforeLower: number; beforeUpper: number; afterLower: number; afterUpper: number }

export function createJudge(view: View): Judge {
  const asked = ask(view, null); const cells = createCells(view, asked); const { sets, universes } = view;
  const codes = createPairMemo(); const moves = createPairMemo(); let moveCount = 0;
  const any = (mine: Move, theirs: Move, families: FamilyMask): number => {
    const cut = (bound: keyof Move): number => sets.intersect(sets.intersect(mine[bound], theirs[bound]), universes[families]!);
    const [beforeLower, beforeUpper, afterLower, afterUpper] = [cut('beforeLower'), cut('beforeUpper'), cut('afterLower'), cut('afterUpper')];
    if (beforeLower === afterLower && beforeUpper === afterUpper) return SAME;
    const after = cells(afterLower, afterUpper, families, asked.fixed).verdict;
    return after === cells(beforeLower, beforeUpper, families, asked.fixed).verdict ? ANOTHER_SET : ANOTHER_VERDICT + VERDICTS.indexOf(after);
  };
  let lastBefore = -1; let lastAfter = -1; let lastMove = -1;
  const moveOf = (before: number, after: number): number => {
    if (before === lastBefore && after === lastAfter) return lastMove;
    lastBefore = before; lastAfter = after;
    lastMove = moves.get(before, after);
    if (lastMove < 0) { lastMove = moveCount; moveCount += 1; moves.set(before, after, lastMove); }
    return lastMove;
  };
  return {
    any,
    certain(before, after, theirs, families) {
      const move = 4 * moveOf(before, after) + families; let code = codes.get(move, theirs);
      if (code < 0) {
        code = any(surely(before, after), surely(theirs, theirs), families);
        codes.set(move, theirs, code);
      }
      return code;
    },
  };
}

const surely = (before: number, after: number): Move => ({ beforeLower: before, beforeUpper: before, afterLower: after, afterUpper: after });
