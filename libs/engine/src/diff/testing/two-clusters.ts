import { connectionText } from '../../model/connection-text.ts';
import { compile } from '../../compile/compile.ts';
import { lowerReference } from '../../enforcers/reference/lower.ts';
import { buildSnapshot } from '../../read/snapshot/build-snapshot.ts';
import { readTexts } from '../../read/session.ts';
import type { Diff, DiffChange } from '../changes.ts';
import { diffViews, type DiffOptions } from '../diff-views.ts';
import { readDiff } from './read-diff.ts';
import { resourceChanges } from '../resource-changes.ts';

/** The difference between two clusters given as YAML documents. */
export function diffOf(base: readonly string[], target: readonly string[], options: Partial<DiffOptions> = {}): ReturnType<typeof readDiff> {
  const [before, after] = [base, target].map((documents) => {
    const read = readTexts([{ file: 'cluster.yaml', text: documents.join('\n---\n') }]);
    return { read, view: compile(lowerReference(buildSnapshot(read.objects, read.coverage).snapshot, {})) };
  });
  if (before === undefined || after === undefined) throw new Error('two clusters are read');
  return readDiff(diffViews(before.view, after.view, {
    groupBy: 'workload', resources: resourceChanges(before.read.objects, after.read.objects), coverage: { base: before.read.coverage, target: after.read.coverage }, ...options,
  }));
}

/** `OPENED pod:a/x > pod:a/y: "" to "TCP 80" by POLICY`, one line a change. */
export const lines = ({ changes }: Diff): readonly string[] => changes.map(line);

function line({ kind, from, to, before, after, universe, causes }: DiffChange): string {
  return `${kind} ${from.ref} > ${to.ref}: "${connectionText(before.allowed, universe)}" to "${connectionText(after.allowed, universe)}" by ${causes.join(',')}`;
}

/** `+ NetworkPolicy shop/db`, with `=` for a change that means the same. */
export const objects = ({ resources }: Pick<Diff, 'resources'>): readonly string[] => resources.map(({ op, kind, namespace, name, isSemantic }) => `${SIGNS[op]}${isSemantic ? '' : '='} ${kind} ${namespace}/${name}`);

const SIGNS = { ADDED: '+', REMOVED: '-', MODIFIED: '~' } as const;
