import { spacedParts } from './spaced-parts.ts';
import { tableLines } from './table.ts';

/** One part of an answer for people: a sentence, rows under headings, and lines of notes. */
export interface Section {
  /** Null where the rows are the whole answer: their headings are then shown even without any. */
  readonly title: string | null;
  readonly headings: readonly string[];
  readonly rows: Iterable<readonly string[]>;
  /** A line right below the rows. */
  readonly more?: string;
  /** Lines, already printable, each ending with a line break; asked for once the rows were taken. */
  readonly notes: () => string;
}

/** A section of notes alone. */
export const notesSection = (notes: string): Section => ({ title: '', headings: [], rows: [], notes: () => notes });

/** Sections one below the other with an empty line between their parts, line by line: a long answer would not fit into one text. */
export const sectionsText = (sections: Iterable<Section>): Generator<string> => spacedParts(partsOf(sections));

function* partsOf(sections: Iterable<Section>): Generator<Iterable<string>> {
  for (const { title, headings, rows, more, notes } of sections) {
    if (title !== null && title !== '') yield [`${title}\n`];
    if (headings.length > 0) yield linesAnd(tableLines(headings, rows, title === null), more);
    const text = notes();
    if (text !== '') yield [text];
  }
}

function* linesAnd(lines: Iterable<string>, more: string | undefined): Generator<string> {
  yield* lines;
  if (more !== undefined) yield `${more}\n`;
}
