import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '@postern/config';
import { AnalysisService } from '../../analysis/analysis.service.ts';
import type { FindingFilterAsk, FindingSeverity } from '../../analysis/data/finding-data.ts';
import { viewKeyText } from '../../analysis/view-key.ts';
import type { Principal } from '../../platform/access/principal.ts';
import { CONFIG } from '../../platform/config.token.ts';
import type { IdentifiedRequest } from '../../platform/http/identified-request.ts';
import { Reply } from '../../platform/http/reply.ts';
import { offsetConnection } from '../../platform/paging/connection.ts';
import { encodeCursor, offsetAfter } from '../../platform/paging/cursor.ts';
import { nextLink, numberedPath } from '../../platform/paging/link.ts';
import { checkPageSize } from '../../platform/paging/page-size.ts';
import { BackgroundService } from '../operation/background.service.ts';
import { ViewService } from '../view/view.service.ts';
import { toFinding } from './finding.mapping.ts';
import type { FindingQuery } from './finding-rest.types.ts';
import type { FindingConnection, FindingFilter } from './finding.types.ts';

/** What is legal in the policies of a version and surely or probably a mistake, worked out when it is asked for. */
@Injectable()
export class FindingService {
  constructor(private readonly analysis: AnalysisService, private readonly views: ViewService, private readonly background: BackgroundService, @Inject(CONFIG) private readonly config: Config) {}

  async connection(principal: Principal, view: string, filter: FindingFilter | null, first: number, after: string | null): Promise<FindingConnection> {
    checkPageSize(first, this.config.MAX_PAGE_SIZE);
    const { key } = await this.views.resolve(principal, view);
    const ask: FindingFilterAsk = { codes: filter?.codes ?? null, namespaces: filter?.namespaces ?? null, minSeverity: (filter?.minSeverity?.toLowerCase() ?? null) as FindingSeverity | null };
    const binding = ['findings', viewKeyText(key), ask];
    const offset = offsetAfter(binding, after);
    const { rows, total } = await this.analysis.ask('findings', key, { filter: ask, page: { offset, limit: first } });
    return offsetConnection(rows.map(toFinding), total, offset, binding, (node, cursor) => ({ cursor, node }));
  }

  /** As `postern lint` prints them. `ref` is the part of a view reference after the `@`. */
  async list(principal: Principal, cluster: string, ref: string, { limit, cursor, code, namespace, minSeverity }: FindingQuery, request: IdentifiedRequest): Promise<Reply<unknown>> {
    const { key } = await this.views.resolve(principal, `${cluster}@${ref}`);
    const ask: FindingFilterAsk = { codes: code ?? null, namespaces: namespace ?? null, minSeverity: minSeverity ?? null };
    const begun = await this.background.begin(principal, request, { kind: 'FINDINGS', key, filter: ask });
    if (begun !== null) return begun;
    const binding = ['findings', viewKeyText(key), ask];
    const offset = offsetAfter(binding, cursor);
    const { rows, total } = await this.analysis.ask('findings', key, { filter: ask, page: { offset, limit } });
    const path = numberedPath(request.originalUrl, key.sequence);
    const headers = offset + limit < total ? nextLink(path, encodeCursor(binding, offset + limit - 1)) : {};
    return new Reply({ items: rows.map(({ record }) => record), total }, { headers });
  }
}
