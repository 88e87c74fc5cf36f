import { Inject, Injectable } from '@nestjs/common';
import type { OnApplicationShutdown } from '@nestjs/common';
import type { Config } from '@postern/config';
import { InjectPinoLogger, PinoLogger } from 'nestjs-pino';
import { CONFIG } from '../platform/config.token.ts';
import { MetricsService } from '../platform/health/metrics.service.ts';
import type { BackgroundJob, Report } from './background/background-ask.ts';
import { WholeViewWanted } from './stored/whole-view-wanted.ts';
import { WorkerThread } from './thread/worker-thread.ts';
import { workerEntry } from './thread/worker-entry.ts';

/** A thread apart from those that people wait for. It works one question out after the other, and ends when none is left. */
@Injectable()
export class BackgroundThread implements OnApplicationShutdown {
  private readonly thread: WorkerThread;

  constructor(@Inject(CONFIG) private readonly config: Config, private readonly metrics: MetricsService, @InjectPinoLogger(BackgroundThread.name) logger: PinoLogger) {
    const onCrash = (error: Error): void => { logger.error({ err: error }, 'the background thread ended and is replaced'); };
    this.thread = new WorkerThread({ entry: workerEntry('views.worker.js'), workerData: { url: config.DATABASE_URL, cacheBytes: config.VIEW_CACHE_BYTES }, onCrash });
  }

  /** Resolves when the answer is kept. `cancelled` ends the work wherever it is. */
  async run(job: BackgroundJob, cancelled: AbortSignal, onProgress: Report): Promise<void> {
    const end = this.metrics.questions.startTimer({ question: `background ${job.question.kind}` });
    try { await this.ask(job, false, cancelled, onProgress); } finally {
      end();
      // Its views are as large as those of the threads that answer people.
      if (this.thread.load === 0) await this.thread.recycle();
    }
  }

  async onApplicationShutdown(): Promise<void> { await this.thread.close(); }

  private async ask(job: BackgroundJob, isWhole: boolean, abandoned: AbortSignal, onProgress: Report): Promise<void> {
    try { await this.thread.ask('background', { job, isWhole }, this.config.BACKGROUND_TIMEOUT_MS, { abandoned, onProgress }); } catch (error) {
      if (isWhole || !(error instanceof WholeViewWanted)) throw error;
      await this.ask(job, true, abandoned, onProgress);
    }
  }
}
