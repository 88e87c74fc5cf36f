import { Args, Int, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Scopes } from '../../platform/access/access.decorators.ts';
import { Caller } from '../../platform/access/caller.decorator.ts';
import type { Principal } from '../../platform/access/principal.ts';
import { DiffService } from './diff.service.ts';
import { ChangesArgs, Diff, DiffArgs, DiffChangeConnection, ResourceChangeConnection } from './diff.types.ts';

@Scopes('CONNECTIVITY_READ')
@Resolver(() => Diff)
export class DiffResolver {
  constructor(private readonly diffs: DiffService) {}

  @Query(() => Diff)
  diff(@Caller() caller: Principal, @Args() args: DiffArgs): Promise<Diff> { return this.diffs.diff(caller, args); }

  @ResolveField(() => DiffChangeConnection)
  changes(@Parent() diff: Diff, @Args() args: ChangesArgs): Promise<DiffChangeConnection> { return this.diffs.changes(diff, args); }

  @ResolveField(() => ResourceChangeConnection)
  resourceChanges(@Parent() diff: Diff, @Args('first', { type: () => Int }) first: number, @Args('after', { type: () => String, nullable: true }) after?: string): Promise<ResourceChangeConnection> {
    return this.diffs.resourceChanges(diff, first, after ?? null);
  }
}
