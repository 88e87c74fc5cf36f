import { loadCommandEnvironment } from '@postern/config/command';
import { setFlagsFromString } from 'node:v8';
import { OutputClosed, type CommandIo } from './io.ts';

/** The command's view of this process. */
export function processIo(): CommandIo {
  const { stdin, stdout, stderr } = process;
  let isClosed = false;
  stdout.on('error', (error: NodeJS.ErrnoException) => { if (isClosedPipe(error)) isClosed = true; else throw error; });
  // A reader of diagnostics that went away must not end the answer.
  stderr.on('error', () => undefined);
  return {
    input: stdin,
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
