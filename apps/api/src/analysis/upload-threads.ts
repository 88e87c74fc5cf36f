import { Inject, Injectable } from '@nestjs/common';
import type { OnApplicationShutdown } from '@nestjs/common';
import type { Config } from '@postern/config';
import { InjectPinoLogger, PinoLogger } from 'nestjs-pino';
import { CONFIG } from '../platform/config.token.ts';
import { Problem } from '../platform/problems/problem.ts';
import { WorkerThread } from './thread/worker-thread.ts';
import { workerEntry } from './thread/worker-entry.ts';
import { UploadHandle } from './upload/upload-handle.ts';

const MAX_WAITING = 32;
/** After an upload of this size the thread's memory is worth more than its warmth. */
const RECYCLE_BYTES = 8 * 2 ** 20;

/** The threads that read uploads: each belongs to one upload at a time, and uploads wait for their turn. */
@Injectable()
export class UploadThreads implements OnApplicationShutdown {
  private readonly free: WorkerThread[];
  private readonly all: readonly WorkerThread[];
  private readonly waiting: ((thread: WorkerThread) => void)[] = [];

  constructor(@Inject(CONFIG) config: Config, @InjectPinoLogger(UploadThreads.name) logger: PinoLogger) {
    const onCrash = (error: Error): void => { logger.error({ err: error }, 'an upload thread ended and is replaced'); };
    this.all = Array.from({ length: config.UPLOADS_AT_ONCE }, () => new WorkerThread({ entry: workerEntry('uploads.worker.js'), workerData: { url: config.DATABASE_URL }, onCrash }));
    this.free = [...this.all];
  }

  /** Runs `work` with a thread of its own. @throws {Problem} UNAVAILABLE when too many uploads wait */
  async withThread<T>(work: (upload: UploadHandle) => Promise<T>): Promise<T> {
    const thread = await this.take();
    const handle = new UploadHandle(thread);
    try { return await work(handle); } finally {
      await handle.drop(handle.bytes > RECYCLE_BYTES);
      this.give(thread);
    }
  }

  async onApplicationShutdown(): Promise<void> { await Promise.all(this.all.map((thread) => thread.close())); }

  private take(): Promise<WorkerThread> {
    const thread = this.free.pop();
    if (thread !== undefined) return Promise.resolve(thread);
    if (this.waiting.length >= MAX_WAITING) return Promise.reject(new Problem('UNAVAILABLE', 'too many uploads are waiting', [], { 'Retry-After': '5' }));
    return new Promise((resolve) => { this.waiting.push(resolve); });
  }

  private give(thread: WorkerThread): void {
    const next = this.waiting.shift();
    if (next === undefined) this.free.push(thread); else next(thread);
  }
}
