import { parentPort } from 'node:worker_threads';
import { StorageError } from '@postern/db';
import { BinaryViewError, invariant, QuestionError } from '@postern/engine';
import { Problem } from '../../platform/problems/problem.ts';
import { WholeViewWanted } from '../stored/whole-view-wanted.ts';
import type { Failure, Reply, Request } from './thread-protocol.ts';

/** Tells the parent, wherever the answer is, what is done of it: from 0 to 1. */
type Answering = (name: string, body: unknown, report: (progress: number) => void) => unknown;

/** Answers, inside a thread, what the parent asks: one question after the other. */
export function serve(answer: Answering): void {
  const port = parentPort;
  invariant(port !== null, 'E-5B1C', 'this file runs in a thread');
  port.on('message', (request: Request) => { void reply(answer, request, (message) => { port.postMessage(message); }).then((message) => { port.postMessage(message); }); });
}

async function reply(answer: Answering, { id, name, body }: Request, send: (message: Reply) => void): Promise<Reply> {
  try { return { id, answer: await answer(name, body, (progress) => { send({ id, progress }); }) }; } catch (error) { return { id, failure: failureOf(error) }; }
}

/** An error as plain data, since threads share no classes. */
export function failureOf(error: unknown): Failure {
  if (error instanceof QuestionError || error instanceof StorageError) return { kind: 'expected', code: error.code, message: error.message, details: error.details };
  // Some of a stored view is only decoded when a question needs it: what shows then to be damaged is compiled anew too.
  if (error instanceof WholeViewWanted || error instanceof BinaryViewError) return { kind: 'whole view wanted' };
  if (error instanceof Problem) return { kind: 'expected', code: error.code, message: error.message, details: { errors: error.errors } };
  return error instanceof Error ? { kind: 'bug', message: error.message, ...(error.stack === undefined ? {} : { stack: error.stack }) } : { kind: 'bug', message: String(error) };
}
