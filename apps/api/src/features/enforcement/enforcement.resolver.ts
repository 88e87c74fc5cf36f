import { Args, Context, Int, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Scopes } from '../../platform/access/access.decorators.ts';
import { NodeEnforcement } from '../../platform/graphql/enums.ts';
import type { RequestContext } from '../../platform/graphql/request-context.ts';
import { ClusterNode } from '../endpoint/endpoint.types.ts';
import { Snapshot } from '../snapshot/snapshot.types.ts';
import { EnforcementService } from './enforcement.service.ts';
import { Enforcement, NodeEnforcementConnection } from './enforcement.types.ts';

@Scopes('CONNECTIVITY_READ')
@Resolver(() => Enforcement)
export class EnforcementResolver {
  constructor(private readonly service: EnforcementService) {}

  @ResolveField(() => NodeEnforcementConnection)
  nodes(
    @Parent() enforcement: Enforcement, @Args('first', { type: () => Int }) first: number, @Args('after', { type: () => String, nullable: true }) after?: string,
    @Args('states', { type: () => [NodeEnforcement], nullable: true }) states?: readonly (keyof typeof NodeEnforcement)[],
  ): NodeEnforcementConnection { return this.service.nodes(enforcement, { first, after: after ?? null, states: states ?? null }); }
}

@Scopes('CONNECTIVITY_READ')
@Resolver(() => Snapshot)
export class SnapshotEnforcementResolver {
  constructor(private readonly service: EnforcementService) {}

  @ResolveField(() => Enforcement)
  enforcement(@Parent() { record }: Snapshot, @Context() context: RequestContext): Promise<Enforcement> { return this.service.ofRecord(context, record); }
}

@Scopes('CONNECTIVITY_READ')
@Resolver(() => ClusterNode)
export class NodeEnforcementResolver {
  constructor(private readonly service: EnforcementService) {}

  @ResolveField(() => NodeEnforcement)
  enforcement(@Parent() node: ClusterNode, @Context() context: RequestContext): Promise<keyof typeof NodeEnforcement> { return this.service.ofNode(context, node); }
}
