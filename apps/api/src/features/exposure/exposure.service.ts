import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '@postern/config';
import { AnalysisService } from '../../analysis/analysis.service.ts';
import type { ExposureAsk } from '../../analysis/data/exposure-data.ts';
import { viewKeyText } from '../../analysis/view-key.ts';
import type { Principal } from '../../platform/access/principal.ts';
import { CONFIG } from '../../platform/config.token.ts';
import type { IdentifiedRequest } from '../../platform/http/identified-request.ts';
import { Reply } from '../../platform/http/reply.ts';
import { offsetConnection } from '../../platform/paging/connection.ts';
import { encodeCursor, offsetAfter } from '../../platform/paging/cursor.ts';
import { nextLink } from '../../platform/paging/link.ts';
import { checkPageSize } from '../../platform/paging/page-size.ts';
import { groupingOf, underOf } from '../reachability/question.mapping.ts';
import { basisOf, underOfTexts } from '../reachability/reachability-rest.types.ts';
import { conditionalOf, immutableAnswer, versionOf } from '../view/immutable-answer.ts';
import { resolvedPath } from '../view/resolved-path.ts';
import { toCaveat } from '../view/resource.mapping.ts';
import { ViewService } from '../view/view.service.ts';
import { toExposureItem } from './exposure.mapping.ts';
import type { ExposureQuery } from './exposure-rest.types.ts';
import type { ExposureArgs, ExposureConnection } from './exposure.types.ts';

/** What the outside can reach and through what, and what can reach the internet. */
@Injectable()
export class ExposureService {
  constructor(private readonly analysis: AnalysisService, private readonly views: ViewService, @Inject(CONFIG) private readonly config: Config) {}

  async connection(principal: Principal, { view, basis, under, direction, groupBy, first, after }: ExposureArgs): Promise<ExposureConnection> {
    checkPageSize(first, this.config.MAX_PAGE_SIZE);
    const ask: ExposureAsk = { directions: [direction === 'INGRESS' ? 'ingress' : 'egress'], basis, groupBy: groupingOf(groupBy) };
    const { key } = await this.views.resolve(principal, view, underOf(under));
    const binding = ['exposure', viewKeyText(key), ask];
    const offset = offsetAfter(binding, after);
    const { rows, total, blocked, deadEnds, caveats } = await this.analysis.ask('exposure', key, { ask, page: { offset, limit: first } });
    return { ...offsetConnection(rows.map(toExposureItem), total, offset, binding, (node, cursor) => ({ cursor, node })), blocked, deadEnds, caveats: caveats.map(toCaveat) };
  }

  /** The document that the command line prints. */
  async record(principal: Principal, view: string, { basis, as, set, group, direction, limit, cursor }: ExposureQuery, request: IdentifiedRequest): Promise<Reply<unknown>> {
    const ask: ExposureAsk = { directions: direction === undefined ? ['ingress', 'egress'] : [direction], basis: basisOf(basis), groupBy: group };
    const resolved = await this.views.resolve(principal, view, underOfTexts({ as, set }));
    const binding = ['exposure', viewKeyText(resolved.key), ask];
    const offset = offsetAfter(binding, cursor);
    return immutableAnswer([resolved], principal, ['exposure', ask, offset, limit], conditionalOf(request, resolved), async () => {
      const document = await this.analysis.ask('exposureRecords', resolved.key, { ask, page: { offset, limit } });
      const next = offset + limit;
      const headers = next < document.total ? nextLink(resolvedPath(request.originalUrl, resolved), encodeCursor(binding, next - 1)) : {};
      return new Reply({ ...document, view: versionOf(resolved) }, { headers });
    });
  }
}
