import { Readable } from 'node:stream';
import { InputError } from './input-error.ts';

/** Whether the bytes begin as gzip does. */
export const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/** Hands on chunks until they are more than `limitBytes` together. */
async function* bounded(chunks: AsyncIterable<Uint8Array>, limitBytes: number): AsyncGenerator<Uint8Array> {
  let left = limitBytes;
  for await (const chunk of chunks) {
    if ((left -= chunk.length) < 0) throw new InputError('INPUT_TOO_LARGE', `more than ${String(limitBytes)} bytes`);
    yield chunk;
  }
}

/**
 * Decompresses gzip as it comes, and stops as soon as more than `limitBytes` come out, however small the input is. No
 * more than one chunk is held at a time.
 *
 * @throws {InputError} INPUT_TOO_LARGE beyond the limit, INPUT_NOT_GZIP where the bytes are damaged or cut off
 */
export async function* gunzipBounded(compressed: AsyncIterable<Uint8Array>, limitBytes: number): AsyncGenerator<Uint8Array> {
  // Loaded with the first compressed file: a command that meets none starts faster.
  const { createGunzip } = await import('node:zlib');
  const gunzip = createGunzip();
  const source = Readable.from(compressed, { objectMode: false });
  source.once('error', (error) => gunzip.destroy(error));
  source.pipe(gunzip);
  try {
    yield* bounded(gunzip, limitBytes);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw code.startsWith('Z_') ? new InputError('INPUT_NOT_GZIP', 'the gzip data is damaged or cut off', error) : error;
  } finally {
    gunzip.destroy();
    source.destroy();
  }
}

/** Both branches of a stream whose first bytes tell how to go on. */
async function* prepend(first: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
}

/**
 * The bytes of a stream, decompressed where they are gzip (told by their first bytes, not by a name), at most `limitBytes`
 * of them.
 *
 * @throws {InputError} INPUT_TOO_LARGE, INPUT_NOT_GZIP
 */
export async function* plainBytes(stream: AsyncIterable<Uint8Array>, limitBytes: number): AsyncGenerator<Uint8Array> {
  const chunks = stream[Symbol.asyncIterator]();
  let first = new Uint8Array();
  try {
    while (first.length < 2) {
      const next = await chunks.next();
      if (next.done === true) break;
      first = Buffer.concat([first, next.value]);
    }
    const whole = prepend(first, chunks);
    yield* isGzip(first) ? gunzipBounded(whole, limitBytes) : bounded(whole, limitBytes);
  } finally {
    await chunks.return?.();
  }
}
