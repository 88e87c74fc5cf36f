import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '@postern/config';
import { AnalysisService } from '../../analysis/analysis.service.ts';
import type { EndpointData, IsolationData, PodData } from '../../analysis/data/endpoint-data.ts';
import { viewKeyText } from '../../analysis/view-key.ts';
import type { ViewKey } from '../../analysis/view-key.ts';
import type { Principal } from '../../platform/access/principal.ts';
import { CONFIG } from '../../platform/config.token.ts';
import { loaderOf } from '../../platform/graphql/loader.ts';
import type { RequestContext } from '../../platform/graphql/request-context.ts';
import { offsetConnection } from '../../platform/paging/connection.ts';
import { offsetAfter } from '../../platform/paging/cursor.ts';
import { checkPageSize } from '../../platform/paging/page-size.ts';
import { Problem } from '../../platform/problems/problem.ts';
import { ViewService } from '../view/view.service.ts';
import { toEndpoint } from './endpoint.mapping.ts';
import type { Endpoint, Namespace, Pod, PodConnection, Service, Workload } from './endpoint.types.ts';

const MAX_SEARCH = 200;

/** Ends by name, and what hangs on them: one question to the analysis for all of one kind in a request. */
@Injectable()
export class EndpointService {
  constructor(private readonly analysis: AnalysisService, private readonly views: ViewService, @Inject(CONFIG) private readonly config: Config) {}

  async search(principal: Principal, view: string, text: string, kinds: readonly string[] | null, first: number): Promise<readonly Endpoint[]> {
    checkPageSize(first, Math.min(MAX_SEARCH, this.config.MAX_PAGE_SIZE));
    if (text.length > 200) throw new Problem('VALIDATION_FAILED', 'search for at most 200 characters');
    const { key } = await this.views.resolve(principal, view);
    return (await this.analysis.ask('search', key, { text, kinds, first })).map(toEndpoint);
  }

  async namespace(context: RequestContext, { view, namespaceName }: Pod | Workload | Service): Promise<Namespace> {
    return this.described<Namespace>(context, view, `ns:${namespaceName}`);
  }

  async workload(context: RequestContext, { view, workloadRef }: Pod): Promise<Workload | null> {
    return workloadRef === null ? null : this.described<Workload>(context, view, workloadRef);
  }

  isolation(context: RequestContext, { view, ref }: Endpoint): Promise<IsolationData> {
    return loaderOf(context, `isolation ${viewKeyText(view)}`, (refs: readonly string[]) => this.analysis.ask('isolation', view, refs), String).load(ref);
  }

  async pods({ view, ref }: Workload, first: number, after: string | null): Promise<PodConnection> {
    checkPageSize(first, this.config.MAX_PAGE_SIZE);
    const binding = ['pods', viewKeyText(view), ref];
    const offset = offsetAfter(binding, after);
    const { rows, total } = await this.analysis.ask('workloadPods', view, { ref, page: { offset, limit: first } });
    const nodes = rows.map((row) => toEndpoint(row as PodData));
    return { ...offsetConnection(nodes, total, offset, binding, (node, cursor) => ({ cursor, node })), nodes };
  }

  private async described<T extends Endpoint>(context: RequestContext, view: ViewKey, ref: string): Promise<T> {
    const data = await loaderOf<string, EndpointData | null>(context, `describe ${viewKeyText(view)}`, (refs) => this.analysis.ask('describe', view, refs), String).load(ref);
    if (data === null) throw new Problem('ENDPOINT_NOT_IN_VIEW', `"${ref}" is not in this view`);
    return toEndpoint(data) as unknown as T;
  }
}
