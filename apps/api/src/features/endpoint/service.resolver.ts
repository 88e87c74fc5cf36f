import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Scopes } from '../../platform/access/access.decorators.ts';
import type { RequestContext } from '../../platform/graphql/request-context.ts';
import { EndpointService } from './endpoint.service.ts';
import { Namespace, Service } from './endpoint.types.ts';

@Scopes('CONNECTIVITY_READ')
@Resolver(() => Service)
export class ServiceResolver {
  constructor(private readonly service: EndpointService) {}

  @ResolveField(() => Namespace)
  namespace(@Parent() service: Service, @Context() context: RequestContext): Promise<Namespace> { return this.service.namespace(context, service); }
}
