import { EXIT, type ExitCode } from './exit-code.ts';

/** An expected end of the command: one or more lines for the person, and the exit status that goes with them. */
export class CommandFailure extends Error {
  readonly exitCode: ExitCode;
  constructor(exitCode: ExitCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'CommandFailure';
    this.exitCode = exitCode;
  }
}

export const usageFailure = (message: string): CommandFailure => new CommandFailure(EXIT.USAGE, message);
