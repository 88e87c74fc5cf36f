import { Injectable } from '@nestjs/common';
import { identityKey } from '@postern/engine';
import type { ResourceIdentity } from '@postern/engine';
import { AnalysisService } from '../../analysis/analysis.service.ts';
import type { ImpactData } from '../../analysis/data/impact-data.ts';
import { viewKeyText } from '../../analysis/view-key.ts';
import type { ViewKey } from '../../analysis/view-key.ts';
import type { Principal } from '../../platform/access/principal.ts';
import type { RuleStatus } from '../../platform/graphql/enums.ts';
import { loaderOf } from '../../platform/graphql/loader.ts';
import type { RequestContext } from '../../platform/graphql/request-context.ts';
import type { IdentifiedRequest } from '../../platform/http/identified-request.ts';
import { Reply } from '../../platform/http/reply.ts';
import { encodeCursor, offsetAfter } from '../../platform/paging/cursor.ts';
import { nextLink, numberedPath } from '../../platform/paging/link.ts';
import { BackgroundService } from '../operation/background.service.ts';
import { ViewService } from '../view/view.service.ts';
import { toRuleRef } from '../reachability/reachability.mapping.ts';
import type { PairCounts } from '../reachability/reachability.types.ts';
import type { RuleRef } from './rule-ref.types.ts';
import type { Policy, PolicyRule } from './policy.types.ts';
import type { ImpactQuery } from './policy-impact-rest.types.ts';

/** What would be another without each policy. Worked out when REST is asked for it, best in the background; GraphQL tells what is known. */
@Injectable()
export class PolicyImpactService {
  constructor(private readonly analysis: AnalysisService, private readonly views: ViewService, private readonly background: BackgroundService) {}

  async list(principal: Principal, cluster: string, ref: string, { limit, cursor }: ImpactQuery, request: IdentifiedRequest): Promise<Reply<unknown>> {
    const { key } = await this.views.resolve(principal, `${cluster}@${ref}`);
    const begun = await this.background.begin(principal, request, { kind: 'POLICY_IMPACT', key });
    if (begun !== null) return begun;
    const binding = ['policy impact', viewKeyText(key)];
    const offset = offsetAfter(binding, cursor);
    const { rows, total } = await this.analysis.askKept('policyImpact', key, { page: { offset, limit } });
    const path = numberedPath(request.originalUrl, key.sequence);
    return new Reply({ items: rows, total }, { headers: offset + limit < total ? nextLink(path, encodeCursor(binding, offset + limit - 1)) : {} });
  }

  /** Pairs with another verdict without the policy; null where that is not known yet. */
  async marginal(context: RequestContext, { view, identity }: Policy): Promise<PairCounts | null> { return (await this.known(context, view, identity))?.verdicts ?? null; }

  /** What a rule does, and what decides in its stead; null where that is not known yet. */
  async statusOf(context: RequestContext, { view, identity, direction, ref }: PolicyRule): Promise<{ readonly status: keyof typeof RuleStatus; readonly shadowedBy: readonly RuleRef[] } | null> {
    const found = (await this.known(context, view, identity))?.rules.find((rule) => rule.direction === direction.toLowerCase() && rule.pointer === ref.pointer);
    return found === undefined ? null : { status: found.status, shadowedBy: found.shadowedBy.map(toRuleRef) };
  }

  /** Gathered over the request. */
  private known(context: RequestContext, view: ViewKey, identity: ResourceIdentity): Promise<ImpactData | null> {
    return loaderOf<ResourceIdentity, ImpactData | null>(context, `impact ${viewKeyText(view)}`, (keys) => this.analysis.askKept('impactsNamed', view, keys), identityKey).load(identity);
  }
}
