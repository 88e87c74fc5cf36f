import { afterEach, expect, it } from 'vitest';
import { Problem } from '../../platform/problems/problem.ts';
import { WorkerThread } from './worker-thread.ts';

/** Answers `echo`, spins for ever on `spin`, ends on `exit`, throws outside a question on `throw`, and counts its questions. */
const SOURCE = `
  import { parentPort } from 'node:worker_threads';
  let asked = 0;
  parentPort.on('message', ({ id, name, body }) => {
    asked += 1;
    if (name === 'spin') for (;;);
    if (name === 'exit') process.exit(3);
    if (name === 'throw') { setImmediate(() => { throw new Error('lost'); }); return; }
    if (name === 'expected') { parentPort.postMessage({ id, failure: { kind: 'expected', code: 'REF_INVALID', message: 'no', details: { column: 3 } } }); return; }
    if (name === 'bug') { parentPort.postMessage({ id, failure: { kind: 'bug', message: 'broken', stack: 'there' } }); return; }
    parentPort.postMessage({ id, answer: { body, asked } });
  });`;
const entry = new URL(`data:text/javascript,${encodeURIComponent(SOURCE)}`);

const threads: WorkerThread[] = [];
const crashes: Error[] = [];
const start = (): WorkerThread => {
  const thread = new WorkerThread({ entry, workerData: null, onCrash: (error) => { crashes.push(error); } });
  threads.push(thread);
  return thread;
};
afterEach(async () => { await Promise.all(threads.splice(0).map((thread) => thread.close())); crashes.length = 0; });

const LONG = 30_000;

it('answers questions in order', async () => {
  const thread = start();
  const answers = await Promise.all([1, 2, 3].map((body) => thread.ask('echo', body, LONG)));
  expect(answers).toEqual([{ body: 1, asked: 1 }, { body: 2, asked: 2 }, { body: 3, asked: 3 }]);
  expect(thread.load).toBe(0);
});

it('gives up a question that takes too long, and asks those behind it of a fresh thread', async () => {
  const thread = start();
  const spinning = thread.ask('spin', null, 200);
  const behind = thread.ask('echo', 'after', LONG);
  await expect(spinning).rejects.toMatchObject({ code: 'ANALYSIS_TIMEOUT' });
  expect(await behind).toEqual({ body: 'after', asked: 1 });
  expect(crashes).toEqual([]);
});

it('ends what runs for somebody who has gone, and never begins what waits for them', async () => {
  const thread = start();
  const visitor = new AbortController();
  const spinning = thread.ask('spin', null, LONG, { abandoned: visitor.signal });
  const theirs = thread.ask('echo', 'theirs', LONG, { abandoned: visitor.signal });
  const behind = thread.ask('echo', 'after', LONG);
  const ended = [expect(spinning).rejects.toMatchObject({ message: 'whoever asked did not wait for the answer' }), expect(theirs).rejects.toMatchObject({ code: 'ANALYSIS_TIMEOUT' })];
  visitor.abort();
  await Promise.all(ended);
  expect(await behind).toEqual({ body: 'after', asked: 1 });
  expect(crashes).toEqual([]);
});

it('lets a quick question end although nobody waits, and keeps its thread', async () => {
  const thread = start();
  const visitor = new AbortController();
  const quick = thread.ask('echo', 'quick', LONG, { abandoned: visitor.signal });
  visitor.abort();
  expect(await quick).toEqual({ body: 'quick', asked: 1 });
  expect(await thread.ask('echo', 'after', LONG)).toEqual({ body: 'after', asked: 2 });
});

it.each(['exit', 'throw'])('loses only the question that ended the thread (%s)', async (name) => {
  const thread = start();
  const lost = thread.ask(name, null, LONG);
  const behind = thread.ask('echo', 'after', LONG);
  await expect(lost).rejects.not.toBeInstanceOf(Problem);
  expect(await behind).toEqual({ body: 'after', asked: 1 });
  expect(crashes).toHaveLength(1);
});

it('hands over what a thread could not answer: the caller\'s mistakes with their code, bugs without', async () => {
  const thread = start();
  await expect(thread.ask('expected', null, LONG)).rejects.toMatchObject({ code: 'REF_INVALID', message: 'no', errors: [{ column: 3 }] });
  await expect(thread.ask('bug', null, LONG)).rejects.toMatchObject({ message: 'broken', stack: 'there' });
});

it('refuses more questions than it can hold', async () => {
  const thread = start();
  const asked = Array.from({ length: 600 }, () => thread.ask('echo', null, LONG).then(() => 'answered', (error: unknown) => (error as Problem).code));
  const outcomes = await Promise.all(asked);
  expect(outcomes.filter((outcome) => outcome === 'UNAVAILABLE').length).toBe(99);
  expect(outcomes.filter((outcome) => outcome === 'answered').length).toBe(501);
});

it('answers nobody once it is closed', async () => {
  const thread = start();
  const open = thread.ask('spin', null, LONG);
  const expectation = expect(open).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  await thread.close();
  await expectation;
  await expect(thread.ask('echo', null, LONG)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
});
