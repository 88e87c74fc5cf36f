import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Scopes } from '../../platform/access/access.decorators.ts';
import type { RequestContext } from '../../platform/graphql/request-context.ts';
import { EndpointService } from './endpoint.service.ts';
import { Isolation, Namespace } from './endpoint.types.ts';

@Scopes('CONNECTIVITY_READ')
@Resolver(() => Namespace)
export class NamespaceResolver {
  constructor(private readonly service: EndpointService) {}

  @ResolveField(() => Isolation)
  isolation(@Parent() namespace: Namespace, @Context() context: RequestContext): Promise<Isolation> { return this.service.isolation(context, namespace); }
}
