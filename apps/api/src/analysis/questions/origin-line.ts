import type { Origin } from '@postern/engine';

/** The line of the rule where reading worked it out, else of the object. */
export function originLine({ source, pointer }: Origin): number | null {
  return source === null ? null : source.lines?.[pointer] ?? source.line;
}
