/** What the command line reads of its environment. */
export interface CommandEnvironment {
  /** False where `NO_COLOR` is set to anything but the empty string, or the terminal is `dumb`. */
  readonly isColourWanted: boolean;
  /** `POSTERN_TOKEN`: token for the service. */
  readonly token: string | null;
  /** `POSTERN_SERVER`: address of the service. */
  readonly server: string | null;
}

/**
 * The environment of the command line. It never fails, so that a stray variable cannot stop a question about files,
 * and it stands apart from the service's configuration so that the command need not load a schema library to start.
 */
export function loadCommandEnvironment(env: Readonly<Record<string, string | undefined>> = process.env): CommandEnvironment {
  const value = (name: string): string | null => { const text = env[name]; return text === undefined || text === '' ? null : text; };
  return { isColourWanted: value('NO_COLOR') === null && value('TERM') !== 'dumb', token: value('POSTERN_TOKEN'), server: value('POSTERN_SERVER') };
}
