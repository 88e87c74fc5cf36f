import type { CommandEnvironment } from '@postern/config/command';

/** Everything a command may touch of the process, so that tests run it in process. */
export interface CommandIo {
  /** Standard input. */
  readonly input: AsyncIterable<Uint8Array>;
  /** Data. Resolves when the reader can take more; rejects with {@link OutputClosed} once nobody reads any more. */
  readonly write: (text: string) => Promise<void>;
  /** To be called once what lives long is made: the space for what does not then grows no further. */
  readonly settle: () => void;
  /** Diagnostics and progress, on standard error. */
  readonly note: (text: string) => void;
  /** Whether standard output is a terminal. */
  readonly isOutputTerminal: boolean;
  /** Whether standard error is a terminal, where progress may be shown. */
  readonly isNoteTerminal: boolean;
  readonly environment: CommandEnvironment;
}

/** The reader of standard output went away, as in `postern list | head`. */
export class OutputClosed extends Error {
  constructor() {
    super('standard output was closed');
    this.name = 'OutputClosed';
  }
}
