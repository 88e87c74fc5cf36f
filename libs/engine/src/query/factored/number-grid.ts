/** A number for each pair of small numbers, worked out when it is first asked for; one row of a typed array for each first number. */
export function createNumberGrid(find: (row: number, column: number) => number): (row: number, column: number) => number {
  const rows: Int32Array[] = [];
  return (row, column) => {
    let cells = rows[row];
    if (cells === undefined || column >= cells.length) {
      const wider = new Int32Array(Math.max(64, 2 * (cells?.length ?? 0), column + 1)).fill(-1);
      if (cells !== undefined) wider.set(cells);
      rows[row] = cells = wider;
    }
    let found = cells[column]!;
    if (found < 0) {
      found = find(row, column);
      cells[column] = found;
    }
    return found;
  };
}
