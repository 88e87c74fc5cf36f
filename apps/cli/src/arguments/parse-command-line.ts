import { parseArgs, type ParseArgsConfig } from 'node:util';
import { usageFailure } from '../command-failure.ts';
import type { Call, Command } from '../commands/command.ts';
import { COMMON_OPTIONS, OPTIONS, type OptionDescription } from './options.ts';
import { readOptions } from './read-options.ts';

/** What a command line asks for. */
export type Request =
  | { readonly kind: 'version' }
  | { readonly kind: 'help'; readonly command: Command | null }
  | { readonly kind: 'call'; readonly command: Command; readonly call: Omit<Call, 'io'> };

/** Reads the arguments after the program's name. */
export function parseCommandLine(argv: readonly string[], commands: readonly Command[]): Request {
  const [first, ...rest] = argv;
  if (first === undefined) throw usageFailure('say what to do: postern --help lists the commands');
  if (first === '--version' || first === '-V') return { kind: 'version' };
  if (first === '--help' || first === '-h') return { kind: 'help', command: null };
  if (first === 'help') return { kind: 'help', command: rest[0] === undefined ? null : find(rest[0], commands) };
  return parseCall(find(first, commands), rest);
}

function find(name: string, commands: readonly Command[]): Command {
  const found = commands.find((command) => command.name === name);
  if (found !== undefined) return found;
  throw usageFailure(name.startsWith('-')
    ? `${name}: options stand after the command, as in: postern ${commands[0]?.name ?? ''} ${name} …`
    : `${name}: no such command; the commands are ${commands.map((command) => command.name).join(', ')}`);
}

function parseCall(command: Command, argv: readonly string[]): Request {
  const { values, positionals } = parse(command, argv);
  if (values['help'] === true) return { kind: 'help', command };
  const [least, most] = command.arity;
  const usage = `postern ${command.name} ${command.parameters}`.trimEnd();
  if (positionals.length < least) throw usageFailure(`an argument is missing: ${usage}`);
  if (positionals.length > most) throw usageFailure(`one argument too many, ${positionals[most] ?? ''}: ${usage}`);
  return { kind: 'call', command, call: { positionals, options: readOptions(values, command.formats) } };
}

function parse(command: Command, argv: readonly string[]): { values: Parameters<typeof readOptions>[0]; positionals: readonly string[] } {
  const options: NonNullable<ParseArgsConfig['options']> = {};
  for (const name of [...command.options, ...COMMON_OPTIONS]) {
    const { type, short, multiple }: OptionDescription = OPTIONS[name];
    options[name] = { type, ...(short === undefined ? {} : { short }), ...(multiple === undefined ? {} : { multiple }) };
  }
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true, strict: true });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    // Node's second sentence is advice about `--`, which helps nobody who mistyped an option.
    const [sentence = error.message] = error.message.split(/\.? To specify |\n/);
    throw usageFailure(`${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}; postern ${command.name} --help lists the options`);
  }
}
