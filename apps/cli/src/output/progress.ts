import type { Call } from '../commands/command.ts';

export interface Progress {
  /** Replaces the line that shows what is being done. */
  readonly show: (text: string) => void;
  /** Removes it, before anything else is written. */
  readonly clear: () => void;
}

const CLEAR_LINE = '\r\u001b[2K';

/** A line of progress on a terminal, and nothing elsewhere. */
export function startProgress({ io, options }: Pick<Call, 'io' | 'options'>): Progress {
  if (!io.isNoteTerminal || options.isQuiet) return { show: () => undefined, clear: () => undefined };
  return { show: (text) => { io.note(`${CLEAR_LINE}${text}`); }, clear: () => { io.note(CLEAR_LINE); } };
}
