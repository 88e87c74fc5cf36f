import { Args, Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Scopes } from '../../platform/access/access.decorators.ts';
import { Direction } from '../../platform/graphql/enums.ts';
import type { RequestContext } from '../../platform/graphql/request-context.ts';
import { Pod } from '../endpoint/endpoint.types.ts';
import { Blocker, Step } from '../reachability/explanation.types.ts';
import { PolicyService } from './policy.service.ts';
import { Policy } from './policy.types.ts';

@Scopes('CONNECTIVITY_READ')
@Resolver(() => Pod)
export class PodPoliciesResolver {
  constructor(private readonly service: PolicyService) {}

  @ResolveField(() => [Policy])
  selectedBy(@Parent() pod: Pod, @Context() context: RequestContext, @Args('direction', { type: () => Direction, nullable: true }) direction?: keyof typeof Direction): Promise<readonly Policy[]> {
    return this.service.selecting(context, pod, direction ?? null);
  }
}

@Scopes('CONNECTIVITY_READ')
@Resolver(() => Step)
export class StepPolicyResolver {
  constructor(private readonly service: PolicyService) {}

  @ResolveField(() => Policy, { nullable: true })
  policy(@Parent() step: Step, @Context() context: RequestContext): Promise<Policy | null> { return this.service.one(context, step.view, step.policyIdentity); }
}

@Scopes('CONNECTIVITY_READ')
@Resolver(() => Blocker)
export class BlockerPoliciesResolver {
  constructor(private readonly service: PolicyService) {}

  @ResolveField(() => [Policy])
  policies(@Parent() blocker: Blocker, @Context() context: RequestContext): Promise<readonly Policy[]> { return this.service.named(context, blocker.view, blocker.policyIdentities); }
}
