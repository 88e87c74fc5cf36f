import type { PublishAnswer, PublishAsk, UploadForm, UploadSummary } from '../data/upload-data.ts';
import type { ViewKey } from '../view-key.ts';
import type { WorkerThread } from '../thread/worker-thread.ts';

/** No single step of an upload may take longer. */
const STEP_MS = 600_000;

/** One upload and the thread that reads it. A chunk is answered when it is read, which is what slows the sender down. */
export class UploadHandle {
  bytes = 0;
  private readonly thread: WorkerThread;
  constructor(thread: WorkerThread) { this.thread = thread; }

  async begin(form: UploadForm, file: string): Promise<void> { await this.thread.ask('begin', { form, file }, STEP_MS); }

  async chunk(parts: readonly Uint8Array[]): Promise<void> {
    const size = parts.reduce((sum, part) => sum + part.length, 0);
    this.bytes += size;
    // Own memory, so that it can move to the thread: the socket's chunks share Node's pool.
    const buffer = new ArrayBuffer(size);
    const bytes = new Uint8Array(buffer);
    let at = 0;
    for (const part of parts) { bytes.set(part, at); at += part.length; }
    await this.thread.ask('chunk', bytes, STEP_MS, { transfer: [buffer] });
  }

  async finish(): Promise<UploadSummary> { return await this.thread.ask('finish', null, STEP_MS) as UploadSummary; }
  async publish(ask: PublishAsk): Promise<PublishAnswer> { return await this.thread.ask('publish', ask, STEP_MS) as PublishAnswer; }

  /** Keeps the version that was published ready for questions. */
  async compile(key: ViewKey): Promise<void> { await this.thread.ask('compile', key, STEP_MS); }

  async drop(isMemoryWanted: boolean): Promise<void> {
    if (isMemoryWanted) await this.thread.recycle(); else await this.thread.ask('drop', null, STEP_MS).catch(() => undefined);
  }
}
