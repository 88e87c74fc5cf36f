import { analyse, findMistakes, impactFindings, lintDocument, lintTable, policyImpacts } from '@postern/engine';
import type { Analysis, Finding } from '@postern/engine';
import { usageFailure } from '../command-failure.ts';
import { EXIT } from '../exit-code.ts';
import { writeDocument } from '../output/write-document.ts';
import { readInputs } from '../question/read-inputs.ts';
import type { CommandAction } from './command.ts';

/** Lists what is wrong with the files; fails where an object is in error. */
export const lint: CommandAction = async (call) => {
  if (call.options.in.length === 0) throw usageFailure('say which files: --in DIR, or --in - for standard input');
  const read = await readInputs(call, call.options.in);
  const analysis = analyse(read.objects, read.coverage, { settings: call.options.settings, enforcer: call.options.enforcer });
  // Only this command needs it, and whatever the one file imports is loaded by all.
  const { createHash } = await import('node:crypto');
  const fingerprintOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32);
  const mistakes = findMistakes(analysis);
  const document = lintDocument([...read.diagnostics, ...analysis.diagnostics], [...read.findings, ...mistakes, ...(call.options.isImpactAsked ? withoutImpact(analysis, mistakes) : []), ...analysis.enforcedFindings], fingerprintOf);
  await writeDocument(call, { table: () => lintTable(document), json: () => document, rows: () => [...document.diagnostics, ...document.findings] });
  // A folder in which nothing was understood has not been found to be in order.
  if (read.objects.length === 0 && read.coverage.kinds.length === 0) return EXIT.INPUT_UNREADABLE;
  return document.diagnostics.some(({ severity }) => severity === 'error') ? EXIT.NO : EXIT.YES;
};

/** What could be removed without anybody noticing, worked out to the end: a command has nothing else to do meanwhile. */
function withoutImpact(analysis: Analysis, mistakes: readonly Finding[]): readonly Finding[] {
  const work = policyImpacts(analysis.firewalls);
  for (let step = work.next(); ; step = work.next()) if (step.done === true) return impactFindings(analysis, step.value, mistakes);
}
