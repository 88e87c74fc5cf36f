import { askUnder, type Bases } from './ask-under.ts';
import { comparableViews } from './comparable-views.ts';
import { changedConnections } from './diff/change-side.ts';
import type { DiffChange, EnforcementDifference } from './diff/changes.ts';
import { diffViews } from './diff/diff-views.ts';
import { connectionText } from './model/connection-text.ts';
import { QuestionError } from './model/failure.ts';
import type { Grouping } from './model/question.ts';
import type { DifferenceCode } from './model/verdict.ts';

/** The pairs that differ, and the reasons of one of them, which are worked out when they are asked for: O(rules) each. */
export interface Differing { readonly changes: readonly DiffChange[]; readonly withReasons: (change: DiffChange) => EnforcementDifference }

/**
 * Every pair of a version for which what policies say and what the cluster does differ, in order of from, then to; none
 * where nobody is known to enforce.
 */
export function enforcementDifferences(bases: Bases, groupBy: Grouping): Differing {
  if (bases.enforced === null) return { changes: [], withReasons: (change) => ({ ...change, differences: [] }) };
  const [specified, enforced] = comparableViews(bases.specified, bases.enforced);
  const compared: Bases = { specified, enforced, isEnforcementKnown: true };
  const { changes } = diffViews(specified, enforced, { groupBy, resources: [] });
  return { changes: changes.map((change) => ({ ...change, causes: ['ENFORCEMENT'], causedBy: [] })), withReasons: (change) => ({ ...change, differences: reasonsOf(compared, change) }) };
}

/** Asked about exactly what differs, so that the two verdicts do too. */
function reasonsOf(bases: Bases, { from, to, before, after, universe }: DiffChange): readonly DifferenceCode[] {
  const connections = changedConnections(before, after);
  try {
    return askUnder(bases, { from: from.ref, to: to.ref, traffic: { kind: 'fixed', connections, text: connectionText(connections, universe) }, basis: 'ENFORCED' }).byBasis.differences;
  } catch (error) {
    if (error instanceof QuestionError) return [];
    throw error;
  }
}
