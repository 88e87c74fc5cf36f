import { Inject, Injectable } from '@nestjs/common';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import type { Config } from '@postern/config';
import type { OperationRecord, Storage } from '@postern/db';
import { InjectPinoLogger, PinoLogger } from 'nestjs-pino';
import { BackgroundThread } from '../../analysis/background-thread.ts';
import { keysOf } from '../../analysis/background/background-ask.ts';
import type { BackgroundAsk } from '../../analysis/background/background-ask.ts';
import type { Principal } from '../../platform/access/principal.ts';
import { CONFIG } from '../../platform/config.token.ts';
import type { IdentifiedRequest } from '../../platform/http/identified-request.ts';
import { Reply } from '../../platform/http/reply.ts';
import { wantsOperation } from '../../platform/http/request-preferences.ts';
import { internalProblem } from '../../platform/problems/internal-problem.ts';
import { problemDocument } from '../../platform/problems/problem-document.ts';
import { Problem } from '../../platform/problems/problem.ts';
import { toProblem } from '../../platform/problems/to-problem.ts';
import { STORAGE } from '../../platform/storage.module.ts';
import { operationUrl, resultUrl, toOperationBody } from './operation.mapping.ts';
import type { OperationBody } from './operation-rest.types.ts';
import { ProgressNotes } from './progress-notes.ts';

/** How often a process looks whether another one has cancelled what it works on. */
const LOOK_EVERY_MS = 1000;
const DROP_EVERY_MS = 60_000;

interface Running { readonly tokenId: string; readonly cancelled: AbortController }

/** Questions that are worked on after their request has been answered. */
@Injectable()
export class BackgroundService implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly running = new Map<string, Running>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    @Inject(STORAGE) private readonly storage: Storage, @Inject(CONFIG) private readonly config: Config, private readonly thread: BackgroundThread,
    @InjectPinoLogger(BackgroundService.name) private readonly logger: PinoLogger,
  ) {}

  onApplicationBootstrap(): void { this.timer = setInterval(() => { void this.dropExpired(); }, DROP_EVERY_MS).unref(); }
  onApplicationShutdown(): void { clearInterval(this.timer); }

  /** An operation for a caller who prefers one; null for one who waits. @throws {Problem} RATE_LIMITED */
  async begin(principal: Principal, request: IdentifiedRequest, question: BackgroundAsk): Promise<Reply<OperationBody> | null> {
    if (!wantsOperation(request.headers['prefer'])) return null;
    const { tokenId } = principal;
    const own = [...this.running.values()].filter((each) => each.tokenId === tokenId && !each.cancelled.signal.aborted).length;
    if (own >= this.config.BACKGROUND_PER_TOKEN) throw new Problem('RATE_LIMITED', `${String(own)} questions of this token are being worked on; wait for one, or cancel it`, [], { 'Retry-After': '5' });
    const [key] = keysOf(question);
    const operation = await this.storage.operations.begin({ clusterId: key.clusterId, kind: question.kind, tokenId });
    this.running.set(operation.id, { tokenId, cancelled: new AbortController() });
    void this.run(operation, question, request.id);
    return new Reply(toOperationBody(operation), { status: 202, headers: { 'Location': operationUrl(operation.id), 'Preference-Applied': 'respond-async', 'Retry-After': '1', 'Cache-Control': 'no-store' } });
  }

  /** Ends the work on a cancelled operation, where this process does it; another one notices by itself. */
  cancelled(id: string): void { this.running.get(id)?.cancelled.abort(); }

  private async run({ id }: OperationRecord, question: BackgroundAsk, requestId: string): Promise<void> {
    const cancelled = this.running.get(id)?.cancelled ?? new AbortController();
    const notes = new ProgressNotes(this.storage, id);
    const look = setInterval(() => { void this.look(id, cancelled); }, LOOK_EVERY_MS).unref();
    try {
      await this.thread.run({ operationId: id, resultUrl: resultUrl(id), question, mostBytes: this.config.RESULT_MAX_BYTES, keepSeconds: this.config.RESULT_KEEP_SECONDS }, cancelled.signal, (fraction) => { notes.note(fraction); });
    } catch (error) { await this.fail(id, error, requestId); } finally {
      clearInterval(look);
      this.running.delete(id);
    }
  }

  private async fail(id: string, error: unknown, requestId: string): Promise<void> {
    const problem = toProblem(error) ?? internalProblem();
    if (problem.code === 'INTERNAL') this.logger.error({ err: error, requestId }, 'a question in the background failed');
    // What was cancelled stays so.
    try { await this.storage.operations.fail(id, { ...problemDocument(problem, requestId, operationUrl(id)) }); } catch (failure) { this.logger.error({ err: failure, requestId }, 'the end of an operation could not be noted'); }
  }

  private async look(id: string, cancelled: AbortController): Promise<void> {
    try { if ((await this.storage.operations.get(id)).state === 'CANCELLED') cancelled.abort(); } catch (error) { this.logger.warn({ err: error }, 'could not look whether an operation was cancelled'); }
  }

  private async dropExpired(): Promise<void> {
    try { await this.storage.operations.dropExpired(); } catch (error) { this.logger.error({ err: error }, 'could not drop answers whose time has passed'); }
  }
}
