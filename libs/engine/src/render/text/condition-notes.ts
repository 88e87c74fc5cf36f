import type { Caveat } from '../../model/firewalls.ts';
import { caveatNotes } from './notes.ts';

interface Row { readonly conditions?: readonly Caveat[] }

/** A cell with the codes of the conditions under which it holds. */
export const withConditions = (cell: string, conditions: readonly Caveat[] = []): string => (conditions.length === 0 ? cell : `${cell} (${[...new Set(conditions.map(({ code }) => code))].join(', ')})`);

/** One note for each condition of any row. */
export function conditionNotes(rows: readonly Row[]): string {
  const all = new Map(rows.flatMap(({ conditions = [] }) => conditions.map((condition) => [`${condition.code} ${condition.message}`, condition] as const)));
  return caveatNotes([...all.values()]);
}
