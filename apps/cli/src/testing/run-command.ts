import type { CommandEnvironment } from '@postern/config/command';
import type { ExitCode } from '../exit-code.ts';
import type { CommandIo } from '../io.ts';
import { run } from '../run.ts';

export interface Ended { readonly exitCode: ExitCode; readonly out: string; readonly err: string }

export interface Circumstances {
  readonly stdin?: string | Iterable<string>;
  readonly environment?: Partial<CommandEnvironment>;
  readonly isTerminal?: boolean;
  /** Called for every piece of standard output, before it counts as written. */
  readonly onWrite?: (text: string) => void;
}

/** Runs the command in this process and gives what a shell would see. */
export async function runCommand(argv: readonly string[], circumstances: Circumstances = {}): Promise<Ended> {
  const { stdin = '', environment = {}, isTerminal = false, onWrite } = circumstances;
  let out = ''; let err = '';
  const io: CommandIo = {
    input: bytes(stdin),
    write: (text) => new Promise((resolve) => { onWrite?.(text); out += text; resolve(); }),
    settle: () => undefined,
    note: (text) => { err += text; },
    isOutputTerminal: isTerminal,
    isNoteTerminal: isTerminal,
    environment: { isColourWanted: true, token: null, server: null, ...environment },
  };
  const exitCode = await run(argv, io);
  return { exitCode, out, err };
}

async function* bytes(stdin: string | Iterable<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for (const text of typeof stdin === 'string' ? [stdin] : stdin) {
    await Promise.resolve();
    if (text !== '') yield encoder.encode(text);
  }
}
