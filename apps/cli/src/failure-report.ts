import { printable, QuestionError, type FailureCode } from '@postern/engine';
import { CommandFailure } from './command-failure.ts';
import { EXIT, type ExitCode } from './exit-code.ts';

const EXITS = {
  REF_INVALID: EXIT.USAGE,
  AMBIGUOUS_ENDPOINT: EXIT.USAGE,
  VALIDATION_FAILED: EXIT.USAGE,
  ENDPOINT_NOT_IN_VIEW: EXIT.NOT_FOUND,
} satisfies Record<FailureCode, ExitCode>;

export interface FailureReport { readonly lines: readonly string[]; readonly exitCode: ExitCode }

/** What a person is told about an error, and the exit status. A bug shows its stack, which its report needs. */
export function failureReport(error: unknown): FailureReport {
  if (error instanceof CommandFailure) return { lines: printableLines(error.message), exitCode: error.exitCode };
  if (error instanceof QuestionError) return { lines: printableLines(questionText(error)), exitCode: EXITS[error.code] };
  const text = error instanceof Error ? error.stack ?? error.message : String(error);
  return { lines: printableLines(`internal error; please report it with these lines\n${text}`), exitCode: EXIT.INTERNAL };
}

const printableLines = (text: string): readonly string[] => text.split('\n').map(printable);

function questionText({ message, details }: QuestionError): string {
  const { caret, candidates } = details;
  const lines = [message];
  if (typeof caret === 'string') lines.push(...caret.split('\n').map((line) => `  ${line}`));
  if (Array.isArray(candidates)) lines.push(...candidates.map((ref) => `  ${String(ref)}`));
  return lines.join('\n');
}
