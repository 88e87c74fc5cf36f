import { Args, Query, Resolver } from '@nestjs/graphql';
import { Scopes } from '../../platform/access/access.decorators.ts';
import { Caller } from '../../platform/access/caller.decorator.ts';
import type { Principal } from '../../platform/access/principal.ts';
import { DifferenceService } from './difference.service.ts';
import { DifferenceArgs, EnforcementDifferenceConnection } from './difference.types.ts';

@Scopes('CONNECTIVITY_READ')
@Resolver(() => EnforcementDifferenceConnection)
export class DifferenceResolver {
  constructor(private readonly service: DifferenceService) {}

  @Query(() => EnforcementDifferenceConnection, { description: 'Where the cluster does otherwise than its policies say, and why.' })
  enforcementDifferences(@Caller() caller: Principal, @Args() args: DifferenceArgs): Promise<EnforcementDifferenceConnection> { return this.service.connection(caller, args); }
}
