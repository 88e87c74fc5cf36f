import type { Verdict } from '@postern/engine';
import type { Options } from '../arguments/options.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';

/** The exit status that a verdict ends with. */
export function verdictExit(verdict: Verdict, { isUnknownAllowed }: Options): ExitCode {
  switch (verdict) {
    case 'ALLOWED': return EXIT.YES;
    case 'DENIED': case 'PARTIAL': return EXIT.NO;
    case 'UNKNOWN': return isUnknownAllowed ? EXIT.YES : EXIT.CANNOT_TELL;
  }
}
