import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Scopes } from '../../platform/access/access.decorators.ts';
import { RuleStatus } from '../../platform/graphql/enums.ts';
import type { RequestContext } from '../../platform/graphql/request-context.ts';
import { PairCounts } from '../reachability/reachability.types.ts';
import { PolicyImpactService } from './policy-impact.service.ts';
import { Policy, PolicyRule } from './policy.types.ts';
import { RuleRef } from './rule-ref.types.ts';

@Scopes('CONNECTIVITY_READ')
@Resolver(() => Policy)
export class PolicyImpactResolver {
  constructor(private readonly impacts: PolicyImpactService) {}

  @ResolveField(() => PairCounts, { nullable: true, description: 'Pairs that change verdict if this policy alone were removed, by the verdict that they then have. Null until the impact of policies has been worked out.' })
  marginalImpact(@Parent() policy: Policy, @Context() context: RequestContext): Promise<PairCounts | null> { return this.impacts.marginal(context, policy); }
}

@Scopes('CONNECTIVITY_READ')
@Resolver(() => PolicyRule)
export class PolicyRuleImpactResolver {
  constructor(private readonly impacts: PolicyImpactService) {}

  @ResolveField(() => RuleStatus, { nullable: true, description: 'Null until the impact of policies has been worked out.' })
  async status(@Parent() rule: PolicyRule, @Context() context: RequestContext): Promise<keyof typeof RuleStatus | null> { return (await this.impacts.statusOf(context, rule))?.status ?? null; }

  @ResolveField(() => [RuleRef], { nullable: true, description: 'What decides in its stead. Null until the impact of policies has been worked out.' })
  async shadowedBy(@Parent() rule: PolicyRule, @Context() context: RequestContext): Promise<readonly RuleRef[] | null> { return (await this.impacts.statusOf(context, rule))?.shadowedBy ?? null; }
}
