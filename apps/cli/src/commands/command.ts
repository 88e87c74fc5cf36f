import type { OptionName, Options, OutputFormat } from '../arguments/options.ts';
import type { ExitCode } from '../exit-code.ts';
import type { CommandIo } from '../io.ts';

/** One call of one command, its arguments checked in number and its options in value. */
export interface Call {
  readonly positionals: readonly string[];
  readonly options: Options;
  readonly io: CommandIo;
}

export type CommandAction = (call: Call) => Promise<ExitCode>;

/** What the command line knows of a command before it loads it. */
export interface Command {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** Arguments as help shows them, `FROM TO [TRAFFIC]`. */
  readonly parameters: string;
  /** Least and greatest number of arguments. */
  readonly arity: readonly [number, number];
  readonly options: readonly OptionName[];
  /** Formats that `-o` takes, the first by default; none where the command has one fixed form. */
  readonly formats: readonly OutputFormat[];
  readonly examples: readonly string[];
  /** Loaded when it is called, so that `--help` costs no engine. */
  readonly load: () => Promise<CommandAction>;
}
