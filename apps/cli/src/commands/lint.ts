import { analyse, findMistakes, lintDocument, lintTable } from '@postern/engine';
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
  const document = lintDocument([...read.diagnostics, ...analysis.diagnostics], [...read.findings, ...findMistakes(analysis), ...analysis.enforcedFindings], fingerprintOf);
  await writeDocument(call, { table: () => lintTable(document), json: () => document, rows: () => [...document.diagnostics, ...document.findings] });
  // A folder in which nothing was understood has not been found to be in order.
  if (read.objects.length === 0 && read.coverage.kinds.length === 0) return EXIT.INPUT_UNREADABLE;
  return document.diagnostics.some(({ severity }) => severity === 'error') ? EXIT.NO : EXIT.YES;
};
