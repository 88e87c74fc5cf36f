/** One column of a file of rows: its heading, and the text of a row in it. */
export interface CsvColumn<Row> { readonly heading: string; readonly of: (row: Row) => string }

/**
 * Rows as lines of RFC 4180 under their headings, each ending with a line feed. A cell that a spreadsheet would work out as a
 * formula begins with an apostrophe.
 */
export function* csvLines<Row>(columns: readonly CsvColumn<Row>[], rows: Iterable<Row>): Generator<string> {
  yield `${columns.map(({ heading }) => cell(heading)).join(',')}\n`;
  for (const row of rows) yield `${columns.map(({ of }) => cell(of(row))).join(',')}\n`;
}

const SPECIAL = /[",\r\n]/;
const FORMULA = /^[=+\-@\t\r]/;

function cell(text: string): string {
  const plain = FORMULA.test(text) ? `'${text}` : text;
  return SPECIAL.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
