import { createServer } from 'node:http';
import type { Server } from 'node:http';
import express from 'express';
import { afterEach, expect, it } from 'vitest';
import { jsonBodies } from './bodies.ts';
import { abandonment, noteAbandonment } from './abandonment.ts';

let server: Server;
afterEach(() => { server.closeAllConnections(); server.close(); });

/** A service whose one route waits until it is told to answer; gives the signal that the route saw. */
async function serving(): Promise<{ readonly url: string; readonly seen: Promise<AbortSignal | undefined>; readonly answer: () => void }> {
  const seen = Promise.withResolvers<AbortSignal | undefined>(); const answer = Promise.withResolvers<undefined>();
  const app = express();
  app.use(noteAbandonment);
  app.use(jsonBodies(1000));
  app.all('/', (_request, response) => {
    seen.resolve(abandonment());
    void answer.promise.then(() => response.end('done'));
  });
  server = createServer(app);
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const address = server.address();
  return { url: `http://127.0.0.1:${String(typeof address === 'object' ? address?.port : 0)}/`, seen: seen.promise, answer: () => { answer.resolve(undefined); } };
}

it('tells when whoever asked has gone before the answer', async () => {
  const { url, seen } = await serving();
  const visitor = new AbortController();
  const asked = fetch(url, { signal: visitor.signal, method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{"query":"{ a }"}' }).catch(() => 'gone');
  const signal = await seen;
  expect(signal?.aborted).toBe(false);
  visitor.abort();
  expect(await asked).toBe('gone');
  await new Promise((resolve) => { signal?.addEventListener('abort', resolve, { once: true }); });
});

it('says nothing of an answer that was sent', async () => {
  const { url, seen, answer } = await serving();
  const asked = fetch(url);
  const signal = await seen;
  answer();
  expect(await (await asked).text()).toBe('done');
  server.closeAllConnections();
  expect(signal?.aborted).toBe(false);
});

it('knows nothing outside of a request', () => {
  expect(abandonment()).toBe(undefined);
  server = createServer();
});
