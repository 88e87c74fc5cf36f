import { type Event, parseEvents, YAMLException } from 'js-yaml';
import { READ_LIMITS } from '../limits.ts';

/** Attempts, and characters parsed again, that one document may cost. */
const MOST_REPAIRS = 500;
const MOST_WORK = 32 * 2 ** 20;

const deepest = (text: string): number => (text.match(/^ +/gm) ?? []).reduce((most, spaces) => Math.max(most, spaces.length), 0);

/** The text with one line (from 0) indented further than any other. */
function indentLine(text: string, line: number, by: string): string {
  let start = 0;
  for (let at = 0; at < line; at += 1) start = text.indexOf('\n', start) + 1;
  return text.slice(0, start) + by + text.slice(start);
}

/**
 * Parses with the leniency of kubectl's reader, which asks for no indentation inside brackets and quotes (tabs included),
 * where YAML 1.2 does. White space at the beginning of such a line means nothing, so the line is indented and the parse
 * repeated. Lines keep their numbers; offsets are those of the returned `source`.
 */
export function parseLenient(text: string): { readonly events: Event[]; readonly source: string } {
  let source = text; let indent = '';
  for (let repairs = 0; ; repairs += 1) {
    try {
      return { events: parseEvents(source, { maxDepth: READ_LIMITS.depth }), source };
    } catch (error) {
      const mark = error instanceof YAMLException && error.reason === 'deficient indentation' ? error.mark : undefined;
      if (mark === undefined || repairs >= MOST_REPAIRS || repairs * source.length > MOST_WORK) throw error;
      if (indent === '') {
        indent = ' '.repeat(Math.min(deepest(text), 1000) + 1);
        // A tab in the first column can only stand inside brackets or quotes, so all such lines are mended at once.
        const mended = source.replace(/^(?=\t)/gm, indent);
        if (mended !== source) { source = mended; continue; }
      }
      source = indentLine(source, mark.line, indent);
    }
  }
}
