import { Args, Context, Int, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Scopes } from '../../platform/access/access.decorators.ts';
import type { RequestContext } from '../../platform/graphql/request-context.ts';
import { EndpointService } from './endpoint.service.ts';
import { Isolation, Namespace, PodConnection, Workload } from './endpoint.types.ts';

@Scopes('CONNECTIVITY_READ')
@Resolver(() => Workload)
export class WorkloadResolver {
  constructor(private readonly service: EndpointService) {}

  @ResolveField(() => Namespace)
  namespace(@Parent() workload: Workload, @Context() context: RequestContext): Promise<Namespace> { return this.service.namespace(context, workload); }

  @ResolveField(() => PodConnection)
  pods(@Parent() workload: Workload, @Args('first', { type: () => Int }) first: number, @Args('after', { type: () => String, nullable: true }) after?: string): Promise<PodConnection> {
    return this.service.pods(workload, first, after ?? null);
  }

  @ResolveField(() => Isolation)
  isolation(@Parent() workload: Workload, @Context() context: RequestContext): Promise<Isolation> { return this.service.isolation(context, workload); }
}
