import type { Asked } from './asked.ts';
import { familiesDiffer } from './family-difference.ts';
import { NOTHING } from '../compile/set-table.ts';
import type { View } from '../compile/view.ts';
import type { FamilyMask } from '../model/connection-set.ts';
import type { Verdict } from '../model/verdict.ts';

/** The answer for one concrete pair. All sets are ids of the question's table. */
export interface Cell {
  readonly verdict: Verdict;
  /** What can be asked and was asked. */
  readonly asked: number;
  readonly surely: number;
  readonly possibly: number;
  /** Families that both ends have. */
  readonly families: FamilyMask;
  /** What the enforcer models in these families, with what was asked beyond it. */
  readonly universe: number;
  /** Whether IPv4 and IPv6 surely have different answers. */
  readonly differs: boolean;
  /** Whether part of what was asked is not modelled, and so undecided. */
  readonly isBeyondModel: boolean;
}

/** Finds the cell of a pair by its bounds (ids of the view), the families of both ends, and what is asked (an id of the question). */
export type CellSource = (lower: number, upper: number, families: FamilyMask, tag: number) => Cell;

const cached = new WeakMap<Asked['sets'], CellSource>();

/** Evaluates pairs by their bounds, families and question; equal ones once for all questions about the same traffic. */
export function createCells(view: View, asked: Asked): CellSource {
  let cells = cached.get(asked.sets);
  if (cells === undefined) {
    cells = rememberCells(view, asked);
    cached.set(asked.sets, cells);
  }
  return cells;
}

function rememberCells(view: View, asked: Asked): CellSource {
  const known = new Map<string, Cell>(); const certain = new Map<number, Cell>();
  return (lower, upper, families, tag) => {
    // Nearly all pairs are certain: a number as key there is several times cheaper than a text.
    if (lower === upper && tag < 0x10_0000) {
      const key = (lower * 4 + families) * 0x10_0000 + tag;
      let cell = certain.get(key);
      if (cell === undefined) {
        cell = evaluate(view, asked, lower, upper, families, tag);
        certain.set(key, cell);
      }
      return cell;
    }
    const key = `${String(lower)},${String(upper)},${String(families)},${String(tag)}`;
    let cell = known.get(key);
    if (cell === undefined) {
      cell = evaluate(view, asked, lower, upper, families, tag);
      known.set(key, cell);
    }
    return cell;
  };
}

function evaluate(view: View, question: Asked, lower: number, upper: number, families: FamilyMask, tag: number): Cell {
  const { sets } = question;
  const modelled = question.fromView(view.universes[families]!);
  const asked = question.traffic === null ? modelled : sets.intersect(tag, question.families[families]!);
  const beyond = sets.subtract(asked, modelled);
  const surely = sets.intersect(question.fromView(lower), asked);
  const possibly = sets.union(sets.intersect(question.fromView(upper), asked), beyond);
  const differs = families === 3 && question.traffic?.family === undefined && familiesDiffer(sets.setOf(asked), sets.setOf(surely), sets.setOf(possibly));
  const verdict = judge(question.traffic !== null, { asked, surely, possibly, isSplit: sets.subtract(asked, possibly) !== NOTHING, differs });
  return { verdict, asked, surely, possibly, families, universe: sets.union(modelled, beyond), differs, isBeyondModel: beyond !== NOTHING };
}

/** The verdict of one pair from its sets. */
export function judge(isPortAsked: boolean, pair: { readonly asked: number; readonly surely: number; readonly possibly: number; readonly isSplit: boolean; readonly differs: boolean }): Verdict {
  if (pair.possibly === NOTHING) return 'DENIED';
  if (!isPortAsked) return pair.differs ? 'PARTIAL' : pair.surely === NOTHING ? 'UNKNOWN' : 'ALLOWED';
  if (pair.surely === pair.asked) return 'ALLOWED';
  return pair.surely !== NOTHING && pair.isSplit ? 'PARTIAL' : 'UNKNOWN';
}
