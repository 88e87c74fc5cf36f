import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '@postern/config';
import { AnalysisService } from '../../analysis/analysis.service.ts';
import type { DifferencesAsk } from '../../analysis/data/difference-data.ts';
import { viewKeyText } from '../../analysis/view-key.ts';
import type { Principal } from '../../platform/access/principal.ts';
import { CONFIG } from '../../platform/config.token.ts';
import type { IdentifiedRequest } from '../../platform/http/identified-request.ts';
import { Reply } from '../../platform/http/reply.ts';
import { offsetConnection } from '../../platform/paging/connection.ts';
import { encodeCursor, offsetAfter } from '../../platform/paging/cursor.ts';
import { nextLink } from '../../platform/paging/link.ts';
import { checkPageSize } from '../../platform/paging/page-size.ts';
import { toEndpoint } from '../endpoint/endpoint.mapping.ts';
import { BackgroundService } from '../operation/background.service.ts';
import { groupingOf, underOf } from '../reachability/question.mapping.ts';
import { underOfTexts } from '../reachability/reachability-rest.types.ts';
import { conditionalOf, immutableAnswer, versionOf } from '../view/immutable-answer.ts';
import { resolvedPath } from '../view/resolved-path.ts';
import { toCaveat } from '../view/resource.mapping.ts';
import { ViewService } from '../view/view.service.ts';
import type { DifferenceQuery } from './difference-rest.types.ts';
import type { DifferenceArgs, EnforcementDifferenceConnection } from './difference.types.ts';

/** Where a cluster does otherwise than its policies say. */
@Injectable()
export class DifferenceService {
  constructor(private readonly analysis: AnalysisService, private readonly views: ViewService, private readonly background: BackgroundService, @Inject(CONFIG) private readonly config: Config) {}

  async connection(principal: Principal, { view, under, groupBy, first, after }: DifferenceArgs): Promise<EnforcementDifferenceConnection> {
    checkPageSize(first, this.config.MAX_PAGE_SIZE);
    const ask: DifferencesAsk = { groupBy: groupingOf(groupBy) };
    const { key } = await this.views.resolve(principal, view, underOf(under));
    const binding = ['differences', viewKeyText(key), ask];
    const offset = offsetAfter(binding, after);
    const { rows, total, caveats } = await this.analysis.ask('differences', key, { ask, page: { offset, limit: first } });
    const nodes = rows.map(({ from, to, ...row }) => ({ ...row, from: toEndpoint(from), to: toEndpoint(to) }));
    return { ...offsetConnection(nodes, total, offset, binding, (node, cursor) => ({ cursor, node })), caveats: caveats.map(toCaveat) };
  }

  /** The document that the command line prints. */
  async record(principal: Principal, view: string, { as, set, group, limit, cursor }: DifferenceQuery, request: IdentifiedRequest): Promise<Reply<unknown>> {
    const ask: DifferencesAsk = { groupBy: group };
    const resolved = await this.views.resolve(principal, view, underOfTexts({ as, set }));
    const begun = await this.background.begin(principal, request, { kind: 'DIFFERENCES', key: resolved.key, ask, view: versionOf(resolved) });
    if (begun !== null) return begun;
    const binding = ['differences', viewKeyText(resolved.key), ask];
    const offset = offsetAfter(binding, cursor);
    return immutableAnswer([resolved], principal, ['differences', ask, offset, limit], conditionalOf(request, resolved), async () => {
      const document = await this.analysis.ask('differencesRecords', resolved.key, { ask, page: { offset, limit } });
      const next = offset + limit;
      const headers = next < document.total ? nextLink(resolvedPath(request.originalUrl, resolved), encodeCursor(binding, next - 1)) : {};
      return new Reply({ ...document, view: versionOf(resolved) }, { headers });
    });
  }
}
