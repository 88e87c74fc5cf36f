import { sectionsMarkdown, type Section } from '@postern/engine';
import type { OutputFormat } from '../arguments/options.ts';
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
  /** Where the command has these formats. */
  readonly csv?: () => Iterable<string>;
  readonly markdown?: () => readonly Section[];
  readonly dot?: () => Iterable<string>;
}

/** Writes an answer in the format that was asked for. */
export async function writeDocument({ io, options }: Call, { table, json, rows, csv, markdown, dot }: Renderings): Promise<void> {
  const formats: Readonly<Record<OutputFormat, () => Promise<void>>> = {
    table: () => writeText(io, table()), json: () => writeJson(io, json()), ndjson: () => writeRows(io, rows()),
    csv: () => writeChunked(io, csv?.() ?? []), md: () => writeChunked(io, sectionsMarkdown(markdown?.() ?? [])), dot: () => writeChunked(io, dot?.() ?? []),
  };
  await formats[options.output]();
}

const writeText = (io: CommandIo, text: string | Iterable<string>): Promise<void> => (typeof text === 'string' ? io.write(text) : writeChunked(io, text));

async function writeJson(io: CommandIo, document: object | Generator<string>): Promise<void> {
  if (!isPieces(document)) { await io.write(`${JSON.stringify(document, null, 2)}\n`); return; }
  await writeChunked(io, document);
  await io.write('\n');
}

const isPieces = (document: object | Generator<string>): document is Generator<string> => Symbol.iterator in document;
