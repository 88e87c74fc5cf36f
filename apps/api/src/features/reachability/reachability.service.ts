import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '@postern/config';
import { AnalysisService } from '../../analysis/analysis.service.ts';
import type { ExplanationData } from '../../analysis/data/explanation-data.ts';
import type { PeersAsk } from '../../analysis/data/peers-data.ts';
import type { PointAsk } from '../../analysis/data/reachability-data.ts';
import { viewKeyText } from '../../analysis/view-key.ts';
import type { Principal } from '../../platform/access/principal.ts';
import { CONFIG } from '../../platform/config.token.ts';
import { loaderOf } from '../../platform/graphql/loader.ts';
import type { RequestContext } from '../../platform/graphql/request-context.ts';
import { offsetConnection } from '../../platform/paging/connection.ts';
import { offsetAfter } from '../../platform/paging/cursor.ts';
import { checkPageSize } from '../../platform/paging/page-size.ts';
import { sharedEndpoints } from '../endpoint/endpoint.mapping.ts';
import { endpointReference } from '../endpoint/endpoint-reference.ts';
import { toSnapshot } from '../snapshot/snapshot.mapping.ts';
import { ViewService } from '../view/view.service.ts';
import type { Explanation } from './explanation.types.ts';
import { filterAsk, groupingOf, trafficAsk, underOf } from './question.mapping.ts';
import type { CanReachArgs, PeersArgs, ReachableFromArgs, WhoCanReachArgs } from './question.types.ts';
import { toExplanation, toReachability } from './reachability.mapping.ts';
import type { PeerConnection, Reachability } from './reachability.types.ts';

/** GraphQL's questions about who reaches whom. */
@Injectable()
export class ReachabilityService {
  constructor(private readonly analysis: AnalysisService, private readonly views: ViewService, @Inject(CONFIG) private readonly config: Config) {}

  async canReach(principal: Principal, { view, from, to, traffic, basis, under }: CanReachArgs): Promise<Reachability> {
    const ask: PointAsk = { from: endpointReference(from), to: endpointReference(to), traffic: trafficAsk(traffic), basis };
    const { key, record } = await this.views.resolve(principal, view, underOf(under));
    return toReachability(await this.analysis.ask('point', key, ask), toSnapshot(record));
  }

  whoCanReach(principal: Principal, { to, ...args }: WhoCanReachArgs): Promise<PeerConnection> {
    return this.peers(principal, args, 'who', endpointReference(to));
  }

  reachableFrom(principal: Principal, { from, ...args }: ReachableFromArgs): Promise<PeerConnection> {
    return this.peers(principal, args, 'reach', endpointReference(from));
  }

  /** One question to the analysis for all explanations of a view in a request. */
  async explanation(context: RequestContext, { view, ask }: Reachability, isAll: boolean): Promise<Explanation> {
    const loader = loaderOf<PointAsk, ExplanationData>(context, `explain ${viewKeyText(view)}`, (asks) => this.analysis.ask('explain', view, asks), (each) => JSON.stringify(each));
    return toExplanation(await loader.load(ask), view, isAll);
  }

  private async peers(principal: Principal, { view, basis, under, traffic, filter, groupBy, first, after }: PeersArgs, question: PeersAsk['question'], subject: string): Promise<PeerConnection> {
    checkPageSize(first, this.config.MAX_PAGE_SIZE);
    const ask: PeersAsk = { question, subject, traffic: trafficAsk(traffic), basis, groupBy: groupingOf(groupBy), filter: filterAsk(filter) };
    const { key, record } = await this.views.resolve(principal, view, underOf(under));
    const binding = [viewKeyText(key), ask];
    const offset = offsetAfter(binding, after);
    const { rows, total, summary } = await this.analysis.ask('peers', key, { ask, page: { offset, limit: first } });
    const snapshot = toSnapshot(record); const end = sharedEndpoints();
    const connection = offsetConnection(rows, total, offset, binding, ({ peer, reachability }, cursor) => ({ cursor, node: end(peer), reachability: toReachability(reachability, snapshot, end) }));
    return { ...connection, summary };
  }
}
