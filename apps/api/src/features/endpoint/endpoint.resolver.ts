import { Args, Int, Query, Resolver } from '@nestjs/graphql';
import { Scopes } from '../../platform/access/access.decorators.ts';
import { Caller } from '../../platform/access/caller.decorator.ts';
import type { Principal } from '../../platform/access/principal.ts';
import { EndpointKind } from '../../platform/graphql/enums.ts';
import { EndpointService } from './endpoint.service.ts';
import { Endpoint } from './endpoint.types.ts';

@Scopes('CONNECTIVITY_READ')
@Resolver(() => Endpoint)
export class EndpointResolver {
  constructor(private readonly service: EndpointService) {}

  @Query(() => [Endpoint])
  endpoints(
    @Caller() caller: Principal, @Args('view') view: string, @Args('search') search: string,
    @Args('kinds', { type: () => [EndpointKind], nullable: true }) kinds: (keyof typeof EndpointKind)[] | null,
    @Args('first', { type: () => Int, defaultValue: 20 }) first: number,
  ): Promise<readonly Endpoint[]> { return this.service.search(caller, view, search, kinds ?? null, first); }
}
