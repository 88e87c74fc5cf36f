import { printable, type Diagnostic } from '@postern/engine';
import type { Call } from '../commands/command.ts';
import { paintNote } from './colour.ts';

/** More would push the answer off the screen; `lint` shows all. */
const SHOWN = 20;

/** Tells on standard error what was wrong with the input of a question, the worst first. */
export function noteDiagnostics({ io, options }: Pick<Call, 'io' | 'options'>, diagnostics: readonly Diagnostic[]): void {
  if (options.isQuiet) return;
  const worth = [...diagnostics.filter(({ severity }) => severity === 'error'), ...diagnostics.filter(({ severity }) => severity === 'warning')];
  for (const { severity, code, message, source } of worth.slice(0, SHOWN)) {
    // A message about a whole file begins with its name.
    const place = source === undefined || message.startsWith(`${source.file}:`) ? '' : `${source.file}:${String(source.line)}: `;
    io.note(`${paintNote(io, severity, `${severity}:`)} ${printable(`${place}${message} (${code})`)}\n`);
  }
  if (worth.length > SHOWN) io.note(`and ${String(worth.length - SHOWN)} more problems in the input; postern lint shows them all\n`);
}
