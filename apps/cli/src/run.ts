import { parseCommandLine } from './arguments/parse-command-line.ts';
import { COMMANDS } from './commands/registry.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { OutputClosed, type CommandIo } from './io.ts';
import { paintNote } from './output/colour.ts';
import { VERSION } from './version.ts';

/**
 * Runs the command line and gives its exit status. It never throws: expected failures and crashes alike end as lines
 * on standard error and a status.
 */
export async function run(argv: readonly string[], io: CommandIo): Promise<ExitCode> {
  try {
    return await perform(argv, io);
  } catch (error) {
    // Nobody reads any more, as after `| head`: what was asked for has been given.
    if (error instanceof OutputClosed) return EXIT.YES;
    const { lines, exitCode } = (await import('./failure-report.ts')).failureReport(error);
    io.note(`${paintNote(io, 'error', 'postern:')} ${lines.join('\n')}\n`);
    return exitCode;
  }
}

async function perform(argv: readonly string[], io: CommandIo): Promise<ExitCode> {
  const request = parseCommandLine(argv, COMMANDS);
  switch (request.kind) {
    case 'version':
      await io.write(`postern ${VERSION}\n`);
      return EXIT.YES;
    case 'help': {
      const { commandHelp, generalHelp } = await import('./output/help.ts');
      await io.write(request.command === null ? generalHelp(COMMANDS) : commandHelp(request.command));
      return EXIT.YES;
    }
    case 'call': {
      const action = await request.command.load();
      return await action({ ...request.call, io });
    }
  }
}
