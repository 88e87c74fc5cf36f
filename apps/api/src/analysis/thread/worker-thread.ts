import { Worker } from 'node:worker_threads';
import { Problem } from '../../platform/problems/problem.ts';
import { questionProblem } from '../../platform/problems/to-problem.ts';
import { WholeViewWanted } from '../stored/whole-view-wanted.ts';
import type { Failure, Reply, Request } from './thread-protocol.ts';

interface AskOptions {
  readonly transfer?: readonly ArrayBuffer[];
  /** Tells when nobody waits for the answer any more. */
  readonly abandoned?: AbortSignal | undefined;
  /** Hears what is done, from 0 to 1. */
  readonly onProgress?: (progress: number) => void;
}
interface Pending extends AskOptions { readonly request: Request; readonly deadlineMs: number; readonly transfer: readonly ArrayBuffer[]; readonly resolve: (value: unknown) => void; readonly reject: (reason: unknown) => void }

const MAX_WAITING = 500;
/** A question that nobody waits for any more has this long to end by itself: a thread that is replaced loads its views anew. */
const ABANDONED_MS = 500;
/** Not what a test runner was started with: its conditions lead to sources that a bare thread cannot load. */
const EXEC_ARGV = ['--enable-source-maps'];

export interface WorkerThreadOptions { readonly entry: URL; readonly workerData: unknown; readonly onCrash: (error: Error) => void }

/**
 * One thread that answers one question at a time. A question that passes its deadline, or that ends the thread, costs
 * only itself: the thread is replaced and those that wait behind it are asked of the new one.
 */
export class WorkerThread {
  private worker: Worker | undefined;
  private readonly waiting: Pending[] = [];
  private running: Pending | undefined;
  private timer: NodeJS.Timeout | undefined;
  private lastId = 0;
  private isClosed = false;
  private generation = 0;
  private readonly options: WorkerThreadOptions;

  constructor(options: WorkerThreadOptions) { this.options = options; }

  /** Another number once the thread was replaced, and with it all that it had in memory. */
  get memory(): number { return this.generation; }

  /** Questions that wait or run. */
  get load(): number { return this.waiting.length + (this.running === undefined ? 0 : 1); }

  ask(name: string, body: unknown, deadlineMs: number, { transfer = [], ...options }: AskOptions = {}): Promise<unknown> {
    if (this.isClosed) return Promise.reject(new Problem('UNAVAILABLE', 'the service is shutting down'));
    if (this.waiting.length >= MAX_WAITING) return Promise.reject(new Problem('UNAVAILABLE', 'too many questions are waiting', [], { 'Retry-After': '1' }));
    return new Promise((resolve, reject) => {
      this.lastId += 1;
      this.waiting.push({ request: { id: this.lastId, name, body }, deadlineMs, transfer, ...options, resolve, reject });
      this.next();
    });
  }

  async close(): Promise<void> {
    this.isClosed = true;
    const error = new Problem('UNAVAILABLE', 'the service is shutting down');
    for (const pending of this.waiting.splice(0)) pending.reject(error);
    this.take()?.reject(error);
    await this.drop();
  }

  /** Ends the thread so that its memory goes back; the next question starts a new one. */
  recycle(): Promise<void> { return this.drop(); }

  private next(): void {
    if (this.running !== undefined || this.isClosed) return;
    const pending = this.waiting.shift();
    if (pending === undefined) return;
    if (pending.abandoned?.aborted === true) { pending.reject(gone()); this.next(); return; }
    this.running = pending;
    this.timer = setTimeout(() => { this.giveUp(); }, pending.deadlineMs);
    pending.abandoned?.addEventListener('abort', () => { this.hasten(pending); }, { once: true });
    this.start().postMessage(pending.request, pending.transfer);
  }

  private start(): Worker {
    if (this.worker !== undefined) return this.worker;
    const worker = new Worker(this.options.entry, { workerData: this.options.workerData, execArgv: EXEC_ARGV });
    worker.on('message', (reply: Reply) => { this.settle(reply); });
    worker.on('error', (error: Error) => { this.crashed(worker, error); });
    worker.on('exit', (code) => { this.crashed(worker, new Error(`the analysis thread ended with ${String(code)}`)); });
    this.worker = worker;
    return worker;
  }

  private settle(reply: Reply): void {
    if (reply.id !== this.running?.request.id) return;
    if ('progress' in reply) { this.running.onProgress?.(reply.progress); return; }
    const pending = this.take();
    if ('failure' in reply) pending?.reject(failed(reply.failure)); else pending?.resolve(reply.answer);
    this.next();
  }

  private crashed(worker: Worker, error: Error): void {
    if (worker !== this.worker) return;
    this.forget();
    if (this.isClosed) return;
    this.options.onCrash(error);
    this.take()?.reject(error);
    this.next();
  }

  private giveUp(): void {
    const pending = this.take();
    // Analysis is synchronous inside the thread: only ending the thread ends the question.
    void this.drop();
    pending?.reject(pending.abandoned?.aborted === true ? gone() : new Problem('ANALYSIS_TIMEOUT', `the question was given up after ${String(pending.deadlineMs)} ms`));
    this.next();
  }

  /** Shortens what a question may still take, once nobody waits for it. */
  private hasten(pending: Pending): void {
    if (this.running !== pending) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => { this.giveUp(); }, ABANDONED_MS);
  }

  private take(): Pending | undefined {
    clearTimeout(this.timer);
    const pending = this.running;
    this.running = undefined;
    return pending;
  }

  private async drop(): Promise<void> {
    const worker = this.worker;
    this.forget();
    await worker?.terminate();
  }

  private forget(): void {
    this.worker = undefined;
    this.generation += 1;
  }
}

const gone = (): Problem => new Problem('ANALYSIS_TIMEOUT', 'whoever asked did not wait for the answer');

function failed(failure: Failure): Error {
  if (failure.kind === 'whole view wanted') return new WholeViewWanted();
  if (failure.kind === 'expected') return questionProblem(failure.code, failure.message, failure.details);
  const error = new Error(failure.message);
  if (failure.stack !== undefined) error.stack = failure.stack;
  return error;
}
