import { displayWidth, printable } from './printable.ts';

/** Lines of aligned columns, two spaces apart; headings in upper case, no space at the end of a line. */
export function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = [headings, ...rows.map((row) => row.map(printable))];
  const widths = headings.map((_, column) => cells.reduce((most, row) => Math.max(most, displayWidth(row[column] ?? '')), 0));
  return cells.map((row) => `${row.map((cell, column) => cell + ' '.repeat(Math.max(0, (widths[column] ?? 0) - displayWidth(cell)))).join('  ').trimEnd()}\n`).join('');
}
