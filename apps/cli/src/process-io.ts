import { loadCommandEnvironment } from '@postern/config/command';
import { setFlagsFromString } from 'node:v8';
import { OutputClosed, type CommandIo } from './io.ts';

/** The command's view of this process, and its end. */
export interface ProcessIo extends CommandIo { readonly end: () => void }

/** Opens the output of this process; its input is opened when it is asked for. */
export function processIo(): ProcessIo {
  const { stdout, stderr } = process;
  let isClosed = false; let input: typeof process.stdin | undefined;
  stdout.on('error', (error: NodeJS.ErrnoException) => { if (isClosedPipe(error)) isClosed = true; else throw error; });
  // A reader of diagnostics that went away must not end the answer.
  stderr.on('error', () => undefined);
  return {
    get input() { return input ??= process.stdin; },
    // It stays open where it was not read to its end, which would keep the process alive.
    end: () => { input?.destroy(); },
    write: (text) => new Promise((resolve, reject) => {
      if (isClosed) { reject(new OutputClosed()); return; }
      stdout.write(text, (error) => { if (error === null || error === undefined) resolve(); else reject(isClosedPipe(error) ? new OutputClosed() : error); });
    }),
    // Rows of a list die young: a nursery of 128 MB, which V8 would come to, holds nothing that a small one does not.
    settle: () => { setFlagsFromString('--semi-space-growth-factor=1'); },
    note: (text) => { stderr.write(text); },
    isOutputTerminal: stdout.isTTY,
    isNoteTerminal: stderr.isTTY,
    environment: loadCommandEnvironment(),
  };
}

const isClosedPipe = (error: NodeJS.ErrnoException): boolean => error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED';
