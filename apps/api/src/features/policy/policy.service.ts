import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '@postern/config';
import { identityKey } from '@postern/engine';
import type { Direction, ResourceIdentity } from '@postern/engine';
import { AnalysisService } from '../../analysis/analysis.service.ts';
import { viewKeyText } from '../../analysis/view-key.ts';
import type { ViewKey } from '../../analysis/view-key.ts';
import type { PolicyData } from '../../analysis/data/policy-data.ts';
import type { Principal } from '../../platform/access/principal.ts';
import { CONFIG } from '../../platform/config.token.ts';
import { loaderOf } from '../../platform/graphql/loader.ts';
import type { RequestContext } from '../../platform/graphql/request-context.ts';
import { offsetConnection } from '../../platform/paging/connection.ts';
import { offsetAfter } from '../../platform/paging/cursor.ts';
import { checkPageSize } from '../../platform/paging/page-size.ts';
import { endpointReference } from '../endpoint/endpoint-reference.ts';
import type { Pod } from '../endpoint/endpoint.types.ts';
import { ViewService } from '../view/view.service.ts';
import { toPolicy } from './policy.mapping.ts';
import type { Policy, PolicyConnection, PolicyFilter } from './policy.types.ts';

interface SelectedAsk { readonly ref: string; readonly direction: Direction | null }

@Injectable()
export class PolicyService {
  constructor(private readonly analysis: AnalysisService, private readonly views: ViewService, @Inject(CONFIG) private readonly config: Config) {}

  async list(principal: Principal, view: string, filter: PolicyFilter | null, first: number, after: string | null): Promise<PolicyConnection> {
    checkPageSize(first, this.config.MAX_PAGE_SIZE);
    const { key } = await this.views.resolve(principal, view);
    const ask = {
      namespaces: filter?.namespaces ?? null, tiers: filter?.tiers ?? null,
      selecting: filter?.selecting === null || filter?.selecting === undefined ? null : endpointReference(filter.selecting),
    };
    const binding = ['policies', viewKeyText(key), ask];
    const offset = offsetAfter(binding, after);
    const { rows, total } = await this.analysis.ask('policies', key, { filter: ask, page: { offset, limit: first } });
    return offsetConnection(rows.map(toPolicy), total, offset, binding, (node, cursor) => ({ cursor, node }));
  }

  /** The policies with these identities in a view, gathered over the request. */
  async named(context: RequestContext, view: ViewKey, identities: readonly ResourceIdentity[]): Promise<readonly Policy[]> {
    const loader = loaderOf<ResourceIdentity, PolicyData | null>(context, `policies ${viewKeyText(view)}`, (keys) => this.analysis.ask('policiesNamed', view, keys), identityKey);
    return (await Promise.all(identities.map((identity) => loader.load(identity)))).flatMap((data) => (data === null ? [] : [toPolicy(data)]));
  }

  async one(context: RequestContext, view: ViewKey, identity: ResourceIdentity | null): Promise<Policy | null> {
    return identity === null ? null : (await this.named(context, view, [identity]))[0] ?? null;
  }

  async selecting(context: RequestContext, { view, ref }: Pod, direction: 'INGRESS' | 'EGRESS' | null): Promise<readonly Policy[]> {
    const loader = loaderOf<SelectedAsk, readonly ResourceIdentity[]>(context, `selected ${viewKeyText(view)}`, (asks) => this.analysis.ask('selectedBy', view, asks), (each) => `${each.ref} ${String(each.direction)}`);
    return this.named(context, view, await loader.load({ ref, direction: direction === null ? null : direction === 'INGRESS' ? 'ingress' : 'egress' }));
  }
}
