import { displayWidth, printable } from './printable.ts';

/** A text with the columns that it takes, and what it is when it is filled up to the width of a column. */
interface Cell { readonly text: string; readonly width: number; readonly filled: string[] }

/** Lines of aligned columns, two spaces apart; headings in upper case, no space at the end of a line. */
export const table = (headings: readonly string[], rows: Iterable<readonly string[]>): string => [...tableLines(headings, rows)].join('');

/** The same line by line. Every row is looked at before the first line is known, but only once, and equal cells are kept once. */
export function* tableLines(headings: readonly string[], rows: Iterable<readonly string[]>, isShownEmpty = true): Generator<string> {
  const { columns, widths, count } = gather(headings, rows);
  if (count === 0 && !isShownEmpty) return;
  const filled = ({ text, width, filled: known }: Cell, column: number): string => known[column] ??= text + ' '.repeat((widths[column] ?? 0) - width + 2);
  yield `${headings.map((text, column) => filled({ text, width: displayWidth(text), filled: [] }, column)).join('').trimEnd()}\n`;
  for (let index = 0; index < count; index += 1) {
    let line = '';
    for (let column = 0; column < columns.length; column += 1) line += filled(columns[column]?.[index] as Cell, column);
    yield `${line.trimEnd()}\n`;
  }
}

function gather(headings: readonly string[], rows: Iterable<readonly string[]>): { readonly columns: readonly (readonly Cell[])[]; readonly widths: readonly number[]; readonly count: number } {
  const cells = new Map<string, Cell>();
  const cellOf = (text: string): Cell => {
    let cell = cells.get(text);
    if (cell === undefined) {
      const shown = printable(text);
      cell = { text: shown, width: displayWidth(shown), filled: [] };
      cells.set(text, cell);
    }
    return cell;
  };
  const widths = headings.map(displayWidth);
  const columns = headings.map((): Cell[] => []);
  for (const row of rows) for (let column = 0; column < columns.length; column += 1) {
    const cell = cellOf(row[column] ?? '');
    columns[column]?.push(cell);
    widths[column] = Math.max(widths[column] ?? 0, cell.width);
  }
  return { columns, widths, count: columns[0]?.length ?? 0 };
}
