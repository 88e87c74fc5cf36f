import { Args, Int, Query, Resolver } from '@nestjs/graphql';
import { Scopes } from '../../platform/access/access.decorators.ts';
import { Caller } from '../../platform/access/caller.decorator.ts';
import type { Principal } from '../../platform/access/principal.ts';
import { FindingService } from './finding.service.ts';
import { Finding, FindingConnection, FindingFilter } from './finding.types.ts';

@Scopes('CONNECTIVITY_READ')
@Resolver(() => Finding)
export class FindingResolver {
  constructor(private readonly service: FindingService) {}

  @Query(() => FindingConnection)
  findings(
    @Caller() caller: Principal, @Args('view') view: string, @Args('filter', { type: () => FindingFilter, nullable: true }) filter: FindingFilter | undefined,
    @Args('first', { type: () => Int }) first: number, @Args('after', { type: () => String, nullable: true }) after?: string,
  ): Promise<FindingConnection> { return this.service.connection(caller, view, filter ?? null, first, after ?? null); }
}
