import type { Diff, DiffChange } from '../changes.ts';

/** A difference of which every change was read, its causes too. */
interface ReadDiff extends Diff { readonly changes: readonly DiffChange[] }

export const readDiff = (diff: Diff): ReadDiff => ({
  ...diff, changes: diff.changes.map(({ kind, from, to, before, after, universe, causes, causedBy }) => ({ kind, from, to, before, after, universe, causes, causedBy })),
});
