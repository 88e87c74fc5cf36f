import { assess, buildSnapshot, enforcementDocument, enforcementTable, type EnforcementPin, type EnforcementVerdict, type NamedEnforcer } from '@postern/engine';
import { CommandFailure, usageFailure } from '../command-failure.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { noteDiagnostics } from '../output/note-diagnostics.ts';
import { writeDocument } from '../output/write-document.ts';
import { readInputs } from '../question/read-inputs.ts';
import type { CommandAction } from './command.ts';
import { listDifferences } from './enforcement-differences.ts';

/** Tells who wires the pods, who filters and on which nodes. */
export const enforcement: CommandAction = async (call) => {
  const { options } = call;
  if (options.isDifferenceList) return listDifferences(call);
  if (options.in.length === 0) throw usageFailure('say where the cluster\'s files are: --in DIR, or --in - for standard input');
  const read = await readInputs(call, options.in);
  const { snapshot, diagnostics } = buildSnapshot(read.objects, read.coverage);
  noteDiagnostics(call, [...read.diagnostics, ...diagnostics]);
  if (read.objects.length === 0) throw new CommandFailure(EXIT.INPUT_UNREADABLE, `nothing to recognise in ${options.in.join(', ')}`);
  const assessment = assess(snapshot, pinOf(options.enforcer));
  const document = enforcementDocument(assessment);
  await writeDocument(call, { table: () => enforcementTable(assessment), json: () => document, rows: () => [document] });
  return exitOf(assessment.verdict, options.isUnknownAllowed);
};

function pinOf(enforcer: NamedEnforcer | null): EnforcementPin | null {
  if (enforcer === null) return null;
  if (enforcer.name === 'reference') throw usageFailure('--as reference: that is the text of the API, which no cluster runs');
  return { enforcer: enforcer.name, version: enforcer.version, by: '--as', at: null, reason: null };
}

function exitOf(verdict: EnforcementVerdict, isUnknownAllowed: boolean): ExitCode {
  if (verdict === 'UNKNOWN') return isUnknownAllowed ? EXIT.YES : EXIT.CANNOT_TELL;
  return verdict === 'YES' ? EXIT.YES : EXIT.NO;
}
