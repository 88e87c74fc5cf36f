import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { OnApplicationShutdown } from '@nestjs/common';
import type { Config } from '@postern/config';
import { invariant } from '@postern/engine';
import { InjectPinoLogger, PinoLogger } from 'nestjs-pino';
import { CONFIG } from '../platform/config.token.ts';
import { abandonment } from '../platform/http/abandonment.ts';
import { MetricsService } from '../platform/health/metrics.service.ts';
import { Problem } from '../platform/problems/problem.ts';
import type { DiffAsk } from './data/diff-data.ts';
import { WholeViewWanted } from './stored/whole-view-wanted.ts';
import { WorkerThread } from './thread/worker-thread.ts';
import { workerEntry } from './thread/worker-entry.ts';
import { viewKeyText } from './view-key.ts';
import type { ViewKey } from './view-key.ts';
import type { DiffQuestions, KeptQuestions, ViewQuestions } from './view-questions.ts';

type Ask<N extends keyof ViewQuestions> = Parameters<ViewQuestions[N]>[1];
type Answer<N extends keyof ViewQuestions> = Awaited<ReturnType<ViewQuestions[N]>>;
type KeptAsk<N extends keyof KeptQuestions> = Parameters<KeptQuestions[N]>[2]['ask'];
type KeptAnswer<N extends keyof KeptQuestions> = Awaited<ReturnType<KeptQuestions[N]>>;
type DiffBody<N extends keyof DiffQuestions> = Parameters<DiffQuestions[N]>[2];
type DiffAnswer<N extends keyof DiffQuestions> = Awaited<ReturnType<DiffQuestions[N]>>;

/** Reading a version from the database may take this many times as long as answering a question. */
const LOAD_PATIENCE = 12;

/** Questions that always need the objects of a version; others find out, such as those about pods that do not exist yet. */
const NEED_OBJECTS: ReadonlySet<string> = new Set<keyof ViewQuestions>(['policies', 'policiesNamed', 'exposure', 'exposureRecords', 'findings']);

/** Where a question that takes too long can be asked in the background. */
const IN_BACKGROUND: ReadonlyMap<string, string> = new Map<keyof ViewQuestions | keyof DiffQuestions | keyof KeptQuestions, string>([
  ['exportText', 'GET /v1/views/{view}/export'], ['findings', 'GET /v1/clusters/{cluster}/snapshots/{ref}/findings'], ['policyImpact', 'GET /v1/clusters/{cluster}/snapshots/{ref}/policy-impact'],
  ['differences', 'GET /v1/views/{view}/enforcement-differences'], ['differencesRecords', 'GET /v1/views/{view}/enforcement-differences'],
  ['diffHead', 'GET /v1/diff'], ['diffText', 'GET /v1/diff'], ['diffChanges', 'GET /v1/diff'], ['diffResources', 'GET /v1/diff'],
]);

function withWayOut(error: unknown, name: string): unknown {
  const route = IN_BACKGROUND.get(name);
  if (route === undefined || !(error instanceof Problem) || error.code !== 'ANALYSIS_TIMEOUT') return error;
  return new Problem('ANALYSIS_TIMEOUT', `${error.message}; "${route}" with the header "Prefer: respond-async" works it out in the background`, [{ route, header: 'Prefer: respond-async' }]);
}

/** Asks the threads that hold views. A view is always asked of the same thread, so that it is compiled once. */
@Injectable()
export class AnalysisService implements OnApplicationShutdown {
  private readonly threads: readonly WorkerThread[];
  /** The view that each thread was asked about last, and in which of its memories. */
  private readonly last = new WeakMap<WorkerThread, string>();
  /** Views that an upload's thread is about to keep in the database, by key. */
  private readonly expected = new Map<string, Promise<void>>();

  constructor(@Inject(CONFIG) private readonly config: Config, private readonly metrics: MetricsService, @InjectPinoLogger(AnalysisService.name) logger: PinoLogger) {
    const workerData = { url: config.DATABASE_URL, cacheBytes: config.VIEW_CACHE_BYTES };
    const onCrash = (error: Error): void => { logger.error({ err: error }, 'an analysis thread ended and is replaced'); };
    this.threads = Array.from({ length: config.ANALYSIS_THREADS }, () => new WorkerThread({ entry: workerEntry('views.worker.js'), workerData, onCrash }));
  }

  async ask<N extends keyof ViewQuestions>(name: N, key: ViewKey, ask: Ask<N>): Promise<Answer<N>> {
    return await this.asked(name, key, [key], { key, ask }, NEED_OBJECTS.has(name)) as Answer<N>;
  }

  /** What may have been kept beside a view. */
  async askKept<N extends keyof KeptQuestions>(name: N, key: ViewKey, ask: KeptAsk<N>): Promise<KeptAnswer<N>> {
    return await this.asked(name, key, [key], { key, ask }, false) as KeptAnswer<N>;
  }

  /** Both versions are read by the thread of the later one. */
  async askDiff<N extends keyof DiffQuestions>(name: N, body: DiffBody<N>): Promise<DiffAnswer<N>> {
    const { base, target }: DiffAsk = body.diff;
    return await this.asked(name, target, [base, target], body, false) as DiffAnswer<N>;
  }

  /** Questions about this view wait for `kept`, which costs less than compiling it a second time. It must not reject. */
  expect(key: ViewKey, kept: Promise<void>): Promise<void> {
    const text = viewKeyText(key);
    const done = kept.finally(() => { this.expected.delete(text); });
    this.expected.set(text, done);
    return done;
  }

  async onApplicationShutdown(): Promise<void> { await Promise.all(this.threads.map((thread) => thread.close())); }

  /**
   * Views are loaded apart from the question, whose deadline would never let a large cluster be read, and to the end even
   * when whoever asked has gone: whoever asks next needs them too.
   */
  private async asked(name: string, home: ViewKey, keys: readonly ViewKey[], body: unknown, isWhole: boolean): Promise<unknown> {
    for (const key of keys) await this.untilKept(key, this.patienceMs);
    await this.loaded(name, home, keys, isWhole);
    try { return await this.timed(name, home, body); } catch (error) {
      if (isWhole || !(error instanceof WholeViewWanted)) throw error;
      return await this.asked(name, home, keys, body, true);
    }
  }

  private get patienceMs(): number { return this.config.ANALYSIS_TIMEOUT_MS * LOAD_PATIENCE; }

  /** A thread never drops the view that it was asked about last, so that most questions need not wait for it twice. */
  private async loaded(name: string, home: ViewKey, keys: readonly ViewKey[], isWhole: boolean): Promise<void> {
    const thread = this.threadOf(home);
    const state = (): string => [keys.map(viewKeyText), isWhole, thread.memory].join('\n');
    if (keys.length === 1 && this.last.get(thread) === state()) return;
    this.last.delete(thread);
    for (const key of keys) await thread.ask('load', { key, isWhole }, this.patienceMs).catch((error: unknown) => { throw withWayOut(error, name); });
    this.last.set(thread, state());
  }

  private async untilKept(key: ViewKey, patienceMs: number): Promise<void> {
    const kept = this.expected.get(viewKeyText(key));
    if (kept === undefined) return;
    const done = new AbortController();
    await Promise.race([kept, pause(patienceMs, undefined, { signal: done.signal }).catch(() => undefined)]);
    done.abort();
  }

  private async timed(name: string, home: ViewKey, body: unknown): Promise<unknown> {
    const end = this.metrics.questions.startTimer({ question: name });
    try { return await this.threadOf(home).ask(name, body, this.config.ANALYSIS_TIMEOUT_MS, { abandoned: abandonment() }); } catch (error) { throw withWayOut(error, name); } finally { end(); }
  }

  private threadOf({ clusterId, sequence }: ViewKey): WorkerThread {
    const thread = this.threads[(clusterId * 31 + sequence) % this.threads.length];
    invariant(thread !== undefined, 'E-3C77', 'there is at least one analysis thread');
    return thread;
  }
}
