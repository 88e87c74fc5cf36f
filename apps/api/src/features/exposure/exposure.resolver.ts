import { Args, Query, Resolver } from '@nestjs/graphql';
import { Scopes } from '../../platform/access/access.decorators.ts';
import { Caller } from '../../platform/access/caller.decorator.ts';
import type { Principal } from '../../platform/access/principal.ts';
import { ExposureService } from './exposure.service.ts';
import { ExposureArgs, ExposureConnection } from './exposure.types.ts';

@Scopes('CONNECTIVITY_READ')
@Resolver(() => ExposureConnection)
export class ExposureResolver {
  constructor(private readonly service: ExposureService) {}

  @Query(() => ExposureConnection, { description: 'What the outside can reach (INGRESS) and through what, or what can reach the internet (EGRESS), as far as policies let it.' })
  exposure(@Caller() caller: Principal, @Args() args: ExposureArgs): Promise<ExposureConnection> { return this.service.connection(caller, args); }
}
