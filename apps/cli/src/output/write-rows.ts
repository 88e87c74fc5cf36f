import type { CommandIo } from '../io.ts';

/** Big enough that a write is rare, small enough that the first rows come soon. */
const CHUNK_CHARACTERS = 65_536;

/** Writes pieces of text in large chunks, waiting for a slow reader. */
export async function writeChunked(io: CommandIo, pieces: Iterable<string>): Promise<void> {
  let pending = '';
  for (const piece of pieces) {
    pending += piece;
    if (pending.length >= CHUNK_CHARACTERS) { await io.write(pending); pending = ''; }
  }
  if (pending !== '') await io.write(pending);
}

/** Rows as NDJSON. */
export async function writeRows(io: CommandIo, rows: Iterable<object>): Promise<void> {
  await writeChunked(io, lines(rows));
}

function* lines(rows: Iterable<object>): Generator<string> {
  for (const row of rows) yield `${JSON.stringify(row)}\n`;
}
