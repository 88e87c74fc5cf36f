import { createReadSession, type Diagnostic, type ReadResult } from '@postern/engine';
import type { InputItem } from '@postern/input';
import { CommandFailure } from '../command-failure.ts';
import type { Call } from '../commands/command.ts';
import { EXIT } from '../exit-code.ts';
import { startProgress } from '../output/progress.ts';
import { openInputs } from './open-inputs.ts';

/** Reads folders, files and standard input, in order. What cannot be read becomes a diagnostic, and the rest goes on. */
export async function readInputs(call: Call, paths: readonly string[]): Promise<ReadResult> {
  const session = createReadSession();
  const problems: Diagnostic[] = [];
  const progress = startProgress(call);
  let files = 0;
  try {
    for await (const item of openInputs(call, paths)) {
      progress.show(`reading: ${String(files += 1)} files`);
      if (item.kind === 'text') session.text(item.source); else problems.push(problemOf(item, paths));
    }
  } finally {
    progress.clear();
  }
  const read = session.finish();
  const { objects, diagnostics, coverage } = read;
  return { objects, diagnostics: [...problems, ...diagnostics], coverage, get findings() { return read.findings; } };
}

/** A place that the person named and that is not there is a mistake of the question, not of the input. */
export function problemOf({ diagnostic }: Extract<InputItem, { readonly kind: 'problem' }>, paths: readonly string[]): Diagnostic {
  if (diagnostic.code === 'INPUT_NOT_FOUND' && paths.includes(diagnostic.source?.file ?? '')) throw new CommandFailure(EXIT.NOT_FOUND, diagnostic.message);
  return diagnostic;
}
