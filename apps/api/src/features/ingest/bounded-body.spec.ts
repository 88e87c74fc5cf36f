import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { boundedBody } from './bounded-body.ts';

const LIMITS = { sentBytes: 1000, textBytes: 1000, patienceMs: 150 };

async function textOf(body: AsyncIterable<Uint8Array>, readerMs = 0): Promise<string> {
  let text = '';
  for await (const chunk of body) { text += Buffer.from(chunk).toString(); await pause(readerMs); }
  return text;
}

async function* dripping(count: number, everyMs: number): AsyncGenerator<Buffer> {
  for (let sent = 0; sent < count; sent += 1) { await pause(everyMs); yield Buffer.from('x'); }
}

it('gives a body as it was sent, compressed or not', async () => {
  expect(await textOf(boundedBody(Readable.from([Buffer.from('ab'), Buffer.from('c')]), false, LIMITS))).toBe('abc');
  expect(await textOf(boundedBody(Readable.from([gzipSync('abc')]), true, LIMITS))).toBe('abc');
});

it('gives up a body that stalls, and one that drips', async () => {
  const stalled = new Readable({ read: () => undefined });
  stalled.push('abc');
  await expect(textOf(boundedBody(stalled, false, LIMITS))).rejects.toMatchObject({ code: 'VALIDATION_FAILED', message: 'the body came too slowly' });
  await expect(textOf(boundedBody(Readable.from(dripping(1000, 40), { objectMode: false }), false, LIMITS))).rejects.toMatchObject({ message: 'the body came too slowly' });
});

it('does not blame the sender for a slow reader', async () => {
  expect(await textOf(boundedBody(Readable.from(['a', 'b', 'c'].map((each) => Buffer.from(each)), { objectMode: false, highWaterMark: 1 }), false, { ...LIMITS, patienceMs: 50 }), 80)).toBe('abc');
});
