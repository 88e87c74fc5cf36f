import { printable } from '../text/printable.ts';

/** One column of a file of rows: its heading, and the text of a row in it. */
export interface CsvColumn<Row> { readonly heading: string; readonly of: (row: Row) => string }

/**
 * Rows as lines of RFC 4180 under their headings, each ending with a line feed. A cell that a spreadsheet would work out as a
 * formula begins with an apostrophe, and control characters are written out: a terminal may show the lines too.
 */
export function* csvLines<Row>(columns: readonly CsvColumn<Row>[], rows: Iterable<Row>): Generator<string> {
  yield `${columns.map(({ heading }) => cell(heading)).join(',')}\n`;
  for (const row of rows) yield `${columns.map(({ of }) => cell(of(row))).join(',')}\n`;
}

const SPECIAL = /[",]/;
const FORMULA = /^[=+\-@]/;

function cell(text: string): string {
  const shown = printable(text); const plain = FORMULA.test(shown) ? `'${shown}` : shown;
  return SPECIAL.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
