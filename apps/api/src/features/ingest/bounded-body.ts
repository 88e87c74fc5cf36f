import { Transform } from 'node:stream';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { Problem } from '../../platform/problems/problem.ts';

export interface BodyLimits { readonly sentBytes: number; readonly textBytes: number; readonly patienceMs: number }

/** A body that comes at this rate may take as long as it is large. */
const BYTES_PER_MS = 16;

/**
 * The bytes of a body, decompressed. Neither what is sent nor what comes out of it passes its limit, and nobody is waited
 * for without end: a body belongs to a thread, of which there are few.
 */
export async function* boundedBody(request: Readable, isGzip: boolean, { sentBytes, textBytes, patienceMs }: BodyLimits): AsyncGenerator<Uint8Array> {
  const sent = limiter(sentBytes, 'the body');
  const text = limiter(textBytes, 'the body, decompressed,');
  const stages = isGzip ? [request, sent, createGunzip(), text] as const : [request, sent, text] as const;
  const done = pipeline(stages).then(() => null, (error: unknown) => error);
  // Errors of earlier stages end the last one without an error of its own kind; `done` has the first.
  try { yield* patiently(text, patienceMs); } catch (error) { throw bodyProblem(await done ?? error); }
  const error = await done;
  if (error !== null) throw bodyProblem(error);
}

/** Counts only the time in which somebody waits for the next bytes, so that a busy reader does not tell on the sender. */
async function* patiently(body: Transform, patienceMs: number): AsyncGenerator<Uint8Array> {
  const chunks = body[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
  for (let leftMs = patienceMs; ;) {
    const startedMs = performance.now();
    const timer = setTimeout(() => body.destroy(new Problem('VALIDATION_FAILED', 'the body came too slowly')), leftMs);
    const next = await chunks.next().finally(() => { clearTimeout(timer); });
    if (next.done === true) return;
    leftMs = Math.min(patienceMs, leftMs - (performance.now() - startedMs) + next.value.length / BYTES_PER_MS);
    yield next.value;
  }
}

function limiter(most: number, what: string): Transform {
  let seen = 0;
  return new Transform({
    transform(chunk: Uint8Array, _, done) {
      seen += chunk.length;
      if (seen > most) done(new Problem('PAYLOAD_TOO_LARGE', `${what} may have ${String(most)} bytes`)); else done(null, chunk);
    },
  });
}

function bodyProblem(error: unknown): unknown {
  if (error instanceof Problem || typeof error !== 'object' || error === null || !('code' in error)) return error;
  if (typeof error.code === 'string' && error.code.startsWith('Z_')) return new Problem('MANIFEST_INVALID', 'the body is not valid gzip', [{ file: '-', line: null, reason: 'the gzip stream is damaged or incomplete' }]);
  if (error.code === 'ECONNRESET' || error.code === 'ERR_STREAM_PREMATURE_CLOSE') return new UploadAborted();
  return error;
}

/** The client left before its body ended; nobody waits for an answer. */
class UploadAborted extends Problem { constructor() { super('VALIDATION_FAILED', 'the upload was broken off'); } }
