import type { Verdict } from '@postern/engine';
import type { CommandIo } from '../io.ts';

const CODES = { ALLOWED: 32, DENIED: 31, PARTIAL: 33, UNKNOWN: 35, error: 31, warning: 33, info: 36 } as const satisfies Record<Verdict | 'error' | 'warning' | 'info', number>;

type Tone = keyof typeof CODES;

const paint = (isPainted: boolean, tone: Tone, text: string): string => (isPainted ? `\u001b[${String(CODES[tone])}m${text}\u001b[0m` : text);

/** Paints a word of standard output where a terminal shows it and the person did not say no. */
const paintOutput = (io: CommandIo, tone: Tone, text: string): string => paint(io.isOutputTerminal && io.environment.isColourWanted, tone, text);

/** The same for standard error. */
export const paintNote = (io: CommandIo, tone: Tone, text: string): string => paint(io.isNoteTerminal && io.environment.isColourWanted, tone, text);

/** Paints the sentence that a text for people begins with. */
export function paintFirstLine(io: CommandIo, tone: Tone, text: string): string {
  const end = text.indexOf('\n');
  return `${paintOutput(io, tone, text.slice(0, end))}${text.slice(end)}`;
}
