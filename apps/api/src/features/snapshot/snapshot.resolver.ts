import { Args, Context, Int, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Scopes } from '../../platform/access/access.decorators.ts';
import { Caller } from '../../platform/access/caller.decorator.ts';
import type { Principal } from '../../platform/access/principal.ts';
import { DiagnosticSeverity } from '../../platform/graphql/enums.ts';
import type { RequestContext } from '../../platform/graphql/request-context.ts';
import { Cluster } from '../cluster/cluster.types.ts';
import { SnapshotFieldsService } from './snapshot-fields.service.ts';
import { SnapshotService } from './snapshot.service.ts';
import { DiagnosticConnection, Snapshot } from './snapshot.types.ts';

@Scopes('CONNECTIVITY_READ')
@Resolver(() => Snapshot)
export class SnapshotResolver {
  constructor(private readonly fields: SnapshotFieldsService, private readonly snapshots: SnapshotService) {}

  @ResolveField(() => Cluster)
  cluster(@Parent() { record }: Snapshot, @Context() context: RequestContext): Promise<Cluster> { return this.fields.cluster(context, record); }

  @ResolveField(() => Snapshot, { nullable: true })
  parent(@Parent() { record }: Snapshot, @Context() context: RequestContext): Promise<Snapshot | null> { return this.fields.parent(context, record); }

  @ResolveField(() => DiagnosticConnection)
  diagnostics(@Parent() { record }: Snapshot, @Caller() caller: Principal, @Args('first', { type: () => Int }) first: number, @Args('after', { type: () => String, nullable: true }) after?: string, @Args('minSeverity', { type: () => DiagnosticSeverity, nullable: true }) minSeverity?: keyof typeof DiagnosticSeverity): Promise<DiagnosticConnection> {
    return this.snapshots.diagnosticConnection(caller, record, { first, after: after ?? null, minSeverity: minSeverity ?? null });
  }
}
