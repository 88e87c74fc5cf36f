import { Args, Context, Int, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Scopes } from '../../platform/access/access.decorators.ts';
import { Caller } from '../../platform/access/caller.decorator.ts';
import type { Principal } from '../../platform/access/principal.ts';
import { DateTime } from '../../platform/graphql/scalars.ts';
import type { RequestContext } from '../../platform/graphql/request-context.ts';
import { Snapshot, SnapshotConnection } from '../snapshot/snapshot.types.ts';
import { ClusterFieldsService } from './cluster-fields.service.ts';
import { ClusterService } from './cluster.service.ts';
import { Cluster, ClusterConnection } from './cluster.types.ts';

@Scopes('CONNECTIVITY_READ')
@Resolver(() => Cluster)
export class ClusterResolver {
  constructor(private readonly service: ClusterService, private readonly fields: ClusterFieldsService) {}

  @Query(() => ClusterConnection)
  clusters(@Caller() caller: Principal, @Args('first', { type: () => Int }) first: number, @Args('after', { type: () => String, nullable: true }) after?: string): Promise<ClusterConnection> {
    return this.service.connection(caller, first, after ?? null);
  }

  @Query(() => Cluster, { nullable: true })
  cluster(@Caller() caller: Principal, @Args('slug') slug: string): Promise<Cluster | null> { return this.service.find(caller, slug); }

  @ResolveField(() => Snapshot, { nullable: true })
  latest(@Parent() { clusterId }: Cluster, @Context() context: RequestContext): Promise<Snapshot | null> { return this.fields.latest(context, clusterId); }

  @ResolveField(() => SnapshotConnection)
  snapshots(
    @Parent() { clusterId }: Cluster, @Caller() caller: Principal,
    @Args('first', { type: () => Int }) first: number, @Args('after', { type: () => String, nullable: true }) after?: string,
    @Args('from', { type: () => DateTime, nullable: true }) from?: Date, @Args('to', { type: () => DateTime, nullable: true }) to?: Date,
    @Args('label', { type: () => String, nullable: true }) label?: string, @Args('changedOnly', { type: () => Boolean, nullable: true }) changedOnly?: boolean,
  ): Promise<SnapshotConnection> { return this.fields.snapshots(caller, clusterId, { first, after: after ?? null, from: from ?? undefined, to: to ?? undefined, label: label ?? undefined, changedOnly: changedOnly ?? undefined }); }
}
