import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '@postern/config';
import type { Response } from 'express';
import { AnalysisService } from '../../analysis/analysis.service.ts';
import type { PeersAsk } from '../../analysis/data/peers-data.ts';
import type { PointAsk } from '../../analysis/data/reachability-data.ts';
import { viewKeyText } from '../../analysis/view-key.ts';
import type { ViewKey } from '../../analysis/view-key.ts';
import type { Principal } from '../../platform/access/principal.ts';
import { CONFIG } from '../../platform/config.token.ts';
import type { IdentifiedRequest } from '../../platform/http/identified-request.ts';
import { Reply } from '../../platform/http/reply.ts';
import { encodeCursor, offsetAfter } from '../../platform/paging/cursor.ts';
import { nextLink } from '../../platform/paging/link.ts';
import { conditionalOf, immutableAnswer, versionOf } from '../view/immutable-answer.ts';
import { resolvedPath } from '../view/resolved-path.ts';
import { ViewService } from '../view/view.service.ts';
import { readLines } from './batch-body.ts';
import { basisOf, underOfTexts } from './reachability-rest.types.ts';
import type { BatchQuery, PointQuery, ReachQuery, WhoQuery } from './reachability-rest.types.ts';

/** Lines that a thread answers in one go: some ten milliseconds of work, so that others get their turn in between. */
const BATCH_LINES = 100;

/** REST's questions about who reaches whom: the documents that the command line prints. */
@Injectable()
export class ReachabilityRecordsService {
  constructor(private readonly analysis: AnalysisService, private readonly views: ViewService, @Inject(CONFIG) private readonly config: Config) {}

  async point(principal: Principal, view: string, { from, to, traffic, basis, as, set }: PointQuery, request: IdentifiedRequest): Promise<Reply<unknown>> {
    const ask: PointAsk = { from, to, traffic: { text: traffic }, basis: basisOf(basis) };
    const resolved = await this.views.resolve(principal, view, underOfTexts({ as, set }));
    return immutableAnswer([resolved], principal, ['point', ask], conditionalOf(request, resolved), async () => new Reply({ ...await this.analysis.ask('whyRecord', resolved.key, ask), view: versionOf(resolved) }));
  }

  whoCanReach(principal: Principal, view: string, { to, ...query }: WhoQuery, request: IdentifiedRequest): Promise<Reply<unknown>> {
    return this.peers(principal, view, query, 'who', to, request);
  }

  reachableFrom(principal: Principal, view: string, { from, ...query }: ReachQuery, request: IdentifiedRequest): Promise<Reply<unknown>> {
    return this.peers(principal, view, query, 'reach', from, request);
  }

  /** Answers lines of probes in their order. The body is read first, so that a bad one is refused as a whole. */
  async batch(principal: Principal, view: string, { basis, as, set }: BatchQuery, request: IdentifiedRequest, response: Response): Promise<void> {
    const { key, record, cluster } = await this.views.resolve(principal, view, underOfTexts({ as, set }));
    const lines = await readLines(request, { maxBytes: this.config.BODY_MAX_BYTES, maxLines: this.config.BATCH_MAX_PROBES });
    const answers = this.answers(key, lines, basisOf(basis));
    // Asked before the head is sent: a view that cannot be loaded is still a problem with a status.
    const first = await answers.next();
    response.status(200).setHeader('Content-Type', 'application/x-ndjson').setHeader('Postern-View', `${cluster.slug}@${String(record.sequence)};${record.contentDigest}`);
    const all = async function* rest(): AsyncGenerator<string> { if (first.done !== true) yield first.value; yield* answers; };
    await pipeline(Readable.from(all()), response).catch((error: unknown) => { request.log?.warn({ err: error }, 'a batch was broken off'); });
  }

  private async* answers(key: ViewKey, lines: readonly string[], basis: PointAsk['basis']): AsyncGenerator<string> {
    for (let at = 0; at < lines.length; at += BATCH_LINES) {
      yield (await this.analysis.ask('batch', key, { lines: lines.slice(at, at + BATCH_LINES), basis })).map((line) => `${line}\n`).join('');
    }
  }

  private async peers(principal: Principal, view: string, { basis, as, set, traffic, group, limit, cursor }: Omit<WhoQuery, 'to'>, question: PeersAsk['question'], subject: string, request: IdentifiedRequest): Promise<Reply<unknown>> {
    const ask: PeersAsk = { question, subject, traffic: { text: traffic }, basis: basisOf(basis), groupBy: group, filter: {} };
    const resolved = await this.views.resolve(principal, view, underOfTexts({ as, set }));
    const binding = [viewKeyText(resolved.key), ask];
    const offset = offsetAfter(binding, cursor);
    return immutableAnswer([resolved], principal, ['peers', ask, offset, limit], conditionalOf(request, resolved), async () => {
      const document = await this.analysis.ask('peersRecords', resolved.key, { ask, page: { offset, limit } });
      const next = offset + limit;
      // The next page is of this very version, whatever `latest` is by then.
      const headers = next < document.total ? nextLink(resolvedPath(request.originalUrl, resolved), encodeCursor(binding, next - 1)) : {};
      return new Reply({ ...document, view: versionOf(resolved) }, { headers });
    });
  }
}
