import type { Call } from '../commands/command.ts';
import type { CommandIo } from '../io.ts';
import { writeChunked, writeRows } from './write-rows.ts';

export interface Renderings {
  /** For people: lines of text, names in it made printable. In pieces where it may be too long for one text. */
  readonly table: () => string | Iterable<string>;
  /** One document; as pieces of its text where it may be too long for one. */
  readonly json: () => object | Generator<string>;
  /** Its rows; a document without rows is a row of its own. */
  readonly rows: () => Iterable<object>;
}

/** Writes an answer in the format that was asked for. */
export async function writeDocument({ io, options }: Call, renderings: Renderings): Promise<void> {
  switch (options.output) {
    case 'table': await writeText(io, renderings.table()); return;
    case 'json': await writeJson(io, renderings.json()); return;
    case 'ndjson': await writeRows(io, renderings.rows()); return;
  }
}

const writeText = (io: CommandIo, text: string | Iterable<string>): Promise<void> => (typeof text === 'string' ? io.write(text) : writeChunked(io, text));

async function writeJson(io: CommandIo, document: object | Generator<string>): Promise<void> {
  if (!isPieces(document)) { await io.write(`${JSON.stringify(document, null, 2)}\n`); return; }
  await writeChunked(io, document);
  await io.write('\n');
}

const isPieces = (document: object | Generator<string>): document is Generator<string> => Symbol.iterator in document;
