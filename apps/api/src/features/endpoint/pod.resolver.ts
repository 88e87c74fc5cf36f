import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Scopes } from '../../platform/access/access.decorators.ts';
import type { RequestContext } from '../../platform/graphql/request-context.ts';
import { EndpointService } from './endpoint.service.ts';
import { Isolation, Namespace, Pod, Workload } from './endpoint.types.ts';

@Scopes('CONNECTIVITY_READ')
@Resolver(() => Pod)
export class PodResolver {
  constructor(private readonly service: EndpointService) {}

  @ResolveField(() => Namespace)
  namespace(@Parent() pod: Pod, @Context() context: RequestContext): Promise<Namespace> { return this.service.namespace(context, pod); }

  @ResolveField(() => Workload, { nullable: true })
  workload(@Parent() pod: Pod, @Context() context: RequestContext): Promise<Workload | null> { return this.service.workload(context, pod); }

  @ResolveField(() => Isolation)
  isolation(@Parent() pod: Pod, @Context() context: RequestContext): Promise<Isolation> { return this.service.isolation(context, pod); }
}
