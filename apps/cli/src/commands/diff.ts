import { changeRecord, diffCsv, diffPieces, diffSections, diffTable, diffUnder, resourceChanges, type Diff } from '@postern/engine';
import { usageFailure } from '../command-failure.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { writeDocument } from '../output/write-document.ts';
import { enforcementCaveats } from '../question/basis-caveats.ts';
import { openView, type OpenedView } from '../question/open-view.ts';
import type { Call, CommandAction } from './command.ts';

/** Tells what changed between two sets of files. */
export const diff: CommandAction = async (call) => {
  const [base = '', target = ''] = call.positionals;
  if (base === '-' && target === '-') throw usageFailure('only one side can be standard input');
  const before = await openView(call, [base]);
  const after = await openView(call, [target], call.options.target ?? call.options);
  const changed = diffUnder(before, after, call.options.basis, {
    isEnforcerNamed: call.options.enforcer !== null || call.options.target !== null,
    groupBy: call.options.group, ignoreEndpointChurn: call.options.isChurnIgnored, resources: resourceChanges(before.read.objects, after.read.objects),
  });
  const difference: Diff = { ...changed, caveats: [...changed.caveats, ...caveatsOfSides(before, after, call)] };
  await writeDocument(call, {
    table: () => diffTable(difference), json: () => diffPieces(difference, 2), rows: () => records(difference),
    csv: () => diffCsv(difference), markdown: () => diffSections(difference),
  });
  return exitOf(difference, call);
};

/** One at a time: every pair of a large cluster may have changed. */
function* records({ changes }: Diff): Generator<object> {
  for (const change of changes) yield changeRecord(change);
}

/** Both sides may be of one cluster: what is said of them alike is said once. */
function caveatsOfSides(before: OpenedView, after: OpenedView, { options }: Call): Diff['caveats'] {
  return [...new Set([...enforcementCaveats(before, options), ...enforcementCaveats(after, options)])];
}

function exitOf({ comparable, changes }: Diff, { options }: Call): ExitCode {
  if (!comparable && !options.isUnknownAllowed) return EXIT.CANNOT_TELL;
  return options.isDifferenceFailure && changes.length > 0 ? EXIT.NO : EXIT.YES;
}
