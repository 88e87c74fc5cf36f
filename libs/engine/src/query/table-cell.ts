import type { Reachability } from '../model/verdict.ts';

/** A cell of a matrix whose answer is made when it is read: a hundred thousand answers kept at once cost more than working them out. */
export class TableCell {
  readonly row: number;
  readonly column: number;
  readonly #at: number;
  readonly #read: (row: number, column: number, at: number) => Reachability;

  constructor(row: number, column: number, at: number, read: (row: number, column: number, at: number) => Reachability) {
    this.row = row; this.column = column; this.#at = at; this.#read = read;
  }

  get reachability(): Reachability { return this.#read(this.row, this.column, this.#at); }
}
