import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { gunzipBounded, plainBytes } from './gunzip-bounded.ts';

async function* chunksOf(bytes: Uint8Array, size: number, onEnd: () => void = () => undefined): AsyncGenerator<Uint8Array> {
  try {
    for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
  } finally { onEnd(); }
}

async function drain(stream: AsyncIterable<Uint8Array>): Promise<{ readonly bytes: number; readonly code: string | null }> {
  let bytes = 0;
  try {
    for await (const chunk of stream) bytes += chunk.length;
  } catch (error) { return { bytes, code: (error as { readonly code: string }).code }; }
  return { bytes, code: null };
}

describe('gunzipBounded', () => {
  it('gives what was compressed, several members included', async () => {
    const twice = Buffer.concat([gzipSync('a'.repeat(1000)), gzipSync('b'.repeat(500))]);
    expect(await drain(gunzipBounded(chunksOf(twice, 7), 1500))).toEqual({ bytes: 1500, code: null });
  });

  it('stops a bomb after no more than the limit came out, and lets go of its source', async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 2 ** 20));
    let isReleased = false;
    const result = await drain(gunzipBounded(chunksOf(bomb, 1024, () => { isReleased = true; }), 2 ** 20));
    expect(result.code).toBe('INPUT_TOO_LARGE');
    expect(result.bytes).toBeLessThanOrEqual(2 ** 20);
    await new Promise((resolve) => { setImmediate(resolve); });
    expect(isReleased).toBe(true);
  });

  it('hands on an error of its source', async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(gzipSync('abc').subarray(0, 5));
      throw Object.assign(new Error('reset'), { code: 'ECONNRESET' });
    }
    expect((await drain(gunzipBounded(broken(), 100))).code).toBe('ECONNRESET');
  });
});

describe('plainBytes', () => {
  it('bounds plain bytes too', async () => {
    expect(await drain(plainBytes(chunksOf(Buffer.alloc(100), 10), 55))).toEqual({ bytes: 50, code: 'INPUT_TOO_LARGE' });
    expect(await drain(plainBytes(chunksOf(Buffer.alloc(100), 10), 100))).toEqual({ bytes: 100, code: null });
  });
});
