import { Args, Int, Query, Resolver } from '@nestjs/graphql';
import { Scopes } from '../../platform/access/access.decorators.ts';
import { Caller } from '../../platform/access/caller.decorator.ts';
import type { Principal } from '../../platform/access/principal.ts';
import { PolicyService } from './policy.service.ts';
import { Policy, PolicyConnection, PolicyFilter } from './policy.types.ts';

@Scopes('CONNECTIVITY_READ')
@Resolver(() => Policy)
export class PolicyResolver {
  constructor(private readonly service: PolicyService) {}

  @Query(() => PolicyConnection)
  policies(
    @Caller() caller: Principal, @Args('view') view: string, @Args('filter', { type: () => PolicyFilter, nullable: true }) filter: PolicyFilter | undefined,
    @Args('first', { type: () => Int }) first: number, @Args('after', { type: () => String, nullable: true }) after?: string,
  ): Promise<PolicyConnection> { return this.service.list(caller, view, filter ?? null, first, after ?? null); }
}
