import type { Call } from '../commands/command.ts';
import { writeRows } from './write-rows.ts';

export interface Renderings {
  /** For people: lines of text, names in it made printable. */
  readonly table: () => string;
  /** One document. */
  readonly json: () => object;
  /** Its rows; a document without rows is a row of its own. */
  readonly rows: () => Iterable<object>;
}

/** Writes an answer in the format that was asked for. */
export async function writeDocument({ io, options }: Call, renderings: Renderings): Promise<void> {
  switch (options.output) {
    case 'table': await io.write(renderings.table()); return;
    case 'json': await io.write(`${JSON.stringify(renderings.json(), null, 2)}\n`); return;
    case 'ndjson': await writeRows(io, renderings.rows()); return;
  }
}
