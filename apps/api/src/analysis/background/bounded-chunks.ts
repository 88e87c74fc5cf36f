import { Problem } from '../../platform/problems/problem.ts';

const CHUNK_CHARACTERS = 65_536;

/** Pieces of text as larger chunks of bytes. @throws {Problem} QUERY_TOO_COMPLEX once they come to more than is allowed */
export function* boundedChunks(pieces: Iterable<string>, mostBytes: number): Generator<Buffer> {
  let pending = ''; let bytes = 0;
  const flush = (): Buffer => {
    const chunk = Buffer.from(pending);
    pending = '';
    bytes += chunk.length;
    if (bytes > mostBytes) throw new Problem('QUERY_TOO_COMPLEX', `the answer takes more than ${String(mostBytes)} bytes; ask for larger groups, or for less`);
    return chunk;
  };
  for (const piece of pieces) {
    pending += piece;
    if (pending.length >= CHUNK_CHARACTERS) yield flush();
  }
  if (pending !== '') yield flush();
}
