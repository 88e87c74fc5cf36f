import { analyse, standsOn, type Bases, type EnforcementAssessment, type PolicyDocument, type Reading, type ReadResult, type Snapshot, type View } from '@postern/engine';
import { CommandFailure, usageFailure } from '../command-failure.ts';
import type { Call } from '../commands/command.ts';
import { EXIT } from '../exit-code.ts';
import { noteDiagnostics } from '../output/note-diagnostics.ts';
import { readInputs } from './read-inputs.ts';

/** A set of files, ready to be asked. */
export interface OpenedView extends Bases { /** The one that the basis asks for. */ readonly view: View; readonly snapshot: Snapshot<PolicyDocument>; readonly assessment: EnforcementAssessment; readonly read: ReadResult }

/** Reads files and compiles what they say; problems in them go to standard error. */
export async function openView(call: Call, paths: readonly string[] = call.options.in, { enforcer, settings }: Reading = call.options): Promise<OpenedView> {
  if (paths.length === 0) throw usageFailure('say where the cluster\'s files are: --in DIR, or --in - for standard input');
  const read = await readInputs(call, paths);
  const { basis } = call.options;
  const analysis = analyse(read.objects, read.coverage, { ...(settings !== undefined && { settings }), ...(enforcer !== undefined && { enforcer }) });
  noteDiagnostics(call, [...read.diagnostics, ...analysis.diagnostics]);
  if (read.objects.length === 0) throw new CommandFailure(EXIT.INPUT_UNREADABLE, emptyText(read, paths));
  call.io.settle();
  const { snapshot, view: specified, assessment, isEnforcementKnown } = analysis;
  return {
    specified, isEnforcementKnown, snapshot, assessment, read,
    get enforced() { return analysis.enforced; },
    get view() { return basis !== 'SPECIFIED' && standsOn(analysis, basis) === 'ENFORCED' ? analysis.enforced ?? specified : specified; },
  };
}

/** Empty is not success: an answer about nothing would pass for one about the cluster. */
function emptyText({ coverage }: ReadResult, paths: readonly string[]): string {
  const met = coverage.kinds.map(({ kind, count }) => `${String(count)} ${kind}`);
  return `nothing to ask about in ${paths.join(', ')}: ${met.length === 0 ? 'no Kubernetes object could be read' : `no object of a kind that is modelled, only ${met.join(', ')}`}`;
}
