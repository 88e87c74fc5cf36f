import { Args, Context, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Scopes } from '../../platform/access/access.decorators.ts';
import { Caller } from '../../platform/access/caller.decorator.ts';
import type { Principal } from '../../platform/access/principal.ts';
import { ExplainDetail } from '../../platform/graphql/enums.ts';
import type { RequestContext } from '../../platform/graphql/request-context.ts';
import { Explanation } from './explanation.types.ts';
import { CanReachArgs, ReachableFromArgs, WhoCanReachArgs } from './question.types.ts';
import { ReachabilityService } from './reachability.service.ts';
import { PeerConnection, Reachability } from './reachability.types.ts';

@Scopes('CONNECTIVITY_READ')
@Resolver(() => Reachability)
export class ReachabilityResolver {
  constructor(private readonly service: ReachabilityService) {}

  @Query(() => Reachability)
  canReach(@Caller() caller: Principal, @Args() args: CanReachArgs): Promise<Reachability> { return this.service.canReach(caller, args); }

  @Query(() => PeerConnection)
  whoCanReach(@Caller() caller: Principal, @Args() args: WhoCanReachArgs): Promise<PeerConnection> { return this.service.whoCanReach(caller, args); }

  @Query(() => PeerConnection)
  reachableFrom(@Caller() caller: Principal, @Args() args: ReachableFromArgs): Promise<PeerConnection> { return this.service.reachableFrom(caller, args); }

  @ResolveField(() => Explanation)
  explanation(@Parent() reachability: Reachability, @Context() context: RequestContext, @Args('detail', { type: () => ExplainDetail, defaultValue: 'DECIDING' }) detail: keyof typeof ExplainDetail): Promise<Explanation> {
    return this.service.explanation(context, reachability, detail === 'ALL');
  }
}
