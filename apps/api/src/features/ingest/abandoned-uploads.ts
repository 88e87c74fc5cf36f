import { Inject, Injectable } from '@nestjs/common';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import type { Storage } from '@postern/db';
import { InjectPinoLogger, PinoLogger } from 'nestjs-pino';
import { STORAGE } from '../../platform/storage.module.ts';

const EVERY_MS = 60_000;

/** Ends the uploads of processes that are gone, at the start and every minute, so that nobody waits for them. */
@Injectable()
export class AbandonedUploads implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;

  constructor(@Inject(STORAGE) private readonly storage: Storage, @InjectPinoLogger(AbandonedUploads.name) private readonly logger: PinoLogger) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.end();
    this.timer = setInterval(() => { void this.end(); }, EVERY_MS).unref();
  }

  onApplicationShutdown(): void { clearInterval(this.timer); }

  private async end(): Promise<void> {
    try {
      const count = await this.storage.operations.failAbandoned();
      if (count > 0) this.logger.warn({ count }, 'ended uploads whose process is gone');
    } catch (error) { this.logger.error({ err: error }, 'could not look for abandoned uploads'); }
  }
}
